"""Whatever is wrong at the start is one line that says what was read and what is accepted."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from servers import run_process
from wetalked.cli.main import main


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DATABASE", "mysql://x/y", "accepted is sqlite:///FILE"),
        ("DATABASE", "postgresql://", "accepted is sqlite:///FILE"),
        ("DATABASE", "sqlite:////nowhere/at/all.db", "unable to open database file"),
        ("DATABASE", "postgresql://u:geheim@127.0.0.1:1/x", "postgresql://u:***@127.0.0.1:1/x"),
        ("BASE_URL", "talk.example", "accepted is http://HOST"),
        ("BASE_URL", "https://talk.example/?q=1", "accepted is http://HOST"),
        ("MAIL", "smtp://u:geheim@", "smtp://u:***@"),
        ("MAIL", "smtp://h?starttls=maybe", "?starttls=required"),
        ("MAIL", "pigeon", "accepted is file:DIR"),
        ("MAIL_FROM", "nobody", "an address"),
        ("MAIL_FROM", "Verein, Leipzig <a@b.example>", '"NAME" <ADDRESS>'),
        ("MAIL_PER_MINUTE", "0", "a whole number from 1 on"),
        ("SECRET", "short", "32 characters"),
        ("SECRET", "", "32 characters"),
        ("SECRET", " " * 40, "32 characters"),
        ("BIND", "8000", "HOST:PORT"),
        ("BIND", "localhost:99999", "HOST:PORT"),
        ("BIND", "198.51.100.1:8000", "cannot listen on 198.51.100.1:8000"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, me", "IP addresses or networks"),
        ("METRICS_TOKEN", "geheim", "8 to 200 of A-Z"),
        ("METRICS_TOKEN", "geheim with spaces", "8 to 200 of A-Z"),
        ("LOG", "xml", "text or json"),
    ],
)
def test_a_wrong_setting_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["serve"], env={f"WETALKED_{name}": value})
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert told in done.stderr
    assert "geheim" not in done.stderr
    if "accepted" in done.stderr:
        assert done.stderr.startswith(f"wetalked: WETALKED_{name}: read ")


def test_a_busy_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run_process("serve", settings={"BIND": f"127.0.0.1:{port}"}, cwd=tmp_path)
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in done.stderr


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear database, " * 200, encoding="utf-8")
    done = run_process("serve", settings={"DATABASE": f"sqlite:///{file}"}, cwd=tmp_path)
    assert "file is not a database" in done.stderr
    assert file.read_text(encoding="utf-8").startswith("Dear database")


def test_an_unknown_command_is_wrong_use(tmp_path: Path) -> None:
    assert run_process("dance", settings={}, cwd=tmp_path).returncode == 2
