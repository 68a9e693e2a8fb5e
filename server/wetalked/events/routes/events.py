"""Events over HTTP: made, changed and ended by their organizers; the deck; the pulse."""

import msgspec
from litestar import Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from wetalked.accounts.model import Caller
from wetalked.core.lengths import SlugInPath
from wetalked.db.context import Context
from wetalked.events.access import attended, check_organizes, helped, organized
from wetalked.events.deck import DeckQuestion
from wetalked.events.model import Pulse
from wetalked.events.plan import EventChange, NewEvent
from wetalked.events.pulse import pulse_of
from wetalked.events.store import (
    OwnEvent,
    change_event,
    create_event,
    deck_of,
    end_event,
    events_run_by,
    own_event_of,
)
from wetalked.http.body import MOST_DECK_BYTES
from wetalked.http.etag import tagged
from wetalked.http.paging import After, Page, PageSize, page_of
from wetalked.http.request import AnyRequest


@post("/events", status_code=201, request_max_body_size=MOST_DECK_BYTES)
async def post_event(
    data: JSONBody[NewEvent], caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> OwnEvent:
    """Create an event that I run; `copy_of` takes settings and deck of another one of mine."""
    check_organizes(caller)
    return await create_event(context, data, caller.person)


@get("/events")
async def get_events(
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
    limit: PageSize = 100,
    after: After = None,
) -> Page[OwnEvent]:
    """The events that I run or help at, the newest first."""
    rows = await events_run_by(context.db, caller.person, after, limit)
    part = page_of(rows, limit, lambda row: row.id)
    return Page([own_event_of(row) for row in part.items], part.next)


@get("/events/{slug:str}")
async def get_event(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> OwnEvent:
    """One event that I run or help at."""
    return own_event_of(await helped(context.db, caller, slug))


@patch("/events/{slug:str}", request_max_body_size=MOST_DECK_BYTES)
async def patch_event(
    slug: SlugInPath,
    data: JSONBody[EventChange],
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> OwnEvent:
    """Change what is named; a follow-up that has begun keeps its time."""
    return await change_event(context, await organized(context.db, caller, slug), data)


class Ended(msgspec.Struct, frozen=True):
    """Whether the event is gone, or will be 14 days after its before-erasure mail."""

    erased: bool


@delete("/events/{slug:str}", status_code=202)
async def delete_event(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Ended:
    """Erase at once while nobody has signed in, else 14 days after the before-erasure mail."""
    return Ended(await end_event(context, await organized(context.db, caller, slug)))


class DeckAnswer(msgspec.Struct, frozen=True):
    """The open questions to choose from."""

    questions: list[DeckQuestion]


@get("/events/{slug:str}/deck")
async def get_deck(
    request: AnyRequest,
    slug: SlugInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[DeckAnswer]:
    """The event's open questions, for everyone who is in it or runs it."""
    return tagged(request, DeckAnswer(deck_of(await attended(context.db, caller, slug))))


@get("/events/{slug:str}/pulse")
async def get_pulse(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Pulse:
    """Totals, at most one look an hour, rounded down to fives; null where too few stand behind."""
    return await pulse_of(context.db, await organized(context.db, caller, slug), context.clock())


ROUTES = [
    post_event,
    get_events,
    get_event,
    patch_event,
    delete_event,
    get_deck,
]
# Apart, so that the document lists it behind what comes before an event.
PULSE_ROUTES = [get_pulse]
