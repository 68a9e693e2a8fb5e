"""Bodies are taken as they must be, or refused with the reason."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import msgspec
import pytest
from litestar import Litestar, post
from litestar.params import FromPath, JSONBody

from cast import Cast, make_organizer
from wetalked.db.context import Context
from wetalked.http import body as bodies
from wetalked.http.body import BYTES_A_SECOND, MOST_DECK_BYTES, MOST_SYNC_BYTES, StrictRequest
from wetalked.http.errors import HANDLERS


class Scan(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    times: int = 0


@post("/{name:str}", status_code=200, request_max_body_size=60)
async def take(name: FromPath[str], data: JSONBody[Scan]) -> Scan:
    return data


APP = Litestar([take], request_class=StrictRequest, exception_handlers=HANDLERS)


@pytest.mark.parametrize(
    ("body", "status", "name", "field"),
    [
        (b'{"id": "a", "times": 2}', 200, None, None),
        (b'{"id": "a", "times": "2"}', 422, "invalid", "times"),
        (b'{"id": "a", "more": 2}', 422, "invalid", "body"),
        (b"[]", 422, "invalid", "body"),
        (b"{", 400, "not-json", None),
        (b"", 400, "not-json", None),
        (b'{"id": "\xff"}', 400, "not-json", None),
        (b'{"id": "a\\u0000"}', 422, "invalid", "id"),
        (b'{"id": "a\\ud800b"}', 422, "invalid", "id"),
        (b'{"id": "a\\udc00"}', 422, "invalid", "id"),
        (b'{"id": "a", "more": "\\ud800"}', 422, "invalid", "body"),
        (b'{"id": "a\\ud83d\\ude00 \\\\ud800 \\\\u0000"}', 200, None, None),
        (b'{"id": "%s"}' % (b"a" * 60), 413, "too-large", None),
    ],
)
async def test_a_body_is_taken_strictly(
    body: bytes, status: int, name: str | None, field: str | None
) -> None:
    transport = httpx.ASGITransport(app=APP, raise_app_exceptions=False)  # type: ignore[arg-type]  # two spellings of one protocol
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.post("/n", content=body)
    assert answer.status_code == status, answer.text
    if name:
        assert answer.json()["type"] == f"/problems/{name}"
    if field:
        assert answer.json()["errors"][0]["field"] == field


async def test_a_body_that_comes_too_slowly_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.05)
    cut = asyncio.Event()

    async def byte_by_byte() -> AsyncIterator[bytes]:
        yield b'{"id": '
        await cut.wait()

    transport = httpx.ASGITransport(app=APP, raise_app_exceptions=False)  # type: ignore[arg-type]  # two spellings of one protocol
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.post("/n", content=byte_by_byte())
    assert (answer.status_code, answer.json()["type"]) == (408, "/problems/too-slow")


def test_a_large_body_has_longer_to_come() -> None:
    longer = bodies.seconds_for(MOST_SYNC_BYTES) - bodies.seconds_for(0)
    assert longer == MOST_SYNC_BYTES / BYTES_A_SECOND


def padded(body: object, size: int) -> bytes:
    """The body as JSON of so many bytes."""
    return json.dumps(body).encode().ljust(size)


async def test_each_call_has_a_limit_of_its_own(
    context: Context, client: httpx.AsyncClient, cast: Cast
) -> None:
    olga, at = await make_organizer(context, cast.event), cast.event.slug
    sync = {"person": cast.mira.person, "operations": []}
    event = {"name": "Another name"}
    invited: dict[str, list[str]] = {"participants": []}
    guests = {"participants": [{"name": "Kim Park"}]}
    for who, method, path, body, most in (
        (cast.mira, "PATCH", "/me", {"quiet": True}, bodies.MOST_BYTES),
        (cast.mira, "POST", "/sync", sync, MOST_SYNC_BYTES),
        (olga, "PATCH", f"/events/{at}", event, MOST_DECK_BYTES),
        (olga, "POST", f"/events/{at}/invitations", invited, bodies.MOST_PEOPLE_BYTES),
        (olga, "POST", f"/events/{at}/participants", guests, 5 * 1024 * 1024),
    ):
        for size, good in ((most, True), (most + 128 * 1024, False)):
            answer = await client.request(
                method, f"/api/v1{path}", content=padded(body, size), headers=who.headers
            )
            assert answer.is_success == good, (path, size, answer.text)
            assert good or answer.json()["type"] == "/problems/too-large"


async def test_in_a_sync_a_text_that_nothing_keeps_spoils_its_own_operation_alone(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    scan = {"op": "scan", "id": "0193f0a0-0000-7000-8000-000000000001", "badge": cast.jonas.code}
    texts = ("half a sign \ud83d", "a NUL \0", "a whole one \U0001f600")
    notes = [{"op": "reminded_of", "badge": cast.jonas.code, "text": text} for text in texts]
    body = {"person": cast.mira.person, "operations": [*notes, scan]}
    sent = json.dumps(body).encode()
    answer = await client.post("/api/v1/sync", content=sent, headers=cast.mira.headers)
    assert answer.status_code == 200, answer.text
    said = [one["status"] for one in answer.json()["results"]]
    assert said == ["rejected", "rejected", "applied", "applied"]
    assert answer.json()["talks"][0]["reminded_of"] == "a whole one \U0001f600"
