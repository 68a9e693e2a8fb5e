"""Orders as pretix's REST API tells them, read as tickets of people."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from wetalked.core.clock import from_datetime
from wetalked.core.text import email_key, name_key
from wetalked.shops.model import Said, Ticket, TicketNote


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket of an order; `blocked` says why it may not be used."""

    positionid: int | str
    id: int | str | None = None
    attendee_name: str | None = None
    attendee_name_parts: Any = None
    attendee_email: str | None = None
    addon_to: int | str | None = None
    subevent: int | None = None
    canceled: bool | None = None
    blocked: list[Any] | bool | None = None
    valid_until: datetime | None = None


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """An order; status n is pending, p paid, e expired, c cancelled.

    `odd` says of a ticket (or the whole order) why it cannot be read; `whole`: nothing of it is
    unknown, so that what is not in it is gone.
    """

    code: str
    status: str = ""
    testmode: bool | None = False
    valid_if_pending: bool | None = False
    require_approval: bool | None = False
    email: Any = None
    locale: Any = None
    invoice_address: Any = None
    positions: list[Position] = []
    odd: dict[str, str] = {}
    whole: bool = True


class OrderPage(msgspec.Struct, frozen=True):
    """One page of a list, its orders as they came; `next` is the address of the next one."""

    results: list[dict[str, Any]]
    next: str | None = None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which tickets count: pending ones or not, of one date or all; `now` and the event's start."""

    pending: bool
    subevent: int | None
    now: int
    starts_at: int


def order_of(told: dict[str, Any]) -> Order:
    """An order; what of it cannot be read is left out and noted. `ValidationError` without code."""
    code = msgspec.convert(told.get("code"), str)
    listed = told.get("positions")
    try:
        order = msgspec.convert({**told, "positions": [], "odd": {}, "whole": True}, Order)
        tickets = msgspec.convert(listed, list[dict[str, Any]])
    except msgspec.ValidationError as fault:
        return Order(code=code, odd={code: odd_words(fault)}, whole=False)
    positions, odd, whole = [], {}, True
    for one in tickets:
        try:
            positions.append(msgspec.convert(one, Position))
        except msgspec.ValidationError as fault:
            number = one.get("positionid")
            whole = whole and isinstance(number, int | str)
            odd[f"{code}-{number}"] = odd_words(fault)
    return msgspec.structs.replace(order, positions=positions, odd=odd, whole=whole)


def odd_words(fault: Exception) -> str:
    """Which part of it is the odd one."""
    part = re.search(r"\$\.(\w+)|field `(\w+)`", str(fault))
    name = f"Its {part[1] or part[2]}" if part else "It"
    return f"{name} is not as pretix tells it; nobody was taken for this ticket."


def said_by(orders: Sequence[Order], wanted: Wanted) -> Said:
    """The tickets of these orders; of one that is not paid yet nothing is said."""
    said = Said()
    for order in orders:
        if order.testmode:
            continue
        note_odd(order, said)
        for name in names_of(order):
            said.buyers.setdefault(buyer_of(order), set()).add(name)
        if order.whole and (order.status in {"c", "e", "r"} or is_good(order, wanted)):
            said.orders.add(order.code)
        if is_good(order, wanted):
            note_tickets(order, wanted, said)
    return said


def note_odd(order: Order, said: Said) -> None:
    """What cannot be read is told, and what was known of it stays."""
    said.untouched.update(order.odd)
    said.odd.extend(TicketNote(ticket, words) for ticket, words in order.odd.items())


def names_of(order: Order) -> set[str]:
    """Everybody whom it has ever named; who was once one of two may well not be the buyer."""
    names = {name_key(name_of(one)) for one in order.positions} - {""}
    return names | ({""} if order.odd else set())


def note_tickets(order: Order, wanted: Wanted, said: Said) -> None:
    """The tickets of a good order."""
    for one in people_of(order, wanted, said):
        if name_of(one):
            said.tickets.append(ticket_of(order, one))
            continue
        said.nameless.add(ticket_id(order, one))
        if not isinstance(one.attendee_name_parts, dict | None):
            words = odd_words(ValueError("$.attendee_name_parts"))
            said.odd.append(TicketNote(ticket_id(order, one), words))


def is_good(order: Order, wanted: Wanted) -> bool:
    """Whether its tickets are: paid, or pending where that is enough."""
    if order.status == "p":
        return True
    waits = order.status == "n" and not order.require_approval
    return waits and bool(wanted.pending or order.valid_if_pending)


def people_of(order: Order, wanted: Wanted, said: Said) -> Iterator[Position]:
    """Its positions that stand for a person: an add-on only where it names somebody else."""
    good = [one for one in order.positions if not one.canceled and not one.blocked]
    whose = {one.id: name_key(name_of(one)) for one in good if one.id is not None}
    for one in good:
        said.dates.add(one.subevent)
        if wanted.subevent is not None and one.subevent != wanted.subevent:
            continue
        if is_lapsed(one, order, wanted, said):
            continue
        own = name_key(name_of(one))
        if one.addon_to is None or (own and own != whose.get(one.addon_to)):
            yield one


def is_lapsed(position: Position, order: Order, wanted: Wanted, said: Said) -> bool:
    """Whether its time is over; who came with it while the event ran stays."""
    if position.valid_until is None or not position.valid_until.tzinfo:
        return False
    until = from_datetime(position.valid_until)
    if until < wanted.now and until >= wanted.starts_at:
        said.untouched.add(ticket_id(order, position))
    return until < wanted.now


def name_of(position: Position) -> str:
    """The attendee's name, whole, or put together from its parts."""
    parts = parts_of(position)
    apart = [parts.get(key) for key in ("given_name", "middle_name", "family_name")]
    whole = position.attendee_name or parts.get("full_name")
    return (whole or " ".join(part for part in apart if part)).strip()


def parts_of(position: Position) -> Mapping[str, str]:
    """What pretix keeps of a name, part by part; nothing where that is no such thing."""
    parts = position.attendee_name_parts
    found = parts.items() if isinstance(parts, dict) else ()
    return {key: part for key, part in found if isinstance(part, str)}


def ticket_id(order: Order, position: Position) -> str:
    """What the ticket is called in pretix."""
    return f"{order.code}-{position.positionid}"


def buyer_of(order: Order) -> str:
    """The buyer's address, as addresses are compared."""
    return email_key(order.email) if isinstance(order.email, str) else ""


def ticket_of(order: Order, position: Position) -> Ticket:
    """The ticket, with the buyer's address beside the holder's own."""
    parts, name = parts_of(position), name_of(position)
    invoice = order.invoice_address if isinstance(order.invoice_address, dict) else {}
    payer = invoice.get("name")
    return Ticket(
        id=ticket_id(order, position),
        order=order.code,
        position=None if position.id is None else str(position.id),
        name=name,
        given_name=parts.get("given_name") or parts.get("calling_name") or None,
        email=position.attendee_email or None,
        buyer=buyer_of(order) or None,
        bought_by_themselves=isinstance(payer, str) and name_key(payer) == name_key(name),
        language=order.locale if isinstance(order.locale, str) else None,
    )
