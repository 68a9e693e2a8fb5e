"""Who listens on `GET /live`, and telling them what they see anew, one after the other."""

import asyncio
import logging
import signal
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from wetalked.accounts.model import PLACES_CHANGED, STREAMS_END
from wetalked.core.problems import Problem
from wetalked.db import Database
from wetalked.talks.reading import talk_of, talked_with

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


log = logging.getLogger(__name__)


class Teller:
    """Hears which talks changed for whom, here or in another process.

    It reads each talk after it heard of it, and one at a time: so the last that a phone is told
    is how things stand.
    """

    def __init__(self, db: Database, hub: Hub) -> None:
        """Listens at once; tells while `run` does."""
        self._db, self._hub = db, hub
        self._waiting: dict[tuple[str, str], None] = {}
        self._places: set[str] = set()
        self._heard = asyncio.Event()
        db.listen(self.hear)

    def hear(self, text: str) -> None:
        """Note an announcement: a talk's id and persons, or a word and those whom it is about.

        Of an empty one nobody knows the rest.
        """
        if not text:
            self._hub.close()
            return
        first, *ids = text.split()
        if first == STREAMS_END:
            for person in ids:
                self._hub.close_streams_of(person)
        elif first == PLACES_CHANGED:
            self._hear_of_places(ids)
        else:
            self._hear_of_talks((first, person) for person in ids)

    def _hear_of_places(self, participants: list[str]) -> None:
        if self._hub.count():
            self._places.update(participants)
            self._heard.set()

    def _hear_of_talks(self, talks: Iterable[tuple[str, str]]) -> None:
        self._waiting.update({pair: None for pair in talks if self._hub.listens(pair[1])})
        if self._waiting:
            self._heard.set()

    async def run(self) -> None:
        """Tell, until cancelled."""
        while True:
            await self._look_up_places()
            while self._waiting:
                talk, person = next(iter(self._waiting))
                del self._waiting[talk, person]
                await self._tell(talk, person)
            await self._heard.wait()
            self._heard.clear()

    async def _look_up_places(self) -> None:
        """Whom a change of these participants concerns; where that cannot be read, all sync."""
        if not self._places:
            return
        participants, self._places = sorted(self._places), set()
        try:
            self._hear_of_talks(await talked_with(self._db, participants))
        except Problem as problem:
            log.warning("cannot tell of a change: %s", problem)
            self._hub.close()
        except Exception:
            self._hub.close()
            raise

    async def _tell(self, talk: str, person: str) -> None:
        try:
            self._hub.tell(person, await self._message(talk, person))
        except Problem as problem:
            log.warning("cannot tell of a talk: %s", problem)
            self._hub.close_streams_of(person)
        except Exception:
            self._hub.close_streams_of(person)  # whoever comes back syncs
            raise

    async def _message(self, talk: str, person: str) -> Message:
        seen = await talk_of(self._db, person, talk)
        if seen is None:
            return Message("gone", msgspec.json.encode({"id": talk}))
        return Message("talk", msgspec.json.encode(seen))
