"""Kept notes as what their author sees."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from wetalked.clock import to_datetime
from wetalked.notes.model import Notes, Promise, Question


def as_notes(rows: Sequence[Mapping[str, Any]]) -> dict[str, Notes]:
    """Rows with `talk`, `kind`, `id`, `body` and `asked_at` as the notes of each talk."""
    found: defaultdict[str, Notes] = defaultdict(Notes)
    for row in rows:
        found[row["talk"]] = add(found[row["talk"]], row)
    return dict(found)


def add(notes: Notes, row: Mapping[str, Any]) -> Notes:
    """The notes with one more."""
    match row["kind"]:
        case "question":
            return msgspec.structs.replace(notes, questions=[*notes.questions, question(row)])
        case "promise":
            return msgspec.structs.replace(notes, promises=[*notes.promises, promise(row)])
        case _:
            return msgspec.structs.replace(notes, reminded_of=fields(row)["text"])


def question(row: Mapping[str, Any]) -> Question:
    """A question as its author sees it."""
    kept = fields(row)
    return Question(row["id"], kept["text"], to_datetime(row["asked_at"]), kept["answer"])


def promise(row: Mapping[str, Any]) -> Promise:
    """A promise as its author sees it."""
    return msgspec.convert({"id": row["id"], **fields(row)}, Promise)


def fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the canonical JSON holds."""
    return dict(msgspec.json.decode(row["body"]))
