"""How much the letters of a text look like those of names: by what stands beside what in names."""

import math
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

# Made from lists of names in thirty languages (tests/house/spelling.py).
TABLE = Path(__file__).with_name("spelling.txt")
# Signs that stand beside letters in good texts: quotation marks, dashes, an ellipsis.
_SIGNS = frozenset("’‘´`“”„‚«»‹›–—…·\u00a0")
_INSIDE = frozenset("’´`‘–·")
_WRONG = -8.0


class Counts(NamedTuple):
    """How often a letter stands amid four others, between two, beside one, and at all."""

    fives: dict[str, int]
    triples: Counter[str]
    pairs: Counter[str]
    letters: Counter[str]


@cache
def _counts() -> Counts:
    fives: dict[str, int] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        number, *listed = line.split(" ")
        fives |= dict.fromkeys(listed, int(number))
    counts = Counts(fives, Counter(), Counter(), Counter())
    for five, count in fives.items():
        counts.triples[five[1:4]] += count
        counts.pairs[five[1:3]] += count
        counts.pairs[five[2:4]] += count
        counts.letters[five[2]] += count
    return counts


def likeness(text: str, most: int = 4_000) -> tuple[float, int]:
    """The sum over the signs beyond ASCII, and how many there were; `most` are looked at.

    A letter where names have it is worth about 1 to 3, one where none has it about -2 to -5, a
    sign amid letters or a capital inside a word -8.
    """
    total, seen = 0.0, 0
    padded = f"  {text}  "
    for place, sign in enumerate(text):
        if sign <= "\x7f":
            continue
        total += _worth(padded[place : place + 5])
        seen += 1
        if seen == most:
            break
    return total, seen


@lru_cache(maxsize=20_000)
def _worth(five: str) -> float:
    """What the middle sign of five is worth."""
    before, sign, after = five[1], five[2], five[3]
    near = [other for other in (before, after) if other.isalpha()]
    if not sign.isalpha():
        fits = sign in (_INSIDE if len(near) == 2 else _SIGNS)
        return -0.5 if fits or not near else _WRONG
    if any(_script(other) != _script(sign) for other in near):
        return _WRONG
    inside = sign.isupper() and before.isalpha() and any(other.islower() for other in near)
    if inside or (sign.islower() and after.isupper()):
        return _WRONG
    return _rarity(_bare(five))


def _bare(five: str) -> str:
    """In small letters, "^" for all that is not of the word."""
    low = "".join(sign.lower()[:1] if sign.isalpha() else "^" for sign in five)
    first = low[0] if low[1] != "^" else "^"
    last = low[4] if low[3] != "^" else "^"
    return f"{first}{low[1:4]}{last}"


def _rarity(five: str) -> float:
    fives, triples, pairs, letters = _counts()
    known = triples[five[1:4]]
    weight = (
        20 * min(fives.get(five, 0), 1)
        + 3 * known
        + 0.3 * min(pairs[five[1:3]], 50)
        + 0.3 * min(pairs[five[2:4]], 50)
        + 0.02 * min(letters[five[2]], 100)
    )
    # Two such letters beside each other are rare in Latin: "Größmann", hardly more.
    crowded = five[2] < "\u0370" and any(other > "\x7f" for other in (five[1], five[3]))
    return math.log(weight + 0.01) - (3 if crowded and not known else 0)


@lru_cache(maxsize=20_000)
def _script(letter: str) -> str:
    """The script by the first word of its Unicode name: LATIN, CYRILLIC, …"""
    return unicodedata.name(letter, "UNNAMED").split()[0]
