"""The API's document says what the server does: tried out from the document alone."""

import json
import os
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


# What would end the session, the token or the event that the rest is tried out with.
ENDINGS = (
    "DELETE /api/v1/events/{slug}",
    "DELETE /api/v1/me",
    "DELETE /api/v1/sessions",
    "DELETE /api/v1/sessions/{session}",
    "DELETE /api/v1/me/participations/{participant}",
)
CONFIG = """
headers = {{ Authorization = "Bearer {token}" }}
[parameters]
"path.slug" = "day26"
"""


def try_out(
    base: str, token: str, examples: int, phases: str, cwd: Path
) -> "subprocess.CompletedProcess[str]":
    """Call everything in the document, with bodies it allows and bodies it does not."""
    (cwd / "schemathesis.toml").write_text(CONFIG.format(token=token), encoding="utf-8")
    return subprocess.run(
        [
            *(str(TOOL), "--config-file", str(cwd / "schemathesis.toml"), "run"),
            *(f"{base}/api/v1/openapi.json", "--checks", CHECKS, "--phases", phases),
            *("--max-examples", str(examples), "--seed", "26", "--generation-database", "none"),
            *("--exclude-path-regex", "^/api/v1/live$", "--request-timeout", "20", "--no-color"),
            *("--rate-limit", "550/m"),
            *(word for name in ENDINGS for word in ("--exclude-name", name)),
        ],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=1_500,
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


# `HYPOTHESIS_PROFILE=random` looks further, for half an hour.
FURTHER = os.environ.get("HYPOTHESIS_PROFILE") == "random"
EXAMPLES = 60 if FURTHER else 1
PHASES = "examples,coverage,fuzzing" if FURTHER else "fuzzing"


@pytest.mark.timeout(1_600)
@pytest.mark.parametrize("who", ["organizer", *(["guest"] if FURTHER else [])])
def test_every_call_of_the_document_answers_as_it_says(tmp_path: Path, who: str) -> None:
    port = free_port()
    settings = {"DATABASE": f"sqlite:///{tmp_path}/wetalked.db"}
    with server(tmp_path, settings, port=port):
        base = f"http://127.0.0.1:{port}"
        token = organizer_token(settings, tmp_path)
        if who == "guest":
            token = guest_token(base, token)
        done = try_out(base, token, EXAMPLES, PHASES, tmp_path)
        # What is left in the log but not answered is looked at as well.
        log = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " generated, " in done.stdout, done.stdout[-2000:]
    assert "Traceback" not in log, log[-4000:]


def test_a_sync_tells_what_each_operation_holds(tmp_path: Path) -> None:
    with server(tmp_path) as base:
        found = httpx.get(f"{base}/api/v1/openapi.json").json()
    operations = found["components"]["schemas"]["SyncBody"]["properties"]["operations"]["items"]
    assert operations["discriminator"]["propertyName"] == "op"
    assert len(operations["anyOf"]) == 6
    assert json.dumps(found).count("ScanOperation") >= 3
    for path, needed in (("/api/v1/tokens", "name"), ("/api/v1/events/{slug}/organizers", "email")):
        body = found["paths"][path]["delete"]["requestBody"]["content"]["application/json"]
        schema = found["components"]["schemas"][body["schema"]["$ref"].rsplit("/", 1)[1]]
        assert (schema["required"], schema["additionalProperties"]) == (
            [needed],
            False,
        )
