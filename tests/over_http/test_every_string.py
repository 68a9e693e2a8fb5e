"""Every string that a caller may send has a length, and none of its texts is a fault of ours."""

import asyncio
import gc
import json
import time
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from litestar import Litestar

from calls import make_mutual
from cast import ORGANIZER, make_cast
from conftest import BASE_URL, ManualClock
from hostile import Request, Schema, Spot, Text, request_with, spots, variants
from wetalked.app import served
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context
from wetalked.http.openapi import document

LONG = Text.of("a" * 1_000_000)
REFUSED = {
    "a million characters": LONG,
    "a NUL": Text.of("a\0b"),
    "half of a surrogate pair": Text.of("a\ud800b"),
}
TURNED = Text.of("a\u202eb")
MOST_HELD = 0.05
ORGANIZES = "UPDATE person SET organizer_at = 1 WHERE id = :person"


class Answer(NamedTuple):
    """What came back, and the longest that the event loop was held by one step, in seconds."""

    status: int
    body: bytes
    held: float


class Steps:
    """The processor time of each step of the event loop: what else the machine does counts not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """From now on."""
        self.longest = 0.0
        run = asyncio.events.Handle._run

        def timed(handle: asyncio.events.Handle) -> None:
            began = time.thread_time()
            run(handle)
            self.longest = max(self.longest, time.thread_time() - began)

        monkeypatch.setattr(asyncio.events.Handle, "_run", timed)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[Steps]:
    """Without collections of garbage: they are of the whole test run's."""
    gc.disable()
    yield Steps(monkeypatch)
    gc.enable()


class Caller:
    """Somebody who is a guest and organizes, and calls the app byte by byte."""

    def __init__(self, app: Any, token: str, steps: Steps, **there: str) -> None:
        """By this session; `there` is what they have."""
        self._app, self._token, self._steps = app, token, steps
        self.there = there

    async def call(self, request: Request) -> Answer:
        """Call as it is."""
        answer: list[Any] = []
        sent = [{"type": "http.request", "body": request.body, "more_body": False}]

        async def receive() -> Any:
            return sent.pop() if sent else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            answer.append(message)

        self._steps.longest = 0.0
        await asyncio.create_task(self._app(self._scope(request), receive, send))
        body = b"".join(one.get("body", b"") for one in answer[1:])
        return Answer(answer[0]["status"], body, self._steps.longest)

    def _scope(self, request: Request) -> dict[str, Any]:
        own = {name for name, _ in request.headers}
        headers = [
            (b"host", BASE_URL.removeprefix("https://").encode()),
            (b"content-length", str(len(request.body)).encode()),
            *request.headers,
        ]
        if b"authorization" not in own:
            headers.append((b"authorization", b"Bearer " + self._token.encode()))
        return {
            "type": "http",
            "method": request.method,
            "path": unquote(request.path.decode("latin-1")),
            "raw_path": request.path,
            "query_string": request.query,
            "headers": headers,
            "http_version": "1.1",
            "scheme": "https",
            "server": ("talk.example", 443),
            "client": ("198.51.100.7", 1),
            "root_path": "",
            "asgi": {"version": "3.0"},
            "extensions": {},
        }


@pytest.fixture
async def caller(app: Litestar, context: Context, client: Any, steps: Steps) -> Caller:
    """Mira, who has a talk and runs the event."""
    cast = await make_cast(context)
    talk = await make_mutual(client, cast.mira, cast.jonas)
    role = {"event": cast.event.id, "person": cast.mira.person, "role": "organizer"}
    await context.db.write(
        statement(ORGANIZER, **role), statement(ORGANIZES, person=cast.mira.person), CHANGED
    )
    there = {"participant": cast.mira.participant, "talk": talk}
    return Caller(served(app, context), cast.mira.token, steps, **there)


def test_every_string_of_a_request_has_a_length(app: Litestar) -> None:
    found = document(app)
    assert len(list(spots(found))) > 150
    lacking = {spot.name for spot in spots(found) if not has_length(found, schema_at(found, spot))}
    assert lacking == set()


def schema_at(found: Schema, spot: Spot) -> Schema:
    """The schema of this string."""
    operation = found["paths"][spot.template][spot.method.lower()]
    if spot.where in {"path", "query", "header"}:
        parameters = operation["parameters"]
        return next(
            one["schema"]
            for one in parameters
            if (one["in"], one["name"]) == (spot.where, spot.place[0])
        )
    media = "application/json" if spot.where == "json" else spot.where
    schema: Schema = operation["requestBody"]["content"][media]["schema"]
    for step in spot.place:
        schema = inner(found, schema, step)
    return schema


def inner(found: Schema, schema: Schema, step: str | int) -> Schema:
    """One step further in."""
    for one in variants(found, schema):
        if isinstance(step, int) and "items" in one:
            return dict(one["items"])
        if str(step).startswith("op="):
            if one["properties"]["op"]["enum"] == [str(step).removeprefix("op=")]:
                return one
        elif step in one.get("properties", {}):
            return dict(one["properties"][step])
    raise LookupError(step)


def has_length(found: Schema, schema: Schema) -> bool:
    """Whether none of its texts may be of any length."""
    texts = [one for one in variants(found, schema) if one.get("type") == "string"]
    formats = {"uuid", "date", "date-time"}
    return all("maxLength" in one or "enum" in one or one.get("format") in formats for one in texts)


async def test_no_text_in_any_string_is_a_fault_or_holds_the_server(
    app: Litestar, caller: Caller, clock: ManualClock
) -> None:
    found = document(app)
    wrong = []
    for spot in spots(found, **caller.there):
        await caller.call(request_with(found, spot, Text.of("x")))  # what is made at first use
        for kind, text in [*REFUSED.items(), ("a direction override", TURNED)]:
            clock.move(seconds=10)
            answer = await tried(caller, request_with(found, spot, text))
            good = answer.status < 500 and (kind not in REFUSED or is_refused(answer))
            if not good or answer.held > MOST_HELD:
                wrong.append((spot.name, kind, answer.status, answer.body[:90], answer.held))
    assert wrong == []


async def tried(caller: Caller, request: Request) -> Answer:
    """The answer; where the loop was held for long, that of a second try: a fault stays."""
    answer = await caller.call(request)
    return await caller.call(request) if answer.held > MOST_HELD else answer


def is_refused(answer: Answer) -> bool:
    """With a 4xx; of a sync each operation stands alone."""
    if answer.status == 200:
        return [one["status"] for one in json.loads(answer.body)["results"]] == ["rejected"]
    return 400 <= answer.status < 500


HEADERS = (
    *(b"accept-language", b"authorization", b"content-type", b"cookie", b"forwarded"),
    *(b"if-none-match", b"origin", b"sec-fetch-site", b"user-agent", b"webhook-id"),
    *(b"webhook-signature", b"webhook-timestamp", b"x-forwarded-for"),
)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", b"/api/v1/talks", b""),
        ("GET", b"/unsubscribe/x", b""),
        ("POST", b"/api/v1/sessions", b'{"token": "x"}'),
        ("POST", b"/api/v1/events/day26/shop/hook", b"{}"),
    ],
)
async def test_no_header_is_a_fault_or_holds_the_server(
    caller: Caller, method: str, path: bytes, body: bytes
) -> None:
    for name in HEADERS:
        for text in (*REFUSED.values(), TURNED, Text.of("ÿ")):
            request = Request(method, path, b"", body, ((name, text.bare),))
            answer = await tried(caller, request)
            assert answer.status < 500, answer.body
            assert answer.held <= MOST_HELD
            assert text is not LONG or answer.status == 422


async def test_no_page_is_found_at_what_is_no_text(caller: Caller) -> None:
    for page in (b"/join/%s", b"/b/%s", b"/unsubscribe/%s", b"/problems/%s", b"/%s"):
        for text in REFUSED.values():
            answer = await caller.call(Request("GET", page % text.in_url))
            assert (answer.status, json.loads(answer.body)["type"]) == (404, "/problems/not-found")
