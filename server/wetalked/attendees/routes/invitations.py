"""Invitations over HTTP: queued by an organizer, and how far the preparation of an event is."""

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from wetalked.accounts.model import Caller
from wetalked.attendees.invitations import count_uninvited, invite_all, invite_some
from wetalked.attendees.steps import steps_of
from wetalked.core.lengths import Ids, SlugInPath
from wetalked.db.context import Context
from wetalked.events.access import organized
from wetalked.events.model import Steps
from wetalked.http.body import MOST_PEOPLE_BYTES


class InvitationsBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to invite: these, or if absent everyone who never was."""

    participants: Ids | None = None


class Queued(msgspec.Struct, frozen=True):
    """How many mails were queued."""

    queued: int


@post(
    "/events/{slug:str}/invitations",
    status_code=202,
    request_max_body_size=MOST_PEOPLE_BYTES,
)
async def post_invitations(
    slug: SlugInPath,
    data: JSONBody[InvitationsBody],
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Queued:
    """Queue invitations; who has no address or wants no mail gets none."""
    event = await organized(context.db, caller, slug)
    if data.participants is None:
        return Queued(await invite_all(context, event))
    return Queued(await invite_some(context, event, data.participants))


@get("/events/{slug:str}/steps")
async def get_steps(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Steps:
    """How far the preparation is: counts of the list, and whether mails leave this server."""
    event = await organized(context.db, caller, slug)
    return await steps_of(context, event, await count_uninvited(context.db, event))


ROUTES = [post_invitations, get_steps]
