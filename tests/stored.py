"""What lies in a database, table by table, whichever engine it is."""

from typing import Any

from wetalked.db import Database, statement
from wetalked.db.sqlite import Sqlite

OF_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
OF_POSTGRES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"


async def tables_in(db: Database) -> list[str]:
    """The names of all tables, in alphabetical order."""
    (rows,) = await db.read(statement(OF_SQLITE if isinstance(db, Sqlite) else OF_POSTGRES))
    return sorted(row["name"] for row in rows)


async def everything_in(db: Database) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, of one moment."""
    tables = await tables_in(db)
    rows = await db.read(*(statement(f"SELECT * FROM {table}") for table in tables))  # noqa: S608 — a table's name
    return {table: [dict(row) for row in some] for table, some in zip(tables, rows, strict=True)}
