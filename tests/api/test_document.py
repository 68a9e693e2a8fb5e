"""The API's document says what the server does: tried out from the document alone."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from servers import free_port, run_command, server

CHECKS = (
    "not_a_server_error,content_type_conformance,response_schema_conformance,"
    "response_headers_conformance"
)
TOOL = Path(sys.executable).with_name("schemathesis")


def try_out(base: str, token: str, examples: int, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Call everything in the document, with bodies it allows and bodies it does not."""
    return subprocess.run(
        [
            *(str(TOOL), "run", f"{base}/api/v1/openapi.json", "--checks", CHECKS),
            *("--header", f"Authorization: Bearer {token}"),
            *("--max-examples", str(examples), "--seed", "26", "--generation-database", "none"),
            *("--exclude-path-regex", "^/api/v1/live$", "--phases", "examples,coverage,fuzzing"),
            *("--request-timeout", "20", "--no-color", "--max-failures", "20"),
        ],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def organizer_token(settings: dict[str, str], cwd: Path) -> str:
    """A token of somebody who organizes `day26`."""
    event = ("event", "create", "day26", "--name", "The Day", "--time-zone", "Europe/Berlin")
    times = ("--starts", "2036-12-05T09:00", "--ends", "2036-12-05T18:00")
    run_command(*event, *times, "--organizer", "you@example.org", settings=settings, cwd=cwd)
    made = run_command("token", "you@example.org", "--name", "try", settings=settings, cwd=cwd)
    return made.stdout.strip()


def guest_token(base: str, organizer: str) -> str:
    """The session of a guest of `day26`."""
    people = {"participants": [{"name": "Mira Haas", "email": "mira@example.org"}]}
    headers = {"authorization": f"Bearer {organizer}"}
    path = f"{base}/api/v1/events/day26/participants"
    report = httpx.post(path, json=people, headers=headers).json()
    link = report["created"][0]["join_url"].rpartition("/")[2]
    return str(httpx.post(f"{base}/api/v1/sessions", json={"token": link}).json()["token"])


@pytest.mark.parametrize(
    "examples", [2, pytest.param(60, marks=pytest.mark.bench)], ids=["few", "many"]
)
@pytest.mark.parametrize("who", ["organizer", "guest"])
def test_every_call_of_the_document_answers_as_it_says(
    tmp_path: Path, who: str, examples: int
) -> None:
    port = free_port()
    settings = {"DATABASE": f"sqlite:///{tmp_path}/wetalked.db"}
    with server(tmp_path, settings, port=port):
        base = f"http://127.0.0.1:{port}"
        token = organizer_token(settings, tmp_path)
        if who == "guest":
            token = guest_token(base, token)
        done = try_out(base, token, examples, tmp_path)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "operations tested" in done.stdout or "Tested" in done.stdout, done.stdout[-2000:]


def test_a_sync_tells_what_each_operation_holds(tmp_path: Path) -> None:
    with server(tmp_path) as base:
        found = httpx.get(f"{base}/api/v1/openapi.json").json()
    operations = found["components"]["schemas"]["SyncBody"]["properties"]["operations"]["items"]
    assert operations["discriminator"]["propertyName"] == "op"
    assert len(operations["anyOf"]) == 6
    assert json.dumps(found).count("ScanOperation") >= 3
    for path, needed in (("/api/v1/tokens", "name"), ("/api/v1/events/{slug}/organizers", "email")):
        body = found["paths"][path]["delete"]["requestBody"]["content"]["application/json"]
        assert (body["schema"]["required"], body["schema"]["additionalProperties"]) == (
            [needed],
            False,
        )
