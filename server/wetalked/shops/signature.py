"""Signatures of messages to the hook, by Standard Webhooks 1.0 (standardwebhooks.com)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping

import msgspec

from wetalked.core.clock import MINUTE, SECOND
from wetalked.core.problems import Problem

PREFIX = "whsec_"
TOLERANCE = 5 * MINUTE
ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
TIMESTAMP = re.compile(r"[0-9]{1,12}")


class Signed(msgspec.Struct, frozen=True):
    """The headers of a message: its own id, the same on every try, seconds, and signatures."""

    id: str
    timestamp: str
    signatures: str


def hook_secret(secret: str, event: str, number: int) -> str:
    """The signing secret of an event's hook, made anew from the server's own each time."""
    word = f"hook:{event}:{number}"
    key = hmac.new(secret.encode(), word.encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(key).decode()


def signature(secret: str, id_: str, timestamp: str, body: bytes) -> str:
    """`v1,` and the HMAC-SHA-256 of id, timestamp and body, joined by full stops."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    told = b".".join((id_.encode(), timestamp.encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()


def signed_by(headers: Mapping[str, str]) -> Signed:
    """The three headers; raises `bad-signature` where one is missing or no such thing."""
    found = Signed(
        *(headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    )
    if not (ID.fullmatch(found.id) and TIMESTAMP.fullmatch(found.timestamp) and found.signatures):
        raise bad_signature()
    return found


def check_signature(signed: Signed, body: bytes, secret: str, now: int) -> None:
    """Raises `bad-signature` unless one of its signatures is good and it was made just now."""
    expected = signature(secret, signed.id, signed.timestamp, body).encode()
    given = signed.signatures.split(" ")
    good = [hmac.compare_digest(expected, one.encode()) for one in given]
    if not any(good) or abs(int(signed.timestamp) * SECOND - now) > TOLERANCE:
        raise bad_signature()


def bad_signature() -> Problem:
    """The same for every reason, and where there is no such hook."""
    return Problem(
        "bad-signature",
        "No good signature: `webhook-id`, `webhook-timestamp` (within 5 minutes of now) and "
        "`webhook-signature` are needed, over the very bytes of the body.",
    )
