"""The log of a whole small day: each line for programs to read, and nobody's words in any."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from servers import free_port, run_command, server

NOTE = "Notemark what keeps you up"


def test_no_line_of_the_log_names_anybody_and_each_can_be_read(tmp_path: Path) -> None:
    port = free_port()
    settings = {"DATABASE": f"sqlite:///{tmp_path}/wetalked.db", "LOG": "json"}
    with server(tmp_path, settings, port=port):
        marked = a_small_day(f"http://127.0.0.1:{port}/api/v1", settings, tmp_path)
    text = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert [word for word in marked if word.lower() in text.lower()] == []
    lines = [json.loads(line) for line in text.splitlines()]
    told = {line["message"] for line in lines}
    assert {"signed in", "sign-in failed", "refused", "changed"} <= told
    assert any("trace" in line for line in lines)


def a_small_day(api: str, settings: dict[str, str], cwd: Path) -> list[str]:
    """What people do, and get wrong; the words that must not be in the log."""
    event = ("event", "create", "day26", "--name", "Eventmark", "--time-zone", "Europe/Berlin")
    times = ("--starts", "2026-01-05T09:00", "--ends", "2036-12-05T18:00")
    run_command(*event, *times, "--organizer", "olgamark@x.example", settings=settings, cwd=cwd)
    words = ("token", "olgamark@x.example", "--name", "tokenmark")
    token = run_command(*words, settings=settings, cwd=cwd).stdout.strip()
    with httpx.Client(base_url=api, timeout=30) as client:
        mine = by(token)
        people = [
            {"name": f"{name} Kleinmark", "email": f"{name}@mailmark.example"}
            for name in ("Miramark", "Jonasmark")
        ]
        report = client.post(
            "/events/day26/participants", json={"participants": people}, headers=mine
        ).json()["created"]
        links = [one["join_url"].rpartition("/")[2] for one in report]
        mira, jonas = [
            client.post("/sessions", json={"token": link}).json()["token"] for link in links
        ]
        codes = [one["badge"] for one in report]
        talk(client, by(mira), by(jonas), codes)
        mistakes(client, mira, links, codes)
        with closing(sqlite3.connect(cwd / "wetalked.db")) as connection:
            connection.execute("ALTER TABLE block RENAME TO block_away")
        client.get("/me/blocks", headers=by(mira))
        with closing(sqlite3.connect(cwd / "wetalked.db")) as connection:
            connection.execute("ALTER TABLE block_away RENAME TO block")
        client.delete("/me", headers=by(jonas))
    return ["mark", "what keeps you up", token, mira, jonas, *links, *codes]


def by(token: str) -> dict[str, str]:
    """As whom this token is."""
    return {"authorization": f"Bearer {token}"}


def talk(
    client: httpx.Client, mira: dict[str, str], jonas: dict[str, str], codes: list[str]
) -> None:
    """A talk with a note."""
    for who, badge in ((mira, codes[1]), (jonas, codes[0])):
        scan: dict[str, Any] = {"id": str(uuid4()), "badge": badge}
        found = client.post("/scans", json=scan, headers=who).json()
    note = f"/talks/{found['id']}/questions/{uuid4()}"
    assert client.put(note, json={"text": NOTE}, headers=mira).status_code == 201


def mistakes(client: httpx.Client, token: str, links: list[str], codes: list[str]) -> None:
    """What people get wrong, and what others try."""
    client.post("/sign-in", json={"email": "strangermark@mailmark.example"})
    client.post("/sessions", json={"email": "Miramark@mailmark.example", "code": "000000"})
    client.post("/sessions", json={"badge": codes[0], "pin": "00000000"})
    client.post("/tokens", json={"name": "namemark"}, headers=by(token))
    client.get("/talks", headers=by("wtp_wrongmark"))
    client.get("/events/day26/organizers?email=querymark@mailmark.example", headers=by(token))
    root = str(client.base_url).removesuffix("/api/v1/")
    for path in (f"/join/{links[0]}", f"/b/{codes[0]}", "/unsubscribe/tokenmark"):
        client.get(f"{root}{path}")
