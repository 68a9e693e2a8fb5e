"""The list that somebody gets after an event."""

import msgspec

from wetalked.events.model import Event, EventRow
from wetalked.talks.model import Card, State
from wetalked.talks.notes import Promise, Question


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody one talked with; the opener is empty where nobody is left to write to."""

    talk: str
    name: str | None
    given_name: str | None
    card: Card
    questions: list[Question]
    promises: list[Promise]
    reminded_of: str | None
    opener: str
    write_url: str | None


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A talk in which one yes is missing: a name, and one's own notes."""

    talk: str
    state: State
    name: str | None
    questions: list[Question]
    promises: list[Promise]
    reminded_of: str | None


class FollowUp(msgspec.Struct, frozen=True):
    """Whom one talked with, and who waits for a yes, in the order in which it began."""

    event: Event
    people: list[Met]
    waiting: list[Waiting]


class Mailing(EventRow, frozen=True, kw_only=True):
    """An event with what has become of its mails so far."""

    follow_up_queued_at: int | None
    reminded_at: int | None
    erasure_told_at: int | None
