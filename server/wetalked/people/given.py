"""A guess at how a person is called, from the whole name."""

import re

_TITLES = {
    *("dr", "prof", "professor", "doctor", "doktor", "ing", "dipl", "mag", "med", "phil", "rer"),
    *("herr", "frau", "mr", "mrs", "ms", "mx", "miss", "sir", "madam", "mme", "m", "rev"),
}
_SUFFIXES = {
    *("jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "mba", "msc", "bsc", "ma", "ba", "mag"),
    *("ph", "llm", "cpa", "dds", "jd"),
}
# Scripts in which the family name comes first and is often written without a space.
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u30ff\u3100-\u318f\u31f0-\u31ff\u3400-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


def given_name(full: str) -> str:
    """The given name in `full`: what follows the comma of "Last, First", else the first word after
    titles; the whole of a Chinese, Japanese or Korean name, of which no part alone is polite."""
    if _EAST_ASIAN.search(full):
        return " ".join(full.split())
    words = _in_spoken_order(full).split()
    first = next((word for word in words if not _is_title(word)), "")
    return first.strip(",") or " ".join(full.split())


def family_name(full: str, given: str) -> str:
    """What is left of the whole name without the given one; "" if they are the same."""
    start = _word_in(full, given) if given else -1
    if start < 0:
        return ""
    rest = f"{full[:start]} {full[start + len(given) :]}"
    return " ".join(rest.replace(",", " ").split())


def _word_in(full: str, given: str) -> int:
    """Where the given name stands with no letter beside it, or -1.

    Not by a pattern: to compile one for each name takes twenty times as long as to look for it.
    """
    start = full.find(given)
    while start >= 0 and _inside_a_word(full, start, start + len(given)):
        start = full.find(given, start + 1)
    return start


def _inside_a_word(text: str, start: int, end: int) -> bool:
    beside = (text[start - 1] if start else "") + text[end : end + 1]
    return "_" in beside or any(map(str.isalnum, beside))


def _in_spoken_order(full: str) -> str:
    last, comma, first = full.partition(",")
    words = [word for part in first.split(",") for word in part.split()]
    if not comma or not words or all(_letters(word) in _SUFFIXES for word in words):
        return last
    return " ".join([*words, last])


def _is_title(word: str) -> bool:
    """Whether this is a title: "Dr.", "Prof.", also several in one word as "Dipl.-Ing."."""
    parts = [part for part in re.split(r"[.\-]+", word.casefold()) if part]
    # A bare letter is an initial, unless it is the French "M.".
    return bool(parts) and all(part in _TITLES for part in parts)


def _letters(word: str) -> str:
    return re.sub(r"[^\w]", "", word.casefold())
