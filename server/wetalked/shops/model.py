"""Tickets as shops tell of them, and what is kept of a shop."""

from datetime import datetime
from typing import Literal

import msgspec

Source = Literal["pretix", "hook"]
TicketState = Literal["valid", "cancelling", "cancelled", "taken-off"]

# What can go wrong when a shop is asked: `ours` is a fault of this server, `strange` an answer
# that pretix would not give.
TroubleKind = Literal[
    "no-host",
    "not-public",
    "not-https",
    "no-answer",
    "no-pretix",
    "moved",
    "strange",
    "token",
    "permission",
    "no-event",
    "wait",
    "fault",
    "changed",
    "secret",
    "which-date",
    "no-series",
    "ours",
]


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """A good ticket; `id` is its own for ever, whoever holds it.

    `position` is the shop's own number of it, which stays when it moves to another order. `email`
    is its holder's, `buyer` whoever paid: theirs too where they `bought_by_themselves`.
    """

    id: str
    order: str | None = None
    position: str | None = None
    buyer: str | None = None
    bought_by_themselves: bool = False
    name: str
    given_name: str | None = None
    email: str | None = None
    language: str | None = None
    ask_me_about: str | None = None


class TicketNote(msgspec.Struct, frozen=True):
    """What is to be told of one ticket."""

    ticket: str
    message: str


class Said(msgspec.Struct, frozen=True):
    """What a shop says: of `orders` everything, so what is missing of them is cancelled.

    Of `untouched` tickets nothing is said; `odd` ones cannot be read. `buyers` has the names of all
    for whom an address bought, with "" where one is unknown; `dates` those of the tickets.
    `at`: when that was so, where messages may overtake each other.
    """

    tickets: list[Ticket] = []
    cancelled: set[str] = set()
    orders: set[str] = set()
    nameless: set[str] = set()
    untouched: set[str] = set()
    odd: list[TicketNote] = []
    buyers: dict[str, set[str]] = {}
    dates: set[int | None] = set()
    at: int | None = None


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as it is kept; without name and participant only that it was cancelled."""

    ticket: str
    order_code: str | None
    participant: str | None
    brought: bool
    name_mark: str
    email_mark: str
    buyer_mark: str | None
    position: str | None
    said_at: int | None
    state: TicketState


class ShopRow(msgspec.Struct, frozen=True, kw_only=True):
    """An event's pretix shop as it is kept."""

    event: str
    url: str
    token: str
    pending: bool
    subevent: int | None
    every_minutes: int | None
    since: str | None
    progress: str | None
    due_at: int | None
    claimed_until: int | None
    pulled_at: int | None
    report: str | None
    problem: str | None
    problem_kind: TroubleKind | None


class ShopReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the tickets that a shop told of.

    `nameless` tickets say nobody's name; `rejected` ones cannot be taken as they are; `told` were
    taken otherwise than they may have been meant. Of the last two at most 100 each.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    nameless: int = 0
    rejected: list[TicketNote] = []
    told: list[TicketNote] = []


class Hook(msgspec.Struct, frozen=True, kw_only=True):
    """Where other shops send their tickets; `secret` signs them, and is shown only when made."""

    url: str
    made_at: datetime
    secret: str | None = None


class Shop(msgspec.Struct, frozen=True, kw_only=True):
    """An event's ticket shop; the token is never shown.

    `report` is that of the last whole pull, `problem` what went wrong since, in English;
    `problem_kind` says of which kind it was.
    """

    url: str | None
    token_set: bool
    pending: bool
    subevent: int | None
    every_minutes: int | None
    state: Literal["none", "idle", "waiting", "pulling"]
    due_at: datetime | None
    pulled_at: datetime | None
    report: ShopReport | None
    problem: str | None
    problem_kind: TroubleKind | None
    hook: Hook | None
