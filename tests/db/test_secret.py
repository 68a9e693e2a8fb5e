"""The secret is made once, whole, and is never one that could be guessed."""

import asyncio
import stat
from pathlib import Path

import pytest

from servers import run_command
from wetalked.core.settings import read_settings
from wetalked.db import open_database, statement
from wetalked.db.context import (
    KEEP_SECRET,
    UnusableSecret,
    find_secret,
    open_context,
    secret_beside,
)

EMPTY_SECRET = "UPDATE setting SET value = '' WHERE name = 'secret'"


async def test_starts_at_once_agree_on_one_secret(empty_database_url: str) -> None:
    settings = read_settings({"WETALKED_DATABASE": empty_database_url})
    db = await open_database(empty_database_url)
    secrets = await asyncio.gather(*(find_secret(settings, db) for _ in range(20)))
    await db.close()
    assert len(set(secrets)) == 1
    assert len(secrets[0]) >= 32


@pytest.mark.parametrize("kept", ["", "\n", "half of it"])
async def test_an_empty_or_short_secret_file_is_refused_with_what_to_do(
    tmp_path: Path, kept: str
) -> None:
    file = tmp_path / "wetalked.db.secret"
    file.write_text(kept, encoding="utf-8")
    settings = {"DATABASE": f"sqlite:///{tmp_path}/wetalked.db"}
    await (await open_database(settings["DATABASE"])).close()
    done = run_command("organizer", "olga@example.org", settings=settings, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert f"{file} holds {len(kept.strip())} characters" in done.stderr
    assert "wetalked restore" in done.stderr
    assert file.read_text(encoding="utf-8") == kept


async def test_an_empty_secret_in_the_database_is_refused(fresh_postgres: str) -> None:
    db = await open_database(fresh_postgres)
    await db.write(statement(KEEP_SECRET, value=""))
    await db.close()
    with pytest.raises(UnusableSecret):
        await open_context(read_settings({"WETALKED_DATABASE": fresh_postgres}))


def test_a_secret_that_cannot_be_written_whole_has_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        secret_beside(tmp_path / "wetalked.db.secret")
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_its_owners_alone(tmp_path: Path) -> None:
    settings = {
        "DATABASE": f"sqlite:///{tmp_path}/wetalked.db",
        "MAIL": f"file:{tmp_path}/outbox",
    }
    run_command("organizer", "olga@example.org", settings=settings, cwd=tmp_path)
    run_command("check", settings=settings, cwd=tmp_path)
    run_command("backup", "all.backup", settings=settings, cwd=tmp_path)
    modes = modes_in(tmp_path)
    assert {name: mode & 0o077 for name, mode in modes.items()} == dict.fromkeys(modes, 0)
    assert {"wetalked.db", "wetalked.db.secret", "all.backup"} <= set(modes)


def modes_in(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def test_the_database_and_what_lies_beside_it_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "wetalked.db"
    await (await open_database(f"sqlite:///{file}")).close()
    file.chmod(0o644)
    db = await open_database(f"sqlite:///{file}")
    await db.write(statement(KEEP_SECRET, value="x"))
    assert modes_in(tmp_path) == dict.fromkeys(
        ("wetalked.db", "wetalked.db-wal", "wetalked.db-shm"), 0o600
    )
    await db.close()
