"""Orders as pretix's REST API tells them, read as tickets of people."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from wetalked.problems import invalid
from wetalked.shops.model import Said, Ticket
from wetalked.text import name_key

ACCEPTED = (
    "the address of an event in pretix, such as https://pretix.eu/ORGANIZER/EVENT/; "
    "where the shop has a domain of its own: https://HOST/api/v1/organizers/ORGANIZER/events/EVENT/"
)
FORMS = (
    re.compile(
        r"(?P<root>.*)/api/v1/organizers/(?P<organizer>[^/]+)/events/(?P<event>[^/]+)(/.*)?"
    ),
    re.compile(r"(?P<root>.*)/control/event/(?P<organizer>[^/]+)/(?P<event>[^/]+)(/.*)?"),
    re.compile(r"(?P<root>)/(?P<organizer>[^/]+)/(?P<event>[^/]+)/?"),
)
SLUG = re.compile(r"[A-Za-z0-9._-]+")


def api_address(url: str) -> str:
    """The event's place in pretix's API, from its shop, its back office or the API; `invalid`."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        fits = bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        raise invalid("url", f"Accepted is {ACCEPTED}.") from None
    form = next((found for one in FORMS if (found := one.fullmatch(parts.path))), None)
    if not fits or form is None or re.search(r"\s", text) or parts.scheme not in {"http", "https"}:
        raise invalid("url", f"Accepted is {ACCEPTED}.")
    organizer, event = form["organizer"], form["event"]
    if not (SLUG.fullmatch(organizer) and SLUG.fullmatch(event)):
        raise invalid("url", f"Accepted is {ACCEPTED}.")
    origin = f"{parts.scheme}://{parts.netloc.lower()}{form['root']}"
    return f"{origin}/api/v1/organizers/{organizer}/events/{event}/"


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket of an order."""

    id: int
    positionid: int
    attendee_name: str | None = None
    attendee_name_parts: dict[str, Any] | None = None
    attendee_email: str | None = None
    addon_to: int | None = None
    subevent: int | None = None
    canceled: bool = False


class Buyer(msgspec.Struct, frozen=True, kw_only=True):
    """Who the invoice is for."""

    name: str | None = None


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """An order; status n is pending, p paid, e expired, c cancelled."""

    code: str
    status: str
    testmode: bool = False
    valid_if_pending: bool = False
    require_approval: bool = False
    email: str | None = None
    locale: str | None = None
    invoice_address: Buyer | None = None
    positions: list[Position] = []


class OrderPage(msgspec.Struct, frozen=True):
    """One page of a list; `next` is the address of the next one."""

    results: list[Order]
    next: str | None = None


def said_by(orders: Sequence[Order], *, pending: bool, subevent: int | None) -> Said:
    """The tickets of these orders; of one that is not paid yet nothing is said."""
    said = Said([], set(), set(), set())
    for order in orders:
        if order.testmode:
            continue
        if order.status in {"c", "e", "r"}:
            said.orders.add(order.code)
        elif is_good(order, pending=pending):
            said.orders.add(order.code)
            people = list(people_of(order, subevent))
            named = [one for one in people if name_of(one)]
            said.nameless.update(ticket_id(order, one) for one in people if not name_of(one))
            # Who was once one of two may well not be the buyer.
            alone = len({name_key(name_of(one)) for one in order.positions if name_of(one)}) == 1
            said.tickets.extend(ticket_of(order, one, alone=alone) for one in named)
    return said


def is_good(order: Order, *, pending: bool) -> bool:
    """Whether its tickets are: paid, or pending where that is enough."""
    if order.status == "p":
        return True
    waits = order.status == "n" and not order.require_approval
    return waits and (pending or order.valid_if_pending)


def people_of(order: Order, subevent: int | None) -> Iterator[Position]:
    """Its positions that stand for a person: an add-on only where it names somebody else."""
    good = [one for one in order.positions if not one.canceled]
    whose = {one.id: name_key(name_of(one)) for one in good}
    for one in good:
        if subevent is not None and one.subevent != subevent:
            continue
        own = name_key(name_of(one))
        if one.addon_to is None or (own and own != whose.get(one.addon_to)):
            yield one


def name_of(position: Position) -> str:
    """The attendee's name, whole, or put together from its parts."""
    parts = position.attendee_name_parts or {}
    apart = [parts.get(key) for key in ("given_name", "middle_name", "family_name")]
    whole = position.attendee_name or parts.get("full_name")
    return str(whole or " ".join(str(part) for part in apart if part)).strip()


def ticket_id(order: Order, position: Position) -> str:
    """What the ticket is called in pretix."""
    return f"{order.code}-{position.positionid}"


def ticket_of(order: Order, position: Position, *, alone: bool) -> Ticket:
    """The ticket, with the order's address only where it is surely this person's.

    That address is the buyer's. It serves who is `alone` in the order, or has the buyer's name;
    others get none rather than one at which somebody else reads their mail.
    """
    name, parts = name_of(position), position.attendee_name_parts or {}
    buyer = order.invoice_address.name if order.invoice_address else None
    theirs = alone or bool(buyer and name_key(buyer) == name_key(name))
    given = parts.get("given_name") or parts.get("calling_name")
    return Ticket(
        id=ticket_id(order, position),
        order=order.code,
        name=name,
        given_name=str(given) if given else None,
        email=position.attendee_email or (order.email if theirs else None),
        language=order.locale,
    )
