"""A write on one talk as data, and applying many of them together."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from wetalked.core.ids import untimed_id
from wetalked.core.problems import Problem
from wetalked.db import Database, PreconditionFailed, Row, Statement, required, statement
from wetalked.talks import rules
from wetalked.talks.model import Pair, Sides, Talk
from wetalked.talks.notes import Notes
from wetalked.talks.notes_store import as_notes
from wetalked.talks.reading import SIDES, as_sides
from wetalked.talks.rules import seen_by

SIDES_OF_PAIR = SIDES + "WHERE t.low = :low AND t.high = :high"
NOTES_ON_PAIR = """
SELECT n.talk, n.kind, n.id, n.body, n.asked_at
FROM note n JOIN talk t ON t.id = n.talk AND t.low = :low AND t.high = :high
WHERE n.person = :person AND n.body IS NOT NULL ORDER BY n.asked_at, n.id
"""
# Makes the row of a pair, or locks the one that is there.
HOLD = """
INSERT INTO talk (id, event, low, high)
SELECT :id, l.event, l.id, h.id FROM participant l JOIN participant h ON h.event = l.event
WHERE l.id = :low AND h.id = :high
ON CONFLICT (low, high) DO UPDATE SET event = talk.event WHERE 1 = 0
"""
# From one person's eleventh unanswered scan on nobody is prompted by them.
PROMPTS = 10


class Written(NamedTuple):
    """What a write did: both sides before and after, my notes after, the rows of its steps."""

    person: str
    before: Sides | None
    after: Sides
    notes: Notes
    rows: Mapping[str, list[Row]]
    counts: Callable[["Written"], bool]

    @property
    def applied(self) -> bool:
        """Whether it was new and is not overtaken."""
        return self.counts(self)

    @property
    def talk(self) -> Talk | None:
        """As I see it afterwards."""
        return seen_by(self.person, self.after, self.notes)


class Write(NamedTuple):
    """A write on the talk of a pair; `counts` tells whether it was new and is not overtaken."""

    pair: Pair
    steps: Mapping[str, Statement]
    counts: Callable[[Written], bool]

    def all_steps(self) -> list[Statement]:
        """Its steps between the two looks at the sides, then my notes."""
        pair = {"low": self.pair.low, "high": self.pair.high}
        before = statement(SIDES_OF_PAIR, **pair)
        after = required(SIDES_OF_PAIR, "unknown-badge", **pair)
        notes = statement(NOTES_ON_PAIR, person=self.pair.person, **pair)
        return [before, *self.steps.values(), after, notes]

    def read(self, rows: list[list[Row]]) -> Written:
        """What it did, by the rows of all its steps."""
        before = as_sides(rows[0])
        (after,) = as_sides(rows[-2])
        notes = as_notes(rows[-1]).get(after.id, Notes())
        of_steps = dict(zip(self.steps, rows[1:-2], strict=True))
        was = before[0] if before else None
        return Written(self.pair.person, was, after, notes, of_steps, self.counts)


async def write(db: Database, one: Write) -> Written:
    """Apply one write and tell who sees something new; raises the problem of its refusal."""
    (written,) = await write_all(db, [one])
    if isinstance(written, Problem):
        raise written
    return written


async def write_all(db: Database, writes: Sequence[Write]) -> list[Written | Problem]:
    """Apply those that are not refused, and tell who sees something new."""
    outcomes = await apply(db, writes)
    await db.announce(*(text for one in outcomes if isinstance(one, Written) for text in news(one)))
    return outcomes


async def apply(db: Database, writes: Sequence[Write]) -> list[Written | Problem]:
    """All in one unit, or where one is refused, in two of half the size."""
    steps = [one.all_steps() for one in writes]
    holds = hold_all(writes) if len(writes) > 1 else []
    try:
        rows = await db.write(*chain(holds, *steps))
    except PreconditionFailed as unmet:
        if len(writes) == 1:
            return [Problem(unmet.statement.refusal or "internal")]
        half = len(writes) // 2
        return [*await apply(db, writes[:half]), *await apply(db, writes[half:])]
    rest = iter(rows[len(holds) :])
    return [one.read([next(rest) for _ in own]) for one, own in zip(writes, steps, strict=True)]


def hold_all(writes: Sequence[Write]) -> list[Statement]:
    """All rows of a unit in one order, so that no two units wait for each other."""
    pairs = {(one.pair.low, one.pair.high): one.pair for one in writes}
    return [hold(pairs[key]) for key in sorted(pairs)]


def hold(pair: Pair) -> Statement:
    """Have the pair's row for this unit alone."""
    # Both sides see the talk's id: a time in it would tell who was here before them.
    return statement(HOLD, id=untimed_id(), low=pair.low, high=pair.high)


def news(written: Written) -> list[str]:
    """What is to be announced: the talk and those who see something new of it."""
    people = changed_for(written.before, written.after)
    if too_many_prompts(written):
        people = [person for person in people if person == written.person]
    if written.rows.get("kept") and written.person not in people:
        people.append(written.person)
    return [" ".join([written.after.id, *people])] if people else []


def news_of(before: Mapping[str, Sides], after: Sequence[Sides]) -> list[str]:
    """The same for several talks at once, by their ids."""
    people = [(talk.id, changed_for(before.get(talk.id), talk)) for talk in after]
    return [" ".join([id_, *persons]) for id_, persons in people if persons]


def changed_for(before: Sides | None, after: Sides) -> list[str]:
    """Those of the two who see the talk otherwise than before; the other learns nothing."""
    people = [side.person for side in (after.low, after.high) if side.person is not None]
    return [
        person
        for person in people
        if seen_by(person, after) != (before and seen_by(person, before))
    ]


def too_many_prompts(written: Written) -> bool:
    """Whether this yes asks somebody for theirs while more than ten are asked already."""
    # By what was said, and not by what I see: a yes to somebody I block counts as any other.
    waits = rules.state(*written.after.mine_and_theirs(written.person)) == "waiting_for_them"
    counted = written.rows.get("unanswered")
    return bool(waits and counted and counted[0]["times"] > PROMPTS)
