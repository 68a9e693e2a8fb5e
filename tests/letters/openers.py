"""Every kind of first sentence, in both languages: each row of the table, and what spoils rows."""

from typing import NamedTuple

from wetalked.letters.opener import opener


class Promised(NamedTuple):
    """A promise."""

    text: str
    state: str = "open"


class Asked(NamedTuple):
    """A question."""

    text: str
    answer: str | None = None


Noted = tuple[str | None, tuple[Promised, ...], tuple[Asked, ...]]
LONG = {
    "de": "die lange Geschichte von dem Boot, das niemand haben wollte, " * 4,
    "en": "the long story of the boat that nobody wanted to have, " * 4,
}


def noted(language: str) -> dict[str, Noted]:
    """What is noted in each case."""
    de = language == "de"

    def say(german: str, english: str) -> str:
        return german if de else english

    send = say("den Artikel schicken", "send the article")
    detour = say("Welcher Umweg hat sich gelohnt?", "Which detour was worth it?")
    her, him = say("ihr die Lehrerin vorstellen", "introduce her"), say("ihn fragen", "ask him")
    garden = say("an den Garten meiner Großmutter", "an orchard of my grandmother's")
    return {
        "reminded of": (garden, (Promised(send),), (Asked(detour),)),
        "reminded of, with a full stop": (f"{garden}.", (), ()),
        "reminded of, with dots": (f"{garden} …", (), ()),
        "reminded of, in lines": (f"  {garden},\n\n  {say('und', 'and')}\t{garden}  ", (), ()),
        "reminded of, asking": (say("warum nicht gleich?", "why not at once?"), (), ()),
        "reminded of, calling": (say("das Meer!", "the sea!"), (), ()),
        "reminded of, cut": (LONG[language], (), ()),
        "reminded of, one long word": ("x" * 200, (), ()),
        "reminded of, with quotes": (say("„Faust“ & “Hamlet”", "“Faust” & 'Hamlet'"), (), ()),
        "promise, open": (None, (Promised(send), Promised(her, "kept")), (Asked(detour),)),
        "promise, kept": (None, (Promised(send, "kept"), Promised(him, "let_go")), ()),
        "promise, let go": (None, (Promised(send, "let_go"),), (Asked(detour),)),
        "promise, open, about a third": (None, (Promised(her),), ()),
        "promise, kept, about a third": (None, (Promised(him, "kept"),), ()),
        "promise, let go, about a third": (None, (Promised(him, "let_go"),), ()),
        "promise, one that can be said": (None, (Promised(her), Promised(send)), ()),
        "question, no answer": (None, (), (Asked(detour, "x"), Asked(detour))),
        "question, no answer, no mark": (None, (), (Asked(detour.rstrip("?") + "."),)),
        "question, cut": (None, (), (Asked(LONG[language]),)),
        "question, answered": (None, (), (Asked(detour, say("Der See.", "The lake.")),)),
        "nothing noted": (None, (), ()),
        "nothing but dots": (" … ", (), (Asked("."),)),
    }


def openers() -> str:
    """A line for each."""
    lines = []
    for language, event in (("de", "Tag der offenen Gespräche"), ("en", "The Day of Open Talks")):
        for case, (memory, promises, questions) in noted(language).items():
            said = opener(
                *(language, "Mira", event),
                reminded_of=memory,
                promises=promises,
                questions=questions,
            )
            lines.append(f"{language} | {case} | {said}\n")
    return "".join(lines)
