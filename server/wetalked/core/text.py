"""What a line, a note and an address may hold: one check for lists and for the API."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from email_validator import EmailNotValidError, validate_email

from wetalked.core.lengths import ADDRESS, CODE, LINE, NOTE

# How many times as long as what it comes to a text may be typed: spaces are taken off it.
TRIMMED = 4

# Embeddings, overrides and isolates: they make a name swallow the text around it.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# The part before the @ that every rule takes, in letters that need no look.
_PLAIN_LOCAL = re.compile(r"(?=.{1,64}\Z)[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*")
_SPACES = re.compile(r"[^\S\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_EDGES = " \t\r\n\u00a0\u200b\ufeff"


# What is wrong with a text, for programs that say it in words of their own.
Reason = Literal[
    "missing",
    "line-break",
    "control",
    "direction",
    "empty",
    "too-long",
    "no-name",
    "several-people",
    "address",
    "phone",
    "link",
]


class BadText(ValueError):  # noqa: N818  (it names the thing, as the domain errors do)
    """A text that is not accepted; the message says what was read and what is accepted."""

    def __init__(self, message: str, reason: Reason) -> None:
        """`reason` says the same to a program."""
        super().__init__(message)
        self.reason: Reason = reason


def one_line(text: str, limit: int = LINE) -> str:
    """The text trimmed, its runs of spaces made one; BadText unless it is 1 to `limit` characters
    on one line, without control or direction-override characters."""
    _check_typed(text, limit)
    line = _SPACES.sub(" ", text.strip())
    if re.search(r"[\n\r\v\f\x85\u2028\u2029]", line):
        raise BadText("A line break; one line is accepted.", "line-break")
    _refuse_unprintable(line)
    return _within(line, limit)


def long_text(text: str, limit: int = NOTE) -> str:
    """The text trimmed, with plain line breaks; BadText unless it is 1 to `limit` characters
    without control (other than tab) or direction-override characters."""
    _check_typed(text, limit)
    note = re.sub(r"\r\n?|\u2028|\u2029", "\n", text.strip())
    _refuse_unprintable(re.sub(r"[\n\t]", " ", note))
    return _within(note, limit)


def digits_of(text: str) -> str:
    """The decimal digits of a typed code, nothing where it holds more than digits and dashes."""
    bare = re.sub(r"[\s\-\u2010-\u2015]", "", text) if len(text) <= CODE else ""
    return bare if re.fullmatch(r"[0-9]+", bare) else ""


def _refuse_unprintable(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"}:
            read = _code_point(character)
            raise BadText(f"A control character ({read}); text is accepted.", "control")
    if found := _DIRECTION.search(text):
        read = _code_point(found[0])
        raise BadText(f"A direction override ({read}); text without is accepted.", "direction")


def _check_typed(text: str, limit: int) -> None:
    """Far too long, whatever trimming leaves of it: nothing else is worth looking at."""
    if len(text) > limit * TRIMMED:
        raise _too_long(text, limit)


def _too_long(text: str, limit: int) -> BadText:
    return BadText(f"{len(text)} characters; at most {limit} are accepted.", "too-long")


def _within(text: str, limit: int) -> str:
    if not _has_something_to_see(text):
        raise BadText(f"Nothing to read; 1 to {limit} characters are accepted.", "empty")
    if len(text) > limit:
        raise _too_long(text, limit)
    return text


def _has_something_to_see(text: str) -> bool:
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def email_address(text: str) -> str:
    """The address in the form in which it is kept and compared; BadText if no mail can reach it.

    Nothing is looked up: whether the domain takes mail shows when a mail is sent.
    """
    _check_typed(text, ADDRESS)
    address = email_key(text)
    local, _, domain = address.rpartition("@")
    try:
        if len(address) <= 254 and _PLAIN_LOCAL.fullmatch(local):
            return f"{local}@{_domain(domain)}"
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise BadText(f"{quoted(address)} is no email address: {error}", "address") from None
    return email_key(found.normalized)


@lru_cache(maxsize=256)
def _domain(domain: str) -> str:
    """The domain as it is kept. Lists have many addresses of few domains, and to look at one takes
    a third of a millisecond."""
    address = f"a@{domain}"
    found = validate_email(address, check_deliverability=False, test_environment=True)
    return email_key(found.domain)


def email_key(address: str) -> str:
    """What two spellings of one address have in common: no outer spaces, lower case, NFC."""
    return unicodedata.normalize("NFC", address.strip(_EDGES).lower())


def name_key(name: str) -> str:
    """What two spellings of one name have in common: case, composition and spacing aside."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def quoted(text: str, limit: int = 40) -> str:
    """What was read, safe and short enough to be shown in a sentence."""
    start = text.strip()[: limit + 1]
    shown = "".join(character if character.isprintable() else "·" for character in start)
    return f'"{shown[: limit - 1]}…"' if len(shown) > limit else f'"{shown}"'


# Letters that Unicode does not take apart, where people look for them.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def folded(text: str) -> str:
    """The text without case and accents: Łukasz lies among the L, Öztürk among the O."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
