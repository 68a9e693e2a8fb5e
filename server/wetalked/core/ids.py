"""Identifiers and secrets: UUIDv7 for rows, random tokens for links and sessions."""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Callable

NewId = Callable[[], str]

DIGITS = "0123456789"


def uuid7(at: int, random: bytes) -> str:
    """A UUID that sorts by time (RFC 9562, section 5.7): `at` in milliseconds, 10 random bytes."""
    value = at << 80 | int.from_bytes(random, "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def new_ids(clock: Callable[[], int]) -> NewId:
    """A maker of ids by this clock."""
    return lambda: uuid7(clock(), secrets.token_bytes(10))


def untimed_id() -> str:
    """A UUID that does not tell when it was made (RFC 9562, section 5.4)."""
    return str(uuid.uuid4())


def new_token(kind: str = "") -> str:
    """An unguessable word of 256 bits, with what it is for in front (`wtp_`, `wto_`)."""
    return kind + secrets.token_urlsafe(32)


def new_digits(count: int) -> str:
    """A code to type: decimal digits from a secure source."""
    return "".join(secrets.choice(DIGITS) for _ in range(count))


def fingerprint(token: str) -> str:
    """What is stored of an unguessable token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_fingerprint(secret: str, purpose: str, word: str) -> str:
    """What is stored of a guessable word (a code): HMAC-SHA-256 under the server's secret."""
    return hmac.new(secret.encode(), f"{purpose}:{word}".encode(), hashlib.sha256).hexdigest()
