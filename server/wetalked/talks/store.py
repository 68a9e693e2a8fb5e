"""What one side says of a talk, as writes: yes, no, a note, whether the card shows."""

import msgspec

from wetalked.core.ids import untimed_id
from wetalked.core.problems import Problem
from wetalked.db import Database, Statement, required, statement
from wetalked.talks import rules
from wetalked.talks.model import Pair, Registers
from wetalked.talks.notes import Kind, Note
from wetalked.talks.notes_store import end_notes, keep_note
from wetalked.talks.unit import Write, Written, hold

MOST_WAITING = 200

# `merge` of talks/rules.py for both sides, with nulls for what is not said. A scan sent again
# without a time (`:unless_scan`) says nothing new.
MERGE = """
INSERT INTO talk (id, event, low, high, low_first_yes, low_yes, low_no,
                  high_first_yes, high_yes, high_no)
SELECT :id, l.event, l.id, h.id,
  CAST(:low_first_yes AS BIGINT), CAST(:low_yes AS BIGINT), CAST(:low_no AS BIGINT),
  CAST(:high_first_yes AS BIGINT), CAST(:high_yes AS BIGINT), CAST(:high_no AS BIGINT)
FROM participant l JOIN participant h ON h.event = l.event
WHERE l.id = :low AND h.id = :high AND NOT EXISTS (
  SELECT 1 FROM scan s JOIN talk o ON o.id = s.talk
  WHERE s.person = :person AND s.id = CAST(:unless_scan AS TEXT) AND o.low = l.id AND o.high = h.id)
ON CONFLICT (low, high) DO UPDATE SET
  low_first_yes = CASE
    WHEN talk.low_first_yes IS NULL OR excluded.low_first_yes < talk.low_first_yes
    THEN excluded.low_first_yes ELSE talk.low_first_yes END,
  low_yes = CASE WHEN talk.low_yes IS NULL OR excluded.low_yes > talk.low_yes
    THEN excluded.low_yes ELSE talk.low_yes END,
  low_no = CASE WHEN talk.low_no IS NULL OR excluded.low_no > talk.low_no
    THEN excluded.low_no ELSE talk.low_no END,
  high_first_yes = CASE
    WHEN talk.high_first_yes IS NULL OR excluded.high_first_yes < talk.high_first_yes
    THEN excluded.high_first_yes ELSE talk.high_first_yes END,
  high_yes = CASE WHEN talk.high_yes IS NULL OR excluded.high_yes > talk.high_yes
    THEN excluded.high_yes ELSE talk.high_yes END,
  high_no = CASE WHEN talk.high_no IS NULL OR excluded.high_no > talk.high_no
    THEN excluded.high_no ELSE talk.high_no END
WHERE excluded.low_first_yes < talk.low_first_yes OR excluded.low_yes > talk.low_yes
  OR excluded.low_yes IS NOT NULL AND talk.low_yes IS NULL
  OR excluded.low_no > talk.low_no OR excluded.low_no IS NOT NULL AND talk.low_no IS NULL
  OR excluded.high_first_yes < talk.high_first_yes OR excluded.high_yes > talk.high_yes
  OR excluded.high_yes IS NOT NULL AND talk.high_yes IS NULL
  OR excluded.high_no > talk.high_no OR excluded.high_no IS NOT NULL AND talk.high_no IS NULL
RETURNING id
"""
THERE = "SELECT id FROM talk WHERE low = :low AND high = :high"


def say(pair: Pair, said: Registers, unless_scan: str | None = None) -> dict[str, Statement]:
    """What I say, merged into the row of the pair."""
    mine, theirs = ("low", "high") if pair.me == pair.low else ("high", "low")
    words = {f"{mine}_{name}": value for name, value in registers(said)}
    silence = {f"{theirs}_{name}": None for name, _ in registers(said)}
    of = {"low": pair.low, "high": pair.high}
    more = {"id": untimed_id(), "person": pair.person, "unless_scan": unless_scan}
    return {
        "said": statement(MERGE, **words, **silence, **of, **more),
        "there": there(pair),
    }


def there(pair: Pair) -> Statement:
    """The row of the pair: it is missing when a side was erased a moment ago."""
    return required(THERE, "unknown-badge", low=pair.low, high=pair.high)


def registers(said: Registers) -> list[tuple[str, int | None]]:
    """The three times with their columns' names."""
    return [("first_yes", said.first_yes), ("yes", said.yes), ("no", said.no)]


# My own scans on which the other side has never said yes.
UNANSWERED = """
SELECT COUNT(*) AS times FROM talk t
WHERE t.low = :me AND t.high_first_yes IS NULL
    AND t.low_yes IS NOT NULL AND (t.low_no IS NULL OR t.low_yes > t.low_no)
  OR t.high = :me AND t.low_first_yes IS NULL
    AND t.high_yes IS NOT NULL AND (t.high_no IS NULL OR t.high_yes > t.high_no)
"""
# What has my yes already, or has ever had theirs, adds nobody who waits.
ROOM = """
SELECT 1 AS room WHERE EXISTS (
    SELECT 1 FROM talk o WHERE o.low = :low AND o.high = :high AND (
      o.low = :me AND (o.high_first_yes IS NOT NULL OR o.low_yes > COALESCE(o.low_no, -1))
      OR o.high = :me AND (o.low_first_yes IS NOT NULL OR o.high_yes > COALESCE(o.high_no, -1))))
  OR :most > (%s)
""".replace("%s", UNANSWERED)
SCANNED_BEFORE = """
SELECT s.id FROM scan s JOIN talk t ON t.id = s.talk
WHERE s.person = :person AND t.low = :low AND t.high = :high LIMIT 1
"""
ADD_SCAN = """
INSERT INTO scan (person, id, badge, talk)
SELECT :person, :id, :badge, t.id FROM talk t WHERE t.low = :low AND t.high = :high
ON CONFLICT (person, id) DO NOTHING
"""
SAME_SCAN = "SELECT id FROM scan WHERE person = :person AND id = :id AND badge = :badge"


def scan(pair: Pair, id_: str, badge: str, at: int, *, now_is_meant: bool = False) -> Write:
    """I scanned this badge; with `now_is_meant` the phone gave no time, and a repeat says nothing.

    Refused as `too-many-waiting`, `id-taken`, `unknown-badge`.
    """
    of = {"low": pair.low, "high": pair.high, "person": pair.person}
    scanned = {
        "before": statement(SCANNED_BEFORE, **of),
        "added": statement(ADD_SCAN, id=id_, badge=badge, **of),
        "same": required(SAME_SCAN, "id-taken", person=pair.person, id=id_, badge=badge),
    }
    steps = yes_steps(pair, at, unless_scan=id_ if now_is_meant else None)
    return Write(pair, {**steps, **scanned}, counts=says_yes_now)


def confirm(pair: Pair, at: int) -> Write:
    """Yes, we talked; refused as `too-many-waiting`."""
    return Write(pair, yes_steps(pair, at), counts=says_yes_now)


def yes_steps(pair: Pair, at: int, unless_scan: str | None = None) -> dict[str, Statement]:
    """One yes of mine, if there is room for one more who waits."""
    of = {"low": pair.low, "high": pair.high, "me": pair.me}
    return {
        "room": required(ROOM, "too-many-waiting", most=MOST_WAITING, **of),
        **say(pair, rules.yes_at(at), unless_scan),
        "unanswered": statement(UNANSWERED, me=pair.me),
    }


def says_yes_now(written: Written) -> bool:
    """Whether this yes was new and is not overtaken."""
    return bool(written.rows["said"]) and written.talk is not None


def withdraw(pair: Pair, at: int) -> Write:
    """My no: it undoes or declines, and ends my notes up to then."""
    ended = end_notes(pair.low, pair.high, pair.person, at)
    return Write(pair, {**say(pair, rules.no_at(at)), "ended": ended}, counts=says_no_now)


def says_no_now(written: Written) -> bool:
    """Whether this no was new and is not overtaken."""
    mine, _ = written.after.mine_and_theirs(written.person)
    return bool(written.rows["said"]) and rules.word(mine) == "no"


def note(pair: Pair, kind: Kind, id_: str | None, kept: Note) -> Write:
    """One write of a note of mine; refused as `invalid` (one too many) or `id-taken`."""
    of = {"low": pair.low, "high": pair.high, "me": pair.me, "person": pair.person}
    row = {"held": hold(pair), "there": there(pair)}
    steps = {**row, **keep_note(**of, kind=kind, id_=id_, note=kept)}
    return Write(pair, steps, counts=lambda written: note_counts(written, kept))


def note_counts(written: Written, kept: Note) -> bool:
    """Whether this write was new and is not overtaken."""
    there = written.rows["is"][0]["body"] is not None
    return bool(written.rows["kept"]) and there == (kept.body is not None)


SHOW_CARD = """
UPDATE talk SET
  low_shows = CASE WHEN low = :me THEN CAST(:shown AS BIGINT) ELSE low_shows END,
  high_shows = CASE WHEN high = :me THEN CAST(:shown AS BIGINT) ELSE high_shows END
WHERE low = :low AND high = :high RETURNING id
"""


def show_card(pair: Pair, *, shown: bool) -> Write:
    """Whether the other side sees my card on this talk."""
    step = required(
        SHOW_CARD, "not-found", low=pair.low, high=pair.high, me=pair.me, shown=int(shown)
    )
    return Write(pair, {"shown": step}, counts=lambda _: True)


PAIR_OF_TALK = """
SELECT t.low, t.high, p.id AS me, p.person
FROM talk t JOIN participant p ON p.id = t.low OR p.id = t.high
WHERE t.id = :talk AND p.person = :person
"""


async def pair_of_talk(db: Database, person: str, talk: str) -> Pair:
    """Whose talk it is, seen or not; raises `not-found` unless this person is on one side."""
    pair = await db.one(Pair, PAIR_OF_TALK, person=person, talk=talk)
    if pair is None:
        raise Problem("not-found")
    return pair


CONFIRMING = """
SELECT p.removed_at, p.made_at, e.starts_at
FROM talk t JOIN event e ON e.id = t.event JOIN participant p ON p.id = t.low OR p.id = t.high
WHERE t.id = :talk AND p.person = :person
"""


class Confirming(msgspec.Struct, frozen=True):
    """The place of who confirms, at an event."""

    removed_at: int | None
    made_at: int
    starts_at: int


async def pair_to_confirm(db: Database, person: str, talk: str, at: int, now: int) -> Pair:
    """Whose talk it is, for a yes at this time; `unknown-badge` where it comes too late.

    Raises `not-found` unless this person is on one side.
    """
    pair = await pair_of_talk(db, person, talk)
    place = await db.one(Confirming, CONFIRMING, person=person, talk=talk)
    if place and place.removed_at is not None:
        begun = (place.made_at, place.starts_at)
        if not rules.counts(at, now, begun, [place.removed_at]):
            raise Problem("unknown-badge")
    return pair
