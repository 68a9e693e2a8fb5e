"""What a day's words and notes come to, reckoned from the contract alone.

Imports nothing of the project: it is the other opinion.
"""

from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass
class Deed:
    """One thing that somebody's phone says: `who` about their talk with `whom`, at `at`."""

    who: str
    whom: str
    kind: str  # yes, no, question, promise, reminded_of
    at: int
    id: str = ""
    text: str | None = None  # of a note; None deletes it
    state: str = "open"  # of a promise


@dataclass
class Seen:
    """A talk as one side sees it."""

    state: str
    card_shared: bool
    questions: set[str] = field(default_factory=set)
    promises: set[tuple[str, str]] = field(default_factory=set)
    reminded_of: str | None = None


def day(people: list[str], deeds: list[Deed], with_card: set[str]) -> dict[str, dict[str, Seen]]:
    """For each person, everyone they see a talk with."""
    return {
        who: {
            whom: seen
            for whom in people
            if whom != who and (seen := side(who, whom, deeds, with_card)) is not None
        }
        for who in people
    }


def side(who: str, whom: str, deeds: list[Deed], with_card: set[str]) -> Seen | None:
    """The talk of `who` with `whom`, or nothing."""
    mine, theirs = word(who, whom, deeds), word(whom, who, deeds)
    they_ever = any(d.kind == "yes" for d in of(whom, who, deeds))
    if mine == "yes" and they_ever:
        seen = Seen("mutual", theirs == "yes" and whom in with_card)
    elif mine == "yes":
        seen = Seen("waiting_for_them", card_shared=False)
    elif mine == "not said" and theirs == "yes":
        seen = Seen("waiting_for_you", card_shared=False)
    else:
        return None
    add_notes(seen, of(who, whom, deeds))
    return seen


def of(who: str, whom: str, deeds: list[Deed]) -> list[Deed]:
    return [deed for deed in deeds if deed.who == who and deed.whom == whom]


def word(who: str, whom: str, deeds: list[Deed]) -> str:
    said = of(who, whom, deeds)
    yes = max((d.at for d in said if d.kind == "yes"), default=None)
    no = max((d.at for d in said if d.kind == "no"), default=None)
    if yes is None and no is None:
        return "not said"
    if no is None or (yes is not None and yes > no):
        return "yes"
    return "no"


def add_notes(seen: Seen, said: list[Deed]) -> None:
    ended = max((d.at for d in said if d.kind == "no"), default=-1)
    newest: dict[tuple[str, str], Deed] = {}
    for deed in said:
        if deed.kind in {"question", "promise", "reminded_of"}:
            key = (deed.kind, deed.id)
            if key not in newest or deed.at > newest[key].at:
                newest[key] = deed
    for (kind, _), deed in newest.items():
        if deed.at <= ended or deed.text is None:
            continue
        if kind == "question":
            seen.questions.add(deed.text)
        elif kind == "promise":
            seen.promises.add((deed.text, deed.state))
        else:
            seen.reminded_of = deed.text
