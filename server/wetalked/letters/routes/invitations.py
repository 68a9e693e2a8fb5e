"""For organizers: how far the invitations are, and whom none could reach."""

from litestar import get
from litestar.di import NamedDependency

from wetalked.accounts.model import Caller
from wetalked.core.lengths import SlugInPath
from wetalked.db.context import Context
from wetalked.events.access import organized
from wetalked.mail.progress import Sending, sending_of


@get("/events/{slug:str}/invitations")
async def get_invitations(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Sending:
    """How far the sending is, and whom no invitation could reach; POST theirs to send it again."""
    event = await organized(context.db, caller, slug)
    return await sending_of(context.db, event.id, "invitation")


ROUTES = [get_invitations]
