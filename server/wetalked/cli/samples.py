"""Sample mails made of invented talks: what guests will get, and nothing of theirs."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from wetalked.core.i18n.dates import day
from wetalked.db.context import Context
from wetalked.events.model import Event
from wetalked.events.store import find_event
from wetalked.events.view import event_of
from wetalked.letters.event_letters import (
    before_erasure_content,
    follow_up_content,
    reminder_content,
)
from wetalked.letters.follow_up import follow_up_of, still_open
from wetalked.letters.previews import Case, invented_talks
from wetalked.mail.message import message_of
from wetalked.mail.model import Content
from wetalked.mail.render import Letterhead, letter_of

READERS = {"de": ("Jonas Weiß", "Jonas"), "en": ("Jonas White", "Jonas")}


async def write_samples(context: Context, slug: str, folder: Path) -> list[Path]:
    """One mail per language and case into the folder; the files in that order."""
    event = event_of(await find_event(context.db, slug))
    return await asyncio.to_thread(write_all, context, event, folder)


def write_all(context: Context, event: Event, folder: Path) -> list[Path]:
    """Every sample; an existing folder is used as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for language in READERS:
        for name, content in contents(context, event, language):
            files.append(folder / f"{name}.eml")
            files[-1].write_bytes(sample(context, language, name, content))
    return files


def contents(context: Context, event: Event, language: str) -> Iterator[tuple[str, Content]]:
    """What each sample says: the follow-up in each case, and the mails that come later."""
    given, base_url = READERS[language][1], context.settings.base_url
    for case in get_args(Case):
        whole = follow_up_of(event, invented_talks(event, language, case), language)
        yield f"follow-up-{language}-{case}", follow_up_content(language, given, whole, base_url)
    whole = follow_up_of(event, invented_talks(event, language, "several-talks"), language)
    reader, last = (language, given, whole), day(last_day(event), language)
    yield f"reminder-{language}", reminder_content(*reader, still_open(whole), base_url)
    yield (
        f"before-erasure-{language}",
        before_erasure_content(*reader, last, base_url, account_too=True),
    )


def last_day(event: Event) -> datetime:
    """When it is erased, on the clock of the event."""
    at = event.ends_at + timedelta(days=event.erase_after_days)
    return at.astimezone(ZoneInfo(event.time_zone))


def sample(context: Context, language: str, name: str, content: Content) -> bytes:
    """One finished mail, to nobody."""
    letterhead = Letterhead(
        sender=context.settings.mail_from,
        name=READERS[language][0],
        address="jonas@example.org",
        language=language,
        message_id=f"<sample-{name}@example.org>",
        at=context.clock(),
        unsubscribe_url=f"{context.settings.base_url}/unsubscribe/sample",
    )
    return message_of(letter_of(content, letterhead), name).message
