"""The calls that many tests make, as somebody of the cast."""

from typing import Any
from uuid import uuid4

import httpx

from cast import Guest
from wetalked.core.clock import to_datetime


async def scan(client: httpx.AsyncClient, who: Guest, badge: str, **more: str) -> httpx.Response:
    """`who` scans a badge."""
    body = {"id": str(uuid4()), "badge": badge, **more}
    return await client.post("/api/v1/scans", json=body, headers=who.headers)


async def call(
    client: httpx.AsyncClient, who: Guest, method: str, path: str, body: Any = None
) -> httpx.Response:
    """`who` calls the API."""
    return await client.request(method, f"/api/v1{path}", json=body, headers=who.headers)


async def talks(client: httpx.AsyncClient, who: Guest) -> list[dict[str, Any]]:
    """The list of talks of `who`."""
    found: list[dict[str, Any]] = (await call(client, who, "GET", "/talks")).json()["items"]
    return found


async def make_mutual(client: httpx.AsyncClient, one: Guest, other: Guest) -> str:
    """Both scan each other; the talk's id."""
    await scan(client, one, other.code)
    answer = await scan(client, other, one.code)
    assert answer.json()["state"] == "mutual"
    return str(answer.json()["id"])


def moment(at: int) -> str:
    """As a phone writes it."""
    return to_datetime(at).isoformat()
