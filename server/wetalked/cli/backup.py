"""`wetalked backup` and `wetalked restore`: everything in one file, whichever engine runs."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import click

from wetalked.accounts.codes import same_word
from wetalked.cli.runner import TELLABLE, fail, say, settings_here, with_context
from wetalked.core.files import sync_file, sync_folder
from wetalked.core.settings import Settings
from wetalked.db import Database, open_database, statement
from wetalked.db.backup import NotEmpty, copy_everything, tables_of
from wetalked.db.context import (
    FORGET_SECRET,
    KEEP_SECRET,
    KEPT_SECRET,
    Context,
    find_secret,
    sqlite_file,
)
from wetalked.db.migrate import SQLITE

BESIDE = ("", "-wal", "-shm", "-journal")


class OtherSecret(Exception):  # noqa: N818 — reads as what it is
    """The settings name another secret than the backup holds."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a consistent copy of everything to FILE while the server runs.

    FILE is a SQLite database and holds the secret too: keep it as safe as the server itself.
    """
    if file.exists():
        fail(f"{file} exists: name a new file")
    with_context(lambda context: write_backup(context, file))
    say(f"everything is in {file}")


async def write_backup(context: Context, file: Path) -> None:
    """Beside the file first, so that a half-written one never bears its name."""
    async with made_beside(file) as copy:
        await copy_everything(context.db, copy, await tables_of(copy))
        await copy.write(statement(FORGET_SECRET), statement(KEEP_SECRET, value=context.secret))


@contextlib.asynccontextmanager
async def made_beside(file: Path) -> AsyncIterator[Database]:
    """A new SQLite database that gets this name once it is whole."""
    part = file.with_name(file.name + ".part")
    await asyncio.to_thread(remove, part)
    async with opened(f"{SQLITE}{part}") as database:
        yield database
    await asyncio.to_thread(name_for_good, part, file)


def remove(part: Path) -> None:
    """What was left by one that was killed."""
    for suffix in BESIDE:
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def name_for_good(part: Path, file: Path) -> None:
    """Its name is on the disk after all of it is; raises `FileExistsError`."""
    sync_file(part)
    if file.exists():
        raise FileExistsError(f"{file} exists")
    part.rename(file)
    sync_folder(file)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring everything of a backup FILE back into an empty database, on either engine.

    Servers that run on that database have to be started anew: the secret is another one.
    """
    settings = settings_here()
    try:
        asyncio.run(read_backup(settings, file))
    except (NotEmpty, OtherSecret, *TELLABLE) as wrong:
        fail(str(wrong))
    say(f"everything of {file} is back")


async def read_backup(settings: Settings, file: Path) -> None:
    """The secret comes back among the rows, and then goes where it is kept."""
    async with opened(f"{SQLITE}{file}") as source:
        await check_secret(settings, source)
        async with restored(settings) as target:
            await copy_everything(source, target, await tables_of(source))
    async with opened(settings.database) as target:
        await find_secret(settings, target)


async def check_secret(settings: Settings, source: Database) -> None:
    """Raises `OtherSecret` where what was printed and mailed would not be good any more."""
    (rows,) = await source.read(statement(KEPT_SECRET))
    if settings.secret and rows and not same_word(rows[0]["value"], settings.secret):
        raise OtherSecret(
            "WETALKED_SECRET is not the secret of this backup, with which printed PINs and "
            "unsubscribe links are good: unset it, and the backup's is kept; nothing was changed"
        )


def restored(settings: Settings) -> contextlib.AbstractAsyncContextManager[Database]:
    """The database to fill: where there is no file yet, none bears its name before it is whole."""
    file = sqlite_file(settings)
    if file and not file.exists():
        return made_beside(file)
    return opened(settings.database)


@contextlib.asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database for this while."""
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()
