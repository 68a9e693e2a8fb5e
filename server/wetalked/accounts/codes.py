"""What people type to sign in: codes are kept as a fingerprint, PINs are derived and not kept."""

import hmac

from wetalked.core.ids import keyed_fingerprint

DIGITS = 8


def pin_of(secret: str, participant: str, number: int) -> str:
    """The `number`th PIN of this participant: 8 decimal digits."""
    digest = keyed_fingerprint(secret, "pin", f"{participant}:{number}")
    return f"{int(digest, 16) % 10**DIGITS:0{DIGITS}}"


def code_fingerprint(secret: str, code: str) -> str:
    """What is kept of a code to type."""
    return keyed_fingerprint(secret, "code", code)


def own_code_fingerprint(secret: str, person: str, code: str) -> str:
    """What is kept of a person's own code."""
    return keyed_fingerprint(secret, "own-code", f"{person}:{code}")


def same_word(one: str, other: str) -> bool:
    """Whether two secret words are the same, found out in a time that tells nothing of either."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
