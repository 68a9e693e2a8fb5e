"""Badges over HTTP: one as a picture, all as a sheet, a new one for a lost one."""

import asyncio
from collections.abc import Callable
from typing import Any, Literal

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from wetalked.badges import picture, sheet
from wetalked.badges.model import BadgeText
from wetalked.badges.store import (
    Held,
    badge_at,
    badges_at,
    own_badge,
    pin_on,
    print_sheet,
    reissue,
    text_of,
    unprintable,
)
from wetalked.etag import tagged_bytes
from wetalked.events.access import helped, organized
from wetalked.events.model import Participation, Reissued
from wetalked.events.participants_store import participant_at
from wetalked.events.participations_store import participation
from wetalked.events.view import participant_fields
from wetalked.kit import Kit
from wetalked.people.model import Caller

Draw = Callable[[BadgeText], bytes]
SVG, PNG, PDF = "image/svg+xml", "image/png", "application/pdf"


def svg(badge: BadgeText) -> bytes:
    """The badge's symbol as an SVG document."""
    return picture.svg(badge).encode()


async def drawn(
    kit: Kit, request: Request[Any, Any, Any], held: Held, draw: Draw, media_type: str
) -> Response[bytes]:
    """The picture, unless the caller has it already."""
    image = await asyncio.to_thread(draw, text_of(kit, held))
    return tagged_bytes(request, image, media_type)


@get("/events/{slug:str}/participants/{participant:str}/badge.svg", media_type=SVG)
async def get_badge_svg(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    participant: FromPath[str],
    caller: NamedDependency[Caller],
    kit: NamedDependency[Kit],
) -> Response[bytes]:
    """One badge's QR code as SVG."""
    event = await helped(kit.db, caller, slug)
    return await drawn(kit, request, await badge_at(kit.db, event.id, participant), svg, SVG)


@get("/events/{slug:str}/participants/{participant:str}/badge.png", media_type=PNG)
async def get_badge_png(
    request: Request[Any, Any, Any],
    slug: FromPath[str],
    participant: FromPath[str],
    caller: NamedDependency[Caller],
    kit: NamedDependency[Kit],
) -> Response[bytes]:
    """One badge's QR code as PNG."""
    event = await helped(kit.db, caller, slug)
    held = await badge_at(kit.db, event.id, participant)
    return await drawn(kit, request, held, picture.png, PNG)


@post("/events/{slug:str}/participants/{participant:str}/badge", status_code=200)
async def post_badge(
    slug: FromPath[str],
    participant: FromPath[str],
    caller: NamedDependency[Caller],
    kit: NamedDependency[Kit],
) -> Reissued:
    """Retire somebody's badge for a new one, and their PIN, where there is one, for a new PIN."""
    event = await helped(kit.db, caller, slug)
    await reissue(kit, await badge_at(kit.db, event.id, participant))
    held = await badge_at(kit.db, event.id, participant)
    row = await participant_at(kit.db, event.id, participant)
    return Reissued(**participant_fields(row), pin=pin_on(kit, held))


@get("/events/{slug:str}/badges.pdf", media_type=PDF)
async def get_sheet(
    slug: FromPath[str],
    caller: NamedDependency[Caller],
    kit: NamedDependency[Kit],
    layout: FromQuery[str] = sheet.DEFAULT,
    only: FromQuery[Literal["unprinted"] | None] = None,
    participant: FromQuery[str | None] = None,
) -> Response[bytes]:
    """The badges to print, by family name; `participant` prints one (the desk may)."""
    if participant is None:
        event = await organized(kit.db, caller, slug)
        held = await badges_at(kit.db, event, only_unprinted=only is not None)
    else:
        event = await helped(kit.db, caller, slug)
        held = [await badge_at(kit.db, event.id, participant)]
    pdf = await print_sheet(kit, held, layout)
    name = f"badges-{event.slug}.pdf"
    return Response(
        pdf, media_type=PDF, headers={"content-disposition": f'attachment; filename="{name}"'}
    )


class Unprintable(msgspec.Struct, frozen=True):
    """Somebody whose name has a sign that no font at hand can print."""

    participant_id: str
    name: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to print, told before it is printed."""

    layouts: list[str]
    badges: int
    unprinted: int
    unprintable: list[Unprintable]


@get("/events/{slug:str}/badges")
async def get_badges(
    slug: FromPath[str], caller: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> Sheet:
    """How many badges there are to print, how, and which names will not print whole."""
    held = await badges_at(kit.db, await organized(kit.db, caller, slug))
    return Sheet(
        layouts=list(sheet.LAYOUTS),
        badges=len(held),
        unprinted=sum(one.printed_at is None for one in held),
        unprintable=[Unprintable(one.participant, one.name) for one in await unprintable(held)],
    )


@get("/me/participations/{participant:str}/badge.svg", media_type=SVG)
async def get_own_svg(
    request: Request[Any, Any, Any],
    participant: FromPath[str],
    me: NamedDependency[Caller],
    kit: NamedDependency[Kit],
) -> Response[bytes]:
    """My badge's QR code as SVG."""
    return await drawn(kit, request, await own_badge(kit.db, me.person, participant), svg, SVG)


@get("/me/participations/{participant:str}/badge.png", media_type=PNG)
async def get_own_png(
    request: Request[Any, Any, Any],
    participant: FromPath[str],
    me: NamedDependency[Caller],
    kit: NamedDependency[Kit],
) -> Response[bytes]:
    """My badge's QR code as PNG."""
    held = await own_badge(kit.db, me.person, participant)
    return await drawn(kit, request, held, picture.png, PNG)


@post("/me/participations/{participant:str}/badge", status_code=200)
async def post_own_badge(
    participant: FromPath[str], me: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> Participation:
    """Mine is gone: a new badge, the old one is retired."""
    await reissue(kit, await own_badge(kit.db, me.person, participant))
    return await participation(kit, me.person, participant)


ROUTES = [
    get_badge_svg,
    get_badge_png,
    post_badge,
    get_sheet,
    get_badges,
    get_own_svg,
    get_own_png,
    post_own_badge,
]
