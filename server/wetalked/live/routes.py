"""`GET /live`: what changes, as server-sent events (WHATWG HTML, section 9.2)."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Stream as StreamedAnswer

from wetalked.body import StrictRequest
from wetalked.live.hub import Hub, Message, Stream
from wetalked.people.model import Caller
from wetalked.people.session import Sessions
from wetalked.problems import Problem

KEEP_ALIVE_SECONDS = 25
KEEP_ALIVE = b":\n\n"
HELLO = Message("hello", b"{}")
# After a restart a hall's phones come back spread over these seconds, and not in one step.
COME_BACK_MILLISECONDS = range(1_000, 10_000)
# The last one keeps a proxy in front from collecting the stream.
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


@get("/live", media_type="text/event-stream")
async def live(
    request: StrictRequest,
    me: NamedDependency[Caller],
    hub: NamedDependency[Hub],
    sessions: NamedDependency[Sessions],
) -> StreamedAnswer:
    """`hello`, then `talk` with each talk that changes for me, `gone` with the id of one I lost.

    `hello` says by `retry` after how long to come back, to each phone something else.
    Nothing is repeated: after each `hello` the client syncs.
    """

    async def signed_in() -> bool:
        try:
            return (await sessions.person(request)).person == me.person
        except Problem as problem:
            return problem.name == "busy"

    chunks = listen(hub, me.person, signed_in)
    return StreamedAnswer(chunks, media_type="text/event-stream", headers=HEADERS)


async def listen(
    hub: Hub, person: str, signed_in: Callable[[], Awaitable[bool]]
) -> AsyncIterator[bytes]:
    """The bytes of one stream, until it is closed or the session has ended."""
    stream = hub.open(person)
    try:
        yield greeting()
        while chunk := await next_chunk(stream, signed_in):
            yield chunk
    finally:
        hub.leave(stream)


async def next_chunk(stream: Stream, signed_in: Callable[[], Awaitable[bool]]) -> bytes:
    """The next message, or a comment where none comes for a while; empty at the end."""
    try:
        async with asyncio.timeout(KEEP_ALIVE_SECONDS):
            message = await stream.next()
    except TimeoutError:
        return KEEP_ALIVE if await signed_in() else b""
    return as_bytes(message) if message else b""


def greeting() -> bytes:
    """`hello`, and after how many milliseconds this phone comes back when the stream breaks."""
    return as_bytes(HELLO).removesuffix(b"\n") + b"retry: %d\n\n" % secrets.choice(
        COME_BACK_MILLISECONDS
    )


def as_bytes(message: Message) -> bytes:
    """One event on the wire; its data holds no line break."""
    return b"event: %s\ndata: %s\n\n" % (message.event.encode(), message.data)


ROUTES = [live]
