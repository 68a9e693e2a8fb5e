"""For organizers: an invitation as somebody would get it, before it is sent."""

import asyncio

from litestar import get
from litestar.di import NamedDependency

from wetalked.accounts.given_name import given_name
from wetalked.accounts.model import Caller
from wetalked.attendees.participants import participant_at
from wetalked.core.clock import to_datetime
from wetalked.core.code import show
from wetalked.core.lengths import IdInPath, SlugInPath
from wetalked.db.context import Context
from wetalked.events.access import organized
from wetalked.events.model import EventRow, ParticipantRow
from wetalked.letters import account_letters as letters
from wetalked.mail.model import Content, Preview
from wetalked.mail.render import Sending, as_html, as_text

# What really signs somebody in is theirs alone.
LINK, CODE = "join/…", "XXXX-XXXX"


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
    return await asyncio.to_thread(preview, context, event, reader)


def preview(context: Context, event: EventRow, reader: ParticipantRow) -> Preview:
    content = invitation(context.settings.base_url, event, reader)
    sending = Sending(
        sender=context.settings.mail_from,
        name=reader.name,
        address=reader.email or "",
        language=reader.language,
        message_id="",
        at=context.clock(),
        unsubscribe_url=f"{context.settings.base_url}/unsubscribe/preview",
    )
    return Preview(content.subject, as_text(content, sending), as_html(content, sending))


def invitation(base_url: str, event: EventRow, reader: ParticipantRow) -> Content:
    """Its words; the badge's picture is left out."""
    told = letters.Invitation(
        given_name=given_name(reader.name),
        event=event.name,
        starts_at=to_datetime(event.starts_at),
        ends_at=to_datetime(event.ends_at),
        time_zone=event.time_zone,
        url=f"{base_url}/{LINK}",
        code=CODE,
        badge=b"",
        badge_code=show(reader.badge) if reader.badge else CODE,
    )
    return letters.invitation(reader.language, told)


ROUTES = [preview_invitation]
