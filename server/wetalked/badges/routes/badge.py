"""One badge over HTTP: as a picture, and a new one for a lost one."""

import asyncio
from collections.abc import Callable

from litestar import Response, get, post
from litestar.di import NamedDependency

from wetalked.accounts.model import Caller
from wetalked.attendees.participants import participant_at
from wetalked.attendees.participations import came_to, participation
from wetalked.badges import picture
from wetalked.badges.model import BadgeText
from wetalked.badges.store import (
    Held,
    badge_at,
    own_badge,
    pin_on,
    reissue,
    text_of,
)
from wetalked.core.lengths import IdInPath, SlugInPath
from wetalked.db.context import Context
from wetalked.events.access import helped
from wetalked.events.model import EventRow, Participation, Reissued
from wetalked.events.view import participant_fields
from wetalked.http.etag import tagged_bytes
from wetalked.http.request import AnyRequest

Draw = Callable[[BadgeText], bytes]
SVG, PNG = "image/svg+xml", "image/png"


def svg(badge: BadgeText) -> bytes:
    """The badge's symbol as an SVG document."""
    return picture.svg(badge).encode()


async def drawn(
    context: Context, request: AnyRequest, held: Held, draw: Draw, media_type: str
) -> Response[bytes]:
    """The picture, unless the caller has it already."""
    image = await asyncio.to_thread(draw, text_of(context, held))
    return tagged_bytes(request, image, media_type)


@get("/events/{slug:str}/participants/{participant:str}/badge.svg", media_type=SVG)
async def get_badge_svg(
    request: AnyRequest,
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[bytes]:
    """One badge's QR code as SVG."""
    event = await helped(context.db, caller, slug)
    return await drawn(
        context, request, await badge_at(context.db, event.id, participant), svg, SVG
    )


@get("/events/{slug:str}/participants/{participant:str}/badge.png", media_type=PNG)
async def get_badge_png(
    request: AnyRequest,
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[bytes]:
    """One badge's QR code as PNG."""
    event = await helped(context.db, caller, slug)
    held = await badge_at(context.db, event.id, participant)
    return await drawn(context, request, held, picture.png, PNG)


@get("/events/{slug:str}/participants/{participant:str}")
async def get_participant(
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Reissued:
    """One participant, with the PIN that still signs them in, as it is printed with the badge."""
    event = await helped(context.db, caller, slug)
    return await with_pin(context, event, participant)


async def with_pin(context: Context, event: EventRow, participant: str) -> Reissued:
    """The participant; who is off the list holds no badge, and no PIN."""
    row = await participant_at(context.db, event.id, participant)
    held = await badge_at(context.db, event.id, participant) if row.badge else None
    return Reissued(**participant_fields(row), pin=pin_on(context, held) if held else None)


@post("/events/{slug:str}/participants/{participant:str}/badge", status_code=200)
async def post_badge(
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Reissued:
    """Retire somebody's badge for a new one, and their PIN, where there is one, for a new PIN."""
    event = await helped(context.db, caller, slug)
    await reissue(context, await badge_at(context.db, event.id, participant))
    return await with_pin(context, event, participant)


@get("/me/participations/{participant:str}/badge.svg", media_type=SVG)
async def get_own_svg(
    request: AnyRequest,
    participant: IdInPath,
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[bytes]:
    """My badge's QR code as SVG."""
    return await drawn(
        context, request, await own_badge(context.db, me.person, participant), svg, SVG
    )


@get("/me/participations/{participant:str}/badge.png", media_type=PNG)
async def get_own_png(
    request: AnyRequest,
    participant: IdInPath,
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[bytes]:
    """My badge's QR code as PNG."""
    held = await own_badge(context.db, me.person, participant)
    return await drawn(context, request, held, picture.png, PNG)


@post("/me/participations/{participant:str}/badge", status_code=200)
async def post_own_badge(
    participant: IdInPath, me: NamedDependency[Caller], context: NamedDependency[Context]
) -> Participation:
    """Mine is gone: a new badge, the old one is retired."""
    held = await own_badge(context.db, me.person, participant)
    await reissue(context, held, came_to(me.person, participant, context.clock()))
    return await participation(context, me.person, participant)


ROUTES = [
    get_badge_svg,
    get_badge_png,
    get_participant,
    post_badge,
    get_own_svg,
    get_own_png,
    post_own_badge,
]
