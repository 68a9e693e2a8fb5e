"""Attendee lists: who is in them, which rows cannot be taken, and who is there already."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from wetalked.events.columns import Table, shown
from wetalked.events.model import Field, Wrong
from wetalked.events.reading import NotAList, read_lines
from wetalked.people.given import given_name as guess_given_name
from wetalked.text import (
    BadText,
    email_address,
    email_key,
    name_key,
    one_line,
    quoted,
)

_LANGUAGES = {
    **dict.fromkeys(("de", "deu", "ger", "deutsch", "german", "allemand"), "de"),
    **dict.fromkeys(("en", "eng", "english", "englisch", "anglais"), "en"),
}

# A sentence about an address quotes it already.
_SAID: Mapping[Field, str] = {"name": "The name", "email": "", "ask_me_about": "Ask me about"}


class RosterRow(msgspec.Struct, frozen=True):
    """One row that can be taken; `email` is in the form in which addresses are compared."""

    line: int
    name: str
    given_name: str
    email: str | None = None
    language: str | None = None
    ask_me_about: str | None = None


class RejectedRow(msgspec.Struct, frozen=True):
    """One row that cannot be taken, and why, in a sentence that quotes what was read.

    `cells` are the row as it stands in the list.
    """

    line: int
    problem: str
    wrong: list[Wrong]
    cells: list[str] = []


Complaint: TypeAlias = tuple[Wrong, str]


class Roster(msgspec.Struct, frozen=True):
    """A list as it was read; `columns` says under which heading each field was found."""

    rows: list[RosterRow]
    rejected: list[RejectedRow]
    columns: dict[str, str]
    headings: list[str] = []


def read_list(data: bytes, columns: Mapping[str, str] | None = None) -> Roster:
    """The people in a list; `columns` corrects the guess, from a field to the heading it has.

    Raises NotAList, ListTooLarge, or an `invalid` problem for a correction that fits no column.
    """
    headings, lines = read_lines(data)
    table = Table(headings.cells, [line.cells for line in lines])
    table.guess()
    table.correct(columns or {})
    if not table.has_names():
        raise NotAList(
            f"No column of names among {shown(table.headings)}. The first line must name the "
            'columns, one of them "Name", or "First name" and "Last name".',
            table.headings,
        )
    checked = [_check_cells(line.number, line.cells, table) for line in lines]
    return Roster(
        [row for row in checked if isinstance(row, RosterRow)],
        [row for row in checked if isinstance(row, RejectedRow)],
        table.chosen(),
        headings.cells,
    )


def _check_cells(line: int, cells: Sequence[str], table: Table) -> RosterRow | RejectedRow:
    given = table.cell(cells, "given_name")
    apart = f"{given} {table.cell(cells, 'family_name')}".strip()
    row = check_row(
        line,
        table.cell(cells, "name") or apart,
        table.cell(cells, "email"),
        table.cell(cells, "language"),
        re.sub(r"\s*[\r\n]\s*", " ", table.cell(cells, "ask_me_about")),
        given,
    )
    return replace(row, cells=[*cells]) if isinstance(row, RejectedRow) else row


def check_row(
    line: int,
    name: str,
    email: str | None = None,
    language: str | None = None,
    ask_me_about: str | None = None,
    given_name: str | None = None,
) -> RosterRow | RejectedRow:
    """The row as it is taken, or why it is not; empty cells are as good as none."""
    found: list[Complaint] = []
    if not name.strip():
        found.append((Wrong("name", "missing"), _nameless(email)))
    whole = _checked(found, "name", name, one_line)
    address = _checked(found, "email", email, email_address)
    topic = _checked(found, "ask_me_about", ask_me_about, one_line)
    if found or whole is None:
        said = " ".join(sentence for _, sentence in found)
        return RejectedRow(line, said, [wrong for wrong, _ in found])
    given = _checked([], "name", given_name, one_line) or guess_given_name(whole)
    return RosterRow(line, whole, given, address, _language(language), topic)


def _checked(
    found: list[Complaint], field: Field, cell: str | None, check: Callable[[str], str]
) -> str | None:
    """The cell as the check returns it; None when it is empty or its problem was noted."""
    if cell is None or not cell.strip():
        return None
    try:
        return check(cell)
    except BadText as bad:
        what = _SAID[field]
        said = f"{what} {quoted(cell)}: {bad}" if what else str(bad)
        found.append((Wrong(field, bad.reason), said))
        return None


def _nameless(email: str | None) -> str:
    return f"No name beside {quoted(email)}." if email and email.strip() else "No name in this row."


def _language(cell: str | None) -> str | None:
    words = re.split(r"[\W_]+", (cell or "").strip().casefold())
    return _LANGUAGES.get(words[0])


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
    """

    row: RosterRow
    participant_id: str | None
    without_email: bool = False
    repeats: int | None = None


def match(rows: Iterable[RosterRow], existing: Sequence[Existing]) -> list[Match]:
    """Who of the list is there already, so that the same list again matches everyone.

    The same address with the same name is one person. Without an address, or with one that another
    name holds, the name decides: the second of that name in the list is the second in `existing`,
    which comes in the order in which people were added.
    """
    known = _Known(existing)
    return [known.match(row) for row in rows]


class _Somebody:
    """A participant, known or new (without an id), and the line that first named them."""

    def __init__(self, participant_id: str | None = None) -> None:
        self.participant_id = participant_id
        self.names: set[str] = set()
        self.line: int | None = None

    def met(self, row: RosterRow, *, without_email: bool = False) -> Match:
        """The row is about this person."""
        repeats, self.line = self.line, self.line or row.line
        return Match(row, self.participant_id, without_email, repeats)


class _Known:
    """Who is there, and as the list is read, who is in it."""

    def __init__(self, existing: Sequence[Existing]) -> None:
        self._by_email: dict[str, list[_Somebody]] = defaultdict(list)
        self._by_name: dict[str, deque[_Somebody]] = defaultdict(deque)
        self._second: dict[tuple[str, str], _Somebody] = {}
        people: dict[str, _Somebody] = {}
        for one in existing:
            somebody = people.setdefault(one.participant_id, _Somebody(one.participant_id))
            somebody.names.add(name_key(one.name))
            if one.email:
                self._by_email[email_key(one.email)].append(somebody)
            else:
                self._by_name[name_key(one.name)].append(somebody)

    def match(self, row: RosterRow) -> Match:
        """Whom the next row of the list is about."""
        name = name_key(row.name)
        if row.email is None:
            return self._next_named(name).met(row)
        holders = self._by_email[email_key(row.email)]
        if not holders:
            holders.append(_Somebody())
            holders[0].names.add(name)
        for holder in holders:
            if name in holder.names:
                return holder.met(row)
        return self._second_behind(email_key(row.email), name).met(row, without_email=True)

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
