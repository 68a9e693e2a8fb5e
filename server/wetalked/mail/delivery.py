"""From a claimed mail to what became of it: composed, built and handed over in this process."""

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from email.utils import parseaddr
from pathlib import Path

from wetalked.core.ids import keyed_fingerprint
from wetalked.core.problems import Problem
from wetalked.core.settings import Settings
from wetalked.db.context import Context
from wetalked.mail.folder import FolderTransport, MailKey, file_name, keyed_id
from wetalked.mail.message import BadAddress, message_of, on_the_wire
from wetalked.mail.model import (
    ASKED_FOR,
    Draft,
    Envelope,
    Kind,
    Mail,
    Refused,
    ServerAway,
    Transport,
    TryLater,
)
from wetalked.mail.outbox import Outcome
from wetalked.mail.render import Letterhead, letter_of
from wetalked.mail.smtp import SmtpTransport

# Composes a mail from what is true now; nothing where there is nothing to say any more.
Composer = Callable[[Context, Mail], Awaitable[Draft | None]]

# The others come from an address that replies to nobody and may be another one.
SIGNING_IN: frozenset[Kind] = frozenset({"sign-in", "address-changed"})

# Seconds: on a machine that is crowded for long, mails go out all the same.
LONGEST_REST = 0.1

log = logging.getLogger(__name__)


def open_transport(settings: Settings) -> Transport:
    """The transport that the settings name; connects when the first mail goes out."""
    if settings.mail_server:
        return SmtpTransport(settings.mail_server)
    return FolderTransport(Path(settings.mail_folder or "outbox"))


class MailSender:
    """Composes, builds and hands over."""

    def __init__(
        self,
        context: Context,
        transport: Transport,
        composers: Mapping[Kind, Composer],
        rest: float = 0,
    ) -> None:
        """After each mail it rests `rest` times as long as making that one took."""
        self._context, self._transport, self._composers = context, transport, composers
        self._rest = rest
        self._making = asyncio.Lock()

    async def deliver(self, mail: Mail) -> Outcome:
        """Try once; a fault in one mail is a fault of that mail alone."""
        try:
            return await self._try(mail)
        except ServerAway as fault:
            return Outcome("away", str(fault))
        except TryLater as fault:
            return Outcome("again", str(fault))
        except (Refused, BadAddress) as fault:
            return Outcome("refused", str(fault))
        except Exception:
            log.exception("a mail (%s) could not be sent", mail.kind)
            return Outcome("again", "a fault of ours; the server's log says which")

    async def check(self) -> None:
        """Whether the mail server takes mails; raises `ServerAway`."""
        await self._transport.check()

    async def close(self) -> None:
        """Let go of the mail server."""
        await self._transport.close()

    async def _try(self, mail: Mail) -> Outcome:
        envelope = await self._paced(mail)
        if envelope is None:
            return Outcome("nothing")
        await self._transport.send(envelope)
        return Outcome("sent")

    async def _paced(self, mail: Mail) -> Envelope | None:
        """One at a time, and slower where the processor has other things to do."""
        async with self._making:
            began = time.monotonic()
            try:
                return await self._composed(mail)
            finally:
                took = time.monotonic() - began
                await asyncio.sleep(min(self._rest * took, LONGEST_REST))

    async def _composed(self, mail: Mail) -> Envelope | None:
        """Composed from what is true now."""
        try:
            draft = await self._composers[mail.kind](self._context, mail)
            if draft is None:
                return None
            return await asyncio.to_thread(build, self._context, mail, draft)
        except BadAddress:
            raise
        except Problem as problem:
            raise TryLater(problem.detail) from problem
        except Exception as fault:
            log.exception("a mail (%s) could not be composed", mail.kind)
            raise TryLater("it could not be composed; the server's log says why") from fault


def build(context: Context, mail: Mail, draft: Draft) -> Envelope:
    """Words, HTML, bytes; takes milliseconds, so not for the event loop. Raises `BadAddress`."""
    settings = context.settings
    sender = sender_of(mail.kind, settings.mail_from, settings.mail_from_sign_in)
    unsubscribe = (
        None
        if mail.kind in ASKED_FOR or not mail.person
        else unsubscribe_url(settings.base_url, context.secret, mail.person)
    )
    letterhead = Letterhead(
        sender=sender,
        name=draft.name,
        address=draft.address,
        language=draft.language,
        message_id=message_id(context.secret, mail, sender),
        at=context.clock(),
        unsubscribe_url=unsubscribe,
    )
    return message_of(
        letter_of(draft.write(), letterhead), file_name(context.secret, mail_key(mail))
    )


def sender_of(kind: Kind, usual: str, signing_in: str) -> str:
    """Who a mail of this kind comes from."""
    return signing_in if kind in SIGNING_IN else usual


def message_id(secret: str, mail: Mail, sender: str) -> str:
    """The same for one mail on every try, and telling nothing about it."""
    domain = on_the_wire(parseaddr(sender)[1]).rpartition("@")[2]
    return f"<{keyed_id(secret, mail_key(mail))}@{domain}>"


def mail_key(mail: Mail) -> MailKey:
    """What its name is made of."""
    return MailKey(mail.id, mail.kind, mail.made_at)


def unsubscribe_url(base_url: str, secret: str, person: str) -> str:
    """The link in a person's mails."""
    return f"{base_url}/unsubscribe/{person}.{link_signature(secret, person)}"


def person_of_link(token: str, secret: str) -> str | None:
    """Whose link it is; nothing where it is not one of ours, or not whole."""
    person, _, signed = token.partition(".")
    valid = hmac.compare_digest(signed.encode(), link_signature(secret, person).encode())
    return person if valid else None


def link_signature(secret: str, person: str) -> str:
    """128 bits that only this server can make."""
    return keyed_fingerprint(secret, "unsubscribe", person)[:32]
