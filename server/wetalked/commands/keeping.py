"""`wetalked backup` and `wetalked restore`: everything in one file, whichever engine runs."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import click

from wetalked.commands.running import TELLABLE, fail, say, settings_here, with_kit
from wetalked.db import Database, do, open_database
from wetalked.db.copying import NotEmpty, copy_everything
from wetalked.db.opening import SQLITE
from wetalked.kit import KEEP_SECRET, KEPT_SECRET, Kit, secret_file, sqlite_file
from wetalked.settings import Settings

FORGET_SECRET = "DELETE FROM setting WHERE name = 'secret'"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a consistent copy of everything to FILE while the server runs.

    FILE is a SQLite database and holds the secret too: keep it as safe as the server itself.
    """
    if file.exists():
        fail(f"{file} exists: name a new file")
    with_kit(lambda kit: write_backup(kit, file))
    say(f"everything is in {file}")


async def write_backup(kit: Kit, file: Path) -> None:
    """Beside the file first, so that a half-written one never bears its name."""
    beside = file.with_name(file.name + ".part")
    beside.unlink(missing_ok=True)
    await asyncio.to_thread(beside.touch, 0o600)
    copy = await open_database(f"{SQLITE}{beside}")
    try:
        await copy_everything(kit.db, copy)
        await copy.write(do(KEEP_SECRET, value=kit.secret))
    finally:
        await copy.close()
    await asyncio.to_thread(beside.rename, file)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring everything of a backup FILE back into an empty database, on either engine."""
    settings = settings_here()
    try:
        asyncio.run(read_backup(settings, file))
    except (NotEmpty, *TELLABLE) as wrong:
        fail(str(wrong))
    say(f"everything of {file} is back")


async def read_backup(settings: Settings, file: Path) -> None:
    """Rows first, then the secret they belong to."""
    async with opened(f"{SQLITE}{file}") as source, opened(settings.database) as target:
        await copy_everything(source, target)
        ((row,),) = await source.read(do(KEPT_SECRET))
        await keep_secret(settings, target, str(row["value"]))


@contextlib.asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database for this while."""
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def keep_secret(settings: Settings, target: Database, secret: str) -> None:
    """Beside a SQLite file in a file of its own; on PostgreSQL it came with the rows."""
    file = sqlite_file(settings)
    if file is None:
        return
    beside = secret_file(file)
    await asyncio.to_thread(beside.unlink, missing_ok=True)
    await asyncio.to_thread(beside.touch, 0o600)
    await asyncio.to_thread(beside.write_text, secret + "\n", encoding="utf-8")
    await target.write(do(FORGET_SECRET))
