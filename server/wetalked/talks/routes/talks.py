"""Scans, talks and blocks over HTTP."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from wetalked.accounts.model import Caller
from wetalked.accounts.store import end_streams
from wetalked.core.clock import from_datetime, phone_time
from wetalked.core.lengths import MaybeSlugInQuery, MomentInQuery
from wetalked.core.problems import Problem
from wetalked.db.context import Context
from wetalked.http.body import MOST_SYNC_BYTES
from wetalked.http.etag import digest, tagged
from wetalked.http.paging import After, page
from wetalked.http.query_time import query_time
from wetalked.http.request import AnyRequest
from wetalked.talks import blocks
from wetalked.talks.access import Badges
from wetalked.talks.model import (
    BlockList,
    CardShownBody,
    ConfirmBody,
    ScanBody,
    Talk,
    TalkList,
)
from wetalked.talks.operations import AnyOperation, SyncAnswer, SyncBody
from wetalked.talks.reading import talk_of, talks_of
from wetalked.talks.store import confirm, pair_of_talk, pair_to_confirm, scan, show_card, withdraw
from wetalked.talks.sync import apply_operations
from wetalked.talks.unit import Written, write

Limit = Annotated[int, QueryParameter(ge=1, le=500)]


@post("/scans", status_code=201)
async def post_scan(
    data: JSONBody[ScanBody],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    badges: NamedDependency[Badges],
) -> Response[Talk]:
    """I talked with the holder of this badge: 201, or 200 when I had scanned it before."""
    badges.check(me.person)
    at = phone_time(data.scanned_at, context.clock())
    pair, code = await badges.pair(me.person, data.badge, at)
    mine = scan(pair, str(data.id), code, at, now_is_meant=data.scanned_at is None)
    written = await write(context.db, mine)
    return seen(written, 200 if written.rows["before"] else 201)


@get("/talks")
async def get_talks(
    request: AnyRequest,
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    event: MaybeSlugInQuery = None,
    limit: Limit = 100,
    after: After = None,
) -> Response[TalkList]:
    """All talks that I see, those that began first in front; of one event if named by its slug."""
    talks = await talks_of(context.db, me.person, event)
    return tagged(request, TalkList(*page(talks, talk_cursor, limit, after)))


def talk_cursor(talk: Talk) -> str:
    """What a page ends with: orders as the list does."""
    return f"{from_datetime(talk.began_at):015}-{talk.id}"


@get("/talks/{talk:uuid}")
async def get_talk(
    request: AnyRequest,
    talk: FromPath[UUID],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[Talk]:
    """One talk as I see it."""
    found = await talk_of(context.db, me.person, str(talk))
    if found is None:
        raise Problem("not-found")
    return tagged(request, found)


@post("/talks/{talk:uuid}/confirm", status_code=200)
async def post_confirm(
    talk: FromPath[UUID],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    data: JSONBody[ConfirmBody | None] = None,
) -> Response[Talk]:
    """Yes, we talked: a yes without a camera; 204 when a later no of mine overtakes it."""
    now = context.clock()
    at = phone_time(data.at if data else None, now)
    pair = await pair_to_confirm(context.db, me.person, str(talk), at, now)
    return seen(await write(context.db, confirm(pair, at)))


@delete("/talks/{talk:uuid}")
async def delete_talk(
    talk: FromPath[UUID],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    at: MomentInQuery = None,
) -> None:
    """My no: undo or decline. My notes up to then are erased; the other side is not told."""
    pair = await pair_of_talk(context.db, me.person, str(talk))
    await write(context.db, withdraw(pair, query_time(at, context.clock())))


@put("/talks/{talk:uuid}/card")
async def put_card(
    talk: FromPath[UUID],
    data: JSONBody[CardShownBody],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[Talk]:
    """Whether this person sees my card; until this is said, as my card says."""
    pair = await pair_of_talk(context.db, me.person, str(talk))
    return seen(await write(context.db, show_card(pair, shown=data.shown)))


def seen(written: Written, status: int = 200) -> Response[Any]:
    """The talk as I see it, or 204 where I see nothing of it."""
    if written.talk is None:
        return Response(None, status_code=204)
    return Response(written.talk, status_code=status)


@post("/talks/{talk:uuid}/block", status_code=204)
async def post_block(
    talk: FromPath[UUID], me: NamedDependency[Caller], context: NamedDependency[Context]
) -> None:
    """My no, and nothing of that person shows at me, in any event; to them it is a decline."""
    pair = await pair_of_talk(context.db, me.person, str(talk))
    await blocks.block(context.db, pair, context.new_id, context.clock())
    await end_streams(context.db, me.person)  # what waits in them may still show that person


@get("/me/blocks")
async def get_blocks(
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    limit: Limit = 100,
    after: After = None,
) -> BlockList:
    """Whom I have blocked, the first blocked in front."""
    found = await blocks.blocks_of(context.db, me.person)
    return BlockList(*page(found, lambda one: one.id, limit, after))


@delete("/me/blocks/{block:uuid}")
async def delete_block(
    block: FromPath[UUID], me: NamedDependency[Caller], context: NamedDependency[Context]
) -> None:
    """Take a block back: what I said yes to shows again, the blocked talk after a new yes."""
    await blocks.unblock(context.db, me.person, str(block))


@post(
    "/sync",
    status_code=200,
    request_max_body_size=MOST_SYNC_BYTES,
    opt={"raw_lists": {"operations": AnyOperation}},  # a wrong one is refused by itself
)
async def post_sync(
    data: JSONBody[SyncBody],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    badges: NamedDependency[Badges],
) -> SyncAnswer:
    """Send what waited on the phone, in any order and as often as needed; get all my talks."""
    if str(data.person) != me.person:
        raise Problem("other-person")
    results = await apply_operations(
        context.db, badges, me.person, data.operations, context.clock()
    )
    talks = await talks_of(context.db, me.person)
    cursor = digest(msgspec.json.encode(talks))
    return SyncAnswer(results, None if cursor == data.since else talks, cursor)


ROUTES = [
    post_scan,
    get_talks,
    get_talk,
    post_confirm,
    delete_talk,
    put_card,
    post_block,
    get_blocks,
    delete_block,
    post_sync,
]
