"""For organizers: an invitation as somebody would get it, and how far the invitations are."""

import asyncio

from litestar import get
from litestar.di import NamedDependency

from wetalked.accounts.model import Caller
from wetalked.attendees.participants import participant_at
from wetalked.core.lengths import IdInPath, SlugInPath
from wetalked.db.context import Context
from wetalked.events.access import organized
from wetalked.letters.previews import invitation_preview
from wetalked.letters.progress import Sending, sending_of
from wetalked.mail.model import Preview


@get("/events/{slug:str}/invitations")
async def get_invitations(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Sending:
    """How far the sending is, and whom no invitation could reach; POST theirs to send it again."""
    event = await organized(context.db, caller, slug)
    return await sending_of(context.db, event.id, "invitation")


@get("/events/{slug:str}/participants/{participant:str}/invitation")
async def preview_invitation(
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Preview:
    """The invitation as this participant would get it, with a link and a code that open nothing."""
    event = await organized(context.db, caller, slug)
    reader = await participant_at(context.db, event.id, participant)
    return await asyncio.to_thread(invitation_preview, context, event, reader)


ROUTES = [get_invitations]
# Apart for the order in the API's document.
PREVIEWS = [preview_invitation]
