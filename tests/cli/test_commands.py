"""The commands: what a script uses on stdout, words on stderr, and the three exit codes."""

import json
import subprocess
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path

import click
import httpx
import pytest

from servers import run_command, run_process, server
from wetalked.cli.main import COMMANDS, main

DATA = Path(__file__).parents[1] / "data"
DAY = ("--name", "Day", "--starts", "2026-12-05T09:00", "--ends", "2026-12-05T18:00")
ZONE = ("--time-zone", "Europe/Berlin")


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """A database in this test's folder, with one event."""
    given = {"DATABASE": f"sqlite:///{tmp_path}/wetalked.db"}
    words = ("event", "create", "day", *DAY, *ZONE, "--organizer", "org@example.org")
    made = run_command(*words, settings=given, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "2026-12-06 09:00" in made.stderr
    return given


@pytest.mark.parametrize(
    "words",
    [
        ("Day", *DAY, *ZONE),
        ("day", *DAY, "--time-zone", "Berlin"),
        ("day", "--name", "x", "--starts", "soon", "--ends", "later", *ZONE),
        ("day", *DAY),
    ],
)
def test_an_event_that_cannot_be_is_wrong_use(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run_command("event", "create", *words, settings={}, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_list_is_imported_once_and_again_without_a_change(
    settings: dict[str, str], tmp_path: Path
) -> None:
    expected = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))["messy.csv"]
    words = ("import", "day", str(DATA / "messy.csv"))
    dry = run_command(*words, "--dry-run", settings=settings, cwd=tmp_path)
    first = run_command(*words, settings=settings, cwd=tmp_path)
    again = run_command(*words, settings=settings, cwd=tmp_path)
    created, rejected = expected["created"], expected["rejected"]
    assert first.stdout == f"created {created}, updated 0, unchanged 6, rejected {rejected}\n"
    assert dry.stdout == first.stdout
    assert again.stdout == f"created 0, updated 0, unchanged {created + 6}, rejected {rejected}\n"
    assert "line 37: " in first.stderr


def test_an_import_reads_the_columns_that_are_named_and_takes_everybody_where_told(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    (tmp_path / "list.csv").write_text("Wer,Name,Status\nMira,ACME,ok\nKim,ACME,storniert\n")
    words = ("import", "day", "list.csv", "--column", "name=Wer")
    done = run_command(*words, "--dry-run", settings=settings, cwd=tmp_path)
    assert done.stdout == "created 1, updated 0, unchanged 0, rejected 0\n"
    assert 'line 3: Left out: "Status" says "storniert" of "Kim".' in done.stderr
    done = run_command(*words, "--all-statuses", settings=settings, cwd=tmp_path)
    assert done.stdout == "created 2, updated 0, unchanged 0, rejected 0\n"
    (tmp_path / "list.csv").write_text("Name\nDr. Mira\nMirabelle Haas\n")
    for wrong in (("--column", "shoe=Wer"), ("--column", "name"), ("--same", "two")):
        done = run_command("import", "day", "list.csv", *wrong, settings=settings, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "accepted is" in done.stderr


def test_noise_is_no_list(settings: dict[str, str], tmp_path: Path) -> None:
    done = run_command(
        "import", "day", str(DATA / "not-a-list.csv"), settings=settings, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


def test_badges_invitations_and_samples_come_out(settings: dict[str, str], tmp_path: Path) -> None:
    run_command("import", "day", str(DATA / "luma.csv"), settings=settings, cwd=tmp_path)
    done = run_command("badges", "day", "-o", "b.pdf", settings=settings, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")
    nothing_left = run_command(
        "badges", "day", "-o", "c.pdf", "--only-unprinted", settings=settings, cwd=tmp_path
    )
    assert nothing_left.returncode == 1
    dry = run_command("invite", "day", "--dry-run", settings=settings, cwd=tmp_path)
    queued = run_command("invite", "day", settings=settings, cwd=tmp_path)
    again = run_command("invite", "day", settings=settings, cwd=tmp_path)
    assert (dry.stdout, queued.stdout, again.stdout) == ("120\n", "120\n", "0\n")
    samples = run_command("follow-up", "day", "--preview", "out", settings=settings, cwd=tmp_path)
    files = [tmp_path / line for line in samples.stdout.splitlines()]
    assert len(files) == 10
    for file in files:
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = mail.get_body(("plain",))
        assert body is not None
        assert "Jonas" in body.get_content()


def test_what_a_command_does_beside_a_running_server_is_noticed(tmp_path: Path) -> None:
    settings = {"DATABASE": f"sqlite:///{tmp_path}/wetalked.db"}
    with server(tmp_path) as url:
        words = ("token", "org@example.org", "--name", "crm")
        token = run_process(*words, settings=settings, cwd=tmp_path).stdout.strip()
        headers = {"authorization": f"Bearer {token}"}
        assert httpx.get(f"{url}/api/v1/events", headers=headers).status_code == 200
        ended = ("token", "org@example.org", "--revoke", "crm")
        assert run_process(*ended, settings=settings, cwd=tmp_path).returncode == 0
        status = 200
        for _ in range(100):
            status = httpx.get(f"{url}/api/v1/events", headers=headers).status_code
            if status == 401:
                break
            time.sleep(0.1)
        assert status == 401


def test_looking_for_tokens_makes_nobody_an_organizer(
    settings: dict[str, str], tmp_path: Path
) -> None:
    stranger = ("token", "nobody@example.org", "--list")
    for _ in range(2):
        done = run_command(*stranger, settings=settings, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
    run_command("token", "org@example.org", "--name", "crm", settings=settings, cwd=tmp_path)
    listed = run_command("token", "org@example.org", "--list", settings=settings, cwd=tmp_path)
    assert listed.stdout.startswith("crm\t")


def test_a_person_is_erased_by_address_or_told_to_be_unknown(
    settings: dict[str, str], tmp_path: Path
) -> None:
    run_command("import", "day", str(DATA / "messy.csv"), settings=settings, cwd=tmp_path)
    words = ("erase", " GUEST0.384632@example.com")
    assert run_command(*words, settings=settings, cwd=tmp_path).returncode == 0
    again = run_command(*words, settings=settings, cwd=tmp_path)
    assert (again.returncode, again.stdout) == (1, "")


def test_check_says_one_line_for_each_thing_and_fails_for_a_mail_server_that_is_away(
    settings: dict[str, str], tmp_path: Path
) -> None:
    secret = {"METRICS_TOKEN": "geheim-and-longer"}
    well = run_command("check", settings={**settings, **secret}, cwd=tmp_path)
    assert well.returncode == 0, well.stdout
    assert "ok   WETALKED_METRICS_TOKEN: (set)" in well.stdout
    assert "geheim" not in well.stdout + well.stderr
    away = {**settings, "MAIL": "smtp://me:geheim@127.0.0.1:1"}
    ill = run_command("check", settings=away, cwd=tmp_path)
    assert ill.returncode == 1
    assert "FAIL mail: 127.0.0.1:1: nothing listens there" in ill.stdout
    assert "geheim" not in ill.stdout + ill.stderr


def test_the_help_names_every_command_and_loads_none() -> None:
    look = (
        "import sys; from click.testing import CliRunner; from wetalked.cli.main import main;"
        "print(CliRunner().invoke(main, ['--help']).output);"
        "print({'litestar', 'httpx', 'granian'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("set()")
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_list_can_be_called(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
