"""What an organizer says about an event, checked before it is kept."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from wetalked.accounts.model import Language
from wetalked.core.clock import from_datetime, to_datetime
from wetalked.core.lengths import SLUG as SLUG_LENGTH
from wetalked.core.lengths import LineText, ZoneText
from wetalked.core.problems import invalid
from wetalked.core.text import BadText, one_line, quoted
from wetalked.core.zones import zone_names
from wetalked.events.deck import DeckQuestion, own_deck
from wetalked.events.model import EventRow
from wetalked.events.schedule import follow_up_due

SLUG = "^[a-z0-9-]{1,64}$"
REMIND_AFTER_DAYS = 21
ERASE_AFTER_DAYS = 180
DECK = 200
FIRST_YEAR, LAST_YEAR = 1970, 2199

Slug = Annotated[str, msgspec.Meta(max_length=SLUG_LENGTH, pattern=SLUG)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Days = Annotated[int, msgspec.Meta(ge=1, le=730)]
Deck = Annotated[list[DeckQuestion], msgspec.Meta(max_length=DECK)]


class NewEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event to be; what is absent comes from the copied event, or else is as usual."""

    slug: Slug
    name: LineText
    starts_at: Moment
    ends_at: Moment
    time_zone: ZoneText | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    follow_up_at: Moment | None = None
    remind_after_days: Days | UnsetType | None = UNSET
    erase_after_days: Days | UnsetType = UNSET
    in_house: bool | UnsetType = UNSET
    deck: Deck | UnsetType | None = UNSET
    help_contact: LineText | UnsetType | None = UNSET
    copy_of: Slug | None = None


class EventChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be different about an event."""

    slug: Slug | UnsetType = UNSET
    name: LineText | UnsetType = UNSET
    starts_at: Moment | UnsetType = UNSET
    ends_at: Moment | UnsetType = UNSET
    time_zone: ZoneText | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    follow_up_at: Moment | UnsetType | None = UNSET
    remind_after_days: Days | UnsetType | None = UNSET
    erase_after_days: Days | UnsetType = UNSET
    in_house: bool | UnsetType = UNSET
    deck: Deck | UnsetType | None = UNSET
    help_contact: LineText | UnsetType | None = UNSET


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of an event, each as its column keeps it."""

    slug: str
    name: str
    starts_at: int
    ends_at: int
    time_zone: str
    language: str
    follow_up_at: int | None = None
    remind_after_days: int | None = REMIND_AFTER_DAYS
    erase_after_days: int = ERASE_AFTER_DAYS
    in_house: int = 0
    deck: str | None = None
    help_contact: str | None = None


COPIED = (
    *("time_zone", "language", "remind_after_days", "erase_after_days"),
    *("in_house", "deck", "help_contact"),
)


def first_plan(said: NewEvent, copied: EventRow | None = None) -> Plan:
    """The settings of a new event; raises `invalid`."""
    base = {name: kept(getattr(copied, name)) for name in COPIED} if copied else {}
    settings = base | columns(said)
    for name in ("time_zone", "language"):
        if name not in settings:
            raise invalid(name, "It is missing; without `copy_of` it is required.")
    return checked(settings)


def changed_plan(row: EventRow, said: EventChange) -> dict[str, Any]:
    """The columns that change; raises `invalid`. Once mailed, the follow-up keeps its time."""
    before = {name: kept(getattr(row, name)) for name in Plan.__struct_fields__}
    after = msgspec.structs.asdict(checked(before | columns(said)))
    if row.follow_up_begun_at is not None:
        due = follow_up_due(row.ends_at, row.time_zone, row.follow_up_at)
        if said.follow_up_at is not UNSET and after["follow_up_at"] != due:
            raise invalid("follow_up_at", f"The follow-up was sent at {to_datetime(due)} already.")
        after["follow_up_at"] = due
    return {name: value for name, value in after.items() if value != before[name]}


def columns(said: NewEvent | EventChange) -> dict[str, Any]:
    """What was said, by column."""
    given = {name: getattr(said, name) for name in Plan.__struct_fields__}
    return {name: kept(value) for name, value in given.items() if value is not UNSET}


def kept(value: Any) -> Any:
    """A value as its column keeps it."""
    if isinstance(value, datetime):
        return from_datetime(value)
    if isinstance(value, list):
        return msgspec.json.encode(own_deck(value)).decode()
    return int(value) if isinstance(value, bool) else value


def checked(settings: Mapping[str, Any]) -> Plan:
    """Settings that hold together; raises `invalid` for the first that does not."""
    if not re.fullmatch(SLUG.strip("^$"), settings["slug"]):
        raise invalid("slug", "1 to 64 of a–z, 0–9 and - are accepted.")
    if settings["time_zone"] not in zone_names():
        read = quoted(settings["time_zone"])
        raise invalid("time_zone", f"{read} is no IANA time zone, such as Europe/Berlin.")
    for name in ("starts_at", "ends_at", "follow_up_at"):
        check_year(name, settings.get(name))
    if settings["ends_at"] <= settings["starts_at"]:
        raise invalid("ends_at", "It must be later than starts_at.")
    name, contact = settings["name"], settings.get("help_contact")
    texts = {
        "name": line("name", name),
        "help_contact": None if contact is None else line("help_contact", contact),
    }
    return Plan(**{**settings, **texts})


def check_year(name: str, at: int | None) -> None:
    """Far beyond, calendars and time zones say nothing."""
    if at is not None and not FIRST_YEAR <= year_of(at) <= LAST_YEAR:
        raise invalid(name, f"A year from {FIRST_YEAR} to {LAST_YEAR} is accepted.")


def year_of(at: int) -> int:
    """The year in UTC; milliseconds beyond any calendar are far from every year accepted."""
    try:
        return to_datetime(at).year
    except (OverflowError, ValueError):
        return 0


def line(field: str, text: str) -> str:
    """A line of text; raises `invalid`."""
    try:
        return one_line(text)
    except BadText as bad:
        raise invalid(field, str(bad)) from None
