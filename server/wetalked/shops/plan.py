"""What there is to do for what a shop says: whose each ticket is, and who loses theirs."""

from collections.abc import Mapping, Sequence

import msgspec

from wetalked.attendees.lists.match import Match, match
from wetalked.attendees.lists.plan import Known, Newcomer, Update, existing, newcomer, update_of
from wetalked.attendees.lists.row import RosterRow, check_row
from wetalked.core.ids import NewId
from wetalked.shops.model import Kept, Said, TicketNote
from wetalked.shops.ticket_merge import (
    Mark,
    Reading,
    addresses,
    buyer_mark,
    differs,
    is_stale,
    is_tombstone,
    marks_of,
    moved,
)

REMOVED = "Its person was removed from this event, and stays so."
SECOND = "Its address belongs to somebody with another name; its person is taken without one."
STALE = "A newer message about it came before this one; it stays as that said."
STAND_IN = "~"


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket to be kept, and who holds it."""

    reading: Reading
    participant: str
    brought: bool
    new: Newcomer | None = None


class ShopPlan(msgspec.Struct):
    """What there is to do; `corrections` and `returns` come before the rest.

    `forgone` tickets were cancelled before they were ever good, or once more.
    """

    updates: list[tuple[str, Update]] = []
    holdings: list[Holding] = []
    handed_on: list[str] = []
    cancelled: list[str] = []
    forgone: list[str] = []
    corrections: list[tuple[Reading, str]] = []
    returns: list[str] = []
    rejected: list[TicketNote] = []
    told: list[TicketNote] = []


def plan_of(
    said: Said, kept: Mapping[str, Kept], known: Sequence[Known], mark: Mark, new_id: NewId
) -> ShopPlan:
    """The whole plan; `known` in the order in which they were added."""
    plan = ShopPlan()
    readings = readable(said, kept, mark, plan)
    by_id = {one.participant_id: one for one in known}
    cancel(said, kept, plan)
    former = moved(readings, kept, set(plan.cancelled), mark)
    fresh = []
    for one in readings:
        own = kept.get(one.ticket.id)
        before = former.get(one.ticket.id) if own is None or is_tombstone(own) else own
        if before is None or is_news(one, before, by_id, mark):
            fresh.append(one)
            plan.handed_on += [before.ticket] if before and before is own else []
        else:
            once_more(plan, one, before, by_id.get(before.participant or ""), said.at, mark)
    bring_in(plan, fresh, kept, known, mark, new_id)
    return plan


def readable(said: Said, kept: Mapping[str, Kept], mark: Mark, plan: ShopPlan) -> list[Reading]:
    """The tickets that can be taken; the others are told."""
    found = []
    plan.rejected += said.odd
    emails = addresses(said, kept, mark)
    for line, (ticket, email) in enumerate(zip(said.tickets, emails, strict=True), start=1):
        words = (ticket.name, email, ticket.language, ticket.ask_me_about, ticket.given_name)
        row = check_row(line, *words)
        if is_stale(said, kept.get(ticket.id)):
            plan.told.append(TicketNote(ticket.id, STALE))
        elif isinstance(row, RosterRow):
            found.append(Reading(ticket, row))
        else:
            plan.rejected.append(TicketNote(ticket.id, row.problem))
    return found


def is_news(one: Reading, before: Kept, known: Mapping[str, Known], mark: Mark) -> bool:
    """Whether it is somebody's whom it was not before: handed on, or back after we removed them."""
    gone = before.participant not in known
    return (gone and before.state == "taken-off") or names_another(one, before, mark)


def names_another(one: Reading, before: Kept, mark: Mark) -> bool:
    """A name or an address alone may be corrected; both at once are somebody else."""
    name, email = marks_of(one.row, mark)
    return (
        bool(email and before.email_mark)
        and differs(before.email_mark, email)
        and differs(before.name_mark, name)
    )


def once_more(
    plan: ShopPlan, one: Reading, before: Kept, whose: Known | None, at: int | None, mark: Mark
) -> None:
    """A ticket that is still the same person's."""
    if whose is None or (whose.removed_at is not None and before.state != "taken-off"):
        plan.told.append(TicketNote(one.ticket.id, REMOVED))
        return
    if whose.removed_at is not None:
        plan.returns.append(whose.participant_id)
    _, email = marks_of(one.row, mark)
    if email and before.email_mark != email and one.row.email != whose.email:
        plan.corrections.append((one, whose.participant_id))
    say_anew(plan, one, whose)
    if is_told_anew(one, before, at, mark):
        participant = whose.participant_id
        plan.holdings.append(Holding(reading=one, participant=participant, brought=before.brought))


def say_anew(plan: ShopPlan, one: Reading, whose: Known) -> None:
    """What the ticket says otherwise than before, and they have not set themselves."""
    update = update_of(whose, one.row)
    if update.changes or update.listed:
        plan.updates.append((one.ticket.id, update))


def is_told_anew(one: Reading, before: Kept, at: int | None, mark: Mark) -> bool:
    """Whether the ticket itself is to be kept otherwise than before."""
    ticket, paid = one.ticket, buyer_mark(one.ticket.buyer, mark)
    now = (*marks_of(one.row, mark), paid, ticket.order, ticket.position, ticket.id, "valid")
    return at is not None or now != (
        *(before.name_mark, before.email_mark, before.buyer_mark or ""),
        *(before.order_code, before.position, before.ticket, before.state),
    )


def bring_in(
    plan: ShopPlan,
    fresh: Sequence[Reading],
    kept: Mapping[str, Kept],
    known: Sequence[Known],
    mark: Mark,
    new_id: NewId,
) -> None:
    """Tickets of people whom they did not stand for before, by the rule of the lists."""
    here = {one.participant_id for one in known}
    twins = {
        (one.name_mark, one.email_mark): one.participant
        for one in kept.values()
        if one.email_mark and one.participant in here and one.state == "valid"
    }
    by_line, unclaimed = {one.row.line: one for one in fresh}, []
    for one in fresh:
        twin = twins.get(marks_of(one.row, mark))
        if twin is None:
            unclaimed.append(one.row)
        else:
            plan.holdings.append(Holding(reading=one, participant=twin, brought=False))
    free = existing(without_holders(known, kept))
    settle(
        plan, match(unclaimed, free), by_line, {one.participant_id: one for one in known}, new_id
    )


def without_holders(known: Sequence[Known], kept: Mapping[str, Kept]) -> list[Known]:
    """Without those found by their name alone who have a ticket already: it is not their second."""
    holders = {one.participant for one in kept.values() if one.state == "valid"}
    return [
        one
        for one in known
        if one.email or one.listed_email_key or one.participant_id not in holders
    ]


def settle(
    plan: ShopPlan,
    matches: Sequence[Match],
    by_line: Mapping[int, Reading],
    known: Mapping[str, Known],
    new_id: NewId,
) -> None:
    """Whom each new ticket is about, and what that brings."""
    lines = [one.row.line for one in matches if one.participant_id is None and not one.repeats]
    # Ids sort by time, and within one pull as its tickets do.
    ids = dict(zip(lines, sorted(new_id() for _ in lines), strict=True))
    for one in matches:
        reading, line = by_line[one.row.line], one.row.line
        participant = one.participant_id or ids[one.repeats or line]
        new = newcomer(participant, one, new_id()) if line in ids else None
        plan.holdings.append(
            Holding(reading=reading, participant=participant, brought=line in ids, new=new)
        )
        if one.participant_id and one.repeats is None:
            say_anew(plan, reading, known[one.participant_id])
            plan.corrections += [(reading, one.participant_id)] if one.adds_email else []
        plan.told += remarks(reading, one, known)


def remarks(one: Reading, found: Match, known: Mapping[str, Known]) -> list[TicketNote]:
    """What is told of a ticket that was taken otherwise than it may have been meant."""
    if found.participant_id and known[found.participant_id].removed_at is not None:
        return [TicketNote(one.ticket.id, REMOVED)]
    return [TicketNote(one.ticket.id, SECOND)] if found.without_email else []


def cancel(said: Said, kept: Mapping[str, Kept], plan: ShopPlan) -> None:
    """Good tickets that are cancelled, or missing in an order of which everything was said."""
    standing = {one.id for one in said.tickets} | said.nameless | said.untouched
    ending = said.cancelled | {one.ticket for one in kept.values() if one.order_code in said.orders}
    for ticket in sorted(ending - standing):
        before = kept.get(ticket)
        if is_stale(said, before):
            plan.told.append(TicketNote(ticket, STALE))
        elif before is not None and before.state == "valid":
            plan.cancelled.append(ticket)
        elif said.at is not None:
            plan.forgone.append(ticket)
