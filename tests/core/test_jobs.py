"""What goes on beside the requests goes on after a fault, and the fault is told."""

import asyncio
import logging
from collections.abc import Callable
from itertools import pairwise

import httpx
import pytest
from litestar import Litestar

from calls import scan
from cast import make_cast
from listening import listen
from wetalked.core import jobs
from wetalked.core.jobs import Jobs, begin
from wetalked.core.problems import Problem
from wetalked.db import Database, statement
from wetalked.db.context import Context
from wetalked.http.metrics import job_figures

WAITS = 10


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(jobs, "SETTLED_SECONDS", 0.1)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAITS):
        while not true():  # noqa: ASYNC110 — of what goes on by itself
            await asyncio.sleep(0.01)


async def test_a_job_that_fails_is_told_and_begun_anew_after_growing_pauses(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun: list[float] = []
    kept = Jobs()

    async def work() -> None:
        begun.append(asyncio.get_running_loop().time())
        if len(begun) < 5:
            raise KeyError("the cause")
        await asyncio.Event().wait()

    task = begin("counting", kept.keep("counting", work))
    await until(lambda: len(begun) == 4)
    assert kept.failing == ["counting"]
    await until(lambda: len(begun) == 5 and not kept.failing)
    task.cancel()
    pauses = [later - earlier for earlier, later in pairwise(begun)]
    # A busy machine makes a pause longer, never shorter.
    planned = [jobs.FIRST_PAUSE * 2**turn for turn in range(len(pauses))]
    assert all(pause > 0.99 * least for pause, least in zip(pauses, planned, strict=True))
    assert kept.failures["counting"] == 4
    assert all(isinstance(one.exc_info[1], KeyError) for one in caplog.records if one.exc_info)
    assert "counting failed" in caplog.text


async def test_a_job_that_ends_by_itself_has_failed(caplog: pytest.LogCaptureFixture) -> None:
    kept = Jobs()

    async def work() -> None:
        """Ends at once."""

    task = begin("ending", kept.keep("ending", work))
    await until(lambda: kept.failures["ending"] > 1)
    task.cancel()
    assert "has ended by itself" in caplog.text


async def test_what_a_forgotten_task_died_of_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        raise KeyError("the cause")

    begin("forgotten", work())
    await until(lambda: "the cause" in caplog.text)


BREAK = statement("ALTER TABLE change RENAME TO broken")
MEND = statement("ALTER TABLE broken RENAME TO change")


async def test_a_fault_of_the_database_in_a_job_shows_and_passes(
    client: httpx.AsyncClient, db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    await db.write(BREAK)
    try:
        await until(lambda: "looking for changes" in db.jobs.failing)
        answer = await client.get("/health")
        assert answer.status_code == 200
        assert answer.json()["status"] == "ok"
        assert "looking for changes" in answer.json()["degraded"]
        figures = job_figures(db.jobs).decode()
        assert 'wetalked_job_failing{job="looking for changes"} 1.0' in figures
    finally:
        await db.write(MEND)
    await until(lambda: "looking for changes" not in db.jobs.failing)
    assert "degraded" not in (await client.get("/health")).json()
    assert "looking for changes" in caplog.text


async def test_a_fault_while_telling_of_a_talk_does_not_end_the_telling(
    app: Litestar, client: httpx.AsyncClient, context: Context
) -> None:
    cast = await make_cast(context)
    listener = await listen(app, cast.mira)
    await context.db.write(statement("ALTER TABLE note RENAME TO broken_note"))
    try:
        await context.db.announce(f"nothing {cast.mira.person}")
        await asyncio.wait_for(listener.ended, WAITS)  # a phone that missed something comes back
    finally:
        await context.db.write(statement("ALTER TABLE broken_note RENAME TO note"))
    listener = await listen(app, cast.mira)
    await scan(client, cast.jonas, cast.mira.code)
    assert (await listener.next())[0] == "talk"
    await listener.leave()


async def test_health_is_503_and_never_500_when_the_database_is_away(
    client: httpx.AsyncClient, db: Database
) -> None:
    await db.close()
    answer = await client.get("/health")
    assert answer.status_code == 503
    with pytest.raises(Problem):
        await db.read(statement("SELECT 1"))
