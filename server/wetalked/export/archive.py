"""Puts everything of somebody into a ZIP: for programs, for the address book, for reading."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import msgspec
from jinja2 import Environment

from wetalked.core.i18n import text
from wetalked.core.i18n.dates import day, span
from wetalked.core.templates import templates_in
from wetalked.events.model import Card
from wetalked.export.everything import Everything, ExportedParticipation, LooseNotes
from wetalked.letters.event_letters import contact_of, note_blocks, ways_of
from wetalked.letters.follow_up import FollowUp, Met, Waiting, follow_up_of
from wetalked.letters.vcard import vcards
from wetalked.mail.model import NoteList

TEMPLATES = Path(__file__).parent / "templates"
DATA, CARDS, PAGE = "wetalked.json", "cards.vcf", "wetalked.html"
SPOKEN = {"de": "Deutsch", "en": "English"}

Line = tuple[str, str]


class Someone(msgspec.Struct, frozen=True):
    """Somebody they talked with: what they noted, and how to reach them."""

    name: str
    notes: list[NoteList]
    ways: list[tuple[str, str, str | None]]


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """One event: their own part in it, and the people."""

    name: str
    when: str
    own: list[Line]
    people: list[Someone]
    waiting: list[Someone]


def archive(whole: Everything) -> bytes:
    """The ZIP; takes its time with many talks, so not for the event loop."""
    chapters = [
        (participation, talks_at(whole, participation)) for participation in whole.participations
    ]
    files = {
        DATA: msgspec.json.format(msgspec.json.encode(whole), indent=2),
        CARDS: cards(whole.person.language, [follow_up for _, follow_up in chapters]).encode(),
        PAGE: html_page(whole, chapters).encode(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zip_:
        for name, content in files.items():
            made = zipfile.ZipInfo(name, whole.exported_at.timetuple()[:6])
            made.external_attr = 0o644 << 16
            zip_.writestr(made, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def talks_at(whole: Everything, participation: ExportedParticipation) -> FollowUp:
    """The talks of one event as its follow-up tells them."""
    talks = [talk for talk in whole.talks if talk.event == participation.event.slug]
    return follow_up_of(participation.event, talks, whole.person.language)


def cards(language: str, follow_ups: list[FollowUp]) -> str:
    """Every card they were shown, with where they met; without any it is empty."""
    return vcards(
        contact_of(person, text(language, "card.met_at", event=follow_up.event.name))
        for follow_up in follow_ups
        for person in follow_up.people
        if any(ways_of(language, person))
    )


def html_page(whole: Everything, chapters: list[tuple[ExportedParticipation, FollowUp]]) -> str:
    """The page to read: one file that loads nothing."""
    language = whole.person.language
    say = partial(text, language)
    return (
        templates()
        .get_template("page.html.jinja")
        .render(
            language=language,
            say=say,
            day=day(whole.exported_at, language),
            files={"json": DATA, "vcf": CARDS},
            me=list(about(whole)),
            chapters=[
                chapter(language, participation, follow_up) for participation, follow_up in chapters
            ],
            loose=[
                note for notes in whole.other_notes for note in note_blocks(language, loose(notes))
            ],
            blocked=[block.name for block in whole.blocks],
            devices=[(device.device, day(device.used_at, language)) for device in whole.devices],
            duties=[duty.name for duty in whole.organizes],
        )
    )


def about(whole: Everything) -> Iterator[Line]:
    """Who they are, and how they set the app."""
    person = whole.person
    say = partial(text, person.language)
    yield say("export.name"), person.name
    yield say("export.called"), person.given_name
    yield say("export.email"), person.email or say("export.none")
    yield say("export.language"), SPOKEN[person.language]
    yield say("export.quiet"), say("export.on" if person.quiet else "export.off")
    yield say("export.mail"), say("export.on" if person.mail else "export.off")


def chapter(language: str, participation: ExportedParticipation, follow_up: FollowUp) -> Chapter:
    """One event."""
    event = participation.event
    return Chapter(
        name=event.name,
        when=span(event.starts_at, event.ends_at, event.time_zone, language),
        own=list(own_part(language, participation)),
        people=[someone(language, person) for person in follow_up.people],
        waiting=[someone(language, person) for person in follow_up.waiting],
    )


def own_part(language: str, participation: ExportedParticipation) -> Iterator[Line]:
    """Badge, topic and card, as far as there are any."""
    say = partial(text, language)
    if participation.badge:
        yield say("export.badge"), f"{participation.badge.code[:4]}-{participation.badge.code[4:]}"
    if participation.ask_me_about:
        yield say("badge.ask_me_about"), participation.ask_me_about
    card: Card = participation.card
    shown = [value for value in (card.email, card.phone, card.link) if value]
    yield say("export.card"), " · ".join(shown) or say("export.none")


def someone(language: str, person: Met | Waiting) -> Someone:
    """A person with one's notes; whose yes is missing shows no card."""
    ways = list(ways_of(language, person)) if isinstance(person, Met) else []
    name = person.name or text(language, "someone_who_left")
    return Someone(name, list(note_blocks(language, person)), ways)


def loose(notes: LooseNotes) -> Waiting:
    """NoteList on a talk out of sight, as those on one that waits."""
    return Waiting(
        talk=notes.talk,
        state="waiting_for_them",
        name=None,
        questions=notes.questions,
        promises=notes.promises,
        reminded_of=notes.reminded_of,
    )


@cache
def templates() -> Environment:
    """The templates, read once."""
    return templates_in(TEMPLATES)
