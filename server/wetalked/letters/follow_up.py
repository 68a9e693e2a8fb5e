"""The list that somebody gets after an event, made of the talks they see."""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET

from wetalked.events.model import Event
from wetalked.letters.opener import opener, write_url
from wetalked.talks.model import Card, State, Talk
from wetalked.talks.notes import Promise, Question


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody one talked with; the opener is empty where nobody is left to write to."""

    talk: str
    name: str | None
    given_name: str | None
    card: Card
    questions: list[Question]
    promises: list[Promise]
    reminded_of: str | None
    opener: str
    write_url: str | None


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A talk in which one yes is missing: a name, and one's own notes."""

    talk: str
    state: State
    name: str | None
    questions: list[Question]
    promises: list[Promise]
    reminded_of: str | None


class FollowUp(msgspec.Struct, frozen=True):
    """Whom one talked with, and who waits for a yes, in the order in which it began."""

    event: Event
    people: list[Met]
    waiting: list[Waiting]


def follow_up_of(event: Event, talks: Sequence[Talk], language: str) -> FollowUp:
    """The whole list; `language` is the reader's, in which they will write."""
    return FollowUp(
        event=event,
        people=[met_of(event, talk, language) for talk in talks if talk.state == "mutual"],
        waiting=[waiting_of(talk) for talk in talks if talk.state != "mutual"],
    )


def met_of(event: Event, talk: Talk, language: str) -> Met:
    """Somebody one talked with, and the first sentence for writing to them."""
    card = talk.with_.card or Card()
    sentence = first_sentence(event, talk, language)
    address = card.email if card.email is not UNSET else None
    return Met(
        talk=talk.id,
        name=talk.with_.name,
        given_name=talk.with_.given_name,
        card=card,
        questions=talk.questions,
        promises=talk.promises,
        reminded_of=talk.reminded_of,
        opener=sentence,
        write_url=write_url(address, sentence, event.name),
    )


def first_sentence(event: Event, talk: Talk, language: str) -> str:
    """Made from this very talk; empty towards someone who left without a name."""
    if talk.with_.given_name is None:
        return ""
    return opener(
        language,
        talk.with_.given_name,
        event.name,
        reminded_of=talk.reminded_of,
        promises=talk.promises,
        questions=talk.questions,
    )


def waiting_of(talk: Talk) -> Waiting:
    """A talk in which one yes is missing."""
    return Waiting(
        talk=talk.id,
        state=talk.state,
        name=talk.with_.name,
        questions=talk.questions,
        promises=talk.promises,
        reminded_of=talk.reminded_of,
    )


def still_open(whole: FollowUp) -> list[Met]:
    """Who is left with something open, and of their notes only that."""
    open_only = (
        msgspec.structs.replace(
            person,
            promises=open_promises(person),
            questions=open_questions(person),
            reminded_of=None,
        )
        for person in whole.people
    )
    return [person for person in open_only if person.promises or person.questions]


def has_loose_ends(talks: Sequence[Talk]) -> bool:
    """Whether `still_open` would find anybody."""
    mutual = (talk for talk in talks if talk.state == "mutual")
    return any(open_promises(talk) or open_questions(talk) for talk in mutual)


def open_promises(noted: Talk | Met) -> list[Promise]:
    """What is neither kept nor let go."""
    return [promise for promise in noted.promises if promise.state == "open"]


def open_questions(noted: Talk | Met) -> list[Question]:
    """What has no answer yet."""
    return [question for question in noted.questions if not question.answer]
