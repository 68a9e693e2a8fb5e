"""The short code of a badge or an invitation: 8 characters of Crockford's base 32."""

import re
import secrets
import unicodedata
from urllib.parse import unquote, urlsplit

from wetalked.core.lengths import BADGE

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
OWN_LENGTH = 10  # of a code that signs its owner in with nothing but the badge beside it

IN_A_URL = re.compile(r"/b/([^/]+)/*$", re.IGNORECASE)
SEPARATORS = {"Pd", "Zs", "Cf"}  # dashes, spaces, and the invisible marks that come with pasting
# Alphabet plus what reads alike. Built by hand, as `str.upper` would also let "ß" or "ſ" through.
MEANINGS = {sign: sign for sign in ALPHABET} | {"O": "0", "I": "1", "L": "1"}
MEANINGS |= {sign.lower(): meaning for sign, meaning in MEANINGS.items()}


def make(length: int = LENGTH) -> str:
    """A new code of 5 random bits a character from the system's secure source."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def parse(text: str, length: int = LENGTH) -> str | None:
    """The code in what was typed, pasted or scanned, None where there is none.

    Any case, with or without dashes and spaces, O is 0, I and L are 1; of a URL
    (`https://any.host/path/B/CODE?…`) only the code counts.
    """
    if len(text) > BADGE:
        return None
    signs = [sign for sign in code_part(text) if not is_separator(sign)]
    if len(signs) != length or any(sign not in MEANINGS for sign in signs):
        return None
    return "".join(MEANINGS[sign] for sign in signs)


def code_part(text: str) -> str:
    if "/" not in text:
        return text
    try:
        path = urlsplit(text.strip()).path
    except ValueError:  # such as an unclosed bracket where the host should be
        return ""
    found = IN_A_URL.search(unquote(path))
    return found[1] if found else ""


def is_separator(sign: str) -> bool:
    return unicodedata.category(sign) in SEPARATORS or sign in "\t\r\n"


def show(code: str) -> str:
    """The code as people read it, XXXX-XXXX."""
    return f"{code[:4]}-{code[4:]}"


def badge_url(base_url: str, code: str) -> str:
    """BASE_URL/B/CODE, in capitals where scheme and host are all there is to the base URL.

    Capitals fit QR's alphanumeric mode, which makes a smaller symbol; a path or a password
    may tell case apart, so such an address stays as it is.
    """
    base = base_url.rstrip("/")
    parts = urlsplit(base)
    case_matters = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    return f"{base if case_matters else base.upper()}/B/{code}"
