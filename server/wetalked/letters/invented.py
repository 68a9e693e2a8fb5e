"""Invented talks, for previews: what guests will get, and nothing of theirs."""

from datetime import date, timedelta
from typing import Literal

from msgspec import UNSET

from wetalked.accounts.given_name import given_name
from wetalked.events.model import Event
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


def invented(event: Event, language: str, case: Case) -> list[Talk]:
    """The talks of one case, as if they had been at this event."""
    talks = TALKS[language]
    if case == "one-talk":
        return [talk(event, talks[0], "mutual")]
    if case == "several-talks":
        return [talk(event, one, "mutual") for one in talks]
    return [talk(event, talks[0], "waiting_for_them"), talk(event, talks[-1], "waiting_for_you")]


def talk(event: Event, told: Invented, state: State) -> Talk:
    """One talk as its side sees it."""
    name, question, answer, promise, reminded_of = told
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
        promises=[Promise("promise", promise, due(event), "open")] if promise else [],
        reminded_of=reminded_of,
    )


def due(event: Event) -> date:
    """A fortnight after the event."""
    return (event.ends_at + timedelta(days=14)).date()
