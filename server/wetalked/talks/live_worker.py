"""Tells those who listen what they see anew of a talk, one after the other."""

import asyncio
import logging
from collections.abc import Iterable

import msgspec

from wetalked.accounts.model import PLACES_CHANGED, STREAMS_END
from wetalked.core.problems import Problem
from wetalked.db import Database
from wetalked.talks.live import Hub, Message
from wetalked.talks.store import talk_of, talked_with

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
