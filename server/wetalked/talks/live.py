"""Who is listening on `GET /live`, and telling them."""

import asyncio
import signal
from collections import defaultdict, deque
from typing import NamedTuple

STREAMS_A_PERSON = 5
WAITING_MESSAGES = 100


class Message(NamedTuple):
    """One server-sent event; `data` is one line of JSON."""

    event: str
    data: bytes


class Stream:
    """One open `GET /live`; when too much waits, it closes, and the app syncs on coming back."""

    def __init__(self, person: str) -> None:
        """Nothing to tell yet."""
        self.person = person
        self.is_closed = False
        self._waiting: asyncio.Queue[Message | None] = asyncio.Queue(WAITING_MESSAGES)

    async def next(self) -> Message | None:
        """The next message; nothing once the stream has been closed."""
        return await self._waiting.get()

    def tell(self, message: Message) -> None:
        """Put a message into the queue."""
        try:
            self._waiting.put_nowait(message)
        except asyncio.QueueFull:
            self.close()

    def close(self) -> None:
        """End the stream, whatever still waits."""
        self.is_closed = True
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put_nowait(None)


class Hub:
    """All open streams of this process."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._streams: defaultdict[str, deque[Stream]] = defaultdict(deque)

    def listens(self, person: str) -> bool:
        """Whether anybody would hear it."""
        return person in self._streams

    def count(self) -> int:
        """How many streams are open."""
        return sum(len(streams) for streams in self._streams.values())

    def open(self, person: str) -> Stream:
        """A new stream; a person's sixth closes their oldest."""
        stream = Stream(person)
        streams = self._streams[person]
        streams.append(stream)
        if len(streams) > STREAMS_A_PERSON:
            streams.popleft().close()
        return stream

    def leave(self, stream: Stream) -> None:
        """The listener has gone."""
        streams = self._streams[stream.person]
        if stream in streams:
            streams.remove(stream)
        if not streams:
            del self._streams[stream.person]

    def tell(self, person: str, message: Message) -> None:
        """Tell every stream of a person."""
        for stream in list(self._streams.get(person, ())):
            stream.tell(message)

    def close_streams_of(self, person: str) -> None:
        """End a person's streams: they come back and sync."""
        for stream in list(self._streams.get(person, ())):
            stream.close()

    def close(self) -> None:
        """End all streams: the server stops, or may have missed something."""
        for person in list(self._streams):
            self.close_streams_of(person)


def close_when_told_to_stop(hub: Hub) -> None:
    """End all streams at SIGTERM and SIGINT, as the server waits for them before it stops.

    The running loop keeps its own handlers: it hears of signals by its wake-up file, whatever
    Python-level handler there is.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(hub.close))
        signal.siginterrupt(number, False)
