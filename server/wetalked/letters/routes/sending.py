"""For organizers: sending one follow-up again."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromQuery

from wetalked.accounts.model import Caller
from wetalked.attendees.participants import participant_at
from wetalked.core.lengths import IdInPath, SlugInPath
from wetalked.core.problems import Problem
from wetalked.db.context import Context
from wetalked.events.access import organized
from wetalked.letters.progress import Progress, progress_of
from wetalked.letters.store import mailing
from wetalked.mail.progress import send_again


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
    to = await participant_at(context.db, event.id, participant)
    await send_again(context, event.id, to.participant_id, "follow-up", even_if_sent=even_if_sent)
    found = await mailing(context.db, event.id)
    if found is None:
        raise Problem("not-found")
    return await progress_of(context.db, found, context.clock())


ROUTES = [post_follow_up]
