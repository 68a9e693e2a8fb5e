"""Which of the encodings before UTF-8 surely fits some bytes, if one does."""

import re
from collections.abc import Sequence

import chardet

from wetalked.attendees.lists.errors import SAVE_AS, NotAList, no_text
from wetalked.attendees.lists.spelling import likeness
from wetalked.core.text import quoted

# Those that people's programs write, and how much likelier than others (in units of `likeness`).
_OLD = {
    "cp1252": 0.5,
    "cp1250": 0.5,
    "cp1254": 0.0,
    "cp1251": 0.0,
    "mac_roman": -0.5,
    "cp850": -0.5,
    "cp1253": -1.0,
    "cp1257": -1.0,
    "koi8_r": -1.0,
}
SHOWN = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "cp1251": "Windows-1251",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "cp1253": "Windows-1253",
    "cp1257": "Windows-1257",
    "koi8_r": "KOI8-R",
    "cp932": "Shift-JIS",
}
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f々〆　、。・ー]+")


def old_encoding(data: bytes, *, refuse: bool) -> str | None:
    """The encoding that surely fits; None, or NotAList with the ways to read it, if none does.

    Sure is what looks like names far more than all others, or somewhat more where a detector
    (chardet) says the same. Alone the detector takes most lists of few names for something else.
    """
    readings = _readings(data)
    worth, encoding, text = readings[0] if readings else (-99.0, "", "")
    count = max(likeness(text)[1], 1)
    if (worth < 1.5 * count and _is_japanese(data)) or _is_japanese(data, kana=True):
        return "cp932"
    lead = worth - readings[1][0] if len(readings) > 1 else 99.0
    if worth > -1.5 * count and lead >= (3 if count > 1 else 4.5):
        return encoding
    if (
        worth > -2.5 * count
        and lead >= (1 if count > 1 else 3)
        and _detected(data, [*_OLD]) == text
    ):
        return encoding
    if refuse:
        raise _unsure(readings)
    return None


def _readings(data: bytes) -> list[tuple[float, str, str]]:
    """How the bytes can be read, each text once, what looks most like names first."""
    best: dict[str, tuple[float, str, str]] = {}
    for encoding, likelier in _OLD.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        worth = likeness(text)[0] + likelier
        if text not in best or best[text][0] < worth:
            best[text] = (worth, encoding, text)
    return sorted(best.values(), reverse=True)


def _detected(data: bytes, encodings: Sequence[str]) -> str | None:
    """The text as the detector reads it."""
    said = chardet.detect(data[:200_000], include_encodings=encodings)["encoding"]
    try:
        return data.decode(said) if said else None
    except (UnicodeDecodeError, LookupError):
        return None


def _is_japanese(data: bytes, *, kana: bool = False) -> bool:
    """Whether it is Shift-JIS to the detector, and to the eye nothing but Japanese.

    With letters of its own (`kana`) it is that for sure.
    """
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return False
    beyond = "".join(sign for sign in text if sign > "\x7f")
    if kana and not re.search("[\u3041-\u30f6]{2}", beyond):
        return False
    return bool(_JAPANESE.fullmatch(beyond)) and _detected(data, [*_OLD, "cp932"]) == text


def _unsure(readings: Sequence[tuple[float, str, str]]) -> NotAList:
    """The refusal, with an example of what the letters may be."""
    likely = [one for one in readings[:3] if readings[0][0] - one[0] < 12 and one[0] > -40]
    if not likely:
        return no_text()
    lines = [one[2].splitlines() for one in likely]
    odd = next(
        (place for place, line in enumerate(lines[0]) if len({some[place] for some in lines}) > 1),
        0,
    )
    ways = "; ".join(
        f"{SHOWN[encoding]}: {quoted(some[odd], 50)}"
        for (_, encoding, _), some in zip(likely, lines, strict=True)
    )
    return NotAList(f"The letters of this list can be read in several ways ({ways}). {SAVE_AS}")
