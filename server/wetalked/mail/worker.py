"""Sends what waits in the outbox: claims, composes, hands over, and notes what became of it."""

import asyncio
import contextlib
import logging
import os
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from email.utils import parseaddr

from wetalked.clock import HOUR, MINUTE, SECOND, Clock, to_datetime
from wetalked.db import Statement
from wetalked.ids import keyed_fingerprint, new_token
from wetalked.kit import Kit, sqlite_file
from wetalked.mail import outbox
from wetalked.mail.message import BadAddress, envelope, on_the_wire
from wetalked.mail.model import ASKED_FOR, Draft, Envelope, Kind, Mail
from wetalked.mail.render import Sending, letter
from wetalked.mail.stopping import unsubscribe_url
from wetalked.mail.transport import SEND_SECONDS, Again, Away, Refused, Transport
from wetalked.problems import Problem

# Composes a mail from what is true now; nothing where there is nothing to say any more.
Composer = Callable[[Kit, Mail], Awaitable[Draft | None]]
# Queues what has come due by itself.
Round = Callable[[Kit], Awaitable[None]]

BATCH = 40
LANES = 4
PAUSE_SECONDS = 1.0
FINISH_SECONDS = 5
# The others come from an address that replies to nobody and may be another one.
SIGNING_IN = frozenset({"sign-in", "address-changed"})

log = logging.getLogger(__name__)


class Worker:
    """One a process; several processes share an outbox."""

    def __init__(
        self,
        kit: Kit,
        transport: Transport,
        composers: Mapping[Kind, Composer],
        rounds: Sequence[Round] = (),
    ) -> None:
        """`composers` for each kind of mail; `rounds` are run before each look at the outbox."""
        self._kit = kit
        self._transport = transport
        self._composers = composers
        self._rounds = rounds
        self._me = f"{os.getpid()}-{new_token()[:12]}"
        self._pace = Pace(kit.settings.mail_per_minute, kit.clock)
        self._swept_at = 0
        self._stopping = False

    async def run(self) -> None:
        """Work until cancelled; then finish what is being sent, and free the rest."""
        working = asyncio.create_task(self._work())
        try:
            await asyncio.shield(working)
        finally:
            self._stopping = True
            await asyncio.wait({working}, timeout=FINISH_SECONDS)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            with contextlib.suppress(Problem):
                await outbox.free(self._kit.db, self._me)
            await self._transport.close()

    async def tick(self) -> None:
        """Queue what has come due by the kit's clock, then send all that is due."""
        while not self._stopping:
            for look in self._rounds:
                await look(self._kit)
            async with self._claimed() as mails:
                if not mails:
                    return
                await self._deliver(mails)

    async def _work(self) -> None:
        await self._begin()
        while not self._stopping:
            try:
                await self.tick()
                await self._sweep()
            except Problem as problem:
                log.warning("mail waits: %s", problem.detail)
            except Exception:
                log.exception("mail waits: a fault of ours")
            await asyncio.sleep(PAUSE_SECONDS)

    async def _begin(self) -> None:
        try:
            if sqlite_file(self._kit.settings):
                await outbox.free_all(self._kit.db)
            await self._transport.check()
        except (Problem, Away) as fault:
            log.warning("the mail server is away, mails wait: %s", fault)

    async def _sweep(self) -> None:
        now = self._kit.clock()
        if now - self._swept_at > HOUR:
            self._swept_at = now
            await self._kit.db.write(outbox.sweep(now))

    @contextlib.asynccontextmanager
    async def _claimed(self) -> AsyncIterator[deque[Mail]]:
        """What is due, as much as may be sent; what is left over at the end is free again."""
        most = min(BATCH, self._pace.left())
        found = await outbox.claim(self._kit.db, self._me, self._kit.clock(), most) if most else []
        waiting = deque(sorted(found, key=urgency))
        try:
            yield waiting
        finally:
            if waiting:
                await outbox.free(self._kit.db, self._me)

    async def _deliver(self, waiting: deque[Mail]) -> None:
        lanes = min(LANES, len(waiting))
        await asyncio.gather(*(self._lane(waiting) for _ in range(lanes)))

    async def _lane(self, waiting: deque[Mail]) -> None:
        while waiting and not self._stopping:
            mail = waiting.popleft()
            try:
                await self._send(mail)
            except Away as fault:
                # All would meet the same closed door: they share the answer.
                same = [mail, *waiting]
                waiting.clear()
                log.warning("the mail server is away, mails wait: %s", fault)
                now = self._kit.clock()
                await self._settle(*(outbox.again(one, str(fault), now) for one in same))

    async def _send(self, mail: Mail) -> None:
        if await self._still_claimed(mail):
            await self._settle(await self._outcome(mail))

    async def _still_claimed(self, mail: Mail) -> bool:
        """A claim that has waited behind slow mails is made anew, if nobody was quicker."""
        now = self._kit.clock()
        if mail.claimed_until - now > SEND_SECONDS * SECOND:
            return True
        return await outbox.hold(self._kit.db, mail, self._me, now)

    async def _outcome(self, mail: Mail) -> Statement:
        """Compose and send it; answers the note to make of it, raises `Away`."""
        try:
            finished = await self._finished(mail)
            if finished is None:
                return outbox.take_back(mail)
            self._pace.count()
            await self._transport.send(finished)
        except Away:
            raise
        except Again as fault:
            return outbox.again(mail, str(fault), self._kit.clock())
        except (Refused, BadAddress) as fault:
            return outbox.failed(mail, str(fault), self._kit.clock())
        return outbox.sent(mail, self._kit.clock())

    async def _finished(self, mail: Mail) -> Envelope | None:
        """Composed from what is true now; a fault in one mail holds up no other."""
        try:
            draft = await self._composers[mail.kind](self._kit, mail)
            return await asyncio.to_thread(finish, self._kit, mail, draft) if draft else None
        except BadAddress:
            raise
        except Exception as fault:
            log.exception("a mail (%s) could not be composed", mail.kind)
            raise Again("it could not be composed; the server's log says why") from fault

    async def _settle(self, *statements: Statement) -> None:
        """Note it, however long that takes: sent but not noted would be sent twice."""
        while True:
            try:
                await self._kit.db.write(*statements)
            except Problem as problem:
                log.warning("what became of a mail cannot be noted yet: %s", problem.detail)
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return


def finish(kit: Kit, mail: Mail, draft: Draft) -> Envelope:
    """Words, HTML, bytes; takes milliseconds, so not for the event loop. Raises `BadAddress`."""
    asked_for = mail.kind in ASKED_FOR
    settings = kit.settings
    sender = settings.mail_from_sign_in if mail.kind in SIGNING_IN else settings.mail_from
    stop = (
        None
        if asked_for or not mail.person
        else unsubscribe_url(settings.base_url, kit.secret, mail.person)
    )
    sending = Sending(
        sender=sender,
        name=draft.name,
        address=draft.address,
        language=draft.language,
        message_id=message_id(kit.secret, mail, sender),
        at=kit.clock(),
        unsubscribe_url=stop,
    )
    return envelope(letter(draft.write(), sending), file_name(kit.secret, mail))


def message_id(secret: str, mail: Mail, sender: str) -> str:
    """The same for one mail on every try, and telling nothing about it."""
    domain = on_the_wire(parseaddr(sender)[1]).rpartition("@")[2]
    return f"<{mark(secret, mail)}@{domain}>"


def file_name(secret: str, mail: Mail) -> str:
    """What the mail is called in a folder: sorted by when it was queued."""
    return f"{to_datetime(mail.made_at):%Y%m%dT%H%M%S}-{mail.kind}-{mark(secret, mail)[:12]}"


def mark(secret: str, mail: Mail) -> str:
    """One mail's own sign."""
    return keyed_fingerprint(secret, "message", f"{mail.id} {mail.made_at}")[:32]


def urgency(mail: Mail) -> tuple[bool, int]:
    """Somebody waits for a sign-in mail with the phone in their hand."""
    return mail.kind != "sign-in", mail.made_at


class Pace:
    """At most so many mails within any minute; counts tries, as mail providers do."""

    def __init__(self, most: int | None, clock: Clock) -> None:
        """Nothing sent yet."""
        self._most, self._clock = most, clock
        self._sent: deque[int] = deque()

    def count(self) -> None:
        """One more."""
        if self._most is not None:
            self._sent.append(self._clock())

    def left(self) -> int:
        """How many may go now."""
        if self._most is None:
            return BATCH
        while self._sent and self._sent[0] <= self._clock() - MINUTE:
            self._sent.popleft()
        return max(0, self._most - len(self._sent))
