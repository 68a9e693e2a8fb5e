"""The open questions to choose from, and the three to oneself at the end of an in-house day."""

from collections.abc import Sequence

import msgspec

from wetalked.core.lengths import NoteText
from wetalked.core.problems import invalid
from wetalked.core.text import BadText, long_text


class DeckQuestion(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One question in the languages it is worded in."""

    de: NoteText | None = None
    en: NoteText | None = None


STANDARD = (
    DeckQuestion(
        "Wie hat das hier für dich angefangen?",
        "How did all this begin for you?",
    ),
    DeckQuestion(
        "Woran tüftelst du gerade am liebsten?",
        "What are you happiest tinkering with right now?",
    ),
    DeckQuestion(
        "Was hat dich in letzter Zeit überrascht?",
        "What has surprised you lately?",
    ),
    DeckQuestion(
        "Welcher Umweg hat sich für dich gelohnt?",
        "Which detour turned out to be worth it?",
    ),
    DeckQuestion(
        "Was siehst du heute anders als vor fünf Jahren?",
        "What do you see differently from five years ago?",
    ),
    DeckQuestion(
        "Wer hat dir einmal zur richtigen Zeit geholfen, und womit?",
        "Who once helped you at just the right time, and how?",
    ),
    DeckQuestion(
        "Was macht an deinem Alltag mehr Freude, als man von außen sieht?",
        "What part of your day is more fun than it looks from outside?",
    ),
    DeckQuestion(
        "Welche Frage nimmst du heute mit nach Hause?",
        "Which question are you taking home today?",
    ),
    DeckQuestion(
        "Was würdest du gern einmal gefragt werden?",
        "What do you wish people would ask you?",
    ),
    DeckQuestion(
        "Worauf bist du stolz, obwohl es kaum jemand bemerkt?",
        "What are you proud of that hardly anyone notices?",
    ),
    DeckQuestion(
        "Womit könnte dir jemand hier gerade weiterhelfen?",
        "What could someone here help you with right now?",
    ),
    DeckQuestion(
        "Was möchtest du als Nächstes ausprobieren?",
        "What would you like to try next?",
    ),
)

# Their answers stay on the page: never stored, never sent.
TO_ONESELF = (
    DeckQuestion(
        "Wem habe ich heute länger zugehört, als ich musste?",
        "Whom did I listen to longer than I had to?",
    ),
    DeckQuestion(
        "Wer wartet schon lange auf ein Wort von mir?",
        "Who has been waiting for a word from me?",
    ),
    DeckQuestion(
        "Was habe ich heute von mir gezeigt?",
        "What did I show of myself today?",
    ),
)


def own_deck(questions: Sequence[DeckQuestion]) -> list[DeckQuestion]:
    """An organizer's own deck, its texts trimmed; an `invalid` problem unless each question
    is worded in at least one language, with 1 to 1,000 characters."""
    return [_checked(f"deck[{place}]", question) for place, question in enumerate(questions)]


def _checked(field: str, question: DeckQuestion) -> DeckQuestion:
    if question.de is None and question.en is None:
        raise invalid(field, "No text; a question in de, en or both is accepted.")
    return DeckQuestion(_text(f"{field}.de", question.de), _text(f"{field}.en", question.en))


def _text(field: str, said: str | None) -> str | None:
    try:
        return None if said is None else long_text(said)
    except BadText as bad:
        raise invalid(field, str(bad)) from None
