"""`GET /live`: what changes, as server-sent events (WHATWG HTML, section 9.2)."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Stream as StreamedAnswer

from wetalked.accounts.model import Caller
from wetalked.accounts.sessions import Sessions
from wetalked.core.problems import Problem
from wetalked.http.body import StrictRequest
from wetalked.talks.live import Hub, Message, Stream

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
            visitor = await sessions.visitor(request)
        except Problem as problem:
            return problem.name == "busy"
        return visitor is not None and visitor.person == me.person

    chunks = listen(hub, me.person, signed_in)
    return StreamedAnswer(chunks, media_type="text/event-stream", headers=HEADERS)


async def listen(
    hub: Hub, person: str, signed_in: Callable[[], Awaitable[bool]]
) -> AsyncIterator[bytes]:
    """The bytes of one stream, until it is closed or the session has ended."""
    stream = hub.open(person)
    try:
        yield greeting()
        while True:
            async for chunk in until(soon(), stream):
                yield chunk
            if stream.is_closed or not await signed_in():
                return
            yield KEEP_ALIVE
    finally:
        hub.leave(stream)


def soon() -> float:
    """When to look next whether the session lasts, by the loop's clock; however much comes."""
    return asyncio.get_running_loop().time() + KEEP_ALIVE_SECONDS


async def until(deadline: float, stream: Stream) -> AsyncIterator[bytes]:
    """The messages of a stream as they come, until then or until it is closed."""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(TimeoutError):
        while loop.time() < deadline:
            async with asyncio.timeout_at(deadline):
                message = await stream.next()
            if message is None:
                return
            yield as_bytes(message)


def greeting() -> bytes:
    """`hello`, and after how many milliseconds this phone comes back when the stream breaks."""
    return as_bytes(HELLO).removesuffix(b"\n") + b"retry: %d\n\n" % secrets.choice(
        COME_BACK_MILLISECONDS
    )


def as_bytes(message: Message) -> bytes:
    """One event on the wire; its data holds no line break."""
    return b"event: %s\ndata: %s\n\n" % (message.event.encode(), message.data)


ROUTES = [live]
