"""What processes keep in memory is forgotten when it changes, and stays when other things do."""

import asyncio
import threading

import httpx
import msgspec
import pytest

from calls import call, make_mutual, scan
from cast import make_cast, make_organizer
from wetalked.accounts.sessions import Sessions
from wetalked.attendees.participations import ParticipationChange, change_participation
from wetalked.db import CHANGED, Database, Statement, changed, open_database, statement, watch
from wetalked.db.change import part_of
from wetalked.db.context import Context
from wetalked.events.plan import EventChange
from wetalked.events.store import change_event, find_event
from wetalked.http.limits import NetworkLimits
from wetalked.talks.access import Badges

WAITS = 10


class Looking:
    """Looks everything up, and counts how often."""

    def __init__(self) -> None:
        """Not yet."""
        self.times: dict[str, int] = {}

    async def up(self, key: str) -> str:
        """The key itself."""
        self.times[key] = self.times.get(key, 0) + 1
        return key


def two_apart() -> tuple[str, str]:
    """Two people that share no number."""
    mira = part_of("sessions", "mira")
    names = (f"jonas{n}" for n in range(9))
    return "mira", next(name for name in names if part_of("sessions", name) != mira)


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_a_change_has_only_what_it_is_about_forgotten_here_and_elsewhere(
    db: Database, database_url: str, *, elsewhere: bool
) -> None:
    mira, jonas = two_apart()
    looking, memory, others = Looking(), db.cache("sessions", str), db.cache("badges", str)
    watching = asyncio.create_task(watch(db, seconds=0.01))
    await asyncio.sleep(0.1)
    for one in (memory, others):
        for name in (mira, jonas):
            await one.get_or_load(name, looking.up)
    other = await open_database(database_url)
    await (other if elsewhere else db).write(changed("sessions", mira))
    async with asyncio.timeout(WAITS):
        while looking.times[mira] < 3:
            await memory.get_or_load(mira, looking.up)
            await asyncio.sleep(0.01)
    for one in (memory, others):
        for name in (mira, jonas):
            await one.get_or_load(name, looking.up)
    assert looking.times[jonas] == 2
    assert looking.times[mira] <= 4  # once more where the watch hears of what was forgotten here
    watching.cancel()
    await other.close()


@pytest.mark.parametrize("change", [CHANGED, changed("sessions", "mira")])
async def test_what_was_read_before_a_change_is_not_kept_after_it(
    db: Database, change: Statement
) -> None:
    memory, looking = db.cache("sessions", str), Looking()

    async def slowly(key: str) -> str:
        await db.write(change)
        return await looking.up(key)

    await memory.get_or_load("mira", slowly)
    await memory.get_or_load("mira", looking.up)
    await memory.get_or_load("mira", looking.up)
    assert looking.times == {"mira": 2}


async def test_sessions_and_badges_stay_in_memory_while_topics_and_events_change(
    context: Context,
) -> None:
    cast = await make_cast(context)
    mira, jonas = cast.mira, cast.jonas
    sessions, badges = Sessions(context, NetworkLimits((), context.clock)), Badges(context)
    await sessions.of_token(mira.token)
    before, _ = await badges.pair(mira.person, jonas.code)
    topic = ParticipationChange(ask_me_about="bees")
    await change_participation(context, jonas.person, jonas.participant, topic)
    await change_event(
        context, await find_event(context.db, "day26"), EventChange(name="Another Day")
    )
    for table in ("badge", "session"):
        await context.db.write(statement(f"ALTER TABLE {table} RENAME TO broken_{table}"))
    try:
        assert (await badges.pair(mira.person, jonas.code))[0] == before
        assert await sessions.of_token(mira.token)
    finally:
        for table in ("badge", "session"):
            await context.db.write(statement(f"ALTER TABLE broken_{table} RENAME TO {table}"))


async def test_who_signs_out_reissues_or_leaves_is_forgotten_at_once(
    client: httpx.AsyncClient, context: Context
) -> None:
    cast = await make_cast(context)
    olga = await make_organizer(context, cast.event)
    await make_mutual(client, cast.mira, cast.jonas)
    path = f"/api/v1/events/day26/participants/{cast.jonas.participant}/badge"
    assert (await client.post(path, headers=olga.headers)).is_success
    assert (await scan(client, cast.outsider, cast.jonas.code)).status_code == 404
    assert (await call(client, cast.mira, "DELETE", "/sessions/current")).status_code == 204
    assert (await call(client, cast.mira, "GET", "/me")).status_code == 401
    assert (await call(client, cast.jonas, "DELETE", "/me")).status_code == 204
    assert (await call(client, cast.jonas, "GET", "/me")).status_code == 401


class Made(msgspec.Struct):
    """A row that notes which thread made it."""

    name: str

    def __post_init__(self) -> None:
        """Note it."""
        THREADS.add(threading.get_ident())


THREADS: set[int] = set()
NUMBERS = """
WITH RECURSIVE upto(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM upto WHERE n < :most)
SELECT CAST(n AS TEXT) AS name FROM upto ORDER BY n
"""


async def test_many_rows_are_made_beside_the_event_loop(db: Database) -> None:
    THREADS.clear()
    made = await db.all(Made, NUMBERS, most=5_000)
    assert [int(one.name) for one in made] == [*range(1, 5_001)]
    assert threading.get_ident() not in THREADS
