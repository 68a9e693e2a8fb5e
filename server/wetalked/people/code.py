"""The PIN of a participant without an address: derived, so it can be printed and is not kept."""

from wetalked.ids import keyed_fingerprint

DIGITS = 8


def pin_of(secret: str, participant: str, number: int) -> str:
    """The `number`th PIN of this participant: 8 decimal digits."""
    digest = keyed_fingerprint(secret, "pin", f"{participant}:{number}")
    return f"{int(digest, 16) % 10**DIGITS:0{DIGITS}}"
