"""The pulse: all that organizers learn of an event's talks."""

from collections.abc import Sequence

import msgspec

from wetalked.core.clock import HOUR, to_datetime
from wetalked.db import Database, statement
from wetalked.events.model import EventRow, Pulse

STEP = 5
FEWEST_PEOPLE = 5

# Each figure, and how many people stand behind it, in two groups: of people who came by a mail of
# ours and run nothing here, and of all the others, whom those who run the event may have made up.
# Neither group moves the other one's figures.
FIGURES = """
WITH place AS (
  SELECT x.id, x.person, CASE WHEN COALESCE(p.email_confirmed_at, x.own_at) IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM organizer o WHERE o.event = x.event AND o.person = x.person)
    THEN 1 ELSE 0 END AS own
  FROM participant x LEFT JOIN person p ON p.id = x.person WHERE x.event = :event),
mutual AS (
  SELECT k.id, k.low, k.high, l.own * h.own AS own
  FROM talk k JOIN place l ON l.id = k.low JOIN place h ON h.id = k.high
  WHERE k.event = :event AND k.low_first_yes IS NOT NULL AND k.high_first_yes IS NOT NULL),
side AS (
  SELECT low AS participant, own FROM mutual UNION ALL SELECT high, own FROM mutual),
talker AS (SELECT participant, MAX(own) AS own FROM side GROUP BY participant)
SELECT 'participants' AS name, COUNT(*) AS figure, COUNT(*) AS people
FROM participant WHERE event = :event AND person IS NOT NULL AND removed_at IS NULL
UNION ALL
SELECT 'joined', COUNT(*), COUNT(*)
FROM participant WHERE event = :event AND person IS NOT NULL AND removed_at IS NULL
  AND joined_at IS NOT NULL
UNION ALL
SELECT 'talks', COUNT(*), (SELECT COUNT(DISTINCT s.participant) FROM side s WHERE s.own = m.own)
FROM mutual m GROUP BY m.own
UNION ALL
SELECT 'people_with_a_talk', COUNT(*), COUNT(*) FROM talker GROUP BY own
UNION ALL
SELECT n.kind, COUNT(*), COUNT(DISTINCT n.person)
FROM note n JOIN talk k ON k.id = n.talk
  JOIN place x ON x.person = n.person
WHERE k.event = :event AND n.body IS NOT NULL AND n.kind IN ('question', 'promise')
GROUP BY n.kind, x.own
"""


class Figure(msgspec.Struct, frozen=True):
    """A total of one group, and how many people stand behind it."""

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
        await db.write(statement(KEEP, event=event.id, now=now, body=body, an_hour_ago=now - HOUR))
        kept = await kept_pulse(db, event, now) or Kept(now, body)
    return msgspec.json.decode(kept.body, type=Pulse)


async def kept_pulse(db: Database, event: EventRow, now: int) -> Kept | None:
    """What was told within the last hour."""
    return await db.one(Kept, KEPT, event=event.id, an_hour_ago=now - HOUR)


def rounded_off(figures: list[Figure], now: int) -> Pulse:
    """What may be told of the figures."""
    names = ("participants", "joined", "talks", "people_with_a_talk", "question", "promise")
    told = {name: tellable([one for one in figures if one.name == name]) for name in names}
    return Pulse(
        at=to_datetime(now),
        participants=told["participants"],
        joined=told["joined"],
        talks=told["talks"],
        people_with_a_talk=told["people_with_a_talk"],
        questions=told["question"],
        promises=told["promise"],
    )


def tellable(groups: Sequence[Figure]) -> int | None:
    """Each group rounded down to fives; nothing where fewer than 5 people stand behind each."""
    told = [one.figure - one.figure % STEP for one in groups if one.people >= FEWEST_PEOPLE]
    return sum(told) if told else None
