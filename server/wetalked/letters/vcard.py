"""A card as a vCard 3.0 (RFC 2426), for the address book of whoever was given it."""

import re
from collections.abc import Iterable
from urllib.parse import quote

import msgspec

from wetalked.accounts.given_name import family_name

MOST_OCTETS = 75
# No control character may end the line and begin another property.
_NOT_A_SIGN = "\x00-\x1f\x7f\x85\u2028\u2029"
_NOT_SIGNS = re.compile(f"[{_NOT_A_SIGN}]+")
_NOT_PLAIN = re.compile(rf"\r\n|[\\,;{_NOT_A_SIGN}]")
_ESCAPES = {sign: f"\\{sign}" for sign in "\\,;"} | dict.fromkeys(("\r\n", "\r", "\n"), "\\n")


class Contact(msgspec.Struct, frozen=True):
    """Somebody's card, and in `note` where the two met; `phone_link` as in `talks.model.Card`."""

    name: str
    given_name: str
    email: str | None = None
    phone: str | None = None
    link: str | None = None
    note: str | None = None
    phone_link: str | None = None


def vcards(contacts: Iterable[Contact]) -> str:
    """All the cards as the text of one `.vcf`."""
    return "".join(vcard(contact) for contact in contacts)


def vcard(contact: Contact) -> str:
    """One card; lines end in CRLF and are folded at 75 octets of UTF-8."""
    family = family_name(contact.name, contact.given_name)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_escaped(family)};{_escaped(contact.given_name)};;;",
        f"FN:{_escaped(contact.name)}",
        *_line("EMAIL;TYPE=INTERNET", contact.email),
        *_line("TEL", _number(contact)),
        *([f"URL:{_uri(contact.link)}"] if contact.link else []),
        *_line("NOTE", _note(contact)),
        "END:VCARD",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _number(contact: Contact) -> str | None:
    """As typed where phones dial just that, else in full.

    A phone that reads a card dials all the digits there are: so no extension may be among them.
    """
    dialled = (contact.phone_link or "").removeprefix("tel:").partition(";")[0]
    typed = re.sub(r"[\s()./-]", "", contact.phone or "")
    return contact.phone if dialled in {"", typed} else dialled


def _note(contact: Contact) -> str | None:
    """With the number as typed where it has an extension, which the number alone leaves out."""
    extended = contact.phone if ";ext=" in (contact.phone_link or "") else None
    return "\n".join(line for line in (contact.note, extended) if line) or None


def _line(name: str, value: str | None) -> list[str]:
    return [f"{name}:{_escaped(value)}"] if value else []


def _escaped(value: str) -> str:
    return _NOT_PLAIN.sub(lambda match: _ESCAPES.get(match[0], ""), value)


def _uri(link: str) -> str:
    """A URI takes no backslashes, yet many readers divide it at commas: percent signs suit both."""
    return re.sub(r"[,;\\\s]", lambda match: quote(match[0]), _NOT_SIGNS.sub("", link))


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside a character."""
    if len(line.encode()) <= MOST_OCTETS:
        return line
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > MOST_OCTETS:
            pieces.append("")
            size = 1  # the space that marks a continuation
        pieces[-1] += character
        size += octets
    return "\r\n ".join(pieces)
