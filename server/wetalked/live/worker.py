"""Tells those who listen what they see anew of a talk, one after the other."""

import asyncio
import logging

import msgspec

from wetalked.db import Database
from wetalked.live.hub import Hub, Message
from wetalked.people.model import STREAMS_END
from wetalked.problems import Problem
from wetalked.talks.store import talk_of

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
        self._heard = asyncio.Event()
        db.listen(self.hear)

    def hear(self, text: str) -> None:
        """Note an announcement: a talk's id and persons, or whose streams are to end.

        Of an empty one nobody knows the rest.
        """
        if not text:
            self._hub.close()
            return
        talk, *people = text.split()
        if talk == STREAMS_END:
            for person in people:
                self._hub.close_streams_of(person)
            return
        self._waiting.update(
            {(talk, person): None for person in people if self._hub.listens(person)}
        )
        if self._waiting:
            self._heard.set()

    async def run(self) -> None:
        """Tell, until cancelled."""
        while True:
            while self._waiting:
                talk, person = next(iter(self._waiting))
                del self._waiting[talk, person]
                await self._tell(talk, person)
            await self._heard.wait()
            self._heard.clear()

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
