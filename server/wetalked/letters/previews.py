"""Mails as guests will get them, made of invented talks and of nothing of theirs."""

from datetime import date, timedelta
from typing import Literal

from msgspec import UNSET

from wetalked.accounts.given_name import given_name
from wetalked.core.clock import to_datetime
from wetalked.core.code import show
from wetalked.db.context import Context
from wetalked.events.model import Event, EventRow, ParticipantRow
from wetalked.letters.account_letters import InvitationDetails, invitation_content
from wetalked.letters.event_letters import follow_up_content
from wetalked.letters.follow_up import follow_up_of
from wetalked.mail.model import Content, Preview
from wetalked.mail.render import Letterhead, as_html, as_text
from wetalked.talks.model import Card, State, Talk, With
from wetalked.talks.notes import Promise, Question

Case = Literal["one-talk", "several-talks", "waiting"]
# Of each talk: who, what was asked and answered, promised, reminded of.
Invented = tuple[str, str | None, str | None, str | None, str | None]
TALKS: dict[str, tuple[Invented, ...]] = {
    "de": (
        ("Mira Lang", "Welcher Umweg hat sich für dich gelohnt?", None, None, None),
        ("Amélie Müller-Lüdenscheidt", None, None, "den roten Rucksack mitbringen", None),
        ("Łukasz Żółć", None, None, None, "an den Garten meiner Großmutter"),
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


def invented_talks(event: Event, language: str, case: Case) -> list[Talk]:
    """The talks of one case, as if they had been at this event."""
    talks = TALKS[language]
    if case == "one-talk":
        return [invented_talk(event, talks[0], "mutual")]
    if case == "several-talks":
        return [invented_talk(event, details, "mutual") for details in talks]
    return [
        invented_talk(event, talks[0], "waiting_for_them"),
        invented_talk(event, talks[-1], "waiting_for_you"),
    ]


def invented_talk(event: Event, details: Invented, state: State) -> Talk:
    """One talk as its side sees it."""
    name, question, answer, promise, reminded_of = details
    mutual, began = state == "mutual", event.ends_at - timedelta(hours=1)
    given = given_name(name)
    card = Card(email=f"guest{len(name)}@example.org", phone=UNSET, link=UNSET)
    return Talk(
        id=name,
        event=event.slug,
        state=state,
        with_=With(name, name, given, None, card if mutual else None, left=False),
        began_at=began,
        mutual_at=began if mutual else None,
        card_shown=True,
        questions=[Question("question", question, began, answer)] if question else [],
        promises=[Promise("promise", promise, due_date(event), "open")] if promise else [],
        reminded_of=reminded_of,
    )


def due_date(event: Event) -> date:
    """A fortnight after the event."""
    return (event.ends_at + timedelta(days=14)).date()


def follow_up_preview(context: Context, event: Event, reader: ParticipantRow) -> Preview:
    """In their language, with their name, and nothing else of theirs."""
    language, base_url = reader.language, context.settings.base_url
    talks = [
        *invented_talks(event, language, "several-talks"),
        *invented_talks(event, language, "waiting"),
    ]
    whole = follow_up_of(event, talks, language)
    content = follow_up_content(language, given_name(reader.name), whole, base_url)
    return mail_preview(context, content, reader, address="")


# What really signs somebody in is theirs alone.
LINK, CODE = "join/…", "XXXX-XXXX"


def invitation_preview(context: Context, event: EventRow, reader: ParticipantRow) -> Preview:
    """With a link and a code that open nothing; the badge's picture is left out."""
    base_url = context.settings.base_url
    details = InvitationDetails(
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
    content = invitation_content(reader.language, details)
    return mail_preview(context, content, reader, address=reader.email or "")


def mail_preview(
    context: Context, content: Content, reader: ParticipantRow, address: str
) -> Preview:
    """A mail as this participant would get it."""
    letterhead = Letterhead(
        sender=context.settings.mail_from,
        name=reader.name,
        address=address,
        language=reader.language,
        message_id="",
        at=context.clock(),
        unsubscribe_url=f"{context.settings.base_url}/unsubscribe/preview",
    )
    return Preview(content.subject, as_text(content, letterhead), as_html(content, letterhead))
