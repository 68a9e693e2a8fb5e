"""What a participant may put on their card."""

from urllib.parse import urlsplit

import phonenumbers
from babel.core import get_global

from wetalked.lengths import LINK, PHONE
from wetalked.text import BadText, one_line, quoted


def phone_number(text: str, zone: str) -> str:
    """The number as typed, on one line; `BadText` unless it could be dialled in this time zone.

    Without a country code it is read as one of the zone's country.
    """
    typed = one_line(text, PHONE)
    region = get_global("zone_territories").get(zone)
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        accepted = "one with its country code, such as +49 30 123456, is accepted"
        raise BadText(f"{quoted(typed)} is no phone number; {accepted}.", "phone")
    return typed


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
