"""A backup brings everything back, on either engine, or nothing."""

import asyncio
import stat
import subprocess
from pathlib import Path

import asyncpg
import pytest

from servers import WETALKED, environment, run_command, run_process, server
from stored import everything_in, tables_in
from wetalked.accounts.codes import pin_of
from wetalked.core.settings import read_settings
from wetalked.db import open_database, statement
from wetalked.db.backup import NOT_COPIED, tables_of
from wetalked.db.context import KEEP_SECRET, KEPT_SECRET, open_context

INSERT = "INSERT INTO attempt (what, times, since) VALUES ('x', 1, 2)"
PERSON = """
INSERT INTO person (id, name, given_name, language, made_at) VALUES ('p', 'Mira', 'Mira', 'de', 0)
"""


async def test_a_backup_brings_rows_and_secret_back(
    empty_database_url: str, tmp_path: Path
) -> None:
    settings = {"DATABASE": empty_database_url}
    database = await open_database(empty_database_url)
    await database.write(statement(INSERT), statement(PERSON))
    await database.close()
    file = tmp_path / "everything.backup"
    done = run_command("backup", str(file), settings=settings, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = tmp_path / "other"
    other.mkdir()
    back = {"DATABASE": f"sqlite:///{other}/back.db"}
    done = run_command("restore", str(file), settings=back, cwd=other)
    assert done.returncode == 0, done.stderr
    assert (other / "back.db.secret").read_text(encoding="utf-8").strip()
    database = await open_database(back["DATABASE"])
    rows = await database.read(
        statement("SELECT name FROM person"), statement("SELECT times FROM attempt")
    )
    assert rows == [[{"name": "Mira"}], [{"times": 1}]]
    await database.close()


async def test_a_restore_never_writes_over_what_is_there(tmp_path: Path) -> None:
    settings = {"DATABASE": f"sqlite:///{tmp_path}/wetalked.db"}
    database = await open_database(settings["DATABASE"])
    await database.write(statement(PERSON))
    await database.close()
    run_command("backup", "a.backup", settings=settings, cwd=tmp_path)
    done = run_command("restore", "a.backup", settings=settings, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "not empty" in done.stderr


def test_a_backup_is_made_while_the_server_runs(tmp_path: Path) -> None:
    with server(tmp_path):
        settings = {"DATABASE": f"sqlite:///{tmp_path}/wetalked.db"}
        done = run_process("backup", "b.backup", settings=settings, cwd=tmp_path)
        assert done.returncode == 0, done.stderr


def test_a_lost_database_is_told_and_a_backup_mends_it(tmp_path: Path) -> None:
    settings = {"DATABASE": "sqlite:///wetalked.db"}
    run_command("backup", "c.backup", settings=settings, cwd=tmp_path)
    (tmp_path / "wetalked.db").unlink()
    done = run_process("serve", settings=settings, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "wetalked.db is gone" in done.stderr
    done = run_command("restore", "c.backup", settings=settings, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


async def test_every_table_is_copied(tmp_path: Path) -> None:
    db = await open_database(f"sqlite:///{tmp_path}/wetalked.db")
    assert sorted([*await tables_of(db), *NOT_COPIED]) == await tables_in(db)
    await db.close()


async def test_the_backups_secret_comes_back_where_a_command_ran_before(
    empty_database_url: str, tmp_path: Path
) -> None:
    source = {"DATABASE": f"sqlite:///{tmp_path}/source.db"}
    run_command("organizer", "olga@example.org", settings=source, cwd=tmp_path)
    run_command("backup", "a.backup", settings=source, cwd=tmp_path)
    target = {"DATABASE": empty_database_url}
    assert run_command("check", settings=target, cwd=tmp_path).returncode == 0
    done = run_command("restore", "a.backup", settings=target, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    pins = [await a_pin(one["DATABASE"]) for one in (source, target)]
    assert pins[0] == pins[1]


async def a_pin(url: str) -> str:
    """What a printed PIN is, by the secret that a start finds."""
    context = await open_context(read_settings({"WETALKED_DATABASE": url}))
    await context.db.close()
    return pin_of(context.secret, "a participant", 1)


async def test_another_secret_in_the_settings_is_told_before_anything_is_done(
    empty_database_url: str, tmp_path: Path
) -> None:
    source = {"DATABASE": f"sqlite:///{tmp_path}/source.db"}
    run_command("organizer", "olga@example.org", settings=source, cwd=tmp_path)
    run_command("backup", "a.backup", settings=source, cwd=tmp_path)
    target = {"DATABASE": empty_database_url, "SECRET": "another secret than that of the backup"}
    done = run_command("restore", "a.backup", settings=target, cwd=tmp_path)
    assert done.returncode == 1
    assert "WETALKED_SECRET is not the secret of this backup" in done.stderr
    db = await open_database(empty_database_url)
    assert (await everything_in(db))["person"] == []
    await db.close()


async def test_a_secret_that_came_back_with_the_rows_takes_the_files_place(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/wetalked.db"
    first = await open_context(read_settings({"WETALKED_DATABASE": url}))
    await first.db.write(statement(KEEP_SECRET, value="the secret of a backup, brought back"))
    await first.db.close()
    context = await open_context(read_settings({"WETALKED_DATABASE": url}))
    assert context.secret == "the secret of a backup, brought back"
    assert await context.db.read(statement(KEPT_SECRET)) == [[]]
    await context.db.close()


MANY = """
INSERT INTO event (id, slug, name, starts_at, ends_at, time_zone, language, erase_after_days, deck,
                   made_at) VALUES (:id, :id, 'x', 0, 0, 'UTC', 'de', 1, :deck, 0)
"""
LOCK = "LOCK TABLE shop_hook IN ACCESS EXCLUSIVE MODE"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
HOOK = "INSERT INTO shop_hook (event, number, made_at) VALUES ('0', 1, 0)"


@pytest.fixture
async def big_backup(tmp_path: Path) -> Path:
    """A backup that takes a moment to bring back."""
    settings = {"DATABASE": f"sqlite:///{tmp_path}/source.db"}
    db = await open_database(settings["DATABASE"])
    await db.write(
        *(statement(MANY, id=str(n), deck="x" * 100_000) for n in range(200)), statement(HOOK)
    )
    await db.close()
    run_command("backup", "big.backup", settings=settings, cwd=tmp_path)
    return tmp_path / "big.backup"


async def test_a_restore_into_postgresql_that_is_killed_half_way_leaves_nothing(
    fresh_postgres: str, big_backup: Path
) -> None:
    await (await open_database(fresh_postgres)).close()
    holding = await asyncpg.connect(fresh_postgres)
    async with holding.transaction():
        await holding.execute(LOCK)
        restoring = begin_restore(big_backup, fresh_postgres)
        while not await holding.fetchval(WAITING):
            assert restoring.poll() is None
            await asyncio.sleep(0.02)
        restoring.kill()
        restoring.wait()
    await holding.close()
    await check_empty_then_whole(fresh_postgres, big_backup)


@pytest.mark.parametrize("there_before", [False, True])
async def test_a_restore_into_sqlite_that_is_killed_half_way_leaves_nothing(
    tmp_path: Path, big_backup: Path, *, there_before: bool
) -> None:
    folder = tmp_path / "target"
    folder.mkdir()
    url = f"sqlite:///{folder}/back.db"
    if there_before:
        await (await open_database(url)).close()
    restoring = begin_restore(big_backup, url)
    while size_of(folder) < 5_000_000:
        assert restoring.poll() is None
        await asyncio.sleep(0.001)
    restoring.kill()
    restoring.wait()
    assert (folder / "back.db").exists() == there_before
    await check_empty_then_whole(url, big_backup)


def begin_restore(file: Path, url: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [str(WETALKED), "restore", str(file)],
        env=environment({"DATABASE": url}),
        cwd=file.parent,
        stderr=subprocess.DEVNULL,
    )


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def is_there(url: str) -> bool:
    return not url.startswith("sqlite") or Path(url.removeprefix("sqlite:///")).exists()


async def check_empty_then_whole(url: str, file: Path) -> None:
    """Nothing is there; brought back again, all of it is."""
    if is_there(url):
        db = await open_database(url)
        assert (await everything_in(db))["event"] == []
        await db.close()
    done = run_command("restore", str(file), settings={"DATABASE": url}, cwd=file.parent)
    assert done.returncode == 0, done.stderr
    db = await open_database(url)
    assert len((await everything_in(db))["event"]) == 200
    await db.close()
