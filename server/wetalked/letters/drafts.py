"""Each kind of mail, composed at the moment of sending from what is true then."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

import msgspec

from wetalked.accounts.codes import code_fingerprint
from wetalked.accounts.login_tokens import CODE_LASTS
from wetalked.badges.model import BadgeText
from wetalked.core.clock import to_datetime
from wetalked.core.code import badge_url, show
from wetalked.core.i18n.dates import day
from wetalked.core.ids import fingerprint
from wetalked.db import as_kind, statement
from wetalked.db.context import Context
from wetalked.events.view import event_of
from wetalked.letters.account_letters import (
    InvitationDetails,
    address_changed_content,
    good_bye_content,
    invitation_content,
    new_address_content,
    sign_in_content,
)
from wetalked.letters.erasure import goes_too
from wetalked.letters.event_letters import (
    before_erasure_content,
    follow_up_content,
    reminder_content,
)
from wetalked.letters.follow_up import FollowUp, follow_up_of, has_loose_ends, still_open
from wetalked.letters.recipients import (
    InvitedParticipant,
    Recipient,
    as_recipient,
    count_mail_to_unconfirmed,
    find_invited,
    find_recipient,
    invitation_login,
    recipient_statement,
    store_invitation_login,
)
from wetalked.letters.schedule import MAILING, Mailing, erased_from
from wetalked.mail.model import Content, Draft, Mail
from wetalked.talks.model import Talk
from wetalked.talks.reading import as_talks, seen


class SignInBody(msgspec.Struct, frozen=True):
    """What only the mail holds of a sign-in: stored elsewhere are fingerprints.

    For a new address there is a code and no link.
    """

    code: str
    link_token: str = ""
    new_address: bool = False


class Leaver(msgspec.Struct, frozen=True):
    """Who has left: there is no row of theirs any more."""

    name: str
    given_name: str
    language: str


async def draft_sign_in(context: Context, mail: Mail) -> Draft | None:
    """The link and the code that were asked for, or the code for a new address.

    Nothing once they are good no longer: they would only mislead whoever asked anew.
    """
    recipient = await find_recipient(context.db, mail)
    if recipient is None or mail.body is None or context.clock() >= mail.made_at + CODE_LASTS:
        return None
    (person, address), asked = recipient, msgspec.json.decode(mail.body, type=SignInBody)
    if asked.new_address:
        write = partial(new_address_content, person.language, asked.code)
    else:
        url = f"{context.settings.base_url}/join/{asked.link_token}"
        given = person.shown_given_name
        write = partial(sign_in_content, person.language, given, url, asked.code)
    return draft_to(person, address, write)


async def draft_address_changed(context: Context, mail: Mail) -> Draft | None:
    """What the old address is told."""
    recipient = await find_recipient(context.db, mail)
    if recipient is None:
        return None
    person, address = recipient
    return draft_to(person, address, partial(address_changed_content, person.language))


async def draft_good_bye(_: Context, mail: Mail) -> Draft | None:
    """The last mail: all that is left of the person stands in it."""
    if mail.address is None or mail.body is None:
        return None
    gone = msgspec.json.decode(mail.body, type=Leaver)
    return Draft(
        name=gone.name,
        address=mail.address,
        language=gone.language,
        write=partial(good_bye_content, gone.language, gone.given_name),
    )


async def draft_invitation(context: Context, mail: Mail) -> Draft | None:
    """The way in, made now; a second try brings the same link and code."""
    recipient = await find_recipient(context.db, mail)
    invited = await find_invited(context.db, mail)
    if recipient is None or invited is None:
        return None
    person, address = recipient
    token, code = invitation_login(context.secret, mail)
    code_key = code_fingerprint(context.secret, code)
    await store_invitation_login(context, mail, address, fingerprint(token), code_key)
    url = f"{context.settings.base_url}/join/{token}"
    write = partial(write_invitation, context.settings.base_url, person, invited, url, code)
    return draft_to(person, address, write)


def write_invitation(
    base_url: str, person: Recipient, invited: InvitedParticipant, url: str, code: str
) -> Content:
    """The words and the picture; drawing takes milliseconds."""
    # What draws is large, and nothing else needs it.
    from wetalked.badges.picture import png  # noqa: PLC0415

    badge = BadgeText(
        code=invited.badge,
        url=badge_url(base_url, invited.badge),
        name=invited.name,
        given_name=invited.given_name,
        event_name=invited.event,
        ask_me_about=invited.ask_me_about,
        language=invited.event_language,
    )
    details = InvitationDetails(
        given_name=person.given_name,
        event=invited.event,
        starts_at=to_datetime(invited.starts_at),
        ends_at=to_datetime(invited.ends_at),
        time_zone=invited.time_zone,
        url=url,
        code=show(code),
        badge=png(badge),
        badge_code=show(invited.badge),
    )
    return invitation_content(person.language, details)


def draft_to(person: Recipient, address: str, write: "partial[Content]") -> Draft:
    """A draft to somebody with an account."""
    return Draft(name=person.shown_name, address=address, language=person.language, write=write)


async def draft_follow_up(context: Context, mail: Mail) -> Draft | None:
    """The whole list; nothing for who sees no talk, so that a later first one brings theirs."""
    reader = await event_reader(context, mail)
    if reader is None or not reader.talks:
        return None
    await count_mail_to_unconfirmed(context, reader.person, reader.address)
    return reader.draft(partial(write_follow_up, context, reader))


async def draft_reminder(context: Context, mail: Mail) -> Draft | None:
    """What is still open; nothing for who has nothing open."""
    reader = await event_reader(context, mail)
    if reader is None or not has_loose_ends(reader.talks):
        return None
    await count_mail_to_unconfirmed(context, reader.person, reader.address)
    return reader.draft(partial(write_reminder, context, reader))


async def draft_before_erasure(context: Context, mail: Mail) -> Draft | None:
    """On which day an event goes, what goes with it, and where to take it along."""
    reader = await event_reader(context, mail)
    if reader is None:
        return None
    await count_mail_to_unconfirmed(context, reader.person, reader.address)
    account_too = await goes_too(context.db, reader.id, reader.event.id)
    at = erased_from(reader.event, context.clock())
    return reader.draft(partial(write_before_erasure, context, reader, at, account_too=account_too))


class EventReader(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is told of an event, with the talks they see there."""

    id: str
    person: Recipient
    address: str
    event: Mailing
    talks: Sequence[Talk]

    def whole(self) -> FollowUp:
        """Their whole list, in their language."""
        return follow_up_of(event_of(self.event), self.talks, self.person.language)

    def draft(self, write: "partial[Content]") -> Draft:
        """A mail to them."""
        return draft_to(self.person, self.address, write)


async def event_reader(context: Context, mail: Mail) -> EventReader | None:
    """Who gets it, of which event, and the talks they see; nothing where either is gone.

    All of it is asked for at once: each question more wakes the database's thread once more.
    """
    if mail.person is None:
        return None
    person_rows, event_rows, sides, notes = await context.db.read(
        recipient_statement(mail), statement(MAILING, event=mail.event), *seen(mail.person)
    )
    recipient, events = as_recipient(mail, person_rows), as_kind(Mailing, event_rows)
    if recipient is None or not events:
        return None
    (person, address), event = recipient, events[0]
    talks = [talk for talk in as_talks(mail.person, sides, notes) if talk.event == event.slug]
    return EventReader(id=mail.person, person=person, address=address, event=event, talks=talks)


def write_follow_up(context: Context, reader: EventReader) -> Content:
    """The words; takes a while for many talks."""
    to, base_url = reader.person, context.settings.base_url
    return follow_up_content(to.language, to.given_name, reader.whole(), base_url)


def write_reminder(context: Context, reader: EventReader) -> Content:
    """The words of what is still open."""
    to, whole, base_url = reader.person, reader.whole(), context.settings.base_url
    return reminder_content(to.language, to.given_name, whole, still_open(whole), base_url)


def write_before_erasure(
    context: Context, reader: EventReader, at: int, *, account_too: bool
) -> Content:
    """The words of the end; the day is that of where the event was."""
    to, base_url = reader.person, context.settings.base_url
    there = to_datetime(at).astimezone(ZoneInfo(reader.event.time_zone))
    return before_erasure_content(
        *(to.language, to.given_name, reader.whole(), day(there, to.language), base_url),
        account_too=account_too,
    )
