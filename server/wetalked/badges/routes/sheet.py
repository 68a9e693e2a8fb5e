"""The badge sheet over HTTP: what there is to print, a look at it, and the PDF itself."""

from datetime import datetime
from typing import Literal

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, JSONBody

from wetalked.accounts.model import Caller
from wetalked.badges.choice import Order, Wanted
from wetalked.badges.layout import DEFAULT, LAYOUTS, SheetOptions
from wetalked.badges.printed import (
    Batch,
    batches_at,
    mark_batch_unprinted,
    mark_printed,
    mark_unprinted,
)
from wetalked.badges.store import badge_at, badges_at, make_preview, make_sheet, unprintable
from wetalked.core.clock import from_datetime, to_datetime
from wetalked.core.lengths import IdInQuery, Ids, LayoutInQuery, MomentInQuery, SlugInPath
from wetalked.core.problems import invalid
from wetalked.db.context import Context
from wetalked.events.access import helped, organized
from wetalked.events.model import EventRow
from wetalked.http.body import MOST_PEOPLE_BYTES
from wetalked.http.etag import tagged_bytes
from wetalked.http.query_time import Moment, moment_of
from wetalked.http.request import AnyRequest

PNG, PDF = "image/png", "application/pdf"


def wish_of(
    layout: LayoutInQuery = DEFAULT,
    sides: FromQuery[Literal["1", "2"]] = "1",
    pins: FromQuery[Literal["strip", "sheet"]] = "strip",
    crop_marks: FromQuery[bool] = False,
) -> SheetOptions:
    """How the sheet is to come out of the printer."""
    return SheetOptions(layout=layout, sides=sides, pins=pins, crop_marks=crop_marks)


def wanted_of(
    only: FromQuery[Literal["unprinted"] | None] = None,
    printed_at: MomentInQuery = None,
    sort: FromQuery[Order] = "family",
) -> Wanted:
    """Whose badges; `printed_at` is the moment of an earlier sheet and makes that one again."""
    moment = None if printed_at is None else from_datetime(moment_of("printed_at", printed_at))
    return Wanted(only_unprinted=only is not None, printed_at=moment, order=sort)


WISH = {"wish": Provide(wish_of, sync_to_thread=False)}
WANTED = {"wanted": Provide(wanted_of, sync_to_thread=False)}


@get("/events/{slug:str}/badges.pdf", media_type=PDF, dependencies=WISH | WANTED)
async def get_sheet(
    slug: SlugInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
    wish: NamedDependency[SheetOptions],
    wanted: NamedDependency[Wanted],
    participant: IdInQuery = None,
) -> Response[bytes]:
    """The badges to print; `participant` prints one (the desk may).

    Marks nothing: `POST …/badges/printed` does, once they are on paper.
    """
    if participant is None:
        event = await organized(context.db, caller, slug)
        held = await badges_at(context.db, event, wanted)
    else:
        event = await helped(context.db, caller, slug)
        held = [await badge_at(context.db, event.id, participant)]
    headers = {"content-disposition": f'attachment; filename="badges-{event.slug}.pdf"'}
    return Response(await make_sheet(context, held, wish), media_type=PDF, headers=headers)


@get("/events/{slug:str}/badges/preview.png", media_type=PNG, dependencies=WISH)
async def get_preview(
    request: AnyRequest,
    slug: SlugInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
    wish: NamedDependency[SheetOptions],
) -> Response[bytes]:
    """A page, or some cards, with the longest and most unusual names of this event's list."""
    held = await badges_at(
        context.db, await organized(context.db, caller, slug), Wanted(order="list")
    )
    return tagged_bytes(request, await make_preview(context, held, wish), PNG)


class Unprintable(msgspec.Struct, frozen=True):
    """Somebody whose name has a sign that no font at hand can print."""

    participant_id: str
    name: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to print at this moment; `printed` has the newest sheet first."""

    at: datetime
    layouts: list[str]
    badges: int
    unprinted: int
    unprintable: list[Unprintable]
    printed: list[Batch]


@get("/events/{slug:str}/badges")
async def get_badges(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Sheet:
    """How many badges there are to print, how, and which names will not print whole."""
    return await sheet_at(context, await organized(context.db, caller, slug))


async def sheet_at(context: Context, event: EventRow) -> Sheet:
    """What there is to print at an event."""
    now = context.clock()
    held = await badges_at(context.db, event)
    return Sheet(
        at=to_datetime(now),
        layouts=list(LAYOUTS),
        badges=len(held),
        unprinted=sum(one.printed_at is None for one in held),
        unprintable=[Unprintable(one.participant, one.name) for one in await unprintable(held)],
        printed=await batches_at(context.db, event),
    )


class OnPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a sheet was made (the `at` of `GET …/badges`, or the `Date` of its PDF), and of whom."""

    at: Moment
    participants: Ids | None = None


@post(
    "/events/{slug:str}/badges/printed",
    status_code=200,
    request_max_body_size=MOST_PEOPLE_BYTES,
)
async def post_printed(
    slug: SlugInPath,
    data: JSONBody[OnPaper],
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Sheet:
    """The sheet made at that time was printed: all that were not yet, or these participants.

    What was corrected or reissued since is not marked. The desk may mark one.
    """
    one = data.participants is not None and len(data.participants) == 1
    event = await (helped if one else organized)(context.db, caller, slug)
    await mark_printed(context, event, from_datetime(data.at), data.participants)
    return await sheet_at(context, event)


class Spoilt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Badges that are not on paper after all: some people's, or all of one sheet."""

    participants: Ids | None = None
    printed_at: Moment | None = None


@post(
    "/events/{slug:str}/badges/unprinted",
    status_code=200,
    request_max_body_size=MOST_PEOPLE_BYTES,
)
async def post_unprinted(
    slug: SlugInPath,
    data: JSONBody[Spoilt],
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Sheet:
    """Let badges count as not yet printed, so that they come with the next ones."""
    event = await organized(context.db, caller, slug)
    if data.participants is None and data.printed_at is None:
        raise invalid("participants", "neither these nor printed_at was given; one is needed")
    await mark_unprinted(context.db, event, data.participants or [])
    if data.printed_at:
        await mark_batch_unprinted(context.db, event, from_datetime(data.printed_at))
    return await sheet_at(context, event)


ROUTES = [get_sheet, get_preview, get_badges, post_printed, post_unprinted]
