"""Open the database that a URL names, and bring its tables up to date."""

import contextlib
import re
import sqlite3
from importlib.resources import files
from pathlib import Path

import asyncpg

from wetalked.core.hosts import masked
from wetalked.core.problems import Problem
from wetalked.db.database import CannotOpen, Database, UniqueViolation
from wetalked.db.postgres import Postgres, open_postgres
from wetalked.db.sqlite import open_sqlite
from wetalked.db.statement import statement

SQLITE = "sqlite:///"
FAULTS = (sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)
# What PostgreSQL says to the slower of two that create the same table, "if not exists" or not.
MADE_MEANWHILE = (UniqueViolation, asyncpg.DuplicateObjectError, asyncpg.DuplicateTableError)
LEDGER = "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"
NOTE = "INSERT INTO migration (number, name) VALUES (:number, :name)"


async def open_database(url: str) -> Database:
    """Open (for SQLite: or begin) the database and apply the migrations it lacks.

    Raises `CannotOpen` with the reason in one line.
    """
    try:
        return await open_migrated(url)
    except (*FAULTS, Problem) as fault:
        reason = str(fault.__cause__ or fault).partition("\n")[0]
        raise CannotOpen(f"cannot open the database {masked(url)}: {reason}") from fault


async def open_migrated(url: str) -> Database:
    """Open it; closed again when the migrations fail."""
    database: Database
    if url.startswith(SQLITE):
        database = await open_sqlite(Path(url.removeprefix(SQLITE)))
    else:
        database = await open_postgres(url)
    try:
        await migrate(database)
    except BaseException:
        await database.close()
        raise
    return database


async def migrate(database: Database) -> None:
    """Apply each migration once, in the order of their numbers, each with its note in one unit."""
    with contextlib.suppress(*MADE_MEANWHILE):
        await database.write(statement(LEDGER))
    (rows,) = await database.read(statement("SELECT number FROM migration"))
    done = {row["number"] for row in rows}
    for number, name, text in migrations():
        if number not in done:
            await apply(database, number, name, text)


def migrations() -> list[tuple[int, str, str]]:
    """Number, name and text of each migration."""
    folder = files("wetalked.db").joinpath("migrations")
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    names = sorted(name for name in texts if name.endswith(".sql"))
    return [(int(name.split("_")[0]), name, texts[name]) for name in names]


async def apply(database: Database, number: int, name: str, text: str) -> None:
    """One migration; its note comes first, so that of two processes the second waits, and stops."""
    spelled = binary(text) if isinstance(database, Postgres) else text
    steps = [statement(sql) for sql in split(spelled)]
    try:
        await database.write(statement(NOTE, number=number, name=name), *steps)
    except UniqueViolation:
        return


def binary(text: str) -> str:
    """Make PostgreSQL compare text by its bytes, as SQLite does."""
    return re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', text)


def split(text: str) -> list[str]:
    """The statements of a migration; none has a semicolon inside."""
    bare = re.sub(r"--.*", "", text)
    return [statement.strip() for statement in bare.split(";") if statement.strip()]
