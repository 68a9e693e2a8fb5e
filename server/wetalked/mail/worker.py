"""Sends what waits in the outbox: claims it, has it delivered, and notes what became of it."""

import asyncio
import contextlib
import logging
import math
import os
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial
from typing import get_args

from wetalked.core.ids import new_token
from wetalked.core.jobs import begin
from wetalked.core.problems import Problem
from wetalked.db import Statement
from wetalked.db.context import Context, sqlite_file
from wetalked.mail import outbox
from wetalked.mail.delivery import SIGNING_IN, MailSender
from wetalked.mail.model import Kind, Mail, ServerAway
from wetalked.mail.outbox import Outcome
from wetalked.mail.smtp_faults import without_addresses

# Queues what has come due by itself.
Round = Callable[[Context], Awaitable[None]]

PAUSE_SECONDS = 1.0
FINISH_SECONDS = 5
# A claim is made anew long before it ends.
HOLD_SECONDS = 20
AT_ONCE = 32
# Seconds after which a mail that is under way keeps no other waiting.
SLOW_SECONDS = 10
MOST_SLOW = 100
OTHERS: frozenset[Kind] = frozenset(get_args(Kind)) - SIGNING_IN

log = logging.getLogger(__name__)


class Worker:
    """One a process; several processes share an outbox."""

    name = "sending mails"

    def __init__(
        self,
        context: Context,
        signing_in: MailSender,
        others: MailSender,
        rounds: Mapping[str, Round] | None = None,
    ) -> None:
        """Sign-in mails go by a sender of their own, so that they wait for no others.

        `rounds` are run now and again, each by itself, to queue what has come due.
        """
        self._context = context
        self._signing_in, self._others = signing_in, others
        self._rounds = rounds or {}
        self._me = f"{os.getpid()}-{new_token()[:12]}"
        self._consumers = {
            "sign-in mail": QueueConsumer(context, self._me, SIGNING_IN, signing_in),
            "mail": QueueConsumer(context, self._me, OTHERS, others),
        }

    async def run(self) -> None:
        """Work until cancelled, then close."""
        await self._start()
        keep_running = self._context.db.jobs.keep
        working = [
            begin(name, keep_running(name, job, PAUSE_SECONDS))
            for name, job in self._jobs().items()
        ]
        try:
            await asyncio.gather(*working)
        finally:
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)
            await self.close()

    async def close(self) -> None:
        """Finish what is being sent, free the rest, let go of the mail server."""
        await asyncio.gather(*(consumer.finish() for consumer in self._consumers.values()))
        with contextlib.suppress(Problem):
            await outbox.release_claims(self._context.db, self._me)
        await asyncio.gather(*(sender.close() for sender in {self._signing_in, self._others}))

    async def tick(self) -> None:
        """Queue what has come due by the context's clock, then send all that is due."""
        worked = True
        while worked:
            for queue_due in self._rounds.values():
                await queue_due(self._context)
            worked = any([await consumer.work_off() for consumer in self._consumers.values()])

    def _jobs(self) -> dict[str, Callable[[], Awaitable[object]]]:
        """Each by itself, so that none fails or waits with another."""
        rounds = {
            name: partial(queue_due, self._context) for name, queue_due in self._rounds.items()
        }
        consumers = {name: consumer.work_off for name, consumer in self._consumers.items()}
        return {**rounds, **consumers, "mail claims": self._keep_claims}

    async def _start(self) -> None:
        try:
            if sqlite_file(self._context.settings):
                await outbox.release_all_claims(self._context.db)
            await self._signing_in.check()
        except (Problem, ServerAway) as fault:
            log.warning("the mail server is away, mails wait: %s", without_addresses(str(fault)))

    async def _keep_claims(self) -> None:
        await asyncio.sleep(HOLD_SECONDS)
        if any(consumer.busy for consumer in self._consumers.values()):
            await outbox.extend_claims(self._context.db, self._me, self._context.clock())


class QueueConsumer:
    """Sees mails of some kinds through, from the claim to the note; several at once."""

    def __init__(
        self,
        context: Context,
        me: str,
        kinds: Collection[Kind],
        sender: MailSender,
    ) -> None:
        """Claims in the name of `me`."""
        self._context, self._me, self._kinds = context, me, kinds
        self._sender = sender
        self._under_way: dict[asyncio.Task[None], float] = {}
        self._claimed_at = 0.0
        self._more = False
        self._warned_at = -math.inf

    @property
    def busy(self) -> bool:
        """Whether any mail is under way."""
        return bool(self._under_way)

    async def work_off(self) -> bool:
        """Send until nothing is due; whether anything was."""
        worked = await self._fill()
        while self._under_way:
            await asyncio.wait(
                self._under_way, timeout=PAUSE_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if self._may_claim():
                await self._fill()
        return worked

    async def finish(self) -> None:
        """Wait for what is under way, but not for long."""
        if self._under_way:
            _, left = await asyncio.wait(self._under_way, timeout=FINISH_SECONDS)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    def _may_claim(self) -> bool:
        waited = time.monotonic() - self._claimed_at >= PAUSE_SECONDS
        return (self._more or waited) and 2 * self._room() >= AT_ONCE

    def _room(self) -> int:
        """How many may begin: who takes long does not count, unless there are too many of them."""
        began_before = time.monotonic() - SLOW_SECONDS
        slow = sum(began < began_before for began in self._under_way.values())
        return AT_ONCE - len(self._under_way) + min(slow, MOST_SLOW)

    async def _fill(self) -> bool:
        """Claim as many as there is room for, and begin them."""
        room = self._room()
        self._claimed_at = time.monotonic()
        mails = await outbox.claim(
            self._context.db, self._me, self._context.clock(), room, self._kinds, self._a_minute()
        )
        for mail in mails:
            task = begin("a mail", self._see_through(mail))
            self._under_way[task] = self._claimed_at
            task.add_done_callback(self._under_way.pop)
        self._more = len(mails) == room
        return bool(mails)

    def _a_minute(self) -> int | None:
        """A tenth is kept free for whoever waits to sign in, with the phone in their hand."""
        allowed = self._context.settings.mail_per_minute
        if allowed is None or self._kinds == SIGNING_IN:
            return allowed
        return allowed - allowed // 10

    async def _see_through(self, mail: Mail) -> None:
        try:
            outcome = await self._sender.deliver(mail)
        except Exception:
            log.exception("a mail (%s) could not be delivered", mail.kind)
            outcome = Outcome("again", "a fault of ours; the server's log says which")
        await self._note(outbox.outcome_statement(mail, outcome, self._context.clock()))
        if mail.kind == "good-bye":
            await self._context.db.scrub()  # the last that was kept of its reader
        if outcome.what == "away":
            await self._put_off(outcome.reason)

    async def _note(self, statement: Statement) -> None:
        """However long that takes: sent but not noted would be sent twice."""
        while True:
            try:
                await self._context.db.write(statement)
            except Problem as problem:
                log.warning("what became of a mail cannot be noted yet: %s", problem.detail)
            except Exception:
                log.exception("what became of a mail cannot be noted yet")
            else:
                return
            await asyncio.sleep(PAUSE_SECONDS)

    async def _put_off(self, reason: str) -> None:
        """All would meet the same closed door: they share the answer."""
        if time.monotonic() - self._warned_at > SLOW_SECONDS:
            self._warned_at = time.monotonic()
            log.warning("the mail server takes nothing, mails wait: %s", without_addresses(reason))
        try:
            await outbox.put_off(self._context.db, self._kinds, reason, self._context.clock())
        except Problem as problem:
            log.warning("mail waits: %s", problem.detail)
