"""What a list of people brings to an event: whom to add, what it says anew, what is to be told."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from wetalked.attendees.lists.alike import alike_among
from wetalked.attendees.lists.match import Existing, Match, match
from wetalked.attendees.lists.row import RosterRow
from wetalked.core import code as badge_code
from wetalked.core.ids import NewId, new_token
from wetalked.core.problems import invalid
from wetalked.core.text import name_key, quoted
from wetalked.events.model import ParticipantRow, Told, ToldKind


class Known(ParticipantRow, frozen=True, kw_only=True):
    """A participant who is there, as listed and as of now."""

    person: str
    signed_in_at: int | None
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
    """What a list says anew about somebody: changes by field, and what to keep as listed.

    `email` is an address for who has none.
    """

    row: RosterRow
    known: Known
    changes: dict[str, str]
    listed: Listed | None
    email: str | None = None


class Plan(msgspec.Struct, frozen=True):
    """What there is to do for a list, and what is to be told about it."""

    newcomers: list[Newcomer]
    updates: list[Update]
    told: list[Told]


def plan_of(
    rows: Sequence[RosterRow],
    known: Sequence[Known],
    new_id: NewId,
    same: Mapping[int, str] | None = None,
) -> Plan:
    """Whom to add and what to change; `known` in the order in which they were added.

    `same` says of lines which participants they are; an id that is not there is `invalid`.
    """
    by_id = {one.participant_id: one for one in known}
    for id_ in (same or {}).values():
        if id_ not in by_id:
            raise invalid("same", f"There is no participant {quoted(id_)} at this event.")
    all_matches = match(rows, existing(known), same)
    matches = [one for one in all_matches if one.repeats is None]
    new = [one for one in matches if one.participant_id is None]
    # Ids sort by time, and within one list as its lines do.
    ids = sorted(new_id() for _ in new)
    updates = [
        update_of(by_id[one.participant_id], one.row, one) for one in matches if one.participant_id
    ]
    return Plan(
        [newcomer(id_, one, new_id()) for id_, one in zip(ids, new, strict=True)],
        [one for one in updates if one.changes or one.listed or one.email],
        [
            *(told for one in matches if (told := remark(one, by_id))),
            *maybe_same(new, known, all_matches),
        ],
    )


def maybe_same(
    new: Sequence[Match], known: Sequence[Known], matches: Sequence[Match]
) -> list[Told]:
    """New people whose names are nearly those of somebody without an address whom no row names."""
    named = {one.participant_id for one in matches}
    free = {
        one.participant_id: one.name
        for one in known
        if one.email is None and one.removed_at is None and one.participant_id not in named
    }
    found = []
    for one, id_ in alike_among([(one, one.row.name) for one in new], free):
        said = f"{quoted(one.row.name)} is added, but may be {quoted(free[id_])}, who is there."
        found.append(
            Told(
                line=one.row.line,
                message=f"{said} If so: same={one.row.line}:{id_}",
                kind="same-person",
                name=one.row.name,
                email=one.row.email,
                value=free[id_],
                participant_id=id_,
            )
        )
    return found


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
    whose = known[one.participant_id] if one.participant_id else None
    if whose and whose.removed_at is not None:
        return told(one, "removed", f"{quoted(one.row.name)} was removed, and stays so.")
    address, name = quoted(one.row.email or ""), quoted(one.row.name)
    if one.without_email:
        message = f"{address} is somebody else's by name; {name} is taken without an address."
        return told(one, "without-email", message)
    if one.adds_email and whose and whose.signed_in_at is not None:
        message = f"{name} has signed in: only they can add an address. {address} is left aside."
        return told(one, "address-theirs", message)
    return None


def told(one: Match, kind: ToldKind, message: str) -> Told:
    row = one.row
    return Told(line=row.line, message=message, kind=kind, name=row.name, email=row.email)


def update_of(known: Known, row: RosterRow, found: Match | None = None) -> Update:
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
    adds = found is not None and found.adds_email
    adds = adds and known.signed_in_at is None and known.removed_at is None
    return Update(
        row=row,
        known=known,
        changes=changes,
        listed=listed_as(known, row, renamed=found is not None and found.said),
        email=row.email if adds else None,
    )


def listed_as(known: Known, row: RosterRow, *, renamed: bool = False) -> Listed | None:
    """What to keep of the list, if that is news; a name that somebody took on is not its word."""
    before = Listed(known.listed_name, known.listed_language, known.listed_ask_me_about)
    name = known.listed_name
    if renamed or (name is not None and name_key(name) == name_key(row.name)):
        name = row.name
    after = Listed(
        name,
        row.language or known.listed_language,
        row.ask_me_about or known.listed_ask_me_about,
    )
    return None if after == before else after
