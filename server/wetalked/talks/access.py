"""Whose badge a code is, for somebody who was handed it: the one way from a badge to a talk."""

import contextlib
from collections import OrderedDict

import msgspec

from wetalked.core.clock import HOUR
from wetalked.core.code import parse
from wetalked.core.ids import fingerprint
from wetalked.core.problems import Problem
from wetalked.db.context import Context
from wetalked.http.limits import KEYS, Limit
from wetalked.talks.model import Pair, pair_of
from wetalked.talks.rules import counts

UNKNOWN_AN_HOUR = 30

HOLDER = """
SELECT b.participant, p.event, p.person, b.made_at, b.retired_at, p.removed_at, e.starts_at
FROM badge b JOIN participant p ON p.id = b.participant JOIN event e ON e.id = p.event
WHERE b.code = :code
"""
PLACE = """
SELECT id AS participant, removed_at FROM participant WHERE person = :person AND event = :event
"""


class Holder(msgspec.Struct, frozen=True):
    """Whose badge it is, since when and until when it counted."""

    participant: str
    event: str
    person: str | None
    made_at: int
    retired_at: int | None
    removed_at: int | None
    starts_at: int


class Place(msgspec.Struct, frozen=True):
    """Somebody's place at an event."""

    participant: str
    removed_at: int | None


class Badges:
    """Badges and places, kept in memory; and how often each person met an unknown badge."""

    def __init__(self, context: Context) -> None:
        """Remembers until the database says that something changed."""
        self._db, self._clock = context.db, context.clock
        self._holders = context.db.cache("badges", lambda holder: holder.participant)
        self._places = context.db.cache("badges", lambda place: place.participant)
        self._unknown = Limit(UNKNOWN_AN_HOUR, HOUR, context.clock)
        self._met: OrderedDict[tuple[str, str], int] = OrderedDict()

    def check(self, person: str) -> None:
        """Raises `too-many` where this person has met too many unknown badges this hour."""
        self._unknown.check(person)

    async def pair(self, person: str, badge: str, yes_at: int | None = None) -> tuple[Pair, str]:
        """Who talks when this person names this badge, and its code.

        A yes (`yes_at`) from before the badge was retired or either side removed counts two days
        after that; a no or a note at any time. Raises `own-badge`, `unknown-badge`.
        """
        found = parse(badge)
        holder = await self._holder(found) if found else None
        if holder and holder.person == person:
            raise Problem("own-badge")
        place = await self._place(person, holder.event) if holder and holder.person else None
        if not (found and holder and place and self._counts(holder, place, yes_at)):
            self._met_unknown(person, found or badge)
            raise Problem("unknown-badge")
        return pair_of(place.participant, holder.participant, person), found

    def _counts(self, holder: Holder, place: Place, yes_at: int | None) -> bool:
        """Whether a yes at this time, heard now, counts; what is no yes always does."""
        ends = (holder.retired_at, holder.removed_at, place.removed_at)
        ended = [at for at in ends if at is not None]
        begun = (holder.made_at, holder.starts_at)
        return yes_at is None or counts(yes_at, self._clock(), begun, ended)

    async def _holder(self, code: str) -> Holder | None:
        found: Holder | None = await self._holders.get_or_load(
            code, lambda key: self._db.one(Holder, HOLDER, code=key)
        )
        return found

    async def _place(self, person: str, event: str) -> Place | None:
        found: Place | None = await self._places.get_or_load(
            (person, event), lambda key: self._db.one(Place, PLACE, person=key[0], event=key[1])
        )
        return found

    def _met_unknown(self, person: str, badge: str) -> None:
        """Count it; raises `too-many` for a new guess past the limit.

        What was met before is no new guess, and in a later hour counts for nothing: a phone that
        kept more of them than an hour allows comes through with them in the end.
        """
        key, hour = (person, fingerprint(badge)), self._clock() // HOUR
        met = self._met.get(key)
        if met is None:
            self._unknown.count(person)
            self._met[key] = hour
        elif met == hour:
            with contextlib.suppress(Problem):
                self._unknown.count(person)
        if len(self._met) > KEYS:
            self._met.popitem(last=False)
