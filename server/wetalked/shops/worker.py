"""Asks ticket shops: on their schedule, when an organizer wants it, or from the terminal."""

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable

from wetalked.clock import MINUTE, SECOND
from wetalked.events.model import EventRow
from wetalked.events.store import BY_ID
from wetalked.ids import new_token
from wetalked.kit import Kit
from wetalked.problems import Problem
from wetalked.shops.model import ShopReport, ShopRow
from wetalked.shops.pretix_reading import said_by
from wetalked.shops.pretix_transport import Fetched, Pretix, ShopTrouble
from wetalked.shops.seal import SealBroken, opened
from wetalked.shops.store import OF_EVENT, TOKEN, no_shop
from wetalked.shops.tickets_store import bring_tickets
from wetalked.shops.turns_store import claim, free, hold_on, next_due, note_done, note_failed

PAUSE_SECONDS = 2.0

# Makes the one who asks, from address and token.
Asker = Callable[[Kit, str, str], Pretix]

log = logging.getLogger(__name__)


def asker(kit: Kit, url: str, token: str) -> Pretix:
    """Asks over the network."""
    return Pretix(url, token, kit.settings.shop_hosts)


class ShopWorker:
    """One a process; of several each takes what no other has claimed."""

    name = "asking ticket shops"

    def __init__(self, kit: Kit, ask: Asker = asker) -> None:
        """Asks nobody yet."""
        self._kit, self._ask = kit, ask
        self._me = f"{os.getpid()}-{new_token()[:12]}"

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            await self._kit.db.jobs.keep("ticket shop pulls", self._work_off, PAUSE_SECONDS)
        finally:
            with contextlib.suppress(Problem):
                await free(self._kit.db, self._me)

    async def tick(self) -> bool:
        """Ask the shop that is due by the kit's clock; false when none is."""
        row = await next_due(self._kit.db, self._kit.clock())
        if row is None:
            return False
        if await claim(self._kit.db, row, self._me, self._kit.clock()):
            with contextlib.suppress(ShopTrouble):
                await self._pull(row)
        return True

    async def pull(self, event: EventRow) -> ShopReport:
        """Ask an event's shop now; raises `ShopTrouble`, `not-found`, `busy`."""
        row = await self._kit.db.one(ShopRow, OF_EVENT, event=event.id)
        if row is None:
            raise no_shop()
        if not await claim(self._kit.db, row, self._me, self._kit.clock()):
            raise Problem("busy", "This shop is being asked already.", retry_after=30)
        return await self._pull(row)

    async def _work_off(self) -> None:
        while await self.tick():
            pass

    async def _pull(self, row: ShopRow) -> ShopReport:
        """Ask and note what came of it, also where that is a fault."""
        began = self._kit.clock()
        try:
            fetched = await self._fetch(row)
            report = await self._apply(row, fetched)
        except ShopTrouble as trouble:
            log.warning("a ticket shop could not be asked: %s", trouble)
            wait = max(trouble.retry_after * SECOND, MINUTE)
            await note_failed(self._kit, row, self._me, trouble.kind, str(trouble), wait)
            raise
        except Exception:
            words = "Something went wrong here; the server's log says what."
            await note_failed(self._kit, row, self._me, "ours", words, MINUTE)
            raise
        await note_done(self._kit, row, self._me, began, fetched.generated, report)
        return report

    async def _fetch(self, row: ShopRow) -> Fetched:
        try:
            token = opened(self._kit.secret, TOKEN, row.token)
        except SealBroken as broken:
            words = "The server's secret is another one now: give the shop's token once more."
            raise ShopTrouble("secret", words) from broken

        async def still_ours() -> None:
            if not await hold_on(self._kit.db, row.event, self._me, self._kit.clock()):
                raise ShopTrouble("changed", "The shop's settings were changed meanwhile.")

        pretix = self._ask(self._kit, row.url, token)
        return await pretix.orders(row.since, still_ours)

    async def _apply(self, row: ShopRow, fetched: Fetched) -> ShopReport:
        event = await self._kit.db.one(EventRow, BY_ID, id=row.event)
        if event is None:
            raise Problem("not-found", "The event has been erased.")
        said = await asyncio.to_thread(
            said_by, fetched.orders, pending=row.pending, subevent=row.subevent
        )
        return await bring_tickets(self._kit, event, "pretix", said)
