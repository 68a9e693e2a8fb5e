"""How writes of one note come together: the later wins, and any order gives the same."""

from typing import Any

import msgspec


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


def merge(one: Note, other: Note) -> Note:
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
