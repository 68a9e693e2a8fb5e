"""The follow-up over HTTP: one's own list; for organizers the sending, and sending one again."""

import asyncio

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery

from wetalked.accounts.model import Caller
from wetalked.attendees.participants import participant_at
from wetalked.core.lengths import IdInPath, SlugInPath, SlugInQuery
from wetalked.core.problems import Problem
from wetalked.db.context import Context
from wetalked.events.access import attended, organized
from wetalked.events.view import event_of
from wetalked.http.etag import tagged
from wetalked.http.request import AnyRequest
from wetalked.letters.follow_up import FollowUp, follow_up_of
from wetalked.letters.previews import follow_up_preview
from wetalked.letters.progress import Progress, follow_up_progress, send_again
from wetalked.letters.recipients import language_of
from wetalked.letters.schedule import Mailing, begin_follow_up, find_mailing
from wetalked.mail.model import Preview
from wetalked.talks.reading import talks_of


@get("/follow-up")
async def get_follow_up(
    request: AnyRequest,
    event: SlugInQuery,
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[FollowUp]:
    """Whom I talked with at this event, what I noted, and a first sentence to each."""
    row = await attended(context.db, me, event)
    talks = await talks_of(context.db, me.person, event)
    language = await language_of(context.db, me.person) or row.language
    return tagged(request, follow_up_of(event_of(row), talks, language))


@post("/events/{slug:str}/follow-ups", status_code=202)
async def post_follow_ups(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Progress:
    """Send the follow-ups now, also while the event runs; once begun, changes nothing."""
    event = await organized(context.db, caller, slug)
    await begin_follow_up(context.db, event.id, context.clock())
    return await follow_up_progress(
        context.db, await still_there(context, event.id), context.clock()
    )


@get("/events/{slug:str}/follow-ups")
async def get_follow_ups(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Progress:
    """How far the sending is, and whom no mail could reach."""
    event = await organized(context.db, caller, slug)
    return await follow_up_progress(
        context.db, await still_there(context, event.id), context.clock()
    )


@get("/events/{slug:str}/participants/{participant:str}/follow-up")
async def preview_follow_up(
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Preview:
    """The follow-up as this participant would get it, made of invented talks, never of theirs."""
    event = await organized(context.db, caller, slug)
    reader = await participant_at(context.db, event.id, participant)
    return await asyncio.to_thread(follow_up_preview, context, event_of(event), reader)


async def still_there(context: Context, event: str) -> Mailing:
    """The event as it is now; raises `not-found` if it was erased meanwhile."""
    mailing = await find_mailing(context.db, event)
    if mailing is None:
        raise Problem("not-found")
    return mailing


@post("/events/{slug:str}/follow-ups/{participant:str}", status_code=202)
async def post_follow_up(
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
    even_if_sent: FromQuery[bool] = False,
) -> Progress:
    """Try one that failed again; `even_if_sent=true` sends another of what was accepted before.

    Changes nothing while theirs still waits, and where there is none for them; the answer is the
    same for everybody.
    """
    event = await organized(context.db, caller, slug)
    row = await participant_at(context.db, event.id, participant)
    await send_again(context, event.id, row.participant_id, "follow-up", even_if_sent=even_if_sent)
    return await follow_up_progress(
        context.db, await still_there(context, event.id), context.clock()
    )


ROUTES = [get_follow_up, post_follow_ups, get_follow_ups, preview_follow_up]
# Apart for the order in the API's document.
SENDING_AGAIN = [post_follow_up]
