"""A statement of a unit together with the problem that its missing row means."""

from typing import NamedTuple

from wetalked.core.problems import ProblemName
from wetalked.db.statement import Statement, Value, do, must


class Step(NamedTuple):
    """A statement; where it requires a row and none comes, the whole write is refused so."""

    statement: Statement
    refusal: ProblemName | None = None


def need(refusal: ProblemName, sql: str, **params: Value) -> Step:
    """A statement without whose row nothing of the write is done."""
    return Step(must(sql, **params), refusal)


def then(sql: str, **params: Value) -> Step:
    """A statement that may return rows or none."""
    return Step(do(sql, **params))
