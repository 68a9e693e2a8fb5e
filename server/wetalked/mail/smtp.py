"""Mails to a mail server, over a few connections that stay open (RFC 5321)."""

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncIterator
from typing import NamedTuple

import aiosmtplib
from aiosmtplib import errors

from wetalked.core.settings import SmtpServer
from wetalked.mail.model import Envelope, Refused, ServerAway, TryLater
from wetalked.mail.smtp_faults import (
    CLOSING,
    FAULTS,
    TooManyConnections,
    meaning,
    meaning_for_sender,
    reason,
    why_no_connection,
)

CONNECTIONS = 2
HANG_UP_SECONDS = 2


class Patience(NamedTuple):
    """How many seconds a mail server is waited for.

    Who gives up on an `answer` early may send a mail twice. A connection that is busy for longer
    than `slow` keeps no other mail waiting. Where there was no connection, none is tried for as
    long as `closed`: many failed logins at once would shut us out.
    """

    connect: float = 10
    answer: float = 120
    slow: float = 10
    idle: float = 5
    closed: float = 2


class SmtpTransport:
    """A `Transport` to a mail server."""

    def __init__(self, server: SmtpServer, patience: Patience | None = None) -> None:
        """Connects when the first mail goes out."""
        self._server = server
        self._patience = patience or Patience()
        self._slots = asyncio.Semaphore(CONNECTIONS)
        self._connecting = asyncio.Lock()
        self._open = 0
        self._idle: list[tuple[aiosmtplib.SMTP, float]] = []
        self._given_back = asyncio.Event()
        self._last_fault: ServerAway | None = None
        self._failed_at = -math.inf

    async def send(self, envelope: Envelope) -> None:
        """See `Transport`."""
        async with self._slot():
            while True:
                client, was_open = await self._take()
                try:
                    await hand_over(client, envelope)
                except TooManyConnections:
                    if not was_open:
                        raise
                else:
                    return
                finally:
                    self._give_back(client)

    async def check(self, *senders: str) -> None:
        """See `Transport`."""
        client, _ = await self._take()
        try:
            for sender in senders:
                await check_sender(client, sender)
        finally:
            self._give_back(client)

    async def close(self) -> None:
        """See `Transport`."""
        while self._idle:
            await self._hang_up(self._idle.pop()[0])

    @contextlib.asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """One of `CONNECTIONS`; who takes long does not count any more."""
        await self._slots.acquire()
        with contextlib.ExitStack() as slot:
            slot.callback(self._slots.release)
            timer = asyncio.get_running_loop().call_later(self._patience.slow, slot.close)
            slot.callback(timer.cancel)
            yield

    async def _take(self) -> tuple[aiosmtplib.SMTP, bool]:
        """A connection, and whether it was open before; raises `ServerAway`."""
        while True:
            while self._idle:
                client, used_at = self._idle.pop()
                if client.is_connected and time.monotonic() - used_at <= self._patience.idle:
                    return client, True
                await self._hang_up(client)
            self._given_back.clear()
            try:
                return await self._connect(), False
            except TooManyConnections:
                if not self._open:
                    raise
            await self._given_back.wait()

    def _give_back(self, client: aiosmtplib.SMTP) -> None:
        """To whoever comes next, unless it broke."""
        if client.is_connected:
            self._idle.append((client, time.monotonic()))
        else:
            self._open -= 1
        self._given_back.set()

    async def _connect(self) -> aiosmtplib.SMTP:
        """Who comes after another has met a closed door has the same answer, for a moment."""
        async with self._connecting:
            if self._last_fault and time.monotonic() - self._failed_at < self._patience.closed:
                raise type(self._last_fault)(str(self._last_fault))
            try:
                client = await connect(self._server, self._patience)
            except ServerAway as fault:
                self._last_fault, self._failed_at = fault, time.monotonic()
                raise
        self._open += 1
        return client

    async def _hang_up(self, client: aiosmtplib.SMTP) -> None:
        """Say good-bye, if anybody is still there."""
        self._open -= 1
        with contextlib.suppress(*FAULTS):
            await client.quit(timeout=HANG_UP_SECONDS)
        client.close()


async def connect(server: SmtpServer, patience: Patience) -> aiosmtplib.SMTP:
    """Open a connection, with TLS and login as set; raises `ServerAway`."""
    offered = server.starttls == "if-offered"
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls,
        start_tls=None if offered else server.starttls == "required",
        # Where plain text would do, an unknown certificate is no worse.
        validate_certs=not offered,
        timeout=patience.connect,
    )
    try:
        await client.connect()
        await greet(client)
    except (*FAULTS, ValueError) as fault:
        client.close()
        busy = isinstance(fault, errors.SMTPResponseException) and fault.code == CLOSING
        kind = TooManyConnections if busy else ServerAway
        raise kind(
            f"{server.host}:{server.port}: {why_no_connection(fault, server, patience.connect)}"
        ) from fault
    client.timeout = patience.answer
    return client


async def greet(client: aiosmtplib.SMTP) -> None:
    """Learn what the server offers, unless TLS or a login has asked for that already."""
    if not client.is_ehlo_or_helo_needed:
        return
    try:
        await client.ehlo()
    except errors.SMTPHeloError as fault:
        if fault.code == CLOSING:
            raise
        await client.helo()


async def hand_over(client: aiosmtplib.SMTP, envelope: Envelope) -> None:
    """One mail; raises `TryLater`, `ServerAway`, `TooManyConnections` or `Refused`."""
    options = ["SMTPUTF8", "BODY=8BITMIME"] if envelope.smtputf8 else []
    try:
        await client.sendmail(
            envelope.sender, [envelope.recipient], envelope.message, mail_options=options
        )
    except errors.SMTPSenderRefused as fault:
        raise meaning_for_sender(fault, envelope) from fault
    except errors.SMTPRecipientsRefused as fault:
        raise meaning(fault.recipients[0]) from fault
    except errors.SMTPNotSupported as fault:
        raise Refused("the mail server takes no address with letters beyond ASCII") from fault
    except ValueError as fault:
        raise Refused(f"no address that a mail server takes: {fault}") from fault
    except errors.SMTPResponseException as fault:
        raise meaning(fault) from fault
    except BaseException as fault:
        client.close()  # whatever it would answer now is about this mail
        if isinstance(fault, FAULTS):
            raise TryLater(reason(fault)) from fault
        raise


async def check_sender(client: aiosmtplib.SMTP, sender: str) -> None:
    """Whether mails may come from this address; raises `ServerAway`. Sends nothing."""
    try:
        await client.mail(sender)
        await client.rset()
    except errors.SMTPSenderRefused as fault:
        raise ServerAway(f"it takes no mail from {sender}: {reason(fault)}") from fault
    except FAULTS as fault:
        client.close()
        raise ServerAway(reason(fault)) from fault
