"""Questions, promises and what a talk reminded of: whole values of which the latest wins."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from wetalked.core.clock import phone_time
from wetalked.core.lengths import NoteText
from wetalked.core.problems import invalid
from wetalked.core.text import BadText, long_text

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


class Note(msgspec.Struct, frozen=True):
    """A last-writer register: `body` is canonical JSON, or nothing once deleted."""

    at: int
    body: str | None
    asked_at: int | None = None
    first_at: int | None = None


def written(at: int, fields: Any, asked_at: int | None = None) -> Note:
    """One write of all fields."""
    return Note(at, canonical(fields), at if asked_at is None else asked_at, at)


def deleted(at: int) -> Note:
    """One deletion."""
    return Note(at, None)


def canonical(fields: Any) -> str:
    """All fields as JSON with sorted names and no spaces, so that equal means the same text."""
    return msgspec.json.encode(fields, order="sorted").decode()


def merge_notes(one: Note, other: Note) -> Note:
    """Both together; order, repeats and grouping make no difference."""
    newest = max(one, other, key=rank)
    first = min(one, other, key=age)
    return Note(newest.at, newest.body, first.asked_at, first.first_at)


def rank(note: Note) -> tuple[int, bool, str]:
    """The later wins; at the same time a deletion, else the greater canonical JSON."""
    return note.at, note.body is None, note.body or ""


def age(note: Note) -> tuple[bool, int, int]:
    """By whose `asked_at` stays: that of the earliest write, which a deletion is not."""
    return note.first_at is None, note.first_at or 0, note.asked_at or 0


def end(note: Note, no: int | None) -> Note:
    """The note under its author's newest no: what is not later than that is deleted."""
    if no is None or note.at > no:
        return note
    return Note(note.at, None, note.asked_at, note.first_at)


def question_note(body: QuestionBody, now: int) -> Note:
    """A question; asked when it was written, unless told. Raises `invalid`."""
    fields = {
        "answer": None if body.answer is None else checked("answer", body.answer),
        "text": checked("text", body.text),
    }
    asked_at = None if body.asked_at is None else phone_time(body.asked_at, now)
    return written(phone_time(body.at, now), fields, asked_at)


def promise_note(body: PromiseBody, now: int) -> Note:
    """A promise. Raises `invalid`."""
    fields = {"due": body.due, "state": body.state, "text": checked("text", body.text)}
    return written(phone_time(body.at, now), fields)


def reminded_note(body: RemindedOfBody, now: int) -> Note:
    """What the talk reminded of. Raises `invalid`."""
    return written(phone_time(body.at, now), {"text": checked("text", body.text)})


def checked(field: str, text: str) -> str:
    """The text as it is kept; raises `invalid`."""
    try:
        return long_text(text)
    except BadText as bad:
        raise invalid(field, str(bad)) from bad
