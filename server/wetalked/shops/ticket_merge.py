"""What a shop says of a ticket beside what is kept of it: whose it was, and whose it is now."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from wetalked.attendees.lists.row import RosterRow
from wetalked.core.text import name_key
from wetalked.shops.model import Kept, Said, Ticket

Mark = Callable[[str], str]


class Reading(NamedTuple):
    """A ticket with its person as lists are read; its line is its place among the tickets."""

    ticket: Ticket
    row: RosterRow


def marks_of(row: RosterRow, mark: Mark) -> tuple[str, str]:
    """What is kept of a name and an address, to see whether they change."""
    return name_mark(row.name, mark), mark(f"email {row.email}") if row.email else ""


def name_mark(name: str, mark: Mark) -> str:
    """What is kept of a name."""
    return mark(f"name {name_key(name)}")


def buyer_mark(buyer: str | None, mark: Mark) -> str:
    """What is kept of the address that paid."""
    return mark(f"buyer {buyer}") if buyer else ""


def differs(before: str, now: str) -> bool:
    """Whether two marks stand for two words; under another secret nobody can tell."""
    return before != now and before.partition(".")[0] == now.partition(".")[0]


def is_tombstone(kept: Kept) -> bool:
    """Whether all that is known of it is that it was cancelled, before it was ever good."""
    return kept.participant is None and not kept.name_mark


def is_stale(said: Said, kept: Kept | None) -> bool:
    """Whether a newer word than this one came before it."""
    return bool(said.at and kept and kept.said_at and kept.said_at > said.at)


def addresses(said: Said, kept: Mapping[str, Kept], mark: Mark) -> Iterator[str | None]:
    """The address of each ticket's person: the holder's own, or the buyer's if surely the same.

    That is who has the buyer's name on the invoice, or is the only one for whom that address ever
    bought. Others get none rather than one at which somebody else reads their mail.
    """
    bought: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in kept.values():
        if one.buyer_mark:
            bought[one.buyer_mark].add((one.ticket, one.name_mark))
    for ticket in said.tickets:
        own = name_mark(ticket.name, mark)
        others = bought[buyer_mark(ticket.buyer, mark)] if ticket.buyer else ()
        alone = said.buyers.get(ticket.buyer or "") == {name_key(ticket.name)} and not any(
            name != own and id_ != ticket.id for id_, name in others
        )
        theirs = ticket.bought_by_themselves or alone
        yield ticket.email or (ticket.buyer if theirs else None)


def moved(
    readings: Sequence[Reading],
    kept: Mapping[str, Kept],
    ending: Collection[str],
    mark: Mark,
) -> dict[str, Kept]:
    """New tickets that stand for old ones: of an order that was split, or bought anew.

    The old one ends by what the shop says now, has the same name on it, and is of the same buyer,
    place or address. Each goes to one new ticket only.
    """
    left: dict[str, list[Kept]] = defaultdict(list)
    for one in kept.values():
        if one.participant and (one.ticket in ending or one.state in {"cancelling", "taken-off"}):
            left[one.name_mark].append(one)
    found = {}
    for reading in readings:
        before = kept.get(reading.ticket.id)
        if before is None or is_tombstone(before):
            same_name = left[name_mark(reading.row.name, mark)]
            former = next((one for one in same_name if is_same(reading, one, mark)), None)
            if former:
                same_name.remove(former)
                found[reading.ticket.id] = former
    return found


def is_same(one: Reading, before: Kept, mark: Mark) -> bool:
    """Whether a new ticket is the one that ends, of those with the same name."""
    _, email = marks_of(one.row, mark)
    if email and email == before.email_mark:
        return True
    if before.state == "taken-off":
        return False
    paid = buyer_mark(one.ticket.buyer, mark)
    same_buyer = bool(paid) and paid == before.buyer_mark
    return same_buyer or (
        one.ticket.position is not None and one.ticket.position == before.position
    )
