"""Two server processes share one PostgreSQL: what one takes, the other knows."""

import asyncio
import uuid
from pathlib import Path

import httpx

from day.test_event_day import Guest, open_event
from servers import run_command, server


async def test_both_sides_at_once_through_two_servers_never_leave_both_waiting(
    fresh_postgres: str, tmp_path: Path
) -> None:
    settings = {"DATABASE": fresh_postgres}
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    with server(folders[0], settings) as first, server(folders[1], settings) as second:
        words = ("token", "org@example.org", "--name", "two")
        token = run_command(*words, settings=settings, cwd=tmp_path).stdout.strip()
        async with (
            httpx.AsyncClient(base_url=f"{first}/api/v1", timeout=60) as one,
            httpx.AsyncClient(base_url=f"{second}/api/v1", timeout=60) as two,
        ):
            guests = await open_event(one, token, seed=2)
            pairs = list(zip(guests[::2], guests[1::2], strict=True))
            for _ in range(3):
                await asyncio.gather(*(scan_at_once(one, two, *pair) for pair in pairs))
            for guest in guests:
                for api in (one, two):
                    talks = (await api.get("/talks", headers=guest.headers)).json()["items"]
                    assert [talk["state"] for talk in talks] == ["mutual"]


async def scan_at_once(
    one: httpx.AsyncClient, two: httpx.AsyncClient, left: Guest, right: Guest
) -> None:
    """Each scans the other at the same moment, through another server; one learns that it is so."""
    answers = await asyncio.gather(scan(one, left, right), scan(two, right, left))
    assert "mutual" in answers


async def scan(api: httpx.AsyncClient, guest: Guest, other: Guest) -> str:
    body = {"id": str(uuid.uuid4()), "badge": other.badge}
    answer = await api.post("/scans", json=body, headers=guest.headers)
    assert answer.status_code in {200, 201}, answer.text
    return str(answer.json()["state"])
