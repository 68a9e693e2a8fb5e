"""Asks ticket shops: on their schedule, when an organizer wants it, or from the terminal."""

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing

import msgspec

from wetalked.core.clock import MINUTE, SECOND
from wetalked.core.encryption import CannotDecrypt, decrypt
from wetalked.core.ids import new_token
from wetalked.core.problems import Problem
from wetalked.db.context import Context
from wetalked.events.model import EventRow
from wetalked.events.store import BY_ID
from wetalked.shops.answers import ShopTrouble
from wetalked.shops.leaving import take_off
from wetalked.shops.model import Said, ShopReport, ShopRow
from wetalked.shops.pretix_reading import Order, Wanted, said_by
from wetalked.shops.pretix_transport import Page, Pretix, first_query
from wetalked.shops.store import OF_EVENT, TOKEN, no_shop
from wetalked.shops.tickets import bring_tickets, together
from wetalked.shops.turns import (
    Progress,
    claim,
    free,
    hold_on,
    next_due,
    note_done,
    note_failed,
    note_progress,
    progress_of,
)

# What is held in memory and applied together: one look at an event's people costs the more the
# more they are.
PART_ORDERS = 1_000
PART_BYTES = 8 * 1024 * 1024
MOST_TICKETS = 200_000
PAUSE_SECONDS = 2.0

# Makes the one who asks, from address and token.
Asker = Callable[[Context, str, str], Pretix]

log = logging.getLogger(__name__)


def asker(context: Context, url: str, token: str) -> Pretix:
    """Asks over the network."""
    return Pretix(url, token, context.settings.shop_hosts)


class ShopWorker:
    """One a process; of several each takes what no other has claimed."""

    name = "asking ticket shops"

    def __init__(self, context: Context, ask: Asker = asker) -> None:
        """Asks nobody yet."""
        self._context, self._ask = context, ask
        self._me = f"{os.getpid()}-{new_token()[:12]}"

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            await self._context.db.jobs.keep("ticket shop pulls", self._work_off, PAUSE_SECONDS)
        finally:
            with contextlib.suppress(Problem):
                await free(self._context.db, self._me)

    async def tick(self) -> bool:
        """Ask the shop that is due by the context's clock; false when none is."""
        row = await next_due(self._context.db, self._context.clock())
        if row is None:
            return False
        if await claim(self._context.db, row, self._me, self._context.clock()):
            with contextlib.suppress(ShopTrouble):
                await self._pull(row)
        return True

    async def pull(self, event: EventRow) -> ShopReport:
        """Ask an event's shop now; raises `ShopTrouble`, `not-found`, `busy`."""
        row = await self._context.db.one(ShopRow, OF_EVENT, event=event.id)
        if row is None:
            raise no_shop()
        if not await claim(self._context.db, row, self._me, self._context.clock()):
            raise Problem("busy", "This shop is being asked already.", retry_after=30)
        return await self._pull(row)

    async def _work_off(self) -> None:
        while await self.tick():
            pass

    async def _pull(self, row: ShopRow) -> ShopReport:
        """Ask and note what came of it, also where that is a fault."""
        began = self._context.clock()
        try:
            since, report = await self._bring(row)
        except ShopTrouble as trouble:
            log.warning("a ticket shop could not be asked: %s", trouble)
            wait = max(trouble.retry_after * SECOND, MINUTE)
            await note_failed(self._context, row, self._me, trouble.kind, str(trouble), wait)
            raise
        except Exception:
            words = "Something went wrong here; the server's log says what."
            await note_failed(self._context, row, self._me, "ours", words, MINUTE)
            raise
        await note_done(self._context, row, self._me, began, since, report)
        return report

    async def _bring(self, row: ShopRow) -> tuple[str | None, ShopReport]:
        """All that the shop has to say, part by part, from where it broke off the last time.

        Nobody is taken off before all was heard. Answers with the shop's time at the beginning.
        """
        event = await self._context.db.one(EventRow, BY_ID, id=row.event)
        if event is None:
            raise Problem("not-found", "The event has been erased.")
        progress = progress_of(row) or Progress(first_query(row.since), None, ShopReport())
        fresh = row.progress is None
        pages = self._ask(self._context, row.url, self._token(row)).pages(progress.query)
        async with aclosing(pages), aclosing(self._parts(row, pages)) as parts:
            async for part in parts:
                generated = part.generated if fresh else progress.generated
                report = together(progress.report, await self._apply(row, event, part.orders))
                progress, fresh = Progress(part.following or {}, generated, report), False
                if part.following:
                    await self._keep(row, progress)
        removed = await take_off(self._context, event, "pretix")
        return progress.generated, msgspec.structs.replace(progress.report, removed=removed)

    def _token(self, row: ShopRow) -> str:
        try:
            return decrypt(self._context.secret, TOKEN, row.token)
        except CannotDecrypt as broken:
            words = "The server's secret is another one now: give the shop's token once more."
            raise ShopTrouble("secret", words) from broken

    async def _parts(self, row: ShopRow, pages: AsyncIterator[Page]) -> AsyncGenerator[Page]:
        """Pages put together as far as one look at the event's people is worth it."""
        orders: list[Order] = []
        size, generated = 0, None
        async for page in pages:
            if not await hold_on(self._context.db, row.event, self._me, self._context.clock()):
                raise settings_changed()
            generated = generated if size else page.generated
            orders, size = orders + page.orders, size + page.size
            if page.following is None or len(orders) >= PART_ORDERS or size >= PART_BYTES:
                yield Page(orders, size, generated, page.following)
                orders, size = [], 0

    async def _apply(self, row: ShopRow, event: EventRow, orders: Sequence[Order]) -> ShopReport:
        wanted = Wanted(
            pending=row.pending,
            subevent=row.subevent,
            now=self._context.clock(),
            starts_at=event.starts_at,
        )
        said = await asyncio.to_thread(said_by, orders, wanted)
        check_dates(said, row.subevent)
        return await bring_tickets(self._context, event, "pretix", said)

    async def _keep(self, row: ShopRow, progress: Progress) -> None:
        """So far it is done: a pull that breaks off now goes on here."""
        report, now = progress.report, self._context.clock()
        if report.created + report.updated + report.unchanged > MOST_TICKETS:
            words = f"The shop tells of more than {MOST_TICKETS:,} tickets."
            raise ShopTrouble("strange", words)
        if not await note_progress(self._context.db, row.event, self._me, progress, now):
            raise settings_changed()


def settings_changed() -> ShopTrouble:
    """Somebody else has the last word."""
    return ShopTrouble("changed", "The shop's settings were changed meanwhile.")


def check_dates(said: Said, date: int | None) -> None:
    """Whose tickets count has to be clear before anybody comes; raises `ShopTrouble`."""
    dates = sorted(one for one in said.dates if one is not None)
    if date is None and dates:
        shown = ", ".join(str(one) for one in dates[:20])
        words = (
            f"This is a series: give the number of the one date that counts, or copy the address "
            f"of that date's page. There are tickets for {shown}{' …' if dates[20:] else ''}."
        )
        raise ShopTrouble("which-date", words)
    if date is not None and None in said.dates:
        words = f"This event is no series: there is no date {date}. Leave the date empty."
        raise ShopTrouble("no-series", words)
