"""Events and who takes part in them: as they are kept, and as they are told."""

from datetime import datetime
from typing import Literal

import msgspec

from wetalked.accounts.model import Language
from wetalked.core.text import Reason

Role = Literal["organizer", "desk"]
Field = Literal["name", "email", "ask_me_about"]


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event as it is kept; `role` is the caller's there, where one was asked for."""

    id: str
    slug: str
    name: str
    starts_at: int
    ends_at: int
    time_zone: str
    language: str
    follow_up_at: int | None
    follow_up_begun_at: int | None
    remind_after_days: int | None
    erase_after_days: int
    erasure_asked_at: int | None
    in_house: bool
    deck: str | None
    help_contact: str | None
    role: Role | None = None
    role_used: bool = True


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An event as everyone in it sees it."""

    slug: str
    name: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    language: Language
    follow_up_at: datetime
    remind_after_days: int | None
    erase_after_days: int
    in_house: bool
    help_contact: str | None


class ParticipantRow(msgspec.Struct, frozen=True, kw_only=True):
    """A participant who has not left, as kept, with the badge they hold."""

    participant_id: str
    name: str
    email: str | None
    language: str
    ask_me_about: str | None
    badge: str | None
    invited_at: int | None
    joined_at: int | None
    printed_at: int | None
    removed_at: int | None


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """A participant as organizers see them; `badge` is null once it is retired.

    In a dry run who would be added has no `participant_id` yet.
    """

    participant_id: str | None
    name: str
    email: str | None
    language: str
    ask_me_about: str | None
    badge: str | None
    invited_at: datetime | None = None
    joined_at: datetime | None = None
    printed_at: datetime | None = None
    removed_at: datetime | None = None


class NewParticipant(Participant, frozen=True, kw_only=True):
    """Somebody just added, with what signs them in the first time: shown only now."""

    join_url: str | None = None
    pin: str | None = None


class Reissued(Participant, frozen=True, kw_only=True):
    """Somebody with a new badge, and a new PIN where they sign in by one."""

    pin: str | None = None


class Wrong(msgspec.Struct, frozen=True):
    """What is wrong with one cell of a row."""

    field: Field
    reason: Reason


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """A row that cannot be taken, why in words and for programs, and its cells as they came."""

    line: int
    problem: str
    wrong: list[Wrong]
    cells: list[str]


ToldKind = Literal[
    "removed",
    "without-email",
    "not-coming",
    "unsure-status",
    "unknown-status",
    "private-answer",
    "no-addresses",
    "other-address",
    "several-addresses",
    "half-names",
    "buyers",
    "left-out-lines",
    "encoding",
    "letters",
    "cut",
    "same-person",
    "address-theirs",
]


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a list says that was taken otherwise than it may have been meant; `line` is where.

    `heading` is the column that it is about, `value` what was read there; for `same-person`,
    `participant_id` and `value` say who is meant: `?same=LINE:PARTICIPANT_ID` says yes.
    """

    line: int
    message: str
    kind: ToldKind
    name: str | None
    email: str | None
    heading: str | None = None
    value: str | None = None
    participant_id: str | None = None


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a list; `columns` names the heading that each field was read from.

    `headings` are all that the list has; none where people were told as JSON.
    """

    created: list[NewParticipant]
    updated: list[Participant]
    unchanged: int
    rejected: list[Rejected]
    told: list[Told]
    columns: dict[str, str]
    headings: list[str]


class HeldBadge(msgspec.Struct, frozen=True):
    """The badge that a participant holds; `url` is what its QR code says."""

    code: str
    url: str


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a participant shows of themselves once a talk is mutual."""

    email: str | None = None
    phone: str | None = None
    link: str | None = None


class Participation(msgspec.Struct, frozen=True, kw_only=True):
    """A person's own place at an event; without a badge after they were taken off the list."""

    participant_id: str
    event: Event
    ask_me_about: str | None
    badge: HeldBadge | None
    card: Card


class Organizer(msgspec.Struct, frozen=True):
    """Who runs an event, or helps at its desk."""

    email: str | None
    name: str
    role: Role


class ApiToken(msgspec.Struct, frozen=True, kw_only=True):
    """An organizer's API token; `token` is shown only when it is made."""

    name: str
    made_at: datetime
    used_at: datetime | None = None
    expires_at: datetime | None = None
    token: str | None = None


class Steps(msgspec.Struct, frozen=True, kw_only=True):
    """How far an event's preparation is; none of it says who came, or who talked.

    `uninvited` counts whom an invitation of everyone would reach now; without `mails_leave` mails
    are written to a folder and reach nobody.
    """

    listed: int
    without_address: int
    unprinted: int
    invited: int
    uninvited: int
    mails_leave: bool


class Pulse(msgspec.Struct, frozen=True, kw_only=True):
    """All that organizers learn of an event's talks, rounded down to fives.

    A figure is null where fewer than 5 people stand behind it.
    """

    at: datetime
    participants: int | None
    joined: int | None
    talks: int | None
    people_with_a_talk: int | None
    questions: int | None
    promises: int | None
