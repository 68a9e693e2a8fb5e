"""Units of work on a connection of SQLite: many committed together, each failing alone."""

import sqlite3
from collections.abc import Sequence

from wetalked.db.database import PreconditionFailed, Row
from wetalked.db.sqlite_files import (
    as_problem,
    is_everybodys,
)
from wetalked.db.statement import Statement

Unit = Sequence[Statement]


Outcome = list[list[Row]] | Exception


def read_at_once(
    connection: sqlite3.Connection, statements: Sequence[Statement]
) -> list[list[Row]]:
    """Several reads out of one moment."""
    if len(statements) == 1:
        return [fetch(connection, statements[0])]
    connection.execute("BEGIN")
    try:
        return [fetch(connection, statement) for statement in statements]
    finally:
        connection.execute("ROLLBACK")


def fetch(connection: sqlite3.Connection, statement: Statement) -> list[Row]:
    """Run one statement to its end."""
    rows = connection.execute(statement.sql, dict(statement.params)).fetchall()
    return [dict(row) for row in rows]


def commit_together(connection: sqlite3.Connection, units: Sequence[Unit]) -> list[Outcome]:
    """Apply many units under one commit; a unit that fails is undone alone."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        outcomes = [apply(connection, unit) for unit in units]
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return outcomes


def apply(connection: sqlite3.Connection, unit: Unit) -> Outcome:
    """Apply one unit within the batch; a full disk or a lost file fails the whole batch."""
    connection.execute("SAVEPOINT unit")
    try:
        rows = [require(connection, place, one) for place, one in enumerate(unit)]
    except Exception as fault:
        if is_everybodys(fault) or not connection.in_transaction:
            raise
        connection.execute("ROLLBACK TO unit")
        connection.execute("RELEASE unit")
        return as_problem(fault)
    connection.execute("RELEASE unit")
    return rows


def require(connection: sqlite3.Connection, place: int, statement: Statement) -> list[Row]:
    """Run one statement of a unit; `PreconditionFailed` where a row was required and none came."""
    rows = fetch(connection, statement)
    if statement.required and not rows:
        raise PreconditionFailed(statement, place)
    return rows
