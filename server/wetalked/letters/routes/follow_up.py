"""The follow-up over HTTP: one's own list, and for organizers the sending."""

import asyncio

from litestar import Response, get, post
from litestar.di import NamedDependency

from wetalked.accounts.given_name import given_name
from wetalked.accounts.model import Caller
from wetalked.attendees.participants import participant_at
from wetalked.core.lengths import IdInPath, SlugInPath, SlugInQuery
from wetalked.core.problems import Problem
from wetalked.db.context import Context
from wetalked.events.access import attended, organized
from wetalked.events.model import Event, ParticipantRow
from wetalked.events.view import event_of
from wetalked.http.etag import tagged
from wetalked.http.request import AnyRequest
from wetalked.letters import event_letters as letters
from wetalked.letters.compose import follow_up
from wetalked.letters.invented import invented
from wetalked.letters.model import FollowUp, Mailing
from wetalked.letters.progress import Progress, progress_of
from wetalked.letters.recipients import language_of
from wetalked.letters.store import begin, mailing
from wetalked.mail.model import Preview
from wetalked.mail.render import Sending, as_html, as_text
from wetalked.talks.reading import talks_of


@get("/follow-up")
async def get_follow_up(
    request: AnyRequest,
    event: SlugInQuery,
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[FollowUp]:
    """Whom I talked with at this event, what I noted, and a first sentence to each."""
    found = await attended(context.db, me, event)
    talks = await talks_of(context.db, me.person, event)
    language = await language_of(context.db, me.person) or found.language
    return tagged(request, follow_up(event_of(found), talks, language))


@post("/events/{slug:str}/follow-ups", status_code=202)
async def post_follow_ups(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Progress:
    """Send the follow-ups now, also while the event runs; once begun, changes nothing."""
    event = await organized(context.db, caller, slug)
    await begin(context.db, event.id, context.clock())
    return await progress_of(context.db, await still_there(context, event.id), context.clock())


@get("/events/{slug:str}/follow-ups")
async def get_follow_ups(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Progress:
    """How far the sending is, and whom no mail could reach."""
    event = await organized(context.db, caller, slug)
    return await progress_of(context.db, await still_there(context, event.id), context.clock())


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
    return await asyncio.to_thread(preview, context, event_of(event), reader)


def preview(context: Context, event: Event, reader: ParticipantRow) -> Preview:
    """In their language, with their name, and nothing else of theirs."""
    language, base_url = reader.language, context.settings.base_url
    talks = [*invented(event, language, "several-talks"), *invented(event, language, "waiting")]
    whole = follow_up(event, talks, language)
    content = letters.follow_up(language, given_name(reader.name), whole, base_url)
    sending = Sending(
        sender=context.settings.mail_from,
        name=reader.name,
        address="",
        language=language,
        message_id="",
        at=context.clock(),
        unsubscribe_url=f"{base_url}/unsubscribe/preview",
    )
    return Preview(content.subject, as_text(content, sending), as_html(content, sending))


async def still_there(context: Context, event: str) -> Mailing:
    """The event as it is now; raises `not-found` if it was erased meanwhile."""
    found = await mailing(context.db, event)
    if found is None:
        raise Problem("not-found")
    return found


ROUTES = [get_follow_up, post_follow_ups, get_follow_ups, preview_follow_up]
