"""A write or read as data: SQL with named parameters."""

from collections.abc import Mapping
from typing import NamedTuple

Value = str | int | bytes | None


class Statement(NamedTuple):
    """One SQL statement with its named parameters; `required` ones must return a row."""

    sql: str
    params: Mapping[str, Value]
    required: bool = False


def do(sql: str, **params: Value) -> Statement:
    """A statement of a unit of work."""
    return Statement(sql, params)


def must(sql: str, **params: Value) -> Statement:
    """A statement without whose row the whole unit is undone and `NotMet` raised."""
    return Statement(sql, params, required=True)
