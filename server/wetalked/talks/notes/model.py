"""What one side notes on a talk, for itself: questions, promises, what it was reminded of."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from wetalked.core.lengths import NoteText

Moment = Annotated[datetime, msgspec.Meta(tz=True, description="RFC 3339, with an offset.")]
PromiseState = Literal["open", "kept", "let_go"]
Kind = Literal["question", "promise", "reminded_of"]


class Question(msgspec.Struct, frozen=True):
    """An open question its author asked; open while it has no answer."""

    id: str
    text: str
    asked_at: datetime
    answer: str | None


class Promise(msgspec.Struct, frozen=True):
    """What its author will do for the other."""

    id: str
    text: str
    due: date | None
    state: PromiseState


class RemindedOf(msgspec.Struct, frozen=True):
    """What the talk reminded its author of."""

    text: str


class QuestionBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A question as it shall be; what is absent is empty."""

    text: NoteText
    asked_at: Moment | None = None
    answer: NoteText | None = None
    at: Moment | None = None


class PromiseBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A promise as it shall be; what is absent is empty."""

    text: NoteText
    due: date | None = None
    state: PromiseState = "open"
    at: Moment | None = None


class RemindedOfBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What the talk reminded of."""

    text: NoteText
    at: Moment | None = None


class Notes(msgspec.Struct, frozen=True):
    """All that one side noted on one talk."""

    questions: list[Question] = []
    promises: list[Promise] = []
    reminded_of: str | None = None


NOTHING_NOTED = Notes()
