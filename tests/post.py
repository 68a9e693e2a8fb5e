"""A mail server that does what a test tells it, and keeps what it took."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from servers import Mailbox, free_port
from wetalked.core.settings import SmtpServer
from wetalked.mail.smtp import Patience, SmtpTransport

Script = Callable[[str], str | None]


class PostOffice(Mailbox):
    """`at_mail`, `at_rcpt` and `at_data` answer instead of it where they say something.

    They are asked with the address. Their answer "hang up" breaks the connection there, "stall"
    leaves the sender without one; `in_data` is asked in the middle of a mail, and can but hang up.
    No more than `most` connections are served at a time.
    """

    def __init__(self) -> None:
        """Takes everything."""
        super().__init__()
        self.at_mail: Script = lambda _: None
        self.at_rcpt: Script = lambda _: None
        self.in_data: Script = lambda _: None
        self.at_data: Script = lambda _: None
        self.most = 100
        self.open = 0
        self.connections = 0
        self.tries = 0

    async def handle_EHLO(  # noqa: N802 — aiosmtpd's name
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        answers: list[str],
    ) -> list[str]:
        """Count connections."""
        self.connections += 1
        session.host_name = hostname
        return answers

    async def handle_MAIL(  # noqa: N802 — aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a sender, or do as told."""
        answer = await said(server, self.at_mail(address))
        if answer is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or "250 OK"

    async def handle_RCPT(  # noqa: N802 — aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or do as told."""
        self.tries += 1
        answer = await said(server, self.at_rcpt(address))
        if answer is None:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 — aiosmtpd's name
        """Take a mail, or do as told."""
        answer = await said(server, self.at_data(envelope.rcpt_tos[0]))
        return answer or await super().handle_DATA(server, session, envelope)

    def recipients(self) -> list[str]:
        """Who has got a mail, once for each."""
        return [recipient for recipient, _ in self.mails()]


async def said(server: SMTP, answer: str | None) -> str | None:
    """The answer; or the connection is gone before there is one, or none comes."""
    if answer == "hang up":
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
    if answer == "stall":
        await asyncio.Event().wait()
    return answer


class Counter(SMTP):
    """aiosmtpd's server, which can also break off in the middle of a mail, or be full."""

    event_handler: PostOffice

    async def _handle_client(self) -> None:
        office = self.event_handler
        office.open += 1
        try:
            if office.open > office.most:
                await self.push("421 too many connections")
                assert isinstance(self.transport, asyncio.WriteTransport)
                self.transport.close()
                return
            await super()._handle_client()
        finally:
            office.open -= 1

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 — aiosmtpd's name
        """Take a mail, or only its beginning."""
        assert self.envelope is not None
        if self.event_handler.in_data("".join(self.envelope.rcpt_tos)) != "hang up":
            await super().smtp_DATA(arg)
            return
        await self.push("354 go on")
        await self._reader.readline()
        await said(self, "hang up")


class Post(Controller):
    """Opens a counter for every connection."""

    def factory(self) -> Counter:
        """One."""
        return Counter(self.handler, **self.SMTP_kwargs)


@contextlib.contextmanager
def post_office(
    port: int | None = None, office: PostOffice | None = None, **options: Any
) -> Iterator[tuple[PostOffice, SmtpServer]]:
    """A real SMTP server, and how it is reached; `options` are aiosmtpd's."""
    keeps = office or PostOffice()
    controller = Post(
        keeps,
        hostname="127.0.0.1",
        port=port or free_port(),
        ready_timeout=20,
        **({"enable_SMTPUTF8": True} | options),
    )
    controller.start()
    try:
        yield keeps, reached(controller.port)
    finally:
        controller.stop()


def reached(port: int) -> SmtpServer:
    """The server on this port of this machine."""
    return SmtpServer("127.0.0.1", port, None, None, tls=False, starttls="never")


@contextlib.asynccontextmanager
async def carrier(
    server: SmtpServer, patience: Patience | None = None
) -> AsyncIterator[SmtpTransport]:
    """A transport to it, closed afterwards; it tries a closed door again at once."""
    transport = SmtpTransport(server, patience=patience or Patience(closed=0))
    try:
        yield transport
    finally:
        await transport.close()
