"""A note as a client gives it, checked, as one write of its register."""

from wetalked.core.clock import phone_time
from wetalked.core.problems import invalid
from wetalked.core.text import BadText, long_text
from wetalked.talks.notes.merge import Note, written
from wetalked.talks.notes.model import PromiseBody, QuestionBody, RemindedOfBody


def question(body: QuestionBody, now: int) -> Note:
    """A question; asked when it was written, unless told. Raises `invalid`."""
    fields = {
        "answer": None if body.answer is None else checked("answer", body.answer),
        "text": checked("text", body.text),
    }
    asked_at = None if body.asked_at is None else phone_time(body.asked_at, now)
    return written(phone_time(body.at, now), fields, asked_at)


def promise(body: PromiseBody, now: int) -> Note:
    """A promise. Raises `invalid`."""
    fields = {"due": body.due, "state": body.state, "text": checked("text", body.text)}
    return written(phone_time(body.at, now), fields)


def reminded_of(body: RemindedOfBody, now: int) -> Note:
    """What the talk reminded of. Raises `invalid`."""
    return written(phone_time(body.at, now), {"text": checked("text", body.text)})


def checked(field: str, text: str) -> str:
    """The text as it is kept; raises `invalid`."""
    try:
        return long_text(text)
    except BadText as bad:
        raise invalid(field, str(bad)) from bad
