"""A backup brings everything back, on either engine."""

import stat
from pathlib import Path

from servers import run_command, run_process, server
from wetalked.db import do, open_database

INSERT = "INSERT INTO attempt (what, times, since) VALUES ('x', 1, 2)"
PERSON = """
INSERT INTO person (id, name, given_name, language, made_at) VALUES ('p', 'Mira', 'Mira', 'de', 0)
"""


async def test_a_backup_brings_rows_and_secret_back(
    empty_database_url: str, tmp_path: Path
) -> None:
    settings = {"DATABASE": empty_database_url}
    database = await open_database(empty_database_url)
    await database.write(do(INSERT), do(PERSON))
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
    rows = await database.read(do("SELECT name FROM person"), do("SELECT times FROM attempt"))
    assert rows == [[{"name": "Mira"}], [{"times": 1}]]
    await database.close()


async def test_a_restore_never_writes_over_what_is_there(tmp_path: Path) -> None:
    settings = {"DATABASE": f"sqlite:///{tmp_path}/wetalked.db"}
    database = await open_database(settings["DATABASE"])
    await database.write(do(PERSON))
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
