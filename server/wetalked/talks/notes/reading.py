"""Kept notes as what their author sees."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from wetalked.core.clock import to_datetime
from wetalked.talks.notes.model import Notes, Promise, Question

Row = Mapping[str, Any]
BODY = msgspec.json.Decoder(dict[str, Any])


def as_notes(rows: Sequence[Row]) -> dict[str, Notes]:
    """Rows with `talk`, `kind`, `id`, `body` and `asked_at` as the notes of each talk."""
    of_talks: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_talks[row["talk"]].append(row)
    return {talk: together(noted) for talk, noted in of_talks.items()}


def together(rows: Sequence[Row]) -> Notes:
    """The notes of one talk."""
    reminded_of = [fields(row)["text"] for row in rows if row["kind"] == "reminded_of"]
    return Notes(
        questions=[question(row) for row in rows if row["kind"] == "question"],
        promises=[promise(row) for row in rows if row["kind"] == "promise"],
        reminded_of=reminded_of[-1] if reminded_of else None,
    )


def question(row: Row) -> Question:
    """A question as its author sees it."""
    kept = fields(row)
    return Question(row["id"], kept["text"], to_datetime(row["asked_at"]), kept["answer"])


def promise(row: Row) -> Promise:
    """A promise as its author sees it."""
    return msgspec.convert({"id": row["id"], **fields(row)}, Promise)


def fields(row: Row) -> dict[str, Any]:
    """What the canonical JSON holds."""
    return BODY.decode(row["body"])
