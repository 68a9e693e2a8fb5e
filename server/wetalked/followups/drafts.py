"""Follow-up and reminder, composed at the moment of sending from what their reader sees then."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from wetalked.clock import DAY, to_datetime
from wetalked.events.view import event_of
from wetalked.followups import letters
from wetalked.followups.compose import follow_up, still_open
from wetalked.followups.model import FollowUp
from wetalked.followups.store import Mailing, mailing
from wetalked.i18n.dates import day
from wetalked.kit import Kit
from wetalked.mail.drafts import draft
from wetalked.mail.letters import before_erasure
from wetalked.mail.model import Content, Draft, Mail
from wetalked.mail.store import Recipient, recipient
from wetalked.talks.model import Talk
from wetalked.talks.store import talks_of

NOTICE = 14 * DAY


async def follow_up_draft(kit: Kit, mail: Mail) -> Draft | None:
    """The whole list; nothing for who sees no talk, so that a later first one brings theirs."""
    found = await told(kit, mail)
    if found is None:
        return None
    (person, to), event, talks = found
    return draft(person, to, partial(write_follow_up, kit, person, event, talks))


async def reminder_draft(kit: Kit, mail: Mail) -> Draft | None:
    """What is still open; nothing for who has nothing open."""
    found = await told(kit, mail)
    if found is None:
        return None
    (person, to), event, talks = found
    whole = follow_up(event_of(event), talks, person.language)
    if not still_open(whole):
        return None
    return draft(person, to, partial(write_reminder, kit, person, whole))


async def before_erasure_draft(kit: Kit, mail: Mail) -> Draft | None:
    """On which day an event goes, and where to take along what one wants to keep."""
    found = await recipient(kit.db, mail)
    event = await mailing(kit.db, mail.event) if mail.event else None
    if found is None or event is None:
        return None
    person, to = found
    day = day_of_erasure(event, mail.made_at, person.language)
    return draft(
        person,
        to,
        partial(
            before_erasure,
            person.language,
            person.given_name,
            event.name,
            day,
            f"{kit.settings.base_url}/me",
        ),
    )


def day_of_erasure(event: Mailing, told_at: int, language: str) -> str:
    """The later of the end of its retention and 14 days after this mail, where the event is."""
    at = max(event.ends_at + event.erase_after_days * DAY, told_at + NOTICE)
    return day(to_datetime(at).astimezone(ZoneInfo(event.time_zone)), language)


async def told(
    kit: Kit, mail: Mail
) -> tuple[tuple[Recipient, str], Mailing, Sequence[Talk]] | None:
    """Who gets it, of which event, and the talks they see; nothing where any is missing."""
    found = await recipient(kit.db, mail)
    event = await mailing(kit.db, mail.event) if mail.event else None
    if found is None or event is None or mail.person is None:
        return None
    talks = await talks_of(kit.db, mail.person, event.slug)
    return (found, event, talks) if talks else None


def write_follow_up(kit: Kit, person: Recipient, event: Mailing, talks: Sequence[Talk]) -> Content:
    """The words; takes a while for many talks."""
    whole = follow_up(event_of(event), talks, person.language)
    return letters.follow_up(person.language, person.given_name, whole, kit.settings.base_url)


def write_reminder(kit: Kit, person: Recipient, whole: FollowUp) -> Content:
    """The words of what is still open."""
    return letters.reminder(
        person.language, person.given_name, whole, still_open(whole), kit.settings.base_url
    )
