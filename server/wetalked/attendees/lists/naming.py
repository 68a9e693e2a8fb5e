"""Whom a row of an attendee list names: whole names, halves, and what people want to be called."""

from collections.abc import Sequence

import msgspec

from wetalked.accounts.given_name import given_name, without_titles
from wetalked.attendees.lists.columns import Table
from wetalked.attendees.lists.headings import is_family_first
from wetalked.attendees.lists.name_parts import is_part
from wetalked.attendees.lists.values import is_no_part, is_nothing


class Named(msgspec.Struct, frozen=True):
    """A whole name, "" where the row has none, and what its owner is called, "" to be guessed."""

    name: str
    given: str


def name_in(cells: Sequence[str], table: Table) -> Named:
    """The name in a row: whole, or of its halves, as its owner prefers it."""
    given, middle, family = (
        table.cell(cells, field, lambda cell: not is_no_part(cell))
        for field in ("given_name", "middle_name", "family_name")
    )
    whole = _whole(cells, table)
    named = Named(whole or _joined(given, middle, family), without_titles(given))
    if preferred := table.cells(cells, "preferred_name"):
        column, cell = next(
            ((column, cell) for column, cell in preferred if not is_nothing(cell)), (0, "")
        )
        if cell:
            return _preferred(named, cell, family, is_whole=table.is_for_badges(column))
    return named


def _whole(cells: Sequence[str], table: Table) -> str:
    """The whole name, the given one in front where the heading says that it stands behind."""
    for column, cell in table.cells(cells, "name"):
        if not is_nothing(cell):
            return in_spoken_order(cell) if is_family_first(table.headings[column]) else cell
    return ""


def in_spoken_order(name: str) -> str:
    """ "Ott, Anna" or "Ott Anna" with the given name in front; as it is where that is not clear."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma:
        return f"{first} {last}" if first and last and "," not in first else name
    words = last.split()
    return f"{words[1]} {words[0]}" if len(words) == 2 else name


def _joined(given: str, middle: str, family: str) -> str:
    """The halves as one; a half that holds the other already is the whole."""
    if given and family and len(given.split()) > len(family.split()) and is_part(family, given):
        return given
    if given and family and len(family.split()) > len(given.split()) and is_part(given, family):
        return family
    # What stands for a title is left aside, as all titles are; so is a middle name said twice.
    between = without_titles(middle) if given and family else ""
    if between and (is_part(between, given) or is_part(between, family)):
        between = ""
    return " ".join(filter(None, (given, between, family)))


def _preferred(named: Named, preferred: str, family: str, *, is_whole: bool) -> Named:
    """The name with what somebody wants to be called; whole where that is whole itself."""
    words = preferred.split()
    if family and is_part(family, preferred):
        return Named(preferred, "")
    if not named.name or (len(words) > 1 and (is_whole or not family)):
        return Named(preferred, "")
    if family:
        return Named(f"{preferred} {family}", preferred)
    called = named.given or given_name(named.name)
    if called != named.name and is_part(called, named.name):
        return Named(named.name.replace(called, preferred, 1), preferred)
    return Named(preferred, "")
