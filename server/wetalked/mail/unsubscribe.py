"""The link that ends all mail: it names a person, is signed, and never expires."""

import hmac

from wetalked.core.ids import keyed_fingerprint


def unsubscribe_url(base_url: str, secret: str, person: str) -> str:
    """The link in a person's mails."""
    return f"{base_url}/unsubscribe/{person}.{signature(secret, person)}"


def person_of(token: str, secret: str) -> str | None:
    """Whose link it is; nothing where it is not one of ours, or not whole."""
    person, _, signed = token.partition(".")
    good = hmac.compare_digest(signed.encode(), signature(secret, person).encode())
    return person if good else None


def signature(secret: str, person: str) -> str:
    """128 bits that only this server can make."""
    return keyed_fingerprint(secret, "unsubscribe", person)[:32]
