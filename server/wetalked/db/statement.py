"""A write or read as data: SQL with named parameters."""

from collections.abc import Mapping
from typing import NamedTuple

from wetalked.core.problems import ProblemName

Value = str | int | bytes | None


class Statement(NamedTuple):
    """One SQL statement with its named parameters.

    A `required` one must return a row; `refusal` is the problem that its missing row means.
    """

    sql: str
    params: Mapping[str, Value]
    required: bool = False
    refusal: ProblemName | None = None


def statement(sql: str, **params: Value) -> Statement:
    """A statement that may return rows or none."""
    return Statement(sql, params)


def required(sql: str, refusal: ProblemName | None = None, /, **params: Value) -> Statement:
    """A statement without whose row the whole unit is undone: raises `PreconditionFailed`."""
    return Statement(sql, params, required=True, refusal=refusal)
