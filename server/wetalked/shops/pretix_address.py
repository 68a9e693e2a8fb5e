"""Addresses of events in pretix as people copy them, read as the event's place in its API."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from wetalked.core.problems import Problem, invalid

ACCEPTED = (
    "the address of an event in pretix, such as https://pretix.eu/ORGANIZER/EVENT/; "
    "where the shop has a domain of its own: https://HOST/api/v1/organizers/ORGANIZER/events/EVENT/"
)
PLACE = r"(?P<organizer>[^/]+)/(?P<event>[^/]+)"
FORMS = (
    re.compile(
        r"(?P<root>.*)/api/v1/organizers/(?P<organizer>[^/]+)/events/(?P<event>[^/]+)"
        r"(/subevents/(?P<date>\d+))?(/.*)?"
    ),
    re.compile(rf"(?P<root>.*)/control/event/{PLACE}(/subevents/(?P<date>\d+))?(/.*)?"),
    re.compile(rf"(?P<root>)/{PLACE}(/(?P<date>\d+))?(/.*)?"),
)
SLUG = re.compile(r"[A-Za-z0-9._-]+")
# What pretix itself has behind the address of an event, or of an organizer with a domain: no event.
RESERVED = frozenset(
    (
        *("account", "api", "cart", "checkout", "control", "customer", "embed", "events"),
        *("giftcard", "jsi18n", "locale", "login", "logout", "media", "metrics", "order", "orders"),
        *("password", "questions", "redeem", "robots.txt", "seatingframe", "static", "ticket"),
        *("unlock", "waitinglist", "widget"),
    )
)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
# A host's name, or an address of a machine in brackets, and then a path.
BARE = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w-]+(\.[\w-]+)+)(:\d+)?/", re.IGNORECASE)
# Where an address begins and ends among words, brackets and quotation marks.
COPIED = re.compile(
    r"""(?<![^\s<("'„“«])([a-z][a-z0-9+.-]*://|[\w.\[\]:-]+/)[^\s<>"'„“”«»]*""", re.IGNORECASE
)
MOST = 1_000


class ShopAddress(NamedTuple):
    """An event's place in the API; `date` is the number of the one date that was copied."""

    url: str
    date: int | None


def shop_address(text: str) -> ShopAddress:
    """From the shop, its back office or the API, from any page of theirs; raises `invalid`."""
    parts = split(copied(text))
    form = next((found for one in FORMS if (found := one.fullmatch(parts.path))), None)
    if form is None:
        raise unreadable()
    organizer, event, date = form["organizer"], form["event"], form["date"]
    if not (is_slug(organizer) and is_slug(event)):
        raise unreadable()
    origin = f"{parts.scheme}://{parts.netloc.lower()}{form['root']}"
    url = f"{origin}/api/v1/organizers/{organizer}/events/{event}/"
    return ShopAddress(url, int(date) if date and len(date) < 19 else None)


def copied(text: str) -> str:
    """The address itself, without what stood around it; raises `invalid` where that is not sure."""
    found = COPIED.search(text) if len(text) <= MOST else None
    if found is None or "/" in text[: found.start()]:
        raise unreadable()
    address, after = found[0].rstrip(".,;:!)]"), text[found.end() :]
    ended = address[-1] == "/" or "?" in address or address != found[0]
    # A gap in the middle of an address would otherwise leave another event's.
    if "/" in after or (re.match(r"\s+\w", after) and not ended):
        raise unreadable()
    if SCHEME.match(address):
        return address
    if not BARE.match(address):
        raise unreadable()
    return f"https://{address}"


def split(address: str) -> SplitResult:
    """Its parts; raises `invalid` unless it is one of a web page without name and password."""
    try:
        parts = urlsplit(address)
        fits = bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        raise unreadable() from None
    if not fits or parts.scheme not in {"http", "https"}:
        raise unreadable()
    return parts


def is_slug(word: str) -> bool:
    """Whether it can be what an organizer or an event is called."""
    return bool(SLUG.fullmatch(word)) and word.strip(".") != "" and word.lower() not in RESERVED


def unreadable() -> Problem:
    """What is accepted."""
    return invalid("url", f"Accepted is {ACCEPTED}.")
