"""What the documentation says to type is typed, as it stands there, against a real server."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from servers import WETALKED, environment, free_port, run_command, server

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name: str) -> list[str]:
    """The commands of a page, block by block."""
    return BLOCK.findall((DOCS / name).read_text(encoding="utf-8"))


def run(script: str, cwd: Path, settings: dict[str, str]) -> str:
    """What a shell prints that stops at the first failure."""
    paths = os.pathsep.join([str(WETALKED.parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=cwd,
        env=environment(settings) | {"PATH": paths},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def needed(*tools: str) -> None:
    """Skip where the machine lacks what the page asks for."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not on this machine: {', '.join(missing)}")


def settings_at(folder: Path, port: int) -> dict[str, str]:
    """The server's, for commands beside it."""
    return {
        "DATABASE": f"sqlite:///{folder}/wetalked.db",
        "BASE_URL": f"http://127.0.0.1:{port}",
    }


def test_the_tutorial_of_the_api_works_as_it_is_written(tmp_path: Path) -> None:
    needed("curl", "python3")
    port = free_port()
    wanted = settings_at(tmp_path, port)
    with server(tmp_path, wanted, port=port):
        # Each block ends its part of what is printed.
        told = run("\necho; echo '~~~'\n".join(blocks("api.md")), tmp_path, wanted)
    parts = [part.strip() for part in told.split("~~~")]
    assert json.loads(parts[2])["starts_at"] == "2036-12-05T08:00:00Z"
    assert json.loads(parts[3])["created"][0]["pin"]
    assert (tmp_path / "badges.pdf").read_bytes().startswith(b"%PDF")
    assert parts[6].split() == ["waiting_for_them", "waiting_for_you"]
    state, question, talks = parts[7].split("\n", 1)[0], *split_json(parts[7].split("\n", 1)[1])
    assert state == "mutual"
    assert question["text"] == "What keeps you up at night?"
    assert talks["items"][0]["questions"] == [question]
    name, pulse = parts[8].split("\n", 1)
    assert (name, json.loads(pulse)["talks"]) == ("Jonas Holm", None)


def split_json(text: str) -> tuple[dict[str, object], dict[str, list[dict[str, object]]]]:
    """Two values, one straight after the other."""
    first, end = json.JSONDecoder().raw_decode(text)
    return first, json.loads(text[end:])


def test_the_signed_message_of_a_shop_works_as_it_is_written(tmp_path: Path) -> None:
    needed("curl", "openssl", "base64", "od")
    port = free_port()
    wanted = settings_at(tmp_path, port)
    created = run_command(
        *("event", "create", "day26", "--name", "The Day", "--starts", "2036-12-05T09:00"),
        *("--ends", "2036-12-05T18:00", "--time-zone", "Europe/Berlin"),
        *("--organizer", "you@example.org"),
        settings=wanted,
        cwd=tmp_path,
    )
    assert created.returncode == 0, created.stderr
    (example,) = blocks("ticket-shops.md")
    base = wanted["BASE_URL"]
    begin = f"""
BASE={base}
TOKEN=$(wetalked token you@example.org --name shop)
SECRET=$(curl --silent --fail-with-body -X POST "$BASE/api/v1/events/day26/shop/hook/secret" \
    -H "Authorization: Bearer $TOKEN" | sed 's/.*"secret": *"\\([^"]*\\)".*/\\1/')
"""
    with server(tmp_path, wanted, port=port):
        told = json.loads(run(begin + example, tmp_path, wanted))
    assert (told["status"], told["report"]["created"]) == ("applied", 1)
