"""A SQLite file: opened for one writer and readers, its log kept short, its faults told apart."""

import contextlib
import sqlite3
import time
from pathlib import Path

from wetalked.core.files import OWNER_ONLY, keep_private
from wetalked.core.problems import Problem
from wetalked.db.database import UniqueViolation

BUSY_SECONDS = 5


BESIDE = ("", "-wal", "-shm")


# FULL: what was answered survives a power cut. secure_delete: what was erased is zeros; beside it
# off, durable confirmations took 0.96 times the processor and 0.97 times the time (medians of 7
# interleaved pairs of 1,560 each): nothing that can be told from noise.
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1_000}",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


SCRUB_BUSY = 50


FAULTS = (sqlite3.Error, MemoryError)


OF_THE_FILE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}


def cut_log(connection: sqlite3.Connection) -> bool:
    """Bring all of the write-ahead log into the file and cut it off; false beside a reader."""
    connection.execute(f"PRAGMA busy_timeout = {SCRUB_BUSY}")
    try:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1_000}")
    return not busy


def try_to_open(path: Path) -> None:
    """Raises what is wrong here: a connection of aiosqlite that fails leaves its thread behind.

    SQLite gives the files beside it the mode of the database.
    """
    with contextlib.suppress(OSError):  # SQLite says it better
        path.touch(OWNER_ONLY)
        for suffix in BESIDE:
            keep_private(path.with_name(path.name + suffix))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def prepare(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """Set what every connection needs."""
    connection.row_factory = sqlite3.Row
    for pragma in PRAGMAS:
        connection.execute(pragma)
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    else:
        keep_a_write_ahead_log(connection)


def keep_a_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite does not wait by itself while another process does the same."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def is_everybodys(fault: Exception) -> bool:
    """Whether a fault is not of one unit, but of the file, its disk or this process's memory.

    See "Primary Result Code List" in SQLite's documentation.
    """
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return isinstance(fault, MemoryError) or code in OF_THE_FILE


def as_problem(fault: Exception) -> Exception:
    """What the caller is told of an engine's fault, of a read and of a write."""
    if isinstance(fault, sqlite3.IntegrityError) and "UNIQUE" in str(fault):
        return UniqueViolation(str(fault))
    if isinstance(fault, sqlite3.OperationalError) or is_everybodys(fault):
        problem = Problem("busy", "The database cannot be used just now.", retry_after=2)
        problem.__cause__ = fault
        return problem
    return fault
