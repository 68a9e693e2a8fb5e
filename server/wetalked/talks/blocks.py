"""Blocks: between persons, in every event; to the other side a block is a no on one talk."""

from collections.abc import Sequence

import msgspec

from wetalked.core.clock import to_datetime
from wetalked.core.ids import NewId
from wetalked.core.problems import Problem
from wetalked.db import Database, PreconditionFailed, Statement, required, statement
from wetalked.talks.model import Block, Pair
from wetalked.talks.reading import SIDES, as_sides
from wetalked.talks.store import withdraw
from wetalked.talks.unit import SIDES_OF_PAIR, news_of, write

# As whom I know them: an account's own name is not for whoever merely listed its address.
ADD = """
INSERT INTO block (id, person, other, name, given_name, made_at)
VALUES (:id, :person, :other, :name, :given_name, :now)
ON CONFLICT (person, other) DO NOTHING
"""


async def block(db: Database, pair: Pair, new_id: NewId, now: int) -> None:
    """My no on this talk, and from now on I see nothing of the person on the other side.

    Nothing is said on other talks of the two: by that they would tell it from a decline.
    """
    (rows,) = await db.read(statement(SIDES_OF_PAIR, low=pair.low, high=pair.high))
    sides = [talk.mine_and_theirs(pair.person)[1] for talk in as_sides(rows)]
    no = withdraw(pair, now)
    if not sides or sides[0].person is None:  # they left: nothing of them can come any more
        await write(db, no)
        return
    other, known_as = sides[0].person, {"name": sides[0].name, "given_name": sides[0].given_name}
    added = statement(ADD, id=new_id(), person=pair.person, other=other, now=now, **known_as)
    await write_between(db, [added, *no.steps.values()], pair.person, other)


BLOCKED = "SELECT other FROM block WHERE id = :id AND person = :person"
REMOVE = "DELETE FROM block WHERE id = :id AND person = :person RETURNING id"
# The earliest no there can be: it declines what they said meanwhile, and gives way to any yes of
# mine, also to an earlier one that comes late.
DECLINE_AS_LOW = """
UPDATE talk SET low_no = 0
WHERE low_first_yes IS NULL AND low_no IS NULL AND high_first_yes IS NOT NULL
  AND low IN (SELECT id FROM participant WHERE person = :person)
  AND high IN (SELECT id FROM participant WHERE person = :other)
"""
DECLINE_AS_HIGH = """
UPDATE talk SET high_no = 0
WHERE high_first_yes IS NULL AND high_no IS NULL AND low_first_yes IS NOT NULL
  AND high IN (SELECT id FROM participant WHERE person = :person)
  AND low IN (SELECT id FROM participant WHERE person = :other)
"""


async def unblock(db: Database, person: str, id_: str) -> None:
    """Take a block back: I see again what I said yes to. Raises `not-found`."""
    (rows,) = await db.read(statement(BLOCKED, id=id_, person=person))
    if not rows:
        raise Problem("not-found")
    of = {"person": person, "other": rows[0]["other"]}
    declined = [statement(sql, **of) for sql in (DECLINE_AS_LOW, DECLINE_AS_HIGH)]
    await write_between(db, [required(REMOVE, id=id_, person=person), *declined], **of)


BETWEEN = """ WHERE t.id IN (
  SELECT a.id FROM talk a JOIN participant m ON m.id = a.low JOIN participant o ON o.id = a.high
  WHERE m.person = :person AND o.person = :other
  UNION ALL
  SELECT a.id FROM talk a JOIN participant m ON m.id = a.high JOIN participant o ON o.id = a.low
  WHERE m.person = :person AND o.person = :other)
"""
TALKS_BETWEEN = SIDES + BETWEEN


async def write_between(
    db: Database, statements: Sequence[Statement], person: str, other: str
) -> None:
    """Write, and tell who of the two sees a talk otherwise; raises `not-found`."""
    look = statement(TALKS_BETWEEN, person=person, other=other)
    try:
        rows = await db.write(look, *statements, look)
    except PreconditionFailed as gone:
        raise Problem("not-found") from gone
    before = {talk.id: talk for talk in as_sides(rows[0])}
    await db.announce(*news_of(before, as_sides(rows[-1])))


class BlockRow(msgspec.Struct, frozen=True):
    """A block as it is kept, with the name of whom it is about."""

    id: str
    name: str
    given_name: str
    made_at: int


BLOCKS = """
SELECT b.id, b.name, b.given_name, b.made_at FROM block b
WHERE b.person = :person ORDER BY b.id
"""


async def blocks_of(db: Database, person: str) -> list[Block]:
    """Whom this person has blocked, the first blocked in front."""
    rows = await db.all(BlockRow, BLOCKS, person=person)
    return [Block(row.id, row.name, row.given_name, to_datetime(row.made_at)) for row in rows]
