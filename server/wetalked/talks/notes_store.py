"""Notes as they are kept: the statements of one write, and what their author reads."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from wetalked.core.clock import to_datetime
from wetalked.db import Statement, Value, required, statement
from wetalked.talks.notes import Kind, Note, Notes, Promise, Question

Row = Mapping[str, Any]
BODY = msgspec.json.Decoder(dict[str, Any])


def as_notes(rows: Sequence[Row]) -> dict[str, Notes]:
    """Rows with `talk`, `kind`, `id`, `body` and `asked_at` as the notes of each talk."""
    of_talks: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_talks[row["talk"]].append(row)
    return {talk: notes_of(noted) for talk, noted in of_talks.items()}


def notes_of(rows: Sequence[Row]) -> Notes:
    """The notes of one talk."""
    reminded_of = [fields(row)["text"] for row in rows if row["kind"] == "reminded_of"]
    return Notes(
        questions=[question_of(row) for row in rows if row["kind"] == "question"],
        promises=[promise_of(row) for row in rows if row["kind"] == "promise"],
        reminded_of=reminded_of[-1] if reminded_of else None,
    )


def question_of(row: Row) -> Question:
    """A question as its author sees it."""
    kept = fields(row)
    return Question(row["id"], kept["text"], to_datetime(row["asked_at"]), kept["answer"])


def promise_of(row: Row) -> Promise:
    """A promise as its author sees it."""
    return msgspec.convert({"id": row["id"], **fields(row)}, Promise)


def fields(row: Row) -> dict[str, Any]:
    """What the canonical JSON holds."""
    return BODY.decode(row["body"])


MOST_ON_A_TALK = 20

# A reminded-of is given no id: it has that of its talk.
BEFORE = """
SELECT n.body FROM note n JOIN talk t ON t.low = :low AND t.high = :high
WHERE n.person = :person AND n.kind = :kind AND n.id = COALESCE(CAST(:id AS TEXT), t.id)
"""
# Deleting needs no room, nor does what is written over.
ROOM = """
SELECT 1 AS room WHERE CAST(:body AS TEXT) IS NULL
  OR EXISTS (SELECT 1 FROM note
             WHERE person = :person AND kind = :kind AND id = :id AND body IS NOT NULL)
  OR :most > (SELECT COUNT(*) FROM note n JOIN talk t ON t.id = n.talk
              WHERE t.low = :low AND t.high = :high AND n.person = :person AND n.kind = :kind
                AND n.body IS NOT NULL)
"""
# `merge` of notes/merge.py; what its author's newest no has ended is kept without its text.
KEEP = """
INSERT INTO note (person, kind, id, talk, at, body, asked_at, first_at)
SELECT :person, :kind, COALESCE(CAST(:id AS TEXT), t.id), t.id, CAST(:at AS BIGINT),
  CASE WHEN CAST(:at AS BIGINT) <= CASE WHEN t.low = :me THEN t.low_no ELSE t.high_no END
    THEN NULL ELSE CAST(:body AS TEXT) END,
  CAST(:asked_at AS BIGINT), CAST(:first_at AS BIGINT)
FROM talk t WHERE t.low = :low AND t.high = :high
ON CONFLICT (person, kind, id) DO UPDATE SET
  at = CASE WHEN excluded.at > note.at THEN excluded.at ELSE note.at END,
  body = CASE
    WHEN excluded.at < note.at THEN note.body
    WHEN excluded.at > note.at THEN excluded.body
    WHEN excluded.body IS NULL THEN NULL
    WHEN excluded.body > note.body THEN excluded.body
    ELSE note.body END,
  asked_at = CASE
    WHEN note.first_at IS NULL OR excluded.first_at < note.first_at THEN excluded.asked_at
    WHEN excluded.first_at = note.first_at AND excluded.asked_at < note.asked_at
      THEN excluded.asked_at
    ELSE note.asked_at END,
  first_at = CASE
    WHEN note.first_at IS NULL OR excluded.first_at < note.first_at THEN excluded.first_at
    ELSE note.first_at END
WHERE note.talk = excluded.talk AND (
  excluded.at > note.at
  OR excluded.at = note.at AND note.body IS NOT NULL
    AND (excluded.body IS NULL OR excluded.body > note.body)
  OR excluded.first_at < note.first_at
  OR note.first_at IS NULL AND excluded.first_at IS NOT NULL
  OR excluded.first_at = note.first_at AND excluded.asked_at < note.asked_at)
RETURNING id
"""
# A note's id stays with its first talk.
AFTER = """
SELECT n.id, n.kind, n.talk, n.body, n.asked_at
FROM note n JOIN talk t ON t.id = n.talk AND t.low = :low AND t.high = :high
WHERE n.person = :person AND n.kind = :kind AND n.id = COALESCE(CAST(:id AS TEXT), t.id)
"""
END = """
UPDATE note SET body = NULL
WHERE person = :person AND at <= :no AND body IS NOT NULL
  AND talk = (SELECT t.id FROM talk t WHERE t.low = :low AND t.high = :high)
"""


def keep_note(
    *, low: str, high: str, me: str, person: str, kind: Kind, id_: str | None, note: Note
) -> dict[str, Statement]:
    """One write of a note, merged with what is there; refused as `invalid` or `id-taken`.

    `me` is the participant who writes; a reminded-of has no `id_`. The talk's row must be
    there, and held by the unit.
    """
    of = {"low": low, "high": high, "person": person, "kind": kind, "id": id_}
    times: dict[str, Value] = {"asked_at": note.asked_at, "first_at": note.first_at}
    return {
        "was": statement(BEFORE, **of),
        "room": required(ROOM, "invalid", most=MOST_ON_A_TALK, body=note.body, **of),
        "kept": statement(KEEP, me=me, at=note.at, body=note.body, **times, **of),
        "is": required(AFTER, "id-taken", **of),
    }


def end_notes(low: str, high: str, person: str, no: int) -> Statement:
    """Erase the text of what this person noted on this talk up to their no."""
    return statement(END, low=low, high=high, person=person, no=no)
