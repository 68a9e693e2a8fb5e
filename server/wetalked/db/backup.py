"""Copy everything from one database into an empty one, whichever engines they are."""

from graphlib import TopologicalSorter

from wetalked.db.change import CHANGED
from wetalked.db.database import Database, PreconditionFailed, Row, UniqueViolation
from wetalked.db.statement import Statement, required, statement

# `migration` and `change` are made by opening.
NOT_COPIED = {"migration", "change"}
REFERENCES = """
SELECT m.name, r."table" AS refers_to FROM sqlite_master m
LEFT JOIN pragma_foreign_key_list(m.name) r ON r."table" <> m.name
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'
"""
EMPTY = """
SELECT 1 AS yes WHERE NOT EXISTS (SELECT 1 FROM person) AND NOT EXISTS (SELECT 1 FROM event)
"""


class NotEmpty(Exception):  # noqa: N818 — reads as what it is
    """The database already holds something."""


async def tables_of(sqlite: Database) -> list[str]:
    """The tables of a SQLite database whose rows are copied, after those they refer to."""
    (rows,) = await sqlite.read(statement(REFERENCES))
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for row in rows:
        sorter.add(row["name"], *([row["refers_to"]] if row["refers_to"] else []))
    return [name for name in sorter.static_order() if name not in NOT_COPIED]


async def copy_everything(source: Database, target: Database, tables: list[str]) -> None:
    """All rows of one moment, in one unit: all of them are there, or none.

    What a command leaves in a database without people and events goes for it. Raises `NotEmpty`.
    """
    copied = await source.read(*(statement(f"SELECT * FROM {table}") for table in tables))  # noqa: S608 — our own names
    clearing = [statement(f"DELETE FROM {table}") for table in reversed(tables)]  # noqa: S608 — our own names
    adding = [
        insertion(table, row) for table, rows in zip(tables, copied, strict=True) for row in rows
    ]
    try:
        await target.write(required(EMPTY), *clearing, *adding, CHANGED)
    except (PreconditionFailed, UniqueViolation) as fault:
        words = "the database is not empty: move it away first, nothing was changed"
        raise NotEmpty(words) from fault


def insertion(table: str, row: Row) -> Statement:
    """One row as it was."""
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    return Statement(f"INSERT INTO {table} ({names}) VALUES ({values})", row)  # noqa: S608 — our own names
