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
from wetalked.export.model import Everything, LooseNotes, Place
from wetalked.letters.compose import follow_up
from wetalked.letters.event_letters import contact, own_notes, ways_of
from wetalked.letters.model import FollowUp, Met, Waiting
from wetalked.letters.vcard import vcards
from wetalked.mail.model import Notes

TEMPLATES = Path(__file__).parent / "templates"
DATA, CARDS, PAGE = "wetalked.json", "cards.vcf", "wetalked.html"
SPOKEN = {"de": "Deutsch", "en": "English"}

Line = tuple[str, str]


class Someone(msgspec.Struct, frozen=True):
    """Somebody they talked with: what they noted, and how to reach them."""

    name: str
    notes: list[Notes]
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
    chapters = [(place, talks_at(whole, place)) for place in whole.participations]
    files = {
        DATA: msgspec.json.format(msgspec.json.encode(whole), indent=2),
        CARDS: cards(whole.person.language, [list_ for _, list_ in chapters]).encode(),
        PAGE: page(whole, chapters).encode(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zip_:
        for name, content in files.items():
            made = zipfile.ZipInfo(name, whole.exported_at.timetuple()[:6])
            made.external_attr = 0o644 << 16
            zip_.writestr(made, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def talks_at(whole: Everything, place: Place) -> FollowUp:
    """The talks of one event as its follow-up tells them."""
    talks = [talk for talk in whole.talks if talk.event == place.event.slug]
    return follow_up(place.event, talks, whole.person.language)


def cards(language: str, lists: list[FollowUp]) -> str:
    """Every card they were shown, with where they met; without any it is empty."""
    return vcards(
        contact(one, text(language, "card.met_at", event=list_.event.name))
        for list_ in lists
        for one in list_.people
        if any(ways_of(language, one))
    )


def page(whole: Everything, chapters: list[tuple[Place, FollowUp]]) -> str:
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
            chapters=[chapter(language, place, list_) for place, list_ in chapters],
            loose=[
                note for notes in whole.other_notes for note in own_notes(language, loose(notes))
            ],
            blocked=[block.name for block in whole.blocks],
            devices=[(one.device, day(one.used_at, language)) for one in whole.devices],
            duties=[one.name for one in whole.organizes],
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


def chapter(language: str, place: Place, list_: FollowUp) -> Chapter:
    """One event."""
    event = place.event
    return Chapter(
        name=event.name,
        when=span(event.starts_at, event.ends_at, event.time_zone, language),
        own=list(own_part(language, place)),
        people=[someone(language, one) for one in list_.people],
        waiting=[someone(language, one) for one in list_.waiting],
    )


def own_part(language: str, place: Place) -> Iterator[Line]:
    """Badge, topic and card, as far as there are any."""
    say = partial(text, language)
    if place.badge:
        yield say("export.badge"), f"{place.badge.code[:4]}-{place.badge.code[4:]}"
    if place.ask_me_about:
        yield say("badge.ask_me_about"), place.ask_me_about
    card: Card = place.card
    shown = [value for value in (card.email, card.phone, card.link) if value]
    yield say("export.card"), " · ".join(shown) or say("export.none")


def someone(language: str, one: Met | Waiting) -> Someone:
    """A person with one's notes; whose yes is missing shows no card."""
    ways = list(ways_of(language, one)) if isinstance(one, Met) else []
    name = one.name or text(language, "someone_who_left")
    return Someone(name, list(own_notes(language, one)), ways)


def loose(notes: LooseNotes) -> Waiting:
    """Notes on a talk out of sight, as those on one that waits."""
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
