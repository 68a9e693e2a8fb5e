"""Everything of one person, as they take it along."""

from datetime import datetime

import msgspec

from wetalked.accounts.model import Device, Person
from wetalked.events.model import ApiToken, Participation, Role
from wetalked.talks.model import Block, Talk
from wetalked.talks.notes import Promise, Question


class Account(Person, frozen=True, kw_only=True):
    """The person, and since when."""

    made_at: datetime
    signed_in_at: datetime | None


class Listed(msgspec.Struct, frozen=True):
    """What the attendee list said of them."""

    name: str | None
    language: str | None
    ask_me_about: str | None


class BadgeHeld(msgspec.Struct, frozen=True):
    """A badge of theirs; a retired one no longer counts."""

    code: str
    made_at: datetime
    retired_at: datetime | None


class Place(Participation, frozen=True, kw_only=True):
    """A participation with what is kept about it beside what its owner sets."""

    listed: Listed
    badges: list[BadgeHeld]
    made_at: datetime
    invited_at: datetime | None
    joined_at: datetime | None
    printed_at: datetime | None
    removed_at: datetime | None


class Said(msgspec.Struct, frozen=True):
    """When they said yes to a talk, and whether they took it back."""

    talk: str
    first_yes_at: datetime
    yes_at: datetime
    no_at: datetime | None


class LooseNotes(msgspec.Struct, frozen=True):
    """Their notes on a talk that they do not see at present."""

    talk: str
    questions: list[Question]
    promises: list[Promise]
    reminded_of: str | None


class Duty(msgspec.Struct, frozen=True):
    """An event that they organize, or help at."""

    event: str
    name: str
    role: Role


class Mailed(msgspec.Struct, frozen=True):
    """A mail to them; what it said is not kept once it is sent."""

    kind: str
    event: str | None
    made_at: datetime
    sent_at: datetime | None


class Everything(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of somebody, and of others no more than they see."""

    exported_at: datetime
    person: Account
    participations: list[Place]
    talks: list[Talk]
    other_notes: list[LooseNotes]
    said: list[Said]
    blocks: list[Block]
    devices: list[Device]
    organizes: list[Duty]
    tokens: list[ApiToken]
    mails: list[Mailed]
