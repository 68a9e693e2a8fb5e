"""The parts that a request or a job works with, put together once."""

import asyncio
import contextlib
from pathlib import Path

from wetalked.core.clock import Clock, system_clock
from wetalked.core.files import create_private, keep_private, write_private
from wetalked.core.ids import NewId, new_ids, new_token
from wetalked.core.settings import SECRET_LENGTH, Settings
from wetalked.db import Database, open_database, statement
from wetalked.db.migrate import SQLITE

KEEP_SECRET = (
    "INSERT INTO setting (name, value) VALUES ('secret', :value) ON CONFLICT (name) DO NOTHING"
)
KEPT_SECRET = "SELECT value FROM setting WHERE name = 'secret'"
FORGET_SECRET = "DELETE FROM setting WHERE name = 'secret'"


class LostDatabase(Exception):  # noqa: N818 — reads as what it is
    """The secret is there, the database that belongs to it is not."""


class UnusableSecret(Exception):  # noqa: N818 — reads as what it is
    """The secret that is kept is none: what is derived from it could be computed by anybody."""


class Context:
    """Database, clock, ids, settings and the secret."""

    def __init__(
        self, settings: Settings, db: Database, secret: str, clock: Clock = system_clock
    ) -> None:
        """Use `open_context`."""
        self.settings = settings
        self.db = db
        self.secret = secret
        self.clock = clock
        self.new_id: NewId = new_ids(clock)


async def open_context(settings: Settings, clock: Clock = system_clock) -> Context:
    """Open the database and find or make the secret.

    May raise `LostDatabase`, `UnusableSecret`, `CannotOpen`.
    """
    check_not_lost(settings)
    db = await open_database(settings.database)
    try:
        secret = settings.secret or await find_secret(settings, db)
    except BaseException:
        await db.close()
        raise
    return Context(settings, db, secret, clock)


def check_not_lost(settings: Settings) -> None:
    """An empty database in place of a lost one would look as if nobody had ever talked."""
    file = sqlite_file(settings)
    if file and not file.exists() and secret_file(file).exists():
        raise LostDatabase(
            f"{file} is gone, but {secret_file(file)} is there: put a backup back with "
            f"`wetalked restore`, or delete {secret_file(file)} to begin with an empty database"
        )


def sqlite_file(settings: Settings) -> Path | None:
    """The database file, where it is SQLite's."""
    path = settings.database.removeprefix(SQLITE)
    return Path(path) if path != settings.database else None


def secret_file(database: Path) -> Path:
    """Where the secret lies beside a database file."""
    return database.with_name(database.name + ".secret")


async def find_secret(settings: Settings, db: Database) -> str:
    """The secret made at the first start: a file beside SQLite's, a row on PostgreSQL.

    Raises `UnusableSecret`.
    """
    file = sqlite_file(settings)
    if file:
        await adopt_secret(db, secret_file(file))
        return await asyncio.to_thread(secret_beside, secret_file(file))
    rows = await db.write(statement(KEEP_SECRET, value=new_token()), statement(KEPT_SECRET))
    return usable_secret(str(rows[1][0]["value"]), "The secret in the table `setting`")


async def adopt_secret(db: Database, file: Path) -> None:
    """A backup that was brought back has its secret among its rows: it belongs into the file."""
    (rows,) = await db.read(statement(KEPT_SECRET))
    if rows:
        secret = str(rows[0]["value"])
        await asyncio.to_thread(write_private, file, f"{secret}\n".encode())
        await db.write(statement(FORGET_SECRET))


def secret_beside(file: Path) -> str:
    """Read the file, or make it; of several that begin at once all get the same."""
    with contextlib.suppress(FileExistsError):
        create_private(file, f"{new_token()}\n".encode())
    keep_private(file)
    return usable_secret(file.read_text(encoding="utf-8", errors="replace").strip(), str(file))


def usable_secret(secret: str, where: str) -> str:
    """The secret, unless it could be guessed; raises `UnusableSecret`."""
    if len(secret) >= SECRET_LENGTH:
        return secret
    raise UnusableSecret(
        f"{where} holds {len(secret)} characters, a secret has {SECRET_LENGTH} or more: put it "
        "back from a backup (`wetalked restore` brings it along), or set WETALKED_SECRET; only "
        "where nothing was printed or mailed yet, delete it, and a new one is made"
    )
