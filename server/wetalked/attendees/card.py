"""What a participant may put on their card."""

import re
import unicodedata
from urllib.parse import urlsplit

import phonenumbers
from babel.core import get_global
from phonenumbers import CountryCodeSource, PhoneNumber, PhoneNumberFormat, ValidationResult

from wetalked.core.lengths import LINK, PHONE
from wetalked.core.text import BadText, one_line, quoted

# How extensions are written beside the words that the library knows.
_EXTENSION = re.compile(
    r"(?<=[\d\s)])\(?\s*(durchwahl|dw|apparat|app|nebenstelle|nst|klappe|kl|poste|toestel|tst|int)"
    r"\b[.:]?\s*(?=\d)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[(\[][^\d()\[\]]*[)\]]")
_FIRST_WORDS = re.compile(r"^[^\d+\uff0b]+")
_LAST_WORDS = re.compile(r"[^\d#]*[^\W\d_A-Z][^\d#]*$")


def phone_number(text: str, zone: str) -> str:
    """The number as typed, on one line; `BadText` unless it could be dialled in this time zone.

    Without a country code it is read as one of the zone's country.
    """
    typed = one_line(without_marks(text), PHONE)
    number = parsed(typed, zone)
    if number is None or not phonenumbers.is_possible_number(number):
        accepted = "one with its country code, such as +49 30 123456, is accepted"
        raise BadText(f"{quoted(typed)} is no phone number; {accepted}.", "phone")
    return typed


def phone_link(typed: str, zone: str) -> str | None:
    """The number as a `tel:` URI that dials it from anywhere (RFC 3966).

    Nothing where it is not sure which number is meant: a wrong one would ring somebody else.
    """
    number = parsed(typed, zone)
    if number is None or not is_sure(number):
        return None
    extension = f";ext={number.extension}" if number.extension else ""
    return f"tel:{phonenumbers.format_number(number, PhoneNumberFormat.E164)}{extension}"


def parsed(typed: str, zone: str) -> PhoneNumber | None:
    """The number that is read out of it, if any; words around it are no part of it."""
    bare = _LAST_WORDS.sub("", _FIRST_WORDS.sub("", _ASIDE.sub(" ", typed)))
    try:
        return phonenumbers.parse(
            _EXTENSION.sub(" ext. ", bare), region_of(zone), keep_raw_input=True
        )
    except phonenumbers.NumberParseException:
        return None


def is_sure(number: PhoneNumber) -> bool:
    """Whether there is one number only that this could be."""
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != ValidationResult.IS_POSSIBLE or (has_words(number) and not number.extension):
        return False
    if number.country_code_source != CountryCodeSource.FROM_DEFAULT_COUNTRY:
        return True
    return phonenumbers.is_valid_number(number) and not lacks_plus(number)


def has_words(number: PhoneNumber) -> bool:
    """Whether letters were read as keys that are not plain capitals, as in +1 800 FLOWERS."""
    return any(sign.isalpha() and not "A" <= sign <= "Z" for sign in number.raw_input or "")


def lacks_plus(number: PhoneNumber) -> bool:
    """Whether it would as well be one with its country code whose plus is missing."""
    digits = phonenumbers.normalize_digits_only(number.raw_input or "")
    if not digits.startswith(str(number.country_code)):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def region_of(zone: str) -> str | None:
    """The country of a time zone, as its two letters."""
    region: str | None = get_global("zone_territories").get(zone)
    return region


def without_marks(text: str) -> str:
    """Without the invisible marks that address books put around the numbers they copy."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def link(text: str) -> str:
    """The address of a page; `BadText` unless it begins with http:// or https:// and a host."""
    typed = one_line(text, LINK)
    try:
        parts = urlsplit(typed)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # such as a port that is no number
        good = False
    if not good or " " in typed or "@" in parts.netloc:
        accepted = "one such as https://example.org is accepted"
        raise BadText(f"{quoted(typed)} is no link; {accepted}.", "link")
    return typed
