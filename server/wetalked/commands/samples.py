"""Sample follow-ups made of invented talks: what guests will get, and nothing of theirs."""

import asyncio
from pathlib import Path

from msgspec import UNSET

from wetalked.clock import HOUR, to_datetime
from wetalked.events.model import Event
from wetalked.events.store import find_event
from wetalked.events.view import event_of
from wetalked.followups import letters
from wetalked.followups.compose import follow_up
from wetalked.ids import fingerprint
from wetalked.kit import Kit
from wetalked.mail.message import envelope
from wetalked.mail.model import Content
from wetalked.mail.render import Sending, letter
from wetalked.notes.model import Promise, Question
from wetalked.talks.model import Card, State, Talk, With

READERS = {"de": ("Jonas Weiß", "Jonas"), "en": ("Jonas White", "Jonas")}
# Of each talk: who, what was asked and answered, promised and become of it, reminded of.
Invented = tuple[str, str | None, str | None, str | None, str | None]
TALKS: dict[str, tuple[Invented, ...]] = {
    "de": (
        ("Mira Lang", "Welcher Umweg hat sich für dich gelohnt?", None, None, None),
        ("Amélie Müller-Lüdenscheidt", None, None, "den roten Rucksack mitbringen", None),
        ("Łukasz Żółć", None, None, None, "den Garten meiner Großmutter"),
        ("Ngozi Okafor", "Was hat dich überrascht?", "Wie leise es hier ist.", None, None),
        ("Siân Jones", None, None, None, None),
    ),
    "en": (
        ("Mira Lang", "Which detour turned out to be worth it?", None, None, None),
        ("Amélie Müller-Lüdenscheidt", None, None, "bring the red backpack along", None),
        ("Łukasz Żółć", None, None, None, "my grandmother's garden"),
        ("Ngozi Okafor", "What has surprised you?", "How quiet it is here.", None, None),
        ("Siân Jones", None, None, None, None),
    ),
}
CASES = ("one-talk", "several-talks", "waiting")


async def write_samples(kit: Kit, slug: str, folder: Path) -> list[Path]:
    """One mail per language and case into the folder; the files in that order."""
    event = event_of(await find_event(kit.db, slug))
    return await asyncio.to_thread(write_all, kit, event, folder)


def write_all(kit: Kit, event: Event, folder: Path) -> list[Path]:
    """Every sample; an existing folder is used as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for language in READERS:
        for case in CASES:
            file = folder / f"follow-up-{language}-{case}.eml"
            file.write_bytes(sample(kit, event, language, case))
            files.append(file)
    return files


def sample(kit: Kit, event: Event, language: str, case: str) -> bytes:
    """One finished mail, to nobody."""
    name, given = READERS[language]
    whole = follow_up(event, invented(kit, event, language, case), language)
    content: Content = letters.follow_up(language, given, whole, kit.settings.base_url)
    sending = Sending(
        sender=kit.settings.mail_from,
        name=name,
        address="jonas@example.org",
        language=language,
        message_id=f"<sample-{language}-{case}@example.org>",
        at=kit.clock(),
        unsubscribe_url=f"{kit.settings.base_url}/unsubscribe/sample",
    )
    return envelope(letter(content, sending), f"{language}-{case}").message


def invented(kit: Kit, event: Event, language: str, case: str) -> list[Talk]:
    """The talks of one case."""
    talks = TALKS[language]
    if case == "one-talk":
        return [talk(kit, event, talks[0], "mutual")]
    if case == "several-talks":
        return [talk(kit, event, one, "mutual") for one in talks]
    return [
        talk(kit, event, talks[0], "waiting_for_them"),
        talk(kit, event, talks[-1], "waiting_for_you"),
    ]


def talk(kit: Kit, event: Event, told: Invented, state: State) -> Talk:
    """One talk as its side sees it."""
    name, question, answer, promise, reminded_of = told
    mutual, began = state == "mutual", kit.clock() - HOUR
    given = name.split(maxsplit=1)[0]
    card = Card(email=f"{fingerprint(name)[:6]}@example.org", phone=UNSET, link=UNSET)
    asked = [Question(kit.new_id(), question, to_datetime(began), answer)] if question else []
    return Talk(
        id=kit.new_id(),
        event=event.slug,
        state=state,
        with_=With(kit.new_id(), name, given, None, card if mutual else None, left=False),
        began_at=to_datetime(began),
        mutual_at=to_datetime(began) if mutual else None,
        card_shown=True,
        questions=asked,
        promises=[Promise(kit.new_id(), promise, None, "open")] if promise else [],
        reminded_of=reminded_of,
    )
