"""Gathers what somebody takes along."""

from wetalked.accounts.model import Caller
from wetalked.accounts.store import devices_of
from wetalked.core.clock import to_datetime
from wetalked.db.context import Context
from wetalked.events.api_tokens import tokens_of
from wetalked.export.model import Everything
from wetalked.export.store import (
    account_of,
    duties_of,
    mails_to,
    notes_of,
    places_of,
    said_by,
)
from wetalked.talks.blocks import blocks_of
from wetalked.talks.reading import talks_of


async def everything_of(context: Context, me: Caller) -> Everything:
    """All that is kept of the caller, and of others what the caller sees."""
    db, person = context.db, me.person
    talks = await talks_of(db, person)
    seen = {talk.id for talk in talks}
    return Everything(
        exported_at=to_datetime(context.clock()),
        person=await account_of(db, person),
        participations=await places_of(context, person),
        talks=talks,
        other_notes=[notes for notes in await notes_of(db, person) if notes.talk not in seen],
        said=await said_by(db, person),
        blocks=await blocks_of(db, person),
        devices=await devices_of(db, person, me.session),
        organizes=await duties_of(db, person),
        tokens=await tokens_of(db, person),
        mails=await mails_to(db, person),
    )
