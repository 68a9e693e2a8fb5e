"""Which badge lies where: the order of a sheet, and whom a preview shows."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from wetalked.accounts.given_name import family_name
from wetalked.core.text import folded

Order: TypeAlias = Literal["family", "given", "list"]
Called: TypeAlias = tuple[str, str]  # the whole name, the given name


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Whose badges: all, those not yet printed, or those printed at one moment (milliseconds)."""

    only_unprinted: bool = False
    printed_at: int | None = None
    order: Order = "family"


ALL = Wanted()


def filed(called: Called, order: Order) -> tuple[str, ...]:
    """What to sort by; for the order of a list that is nothing, as who is on it comes so."""
    name, given = called
    if order == "list":
        return ()
    first = given if order == "given" else family_name(name, given) or name
    return folded(first), folded(name), name


def telling(people: Sequence[Called], unprintable: Collection[str], most: int) -> list[int]:
    """The places of those whose badges tell most about how a sheet will come out.

    The longest given name, of the others the longest name, and the longest word; two that no font
    prints; then one of each script, the rarest first; then the next longest.
    """
    found: dict[int, None] = {}  # in the order in which they were found
    for some, count in kinds(people, unprintable):
        more = [place for place in some if place not in found][:count]
        found.update(dict.fromkeys(more))
    return list(found)[:most]


def kinds(
    people: Sequence[Called], unprintable: Collection[str]
) -> Iterator[tuple[list[int], int | None]]:
    """Places, those that tell most first, and how many of them are enough."""
    places = range(len(people))
    by_length = sorted(places, key=lambda place: -room(people[place][0]))
    yield sorted(places, key=lambda place: -room(people[place][1])), 1
    yield by_length, 1
    yield sorted(places, key=lambda place: -longest_word(people[place][0])), 1
    yield [place for place in by_length if people[place][0] in unprintable], 2
    yield list(one_of_each_script(people, by_length)), None
    yield by_length, None


def one_of_each_script(people: Sequence[Called], places: Sequence[int]) -> Iterator[int]:
    """The first of these places for each script, beginning with the script that fewest share."""
    scripts = {place: scripts_of(people[place][0]) for place in places}
    shared = Counter(script for some in scripts.values() for script in some)
    for script, _ in sorted(shared.items(), key=lambda item: (item[1], item[0])):
        yield next(place for place in places if script in scripts[place])


def scripts_of(text: str) -> set[str]:
    """The scripts of its letters, by the first word of their Unicode names: LATIN, CJK, …"""
    letters = (sign for sign in text if sign.isalpha())
    return {unicodedata.name(sign, "UNNAMED").split()[0] for sign in letters}


def longest_word(text: str) -> int:
    return max(map(room, text.replace("-", "- ").split()), default=0)


def room(text: str) -> int:
    """About how wide it is: a wide sign counts for two, a mark on a letter or nothing for none."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
        if unicodedata.category(sign) not in {"Mn", "Me", "Cf"}
    )
