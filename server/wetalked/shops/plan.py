"""What there is to do for what a shop says: whose each ticket is, and who loses theirs."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from wetalked.events.lists_plan import Known, Newcomer, Update, existing, newcomer, update_of
from wetalked.events.roster import Match, RosterRow, check_row, match
from wetalked.ids import NewId
from wetalked.shops.model import Kept, Said, Ticket, TicketNote
from wetalked.text import name_key

REMOVED = "Its person was removed from this event, and stays so."
SECOND = "Its address belongs to somebody with another name; its person is taken without one."
STAND_IN = "~"

Mark = Callable[[str], str]


class Reading(NamedTuple):
    """A ticket with its person as lists are read; its line is its place among the tickets."""

    ticket: Ticket
    row: RosterRow


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket to be kept, and who holds it."""

    reading: Reading
    participant: str
    brought: bool
    new: Newcomer | None = None


class ShopPlan(msgspec.Struct):
    """What there is to do; `corrections` and `returns` come before the rest."""

    updates: list[tuple[str, Update]] = []
    holdings: list[Holding] = []
    handed_on: list[str] = []
    cancelled: list[str] = []
    corrections: list[tuple[Reading, str]] = []
    returns: list[str] = []
    rejected: list[TicketNote] = []
    told: list[TicketNote] = []


def plan_of(
    said: Said, kept: Mapping[str, Kept], known: Sequence[Known], mark: Mark, new_id: NewId
) -> ShopPlan:
    """The whole plan; `known` in the order in which they were added."""
    plan = ShopPlan()
    readings = readable(said, plan)
    by_id = {one.participant_id: one for one in known}
    fresh = []
    for one in readings:
        before = kept.get(one.ticket.id)
        if before is None or is_news(one, before, by_id, mark):
            fresh.append(one)
            plan.handed_on += [before.ticket] if before else []
        else:
            once_more(plan, one, before, by_id.get(before.participant or ""), mark)
    bring_in(plan, fresh, kept, known, mark, new_id)
    plan.cancelled = cancelled_by(said, kept)
    return plan


def readable(said: Said, plan: ShopPlan) -> list[Reading]:
    """The tickets that can be taken; the others are told."""
    found = []
    for line, ticket in enumerate(said.tickets, start=1):
        words = (ticket.name, ticket.email, ticket.language, ticket.ask_me_about, ticket.given_name)
        row = check_row(line, *words)
        if isinstance(row, RosterRow):
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


def marks_of(row: RosterRow, mark: Mark) -> tuple[str, str]:
    """What is kept of a name and an address, to see whether they change."""
    return mark(f"name {name_key(row.name)}"), mark(f"email {row.email}") if row.email else ""


def differs(before: str, now: str) -> bool:
    """Whether two marks stand for two words; under another secret nobody can tell."""
    return before != now and before.partition(".")[0] == now.partition(".")[0]


def once_more(plan: ShopPlan, one: Reading, before: Kept, whose: Known | None, mark: Mark) -> None:
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
    if is_told_anew(one, before, mark):
        participant = whose.participant_id
        plan.holdings.append(Holding(reading=one, participant=participant, brought=before.brought))


def say_anew(plan: ShopPlan, one: Reading, whose: Known) -> None:
    """What the ticket says otherwise than before, and they have not set themselves."""
    update = update_of(whose, one.row)
    if update.changes or update.listed:
        plan.updates.append((one.ticket.id, update))


def is_told_anew(one: Reading, before: Kept, mark: Mark) -> bool:
    """Whether the ticket itself is to be kept otherwise than before."""
    now = (*marks_of(one.row, mark), one.ticket.order, "valid")
    return (before.name_mark, before.email_mark, before.order_code, before.state) != now


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
        plan.told += remarks(reading, one, known)


def remarks(one: Reading, found: Match, known: Mapping[str, Known]) -> list[TicketNote]:
    """What is told of a ticket that was taken otherwise than it may have been meant."""
    if found.participant_id and known[found.participant_id].removed_at is not None:
        return [TicketNote(one.ticket.id, REMOVED)]
    return [TicketNote(one.ticket.id, SECOND)] if found.without_email else []


def cancelled_by(said: Said, kept: Mapping[str, Kept]) -> list[str]:
    """Good tickets that are cancelled, or missing in an order of which everything was said."""
    standing = {one.id for one in said.tickets} | said.nameless
    return [
        one.ticket
        for one in kept.values()
        if one.state == "valid"
        and one.ticket not in standing
        and (one.ticket in said.cancelled or one.order_code in said.orders)
    ]
