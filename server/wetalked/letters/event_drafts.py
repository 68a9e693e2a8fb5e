"""The mails that tell of talks, composed at the moment of sending from what is true then."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

import msgspec

from wetalked.core.clock import to_datetime
from wetalked.core.i18n.dates import day
from wetalked.db import as_kind, statement
from wetalked.db.context import Context
from wetalked.events.view import event_of
from wetalked.letters import event_letters as letters
from wetalked.letters.account_drafts import draft
from wetalked.letters.compose import follow_up, has_loose_ends, still_open
from wetalked.letters.erasure import goes_too
from wetalked.letters.model import FollowUp, Mailing
from wetalked.letters.recipients import Recipient, as_recipient, count_unconfirmed, whose
from wetalked.letters.schedule import erased_from
from wetalked.letters.store import MAILING
from wetalked.mail.model import Content, Draft, Mail
from wetalked.talks.model import Talk
from wetalked.talks.reading import as_talks, seen


async def follow_up_draft(context: Context, mail: Mail) -> Draft | None:
    """The whole list; nothing for who sees no talk, so that a later first one brings theirs."""
    found = await told(context, mail)
    if found is None or not found.talks:
        return None
    await count_unconfirmed(context, found.person, found.address)
    return found.draft(partial(write_follow_up, context, found))


async def reminder_draft(context: Context, mail: Mail) -> Draft | None:
    """What is still open; nothing for who has nothing open."""
    found = await told(context, mail)
    if found is None or not has_loose_ends(found.talks):
        return None
    await count_unconfirmed(context, found.person, found.address)
    return found.draft(partial(write_reminder, context, found))


async def before_erasure_draft(context: Context, mail: Mail) -> Draft | None:
    """On which day an event goes, what goes with it, and where to take it along."""
    found = await told(context, mail)
    if found is None:
        return None
    await count_unconfirmed(context, found.person, found.address)
    account_too = await goes_too(context.db, found.id, found.event.id)
    at = erased_from(found.event, context.clock())
    return found.draft(partial(write_before_erasure, context, found, at, account_too=account_too))


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is told of an event, with the talks they see there."""

    id: str
    person: Recipient
    address: str
    event: Mailing
    talks: Sequence[Talk]

    def whole(self) -> FollowUp:
        """Their whole list, in their language."""
        return follow_up(event_of(self.event), self.talks, self.person.language)

    def draft(self, write: "partial[Content]") -> Draft:
        """A mail to them."""
        return draft(self.person, self.address, write)


async def told(context: Context, mail: Mail) -> Told | None:
    """Who gets it, of which event, and the talks they see; nothing where either is gone.

    All of it is asked for at once: each question more wakes the database's thread once more.
    """
    if mail.person is None:
        return None
    asked = whose(mail), statement(MAILING, event=mail.event), *seen(mail.person)
    whom, which, sides, notes = await context.db.read(*asked)
    found, events = as_recipient(mail, whom), as_kind(Mailing, which)
    if found is None or not events:
        return None
    (person, address), event = found, events[0]
    talks = [talk for talk in as_talks(mail.person, sides, notes) if talk.event == event.slug]
    return Told(id=mail.person, person=person, address=address, event=event, talks=talks)


def write_follow_up(context: Context, told: Told) -> Content:
    """The words; takes a while for many talks."""
    to, base_url = told.person, context.settings.base_url
    return letters.follow_up(to.language, to.given_name, told.whole(), base_url)


def write_reminder(context: Context, told: Told) -> Content:
    """The words of what is still open."""
    to, whole, base_url = told.person, told.whole(), context.settings.base_url
    return letters.reminder(to.language, to.given_name, whole, still_open(whole), base_url)


def write_before_erasure(context: Context, told: Told, at: int, *, account_too: bool) -> Content:
    """The words of the end; the day is that of where the event was."""
    to, base_url = told.person, context.settings.base_url
    there = to_datetime(at).astimezone(ZoneInfo(told.event.time_zone))
    return letters.before_erasure(
        *(to.language, to.given_name, told.whole(), day(there, to.language), base_url),
        account_too=account_too,
    )
