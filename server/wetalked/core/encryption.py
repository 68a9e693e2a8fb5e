"""Keeps what must be read again, such as a shop's token, unreadable in a copy of the database."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class CannotDecrypt(Exception):  # noqa: N818 — reads as what it is
    """It was encrypted with another secret."""


def encrypt(secret: str, purpose: str, words: str) -> str:
    """The words, encrypted under the server's secret (Fernet: AES-128-CBC, HMAC-SHA-256)."""
    return box(secret, purpose).encrypt(words.encode()).decode()


def decrypt(secret: str, purpose: str, words: str) -> str:
    """What was encrypted for this purpose; raises `CannotDecrypt`."""
    try:
        return box(secret, purpose).decrypt(words.encode()).decode()
    except InvalidToken as other:
        raise CannotDecrypt from other


def box(secret: str, purpose: str) -> Fernet:
    """A key of its own for each purpose; the secret has 256 bits, so nothing need be stretched."""
    key = hashlib.blake2b(purpose.encode(), key=hashlib.sha256(secret.encode()).digest())
    return Fernet(base64.urlsafe_b64encode(key.digest()[:32]))
