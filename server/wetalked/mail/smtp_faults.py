"""What the answers and faults of a mail server mean: for one mail, for all, for its operator."""

import errno
import re
import socket
import ssl

from aiosmtplib import errors

from wetalked.core.settings import SmtpServer
from wetalked.mail.model import Envelope, Refused, ServerAway, TryLater

LONGEST_REASON = 300
CLOSING = 421
TOO_LARGE = 552
# Of us and not of a mail: they want a login, or another one (RFC 4954, section 6).
LOGIN_WANTED = frozenset({530, 534, 535, 538})
ADDRESS = re.compile(r"\S+@\S+")
FAULTS = (errors.SMTPException, OSError, TimeoutError)


class TooManyConnections(ServerAway):
    """The mail server takes no connection more."""


def meaning_for_sender(fault: errors.SMTPSenderRefused, envelope: Envelope) -> TryLater | Refused:
    """What a refusal at the sender means: all its mails, unless it is about this one's form."""
    if fault.code == CLOSING:
        return TooManyConnections(reason(fault))
    about_this_one = fault.code == TOO_LARGE or envelope.smtputf8
    if about_this_one and 500 <= fault.code <= 599:
        return Refused(reason(fault))
    return ServerAway(f"it takes no mail from {envelope.sender}: {reason(fault)}")


def meaning(fault: errors.SMTPResponseException) -> TryLater | Refused:
    """What an answer of the server means for this mail (RFC 5321, section 4.2.1).

    Where it wants a login, or will not relay for us, it would refuse everybody's.
    """
    if fault.code in LOGIN_WANTED or (fault.code >= 500 and "relay" in fault.message.lower()):
        return ServerAway(reason(fault))
    return Refused(reason(fault)) if 500 <= fault.code <= 599 else TryLater(reason(fault))


def why_no_connection(fault: BaseException, server: SmtpServer, seconds: float) -> str:
    """Why there is no connection, for who can mend it."""
    cause = meaning_of_type(innermost(fault), server) or not_offered(str(fault))
    if cause is None and isinstance(fault, TimeoutError):
        return f"no answer within {seconds:g} seconds: {reason(fault)}"
    return cause or reason(fault)


def meaning_of_type(fault: BaseException, server: SmtpServer) -> str | None:
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


def not_offered(message: str) -> str | None:
    """What the server does not offer, if that is why."""
    if "STARTTLS extension not supported" in message:
        return "it offers no STARTTLS, which is wanted (smtps:// or ?starttls=never may be right)"
    if "AUTH extension is not supported" in message or "No suitable authentication" in message:
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
        message = f"{fault.code} {fault.message}"
    else:
        message = str(fault) or type(fault).__name__
    return " ".join(message.split())[:LONGEST_REASON]


def without_addresses(message: str) -> str:
    """As it may stand in a log."""
    return ADDRESS.sub("<address>", message)
