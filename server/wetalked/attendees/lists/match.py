"""Who of a list is there already, so that the same list again matches everyone."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

import msgspec

from wetalked.attendees.lists.row import RosterRow
from wetalked.core.text import email_key, name_key


class Existing(msgspec.Struct, frozen=True):
    """A participant who is there, under a name and address by which a list may know them.

    Somebody who changed either since they were listed is given twice: as listed, and as of now.
    """

    participant_id: str
    name: str
    email: str | None


class Match(msgspec.Struct, frozen=True):
    """What becomes of a row: a known participant, or a new one.

    `without_email`: another name holds the row's address, so it is kept without one.
    `repeats`: the line of an earlier row that is the same person; this one then says nothing new.
    `adds_email`: a known participant without an address, whose the row's becomes.
    `said`: somebody said that the row is this participant, whatever the names.
    """

    row: RosterRow
    participant_id: str | None
    without_email: bool = False
    repeats: int | None = None
    adds_email: bool = False
    said: bool = False


def match(
    rows: Sequence[RosterRow], existing: Sequence[Existing], same: Mapping[int, str] | None = None
) -> list[Match]:
    """Who of the list is there already, so that the same list again matches everyone.

    The same address with the same name is one person. Without an address, or with one that another
    name holds, the name decides: the second of that name in the list is the second in `existing`,
    which comes in the order in which people were added. An address that nobody has is added to
    somebody of this name without one whom no other row is about. `same` says of lines who they are.
    """
    known = _Known(existing)
    said = {line: known.somebody(id_) for line, id_ in (same or {}).items()}
    found: dict[int, Match] = {}
    for place, row in enumerate(rows):
        if (whose := said.get(row.line)) is not None:
            found[place] = known.say(row, whose)
    # Who is known for sure comes first: an address must not take a namesake's place.
    for sure in (True, False):
        for place, row in enumerate(rows):
            if place not in found and (not sure or known.is_sure(row)):
                found[place] = known.match(row)
    return [found[place] for place in range(len(rows))]


def name_alike(name: str) -> str:
    """What spellings of one name have in common: case, spacing, and which sign is an apostrophe."""
    return name_key(name).translate(_SIGNS)


_SIGNS = str.maketrans({**dict.fromkeys("’‘`´ʼ′‛", "'"), **dict.fromkeys("‐‑‒–—−", "-")})


class _Somebody:
    """A participant, known or new (without an id), and the line that first named them."""

    def __init__(self, participant_id: str | None = None) -> None:
        self.participant_id = participant_id
        self.names: set[str] = set()
        self.has_email = False
        self.line: int | None = None

    def met(
        self, row: RosterRow, *, without_email: bool = False, adds: bool = False, said: bool = False
    ) -> Match:
        """The row is about this person."""
        repeats, self.line = self.line, self.line or row.line
        return Match(row, self.participant_id, without_email, repeats, adds, said)


class _Known:
    """Who is there, and as the list is read, who is in it."""

    def __init__(self, existing: Sequence[Existing]) -> None:
        self._by_email: dict[str, list[_Somebody]] = defaultdict(list)
        self._by_name: dict[str, deque[_Somebody]] = defaultdict(deque)
        self._second: dict[tuple[str, str], _Somebody] = {}
        self._people: dict[str, _Somebody] = {}
        for one in existing:
            somebody = self._people.setdefault(one.participant_id, _Somebody(one.participant_id))
            somebody.names.add(name_alike(one.name))
            if one.email:
                somebody.has_email = True
                self._by_email[email_key(one.email)].append(somebody)
            else:
                self._by_name[name_alike(one.name)].append(somebody)

    def somebody(self, participant_id: str) -> _Somebody | None:
        """A participant who is there."""
        return self._people.get(participant_id)

    def say(self, row: RosterRow, whose: _Somebody) -> Match:
        """The row is about this participant, as somebody said; their address stays theirs."""
        adds = (
            bool(row.email)
            and not whose.has_email
            and not self._by_email[email_key(row.email or "")]
        )
        if adds and row.email:
            self._take_on(whose, email_key(row.email))
        return whose.met(row, adds=adds, said=True)

    def is_sure(self, row: RosterRow) -> bool:
        """Whether the row's address says nothing of people of its name without one."""
        return row.email is None or bool(self._by_email[email_key(row.email)])

    def match(self, row: RosterRow) -> Match:
        """Whom the next row of the list is about."""
        name = name_alike(row.name)
        if row.email is None:
            return self._next_named(name).met(row)
        email = email_key(row.email)
        holders = self._by_email[email]
        if not holders:
            return self._first_at(email, name, row)
        for holder in holders:
            if name in holder.names:
                return holder.met(row)
        return self._second_behind(email, name).met(row, without_email=True)

    def _first_at(self, email: str, name: str, row: RosterRow) -> Match:
        """Whose an address becomes that nobody has: somebody's of this name without one, or new."""
        whose = self._next_named(name)
        adds = whose.participant_id is not None and not whose.has_email
        if not adds:
            whose = _Somebody()
            whose.names.add(name)
        self._take_on(whose, email)
        return whose.met(row, adds=adds)

    def _take_on(self, whose: _Somebody, email: str) -> None:
        whose.has_email = True
        self._by_email[email].append(whose)

    def _second_behind(self, email: str, name: str) -> _Somebody:
        if (email, name) not in self._second:
            self._second[email, name] = self._next_named(name)
        return self._second[email, name]

    def _next_named(self, name: str) -> _Somebody:
        """The first of this name without an address whom no earlier row was about."""
        named = self._by_name[name]
        while named and named[0].line is not None:
            named.popleft()
        return named[0] if named else _Somebody()
