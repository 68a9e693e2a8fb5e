"""What tells every process that something it may keep in memory has changed."""

import zlib
from collections.abc import Sequence
from typing import Literal

from wetalked.db.statement import Statement, statement

# Whose answers change: those about a person's sessions, or about a participant's badges.
Subject = Literal["sessions", "badges"]

# All that is kept: where much changes, or it is rare.
CHANGED = Statement("UPDATE change SET number = number + 1 WHERE id = 1", {})
ALL = 1
RAISE = """
INSERT INTO change (id, number) VALUES (:id, 1)
ON CONFLICT (id) DO UPDATE SET number = change.number + 1
"""
# A few rows, however many people there are: who shares a number is looked up once too often.
PARTS = 256
FIRST: dict[Subject, int] = {"sessions": 1_000, "badges": 2_000}


def part_of(subject: Subject, key: str) -> int:
    """The number, in `change`, of what is kept about this person or participant."""
    return FIRST[subject] + zlib.crc32(key.encode()) % PARTS


def changed(subject: Subject, key: str) -> Statement:
    """Added to a unit that changes what is kept about this person or participant."""
    return statement(RAISE, id=part_of(subject, key))


def parts_changed(unit: Sequence[Statement]) -> list[int]:
    """The numbers that a unit raises."""
    parts = [statement.params["id"] for statement in unit if statement.sql is RAISE]
    return [ALL, *map(int, parts)] if CHANGED in unit else [*map(int, parts)]  # type: ignore[arg-type]  # ids of ours
