"""The pulse: all that organizers learn of an event's talks."""

import msgspec

from wetalked.clock import HOUR, to_datetime
from wetalked.db import Database, do
from wetalked.events.model import EventRow, Pulse

STEP = 5
FEWEST_PEOPLE = 5

# Each figure, and how many people stand behind it.
FIGURES = """
SELECT 'participants' AS name, COUNT(*) AS figure, COUNT(*) AS people
FROM participant WHERE event = :event AND person IS NOT NULL AND removed_at IS NULL
UNION ALL
SELECT 'joined', COUNT(*), COUNT(*)
FROM participant WHERE event = :event AND person IS NOT NULL AND joined_at IS NOT NULL
UNION ALL
SELECT 'talks', COUNT(DISTINCT talk), COUNT(DISTINCT participant) FROM (
  SELECT id AS talk, low AS participant FROM talk
  WHERE event = :event AND low_first_yes IS NOT NULL AND high_first_yes IS NOT NULL
  UNION ALL
  SELECT id, high FROM talk
  WHERE event = :event AND low_first_yes IS NOT NULL AND high_first_yes IS NOT NULL) side
UNION ALL
SELECT n.kind, COUNT(*), COUNT(DISTINCT n.person)
FROM note n JOIN talk k ON k.id = n.talk
WHERE k.event = :event AND n.body IS NOT NULL AND n.kind IN ('question', 'promise')
GROUP BY n.kind
"""


class Figure(msgspec.Struct, frozen=True):
    """A total, and how many people stand behind it."""

    name: str
    figure: int
    people: int


class Kept(msgspec.Struct, frozen=True):
    """The figures as they were told last."""

    taken_at: int
    body: str


KEPT = "SELECT taken_at, body FROM pulse WHERE event = :event AND taken_at > :an_hour_ago"
KEEP = """
INSERT INTO pulse (event, taken_at, body) VALUES (:event, :now, :body)
ON CONFLICT (event) DO UPDATE SET taken_at = excluded.taken_at, body = excluded.body
WHERE pulse.taken_at <= :an_hour_ago
"""


async def pulse_of(db: Database, event: EventRow, now: int) -> Pulse:
    """The totals, no younger than the last ones by less than an hour.

    Asked before and after one talk, they must not differ by it: so they are kept for an hour, for
    whoever asks and in whichever process.
    """
    kept = await kept_pulse(db, event, now)
    if kept is None:
        figures = await db.all(Figure, FIGURES, event=event.id)
        body = msgspec.json.encode(rounded_off(figures, now)).decode()
        await db.write(do(KEEP, event=event.id, now=now, body=body, an_hour_ago=now - HOUR))
        kept = await kept_pulse(db, event, now) or Kept(now, body)
    return msgspec.json.decode(kept.body, type=Pulse)


async def kept_pulse(db: Database, event: EventRow, now: int) -> Kept | None:
    """What was told within the last hour."""
    return await db.one(Kept, KEPT, event=event.id, an_hour_ago=now - HOUR)


def rounded_off(figures: list[Figure], now: int) -> Pulse:
    """What may be told of the figures."""
    by_name = {one.name: one for one in figures}
    talks = by_name["talks"]
    return Pulse(
        at=to_datetime(now),
        participants=tellable(by_name["participants"]),
        joined=tellable(by_name["joined"]),
        talks=tellable(talks),
        people_with_a_talk=tellable(Figure("", talks.people, talks.people)),
        questions=tellable(by_name.get("question")),
        promises=tellable(by_name.get("promise")),
    )


def tellable(one: Figure | None) -> int | None:
    """Rounded down to fives; nothing where fewer than 5 people stand behind it."""
    if one is None or one.people < FEWEST_PEOPLE:
        return None
    return one.figure - one.figure % STEP
