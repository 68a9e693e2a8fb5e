"""What a list of people brings to an event: whom to add, what it says anew, what is to be told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from wetalked.badges import code as badge_code
from wetalked.events.model import ParticipantRow, Told
from wetalked.events.reading import MOST_ROWS, ListTooLarge
from wetalked.events.roster import (
    Existing,
    Match,
    RejectedRow,
    Roster,
    RosterRow,
    check_row,
    match,
)
from wetalked.ids import NewId, new_token
from wetalked.lengths import CellText
from wetalked.text import name_key, quoted


class Addition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to be added, as JSON says it."""

    name: CellText
    email: CellText | None = None
    language: CellText | None = None
    ask_me_about: CellText | None = None


def roster_of(people: Sequence[Addition]) -> Roster:
    """These people as a list, the first on line 1; raises `too-large`."""
    if len(people) > MOST_ROWS:
        raise ListTooLarge(f"There are {len(people):,} people; at most {MOST_ROWS:,} are taken.")
    rows = [
        check_row(line, one.name, one.email, one.language, one.ask_me_about)
        for line, one in enumerate(people, start=1)
    ]
    good = [row for row in rows if isinstance(row, RosterRow)]
    return Roster(good, [row for row in rows if isinstance(row, RejectedRow)], {})


class Known(ParticipantRow, frozen=True, kw_only=True):
    """A participant who is there, as listed and as of now."""

    person: str
    name_set_at: int | None
    language_set_at: int | None
    ask_set_at: int | None
    listed_name: str | None
    listed_email_key: str | None
    listed_language: str | None
    listed_ask_me_about: str | None


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to be added, with all that is to be theirs."""

    row: RosterRow
    email: str | None
    participant: str
    person: str
    code: str
    token: str


class Listed(msgspec.Struct, frozen=True):
    """What the list had of somebody, to be kept."""

    name: str | None
    language: str | None
    ask_me_about: str | None


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says anew about somebody: changes by field, and what to keep as listed."""

    row: RosterRow
    known: Known
    changes: dict[str, str]
    listed: Listed | None


class Plan(msgspec.Struct, frozen=True):
    """What there is to do for a list, and what is to be told about it."""

    newcomers: list[Newcomer]
    updates: list[Update]
    told: list[Told]


def plan_of(rows: Sequence[RosterRow], known: Sequence[Known], new_id: NewId) -> Plan:
    """Whom to add and what to change; `known` in the order in which they were added."""
    by_id = {one.participant_id: one for one in known}
    matches = [one for one in match(rows, existing(known)) if one.repeats is None]
    new = [one for one in matches if one.participant_id is None]
    # Ids sort by time, and within one list as its lines do.
    ids = sorted(new_id() for _ in new)
    updates = [
        update_of(by_id[one.participant_id], one.row) for one in matches if one.participant_id
    ]
    return Plan(
        [newcomer(id_, one, new_id()) for id_, one in zip(ids, new, strict=True)],
        [one for one in updates if one.changes or one.listed],
        [told for one in matches if (told := remark(one, by_id))],
    )


def existing(known: Iterable[Known]) -> list[Existing]:
    """Each participant under every name and address that a list may know them by."""
    found = []
    for one in known:
        if one.listed_name is not None:
            found.append(Existing(one.participant_id, one.listed_name, one.listed_email_key))
        if (one.listed_name, one.listed_email_key) != (one.name, one.email):
            found.append(Existing(one.participant_id, one.name, one.email))
    return found


def newcomer(participant: str, one: Match, person: str) -> Newcomer:
    """Somebody new."""
    return Newcomer(
        row=one.row,
        email=None if one.without_email else one.row.email,
        participant=participant,
        person=person,
        code=badge_code.make(),
        token=new_token(),
    )


def remark(one: Match, known: Mapping[str, Known]) -> Told | None:
    """What is told of a row that was taken otherwise than it may have been meant."""
    if one.participant_id and known[one.participant_id].removed_at is not None:
        return told(one, "removed", f"{quoted(one.row.name)} was removed, and stays so.")
    if one.without_email:
        address, name = quoted(one.row.email or ""), quoted(one.row.name)
        message = f"{address} is somebody else's by name; {name} is taken without an address."
        return told(one, "without-email", message)
    return None


def told(one: Match, kind: Literal["removed", "without-email"], message: str) -> Told:
    row = one.row
    return Told(line=row.line, message=message, kind=kind, name=row.name, email=row.email)


def update_of(known: Known, row: RosterRow) -> Update:
    """What the list says otherwise than the last one did, and they have not set themselves."""
    words = {
        "name": (row.name, known.listed_name, known.name, known.name_set_at),
        "language": (
            *(row.language, known.listed_language),
            *(known.language, known.language_set_at),
        ),
        "ask_me_about": (
            *(row.ask_me_about, known.listed_ask_me_about),
            *(known.ask_me_about, known.ask_set_at),
        ),
    }
    changes = {
        field: said
        for field, (said, listed, now, set_at) in words.items()
        if said is not None and said not in {listed, now} and set_at is None
    }
    return Update(row=row, known=known, changes=changes, listed=listed_as(known, row))


def listed_as(known: Known, row: RosterRow) -> Listed | None:
    """What to keep of the list, if that is news; a name that somebody took on is not its word."""
    before = Listed(known.listed_name, known.listed_language, known.listed_ask_me_about)
    name = known.listed_name
    if name is not None and name_key(name) == name_key(row.name):
        name = row.name
    after = Listed(
        name,
        row.language or known.listed_language,
        row.ask_me_about or known.listed_ask_me_about,
    )
    return None if after == before else after
