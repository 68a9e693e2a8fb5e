"""How finished mails leave: to a mail server, or as files into a folder."""

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

import aiosmtplib
from aiosmtplib import errors

from wetalked.mail.model import Envelope
from wetalked.settings import Settings, SmtpServer

CONNECT_SECONDS = 10
# Less than a claim lasts: who is still sending is never overtaken by another process.
SEND_SECONDS = 40
IDLE_SECONDS = 5
LONGEST_REASON = 300


class Again(Exception):  # noqa: N818 — reads as what it is
    """Not now; the message is the reason."""


class Away(Again):
    """The mail server takes nothing at all now, this mail or another."""


class Refused(Exception):  # noqa: N818 — reads as what it is
    """Never; the message is the server's reason."""


class Transport(Protocol):
    """Takes finished mails, several at a time."""

    async def send(self, envelope: Envelope) -> None:
        """Hand it over for good; raises `Again`, `Away` or `Refused`."""

    async def check(self) -> None:
        """Whether mails would be taken; raises `Away`. Sends nothing."""

    async def close(self) -> None:
        """Let go of connections."""


def open_transport(settings: Settings) -> Transport:
    """The transport that the settings name; connects when the first mail goes out."""
    if settings.mail_server:
        return SmtpTransport(settings.mail_server)
    return FolderTransport(Path(settings.mail_folder or "outbox"))


class FolderTransport:
    """One `.eml` for each mail; a mail that is written again replaces itself."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when it is needed."""
        self._folder = folder

    async def send(self, envelope: Envelope) -> None:
        """See `Transport`."""
        try:
            await asyncio.to_thread(self._write, envelope)
        except OSError as fault:
            raise Away(f"{self._folder}: {fault.strerror or fault}") from fault

    async def check(self) -> None:
        """See `Transport`."""
        try:
            await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        except OSError as fault:
            raise Away(f"{self._folder}: {fault.strerror or fault}") from fault

    async def close(self) -> None:
        """See `Transport`."""

    def _write(self, envelope: Envelope) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f".{envelope.name}.part"
        # Sign-in links are in there: the file is its owner's alone.
        with open(unfinished, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(envelope.message)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / f"{envelope.name}.eml")


class Line:
    """One connection, and when it was last used."""

    def __init__(self, client: aiosmtplib.SMTP) -> None:
        """A connection that has just been opened."""
        self.client = client
        self.used_at = time.monotonic()

    @property
    def stale(self) -> bool:
        """Whether the server may have hung up by now."""
        idle = time.monotonic() - self.used_at
        return idle > IDLE_SECONDS or not self.client.is_connected


class SmtpTransport:
    """Keeps connections open for many mails, one for each mail that is under way."""

    def __init__(self, server: SmtpServer) -> None:
        """Connects when the first mail goes out."""
        self._server = server
        self._idle: list[Line] = []

    async def send(self, envelope: Envelope) -> None:
        """See `Transport`."""
        try:
            async with asyncio.timeout(SEND_SECONDS), self._line() as line:
                await hand_over(line.client, envelope)
        except TimeoutError as fault:
            raise Again(f"no answer within {SEND_SECONDS} seconds") from fault

    async def check(self) -> None:
        """See `Transport`."""
        async with self._line():
            pass

    async def close(self) -> None:
        """See `Transport`."""
        while self._idle:
            await hang_up(self._idle.pop())

    @contextlib.asynccontextmanager
    async def _line(self) -> AsyncIterator[Line]:
        """An idle connection or a new one; kept for the next mail unless it broke."""
        line = await self._ready()
        try:
            yield line
        except Refused:
            self._keep(line)
            raise
        except Again:
            self._keep(line)
            raise
        except BaseException:
            line.client.close()
            raise
        self._keep(line)

    async def _ready(self) -> Line:
        while self._idle:
            line = self._idle.pop()
            if not line.stale:
                return line
            await hang_up(line)
        return Line(await connect(self._server))

    def _keep(self, line: Line) -> None:
        if line.client.is_connected:
            line.used_at = time.monotonic()
            self._idle.append(line)


async def connect(server: SmtpServer) -> aiosmtplib.SMTP:
    """Open a connection, with TLS and login as set; raises `Away`."""
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
        timeout=CONNECT_SECONDS,
    )
    try:
        await client.connect()
    except (errors.SMTPException, OSError, TimeoutError, ValueError) as fault:
        client.close()
        raise Away(f"{server.host}:{server.port}: {reason(fault)}") from fault
    return client


async def hang_up(line: Line) -> None:
    """Say good-bye, if anybody is still there."""
    with contextlib.suppress(errors.SMTPException, OSError, TimeoutError):
        await line.client.quit(timeout=2)
    line.client.close()


async def hand_over(client: aiosmtplib.SMTP, envelope: Envelope) -> None:
    """One mail over an open connection; 5xx is for good, all else is worth another try."""
    options = ["SMTPUTF8", "BODY=8BITMIME"] if envelope.smtputf8 else []
    try:
        await client.sendmail(
            envelope.sender,
            [envelope.recipient],
            envelope.message,
            mail_options=options,
            timeout=SEND_SECONDS,
        )
    except errors.SMTPNotSupported as fault:
        raise Refused("the mail server takes no address with letters beyond ASCII") from fault
    except errors.SMTPRecipientsRefused as fault:
        raise as_outcome(fault.recipients[0]) from fault
    except errors.SMTPResponseException as fault:
        raise as_outcome(fault) from fault
    except ValueError as fault:
        raise Refused(f"no address that a mail server takes: {fault}") from fault
    except (errors.SMTPException, OSError) as fault:
        client.close()
        raise Again(reason(fault)) from fault


def as_outcome(fault: errors.SMTPResponseException) -> Again | Refused:
    """What an answer of the server means for this mail (RFC 5321, section 4.2.1)."""
    return Refused(reason(fault)) if 500 <= fault.code <= 599 else Again(reason(fault))


def reason(fault: BaseException) -> str:
    """What went wrong, in one line."""
    if isinstance(fault, errors.SMTPResponseException):
        said = f"{fault.code} {fault.message}"
    else:
        said = str(fault) or type(fault).__name__
    return " ".join(said.split())[:LONGEST_REASON]
