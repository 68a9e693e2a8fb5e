"""Blocks: between persons, in every event; the other side sees no more than after a no."""

import msgspec

from wetalked.core.clock import to_datetime
from wetalked.core.ids import NewId
from wetalked.core.problems import Problem
from wetalked.db import Database, NotMet, Statement, do, must
from wetalked.talks.model import Block, Pair
from wetalked.talks.store import withdraw
from wetalked.talks.unit import SIDES, as_sides, news_of, write

OTHER_PERSON = """
SELECT p.person FROM participant p
WHERE p.id IN (:low, :high) AND p.id <> :me AND p.person IS NOT NULL
"""
ADD = """
INSERT INTO block (id, person, other, made_at) VALUES (:id, :person, :other, :now)
ON CONFLICT (person, other) DO NOTHING
"""


async def block(db: Database, pair: Pair, new_id: NewId, now: int) -> None:
    """My no on every talk with the person on the other side, and nothing of them from now on."""
    (rows,) = await db.read(do(OTHER_PERSON, low=pair.low, high=pair.high, me=pair.me))
    if not rows:  # they left: nothing of them can come any more
        await write(db, withdraw(pair, now))
        return
    other = rows[0]["person"]
    added = do(ADD, id=new_id(), person=pair.person, other=other, now=now)
    await say_no_to_all(db, added, pair.person, other, now)


BLOCKED = "SELECT other FROM block WHERE id = :id AND person = :person"
REMOVE = "DELETE FROM block WHERE id = :id AND person = :person RETURNING id"


async def unblock(db: Database, person: str, id_: str, now: int) -> None:
    """Take a block back; only my own new yes brings a talk back. Raises `not-found`."""
    (rows,) = await db.read(do(BLOCKED, id=id_, person=person))
    if not rows:
        raise Problem("not-found")
    removed = must(REMOVE, id=id_, person=person)
    try:
        await say_no_to_all(db, removed, person, rows[0]["other"], now)
    except NotMet as gone:
        raise Problem("not-found") from gone


BETWEEN = """ t.id IN (
  SELECT a.id FROM talk a JOIN participant m ON m.id = a.low JOIN participant o ON o.id = a.high
  WHERE m.person = :person AND o.person = :other
  UNION ALL
  SELECT a.id FROM talk a JOIN participant m ON m.id = a.high JOIN participant o ON o.id = a.low
  WHERE m.person = :person AND o.person = :other)
"""
TALKS_BETWEEN = SIDES + "WHERE" + BETWEEN
NO_AS_LOW = """
UPDATE talk SET low_no = :now WHERE (low_no IS NULL OR low_no < :now)
  AND low IN (SELECT id FROM participant WHERE person = :person)
  AND high IN (SELECT id FROM participant WHERE person = :other)
"""
NO_AS_HIGH = """
UPDATE talk SET high_no = :now WHERE (high_no IS NULL OR high_no < :now)
  AND high IN (SELECT id FROM participant WHERE person = :person)
  AND low IN (SELECT id FROM participant WHERE person = :other)
"""
END_NOTES = """
UPDATE note SET body = NULL WHERE person = :person AND at <= :now AND body IS NOT NULL
  AND talk IN (SELECT t.id FROM talk t WHERE %s)
""".replace("%s", BETWEEN)


async def say_no_to_all(db: Database, first: Statement, person: str, other: str, now: int) -> None:
    """My no on every talk between the two, in one unit with `first`; tells who sees a change."""
    of = {"person": person, "other": other}
    look = do(TALKS_BETWEEN, **of)
    noes = [do(sql, now=now, **of) for sql in (NO_AS_LOW, NO_AS_HIGH, END_NOTES)]
    rows = await db.write(look, first, *noes, look)
    before = {talk.id: talk for talk in as_sides(rows[0])}
    await db.announce(*news_of(before, as_sides(rows[-1])))


class BlockRow(msgspec.Struct, frozen=True):
    """A block as it is kept, with the name of whom it is about."""

    id: str
    name: str
    given_name: str
    made_at: int


BLOCKS = """
SELECT b.id, p.name, p.given_name, b.made_at FROM block b JOIN person p ON p.id = b.other
WHERE b.person = :person ORDER BY b.id
"""


async def blocks_of(db: Database, person: str) -> list[Block]:
    """Whom this person has blocked, the first blocked in front."""
    rows = await db.all(BlockRow, BLOCKS, person=person)
    return [Block(row.id, row.name, row.given_name, to_datetime(row.made_at)) for row in rows]
