"""Which fonts are at hand for badges, and which names none of them can print.

The fonts that come along are always taken first, so that a machine without any other prints the
same sheet; the system's step in only for characters that those lack.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

# Chinese, Japanese and Korean come as packages of their own (docs/decisions/0007-cjk-fonts.md).
PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
BUNDLED = (
    Path(__file__).parents[1] / "static" / "fonts",
    *(
        Path(folder)
        for package in PACKAGES
        if (spec := find_spec(package))
        for folder in spec.submodule_search_locations or ()
    ),
)
FIRST = "Noto Sans"
WEIGHTS = (400, 700)  # the only ones on a badge
# Of the system's families the ones nearest in look come first; monospaced and serif ones last.
LIKED = (FIRST, "Noto Sans CJK JP", "Noto Sans JP")
DISLIKED = re.compile(r"Mono|Serif|Math|Emoji|Symbol")
# Needs no glyph: spaces, and what Unicode calls Default_Ignorable_Code_Point.
UNSEEN = re.compile(
    "[ \u00a0\u2000-\u200a\u202f\u205f\u3000"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def printable_text(text: str) -> str:
    """The text as it goes to the printer: accents joined to their letters where Unicode can."""
    return unicodedata.normalize("NFC", text)


def unprintable(names: Iterable[str]) -> list[str]:
    """Those names, in their order, that hold a sign for which no font is at hand.

    The first call reads the fonts (some 50 ms for those that come along; up to seconds on a
    machine with many, and only when a name needs them): call it in a thread.
    """
    return [name for name in names if any(family_for(sign) is None for sign in signs(name))]


def families_for(texts: Iterable[str]) -> list[str]:
    """The families that print these texts, in the order in which they are to be tried."""
    needed = {family_for(sign) for text in texts for sign in signs(text)}
    return [FIRST, *(name for name in by_preference() if name in needed and name != FIRST)]


def signs(text: str) -> set[str]:
    """What must come out of one font each: a character with the marks that stand on it."""
    found: list[str] = []
    for character in UNSEEN.sub("", printable_text(text)):
        if unicodedata.category(character).startswith("M") and found:
            found[-1] += character
        else:
            found.append(character)
    return set(found)


@cache
def family_for(sign: str) -> str | None:
    codes = {ord(character) for character in sign}
    return next((name for name in by_preference() if codes <= coverage(name)), None)


@cache
def by_preference() -> tuple[str, ...]:
    """Every family at hand: those that come along, then the system's."""
    own = {font.family for font in at_hand().fonts() if is_bundled(font)}
    return tuple(sorted(at_hand().families(), key=lambda name: (name not in own, *liking(name))))


def liking(name: str) -> tuple[int, bool, bool, str]:
    rank = LIKED.index(name) if name in LIKED else len(LIKED)
    return rank, DISLIKED.search(name) is not None, "Sans" not in name, name


@cache
def at_hand() -> typst.Fonts:
    """The fonts of this machine, looked up once: new ones are seen after a restart."""
    return typst.Fonts(include_embedded_fonts=False, font_paths=[*BUNDLED])


def is_bundled(font: typst.FontInfo) -> bool:
    path = font.path
    return path is not None and any(Path(path).is_relative_to(folder) for folder in BUNDLED)


@cache
def coverage(family: str) -> frozenset[int]:
    """The code points that a family can print in both weights of a badge."""
    upright = [
        font for font in at_hand().fonts() if font.family == family and font.style == "normal"
    ]
    chosen = {face(upright, weight) for weight in WEIGHTS} if upright else set()
    return frozenset.intersection(*map(code_points, chosen)) if chosen else frozenset()


def face(fonts: list[typst.FontInfo], weight: int) -> tuple[str, int]:
    """File and number of the font that a sheet takes for this weight."""
    font = min(fonts, key=lambda font: (abs(font.stretch - 1), abs(font.weight - weight)))
    return font.path or "", font.index


@cache
def code_points(file: tuple[str, int]) -> frozenset[int]:
    path, number = file
    with TTFont(path, fontNumber=number, lazy=True) as font:
        # Their names do not matter here, and reading those of 65,000 takes a third of a second.
        font.setGlyphOrder([str(glyph) for glyph in range(font["maxp"].numGlyphs)])
        return frozenset(font.getBestCmap() or ())
