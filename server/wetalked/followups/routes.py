"""The follow-up over HTTP: one's own list, and for organizers the sending."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from wetalked.etag import tagged
from wetalked.events.access import attended, organized
from wetalked.events.view import event_of
from wetalked.followups.compose import follow_up
from wetalked.followups.model import FollowUp, Mailing
from wetalked.followups.store import Progress, begin, mailing, progress_of
from wetalked.kit import Kit
from wetalked.mail.store import language_of
from wetalked.people.model import Caller
from wetalked.problems import Problem
from wetalked.talks.store import talks_of


@get("/follow-up")
async def get_follow_up(
    request: Request[Any, Any, Any],
    event: FromQuery[str],
    me: NamedDependency[Caller],
    kit: NamedDependency[Kit],
) -> Response[FollowUp]:
    """Whom I talked with at this event, what I noted, and a first sentence to each."""
    found = await attended(kit.db, me, event)
    talks = await talks_of(kit.db, me.person, event)
    language = await language_of(kit.db, me.person) or found.language
    return tagged(request, follow_up(event_of(found), talks, language))


@post("/events/{slug:str}/follow-ups", status_code=202)
async def post_follow_ups(
    slug: FromPath[str], caller: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> Progress:
    """Send the follow-ups now, also while the event runs; once begun, changes nothing."""
    event = await organized(kit.db, caller, slug)
    await begin(kit.db, event.id, kit.clock())
    return await progress_of(kit.db, await still_there(kit, event.id))


@get("/events/{slug:str}/follow-ups")
async def get_follow_ups(
    slug: FromPath[str], caller: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> Progress:
    """How far the sending is, and whom no mail could reach."""
    event = await organized(kit.db, caller, slug)
    return await progress_of(kit.db, await still_there(kit, event.id))


async def still_there(kit: Kit, event: str) -> Mailing:
    """The event as it is now; raises `not-found` if it was erased meanwhile."""
    found = await mailing(kit.db, event)
    if found is None:
        raise Problem("not-found")
    return found


ROUTES = [get_follow_up, post_follow_ups, get_follow_ups]
