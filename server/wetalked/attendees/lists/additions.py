"""People told as JSON: what may be said of each, and which of them are somebody who is there."""

from collections.abc import Sequence

import msgspec

from wetalked.attendees.lists.errors import ListTooLarge
from wetalked.attendees.lists.reading import MOST_ROWS
from wetalked.attendees.lists.roster import Roster
from wetalked.attendees.lists.row import RejectedRow, RosterRow, check_row
from wetalked.core.lengths import CellText, IdText
from wetalked.core.problems import invalid
from wetalked.core.text import quoted


class Addition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to be added, as JSON says it."""

    name: CellText
    given_name: CellText | None = None
    email: CellText | None = None
    language: CellText | None = None
    ask_me_about: CellText | None = None


class OneOfMany(Addition, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody of a list told as JSON; `same_as` is the participant that they are, if any."""

    same_as: IdText | None = None


def roster_of(people: Sequence[Addition]) -> Roster:
    """These people as a list, the first on line 1; raises `too-large`."""
    if len(people) > MOST_ROWS:
        raise ListTooLarge(f"There are {len(people):,} people; at most {MOST_ROWS:,} are taken.")
    rows = [
        check_row(line, one.name, one.email, one.language, one.ask_me_about, one.given_name)
        for line, one in enumerate(people, start=1)
    ]
    good = [row for row in rows if isinstance(row, RosterRow)]
    return Roster(good, [row for row in rows if isinstance(row, RejectedRow)], {})


def same_people(words: Sequence[str]) -> dict[int, str]:
    """From "3:PARTICIPANT_ID" which participants lines are; raises `invalid`."""
    found = {}
    for word in words:
        line, _, id_ = word.partition(":")
        if not (line.isascii() and line.isdecimal() and len(line) < 9 and id_):
            raise invalid("same", f"Read {quoted(word)}, accepted is LINE:PARTICIPANT_ID.")
        found[int(line)] = id_
    return found
