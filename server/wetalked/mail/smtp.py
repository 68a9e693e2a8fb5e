"""One connection to a mail server: opened, given mails, and what each of its answers means."""

import contextlib
import errno
import re
import socket
import ssl
import time
from collections.abc import Iterator
from typing import NamedTuple

import aiosmtplib
from aiosmtplib import errors

from wetalked.core.settings import SmtpServer
from wetalked.mail.model import Envelope

LONGEST_REASON = 300
HANG_UP_SECONDS = 2
CLOSING = 421
TOO_LARGE = 552
# Of us and not of a mail: they want a login, or another one (RFC 4954, section 6).
LOGIN_WANTED = frozenset({530, 534, 535, 538})
ADDRESS = re.compile(r"\S+@\S+")
FAULTS = (errors.SMTPException, OSError, TimeoutError)


class Patience(NamedTuple):
    """How many seconds a mail server is waited for.

    `taken` after a whole mail: who gives up earlier may send it twice. A connection that is busy
    for longer than `slow` keeps no other mail waiting. Where there was no connection, none is tried
    for as long as `closed`: many failed logins at once would shut us out.
    """

    connect: float = 10
    answer: float = 30
    taken: float = 120
    slow: float = 10
    idle: float = 5
    closed: float = 2


class Again(Exception):  # noqa: N818 — reads as what it is
    """Not now; the message is the reason."""


class Away(Again):
    """The mail server takes nothing at all now, this mail or another."""


class TooMany(Away):
    """The mail server takes no connection more."""


class HungUp(Again):
    """A connection that had taken mails is gone; this mail was not begun."""


class Refused(Exception):  # noqa: N818 — reads as what it is
    """Never; the message is the server's reason."""


class SmtpConnection:
    """One connection, when it was last used, and whether it has taken a mail."""

    def __init__(self, client: aiosmtplib.SMTP, patience: Patience) -> None:
        """A connection that has just been opened."""
        self.client = client
        self._patience = patience
        self._used_at = time.monotonic()
        self._proven = False

    @property
    def stale(self) -> bool:
        """Whether the server may have hung up by now."""
        idle = time.monotonic() - self._used_at
        return idle > self._patience.idle or not self.client.is_connected

    async def hand_over(self, envelope: Envelope) -> None:
        """One mail; raises `Again`, `Away`, `TooMany`, `HungUp` or `Refused`."""
        try:
            await self._name_sender(envelope)
            await self._name_recipient(envelope)
            await self._give(envelope)
        except (Again, Refused):
            await self._reset()
            raise
        self._proven, self._used_at = True, time.monotonic()

    async def accepts(self, sender: str) -> None:
        """Whether mails may come from this address; raises `Away`. Sends nothing."""
        with broken_means(Away):
            try:
                await self.client.mail(sender, timeout=self._patience.answer)
            except errors.SMTPSenderRefused as fault:
                raise Away(f"it takes no mail from {sender}: {reason(fault)}") from fault
        await self._reset()

    async def hang_up(self) -> None:
        """Say good-bye, if anybody is still there."""
        with contextlib.suppress(*FAULTS):
            await self.client.quit(timeout=HANG_UP_SECONDS)
        self.client.close()

    async def _name_sender(self, envelope: Envelope) -> None:
        """A refusal is meant for all mails of this sender, unless it is about this one's form."""
        with broken_means(HungUp if self._proven else Again):
            try:
                await self.client.mail(
                    envelope.sender,
                    options=self._options(envelope),
                    encoding=encoding(envelope),
                    timeout=self._patience.answer,
                )
            except errors.SMTPSenderRefused as fault:
                raise self._meaning_for_sender(fault, envelope) from fault

    def _meaning_for_sender(
        self, fault: errors.SMTPSenderRefused, envelope: Envelope
    ) -> Again | Refused:
        if fault.code == CLOSING:
            return (HungUp if self._proven else TooMany)(reason(fault))
        about_this_one = fault.code == TOO_LARGE or envelope.smtputf8
        if about_this_one and 500 <= fault.code <= 599:
            return Refused(reason(fault))
        return Away(f"it takes no mail from {envelope.sender}: {reason(fault)}")

    def _options(self, envelope: Envelope) -> list[str]:
        if envelope.smtputf8 and not self.client.supports_extension("smtputf8"):
            raise Refused("the mail server takes no address with letters beyond ASCII")
        options = ["SMTPUTF8", "BODY=8BITMIME"] if envelope.smtputf8 else []
        if self.client.supports_extension("size"):
            options.append(f"SIZE={len(envelope.message)}")
        return options

    async def _name_recipient(self, envelope: Envelope) -> None:
        with broken_means(Again):
            try:
                await self.client.rcpt(
                    envelope.recipient,
                    encoding=encoding(envelope),
                    timeout=self._patience.answer,
                )
            except errors.SMTPRecipientRefused as fault:
                raise meaning(fault) from fault

    async def _give(self, envelope: Envelope) -> None:
        with broken_means(Again):
            try:
                await self.client.data(envelope.message, timeout=self._patience.taken)
            except errors.SMTPDataError as fault:
                raise meaning(fault) from fault

    async def _reset(self) -> None:
        """Ready for the next mail; a connection that is not is closed."""
        try:
            await self.client.rset(timeout=self._patience.answer)
        except FAULTS:
            self.client.close()


def encoding(envelope: Envelope) -> str:
    """Of the addresses."""
    return "utf-8" if envelope.smtputf8 else "ascii"


@contextlib.contextmanager
def broken_means(kind: type[Again]) -> Iterator[None]:
    """A connection that breaks, stays silent or answers nonsense, as an outcome."""
    try:
        yield
    except ValueError as fault:
        raise Refused(f"no address that a mail server takes: {fault}") from fault
    except FAULTS as fault:
        raise kind(reason(fault)) from fault


def meaning(fault: errors.SMTPResponseException) -> Again | Refused:
    """What an answer of the server means for this mail (RFC 5321, section 4.2.1).

    Where it wants a login, or will not relay for us, it would refuse everybody's.
    """
    if fault.code in LOGIN_WANTED or (fault.code >= 500 and "relay" in fault.message.lower()):
        return Away(reason(fault))
    return Refused(reason(fault)) if 500 <= fault.code <= 599 else Again(reason(fault))


async def connect(server: SmtpServer, patience: Patience) -> SmtpConnection:
    """Open a connection, with TLS and login as set; raises `Away` or `TooMany`."""
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
        kind = TooMany if busy else Away
        raise kind(f"{server.host}:{server.port}: {why(fault, server, patience)}") from fault
    return SmtpConnection(client, patience)


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


def why(fault: BaseException, server: SmtpServer, patience: Patience) -> str:
    """Why there is no connection, for who can mend it."""
    said = of_its_kind(innermost(fault), server) or missing(str(fault))
    if said is None and isinstance(fault, TimeoutError):
        return f"no answer within {patience.connect:g} seconds: {reason(fault)}"
    return said or reason(fault)


def of_its_kind(fault: BaseException, server: SmtpServer) -> str | None:
    """What a fault of this type means."""
    match fault:
        case socket.gaierror():
            return f"the name {server.host} cannot be found ({fault.strerror})"
        case ssl.SSLCertVerificationError():
            return f"its TLS certificate is not trusted: {fault.verify_message}"
        case ssl.SSLError():
            return f"no TLS can be agreed on; smtps:// is for ports that begin with it: {fault}"
        case errors.SMTPAuthenticationError():
            return f"the login as {server.user} is refused: {reason(fault)}"
        case OSError() if nothing_listens(fault):
            return "nothing listens there (connection refused)"
    return None


def nothing_listens(fault: OSError) -> bool:
    """A name with several addresses has its refusals told in one text."""
    return fault.errno == errno.ECONNREFUSED or f"Errno {errno.ECONNREFUSED}]" in str(fault)


def missing(said: str) -> str | None:
    """What the server does not offer, if that is why."""
    if "STARTTLS extension not supported" in said:
        return "it offers no STARTTLS, which is wanted (smtps:// or ?starttls=never may be right)"
    if "AUTH extension is not supported" in said or "No suitable authentication" in said:
        return "it offers no login that we know, but a name and a password are set"
    return None


def innermost(fault: BaseException) -> BaseException:
    """What the library's own fault was made of."""
    while fault.__cause__ is not None:
        fault = fault.__cause__
    return fault


def reason(fault: BaseException) -> str:
    """What went wrong, in one line."""
    if isinstance(fault, errors.SMTPResponseException):
        said = f"{fault.code} {fault.message}"
    else:
        said = str(fault) or type(fault).__name__
    return " ".join(said.split())[:LONGEST_REASON]


def without_addresses(said: str) -> str:
    """As it may stand in a log."""
    return ADDRESS.sub("<address>", said)
