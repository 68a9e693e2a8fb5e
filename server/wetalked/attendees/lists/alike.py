"""Names that are nearly the same: with a title, another accent or apostrophe, a typing error."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from wetalked.accounts.given_name import without_titles

One = TypeVar("One")
# Shorter names differ by one letter too easily: Kim, Tim.
_SHORTEST = 7


def alike_among(
    new: Sequence[tuple[One, str]], known: Mapping[str, str]
) -> Iterator[tuple[One, str]]:
    """Each of the new with the key of the one known name that is nearly theirs, if it is one."""
    if not known:
        return
    by_trace: dict[str, set[str]] = defaultdict(set)
    for id_, name in known.items():
        for trace in _traces(name):
            by_trace[trace].add(id_)
    for one, name in new:
        found = {id_ for trace in _traces(name) for id_ in by_trace.get(trace, ())}
        if len(found) == 1:
            yield one, found.pop()


def _traces(name: str) -> set[str]:
    """What two names that are nearly the same share at least one of.

    The words in any order; with each letter left out once; the first and the last word.
    """
    words = _plain(without_titles(name)).split()
    whole = "".join(sorted(words))
    traces = {whole}
    if len(whole) >= _SHORTEST:
        traces |= {whole[:place] + whole[place + 1 :] for place in range(len(whole))}
    if len(words) > 2:
        traces.add("".join(sorted({words[0], words[-1]})))
    return traces


def _plain(name: str) -> str:
    """Small letters without accents; ä, ae and a alike."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss").replace("ø", "o"))
    text = "".join(
        sign if sign.isalnum() else " " for sign in text if not unicodedata.combining(sign)
    ).replace("ł", "l")
    for written, spoken in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        text = text.replace(written, spoken)
    # "O'Brien" and "O Brien".
    return " ".join(text.replace(" o ", " o").split())
