"""A mail server that does what a test tells it, and keeps what it took."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from servers import Mailbox, free_port
from wetalked.mail.transport import SmtpTransport
from wetalked.settings import SmtpServer

Script = Callable[[str], str | None]


class PostOffice(Mailbox):
    """`at_rcpt` and `at_data` answer instead of it where they say something for an address.

    Their answer "hang up" breaks the connection there.
    """

    def __init__(self) -> None:
        """Takes everything."""
        super().__init__()
        self.at_rcpt: Script = lambda _: None
        self.at_data: Script = lambda _: None
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

    async def handle_RCPT(  # noqa: N802 — aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or do as told."""
        self.tries += 1
        answer = said(server, self.at_rcpt(address))
        if answer is None:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 — aiosmtpd's name
        """Take a mail, or do as told."""
        answer = said(server, self.at_data(envelope.rcpt_tos[0]))
        return answer or await super().handle_DATA(server, session, envelope)

    def recipients(self) -> list[str]:
        """Who has got a mail, once for each."""
        return [recipient for recipient, _ in self.mails()]


def said(server: SMTP, answer: str | None) -> str | None:
    """The answer; or the connection is gone before there is one."""
    if answer == "hang up":
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
    return answer


@contextlib.contextmanager
def post_office(
    port: int | None = None, office: PostOffice | None = None, *, smtputf8: bool = True
) -> Iterator[tuple[PostOffice, SmtpServer]]:
    """A real SMTP server, and how it is reached."""
    keeps = office or PostOffice()
    controller = Controller(
        keeps,
        hostname="127.0.0.1",
        port=port or free_port(),
        enable_SMTPUTF8=smtputf8,
        ready_timeout=20,
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
async def carrier(server: SmtpServer) -> AsyncIterator[SmtpTransport]:
    """A transport to it, closed afterwards."""
    transport = SmtpTransport(server)
    try:
        yield transport
    finally:
        await transport.close()
