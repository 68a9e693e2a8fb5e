"""What goes wrong in an engine reaches whoever waits for it, as the same problem on both."""

import asyncio
from pathlib import Path

import pytest

from relay import relay_to
from wetalked.core.problems import Problem
from wetalked.db import Database, Value, open_database, postgres, statement
from wetalked.db import notify as announce

INSERT = "INSERT INTO setting (name, value) VALUES (:name, :value)"
NAMES = "SELECT name FROM setting ORDER BY name"
WAITS = 10


async def names_in(db: Database) -> list[str]:
    (rows,) = await db.read(statement(NAMES))
    return [row["name"] for row in rows]


@pytest.mark.parametrize(
    "fault",
    [
        statement(INSERT, name="x", value=2**70),
        statement(INSERT, name="x", value="\ud800"),
        statement("INSERT INTO nowhere (name) VALUES ('x')"),
        statement("INSERT INTO setting (name) VALUES (json('{'))"),
        statement("INSERT INTO setting (name, value) VALUES ('x', NULL)"),
        statement(INSERT, name="x"),
    ],
    ids=["number", "surrogate", "table", "function", "null", "parameter"],
)
async def test_one_fault_of_any_kind_fails_its_own_unit_alone(db: Database, fault: object) -> None:
    outcomes = await asyncio.gather(
        db.write(statement(INSERT, name="a", value="1")),
        db.write(statement(INSERT, name="x1", value="1"), fault),  # type: ignore[arg-type]  # of the list above
        db.write(statement(INSERT, name="b", value="1")),
        return_exceptions=True,
    )
    assert [isinstance(outcome, Exception) for outcome in outcomes] == [False, True, False]
    assert await names_in(db) == ["a", "b"]


async def test_a_full_disk_fails_all_that_are_written_together(tmp_path: Path) -> None:
    db = await open_database(f"sqlite:///{tmp_path}/full.db")
    ((pages,),) = await db.read(statement("PRAGMA page_count"))
    await db.write(statement(f"PRAGMA max_page_count = {pages['page_count'] + 2}"))
    outcomes = await asyncio.gather(
        db.write(statement(INSERT, name="a", value="1")),
        db.write(statement(INSERT, name="b", value="x" * 1_000_000)),
        return_exceptions=True,
    )
    problems = [outcome.name for outcome in outcomes if isinstance(outcome, Problem)]
    assert problems == ["busy", "busy"]
    assert await names_in(db) == []
    await db.close()


async def test_a_broken_file_is_told_as_a_database_that_cannot_be_used(tmp_path: Path) -> None:
    file = tmp_path / "broken.db"
    db = await open_database(f"sqlite:///{file}")
    await db.write(*(statement(INSERT, name=str(n), value="x" * 900) for n in range(100)))
    await db.close()
    db = await open_database(f"sqlite:///{file}")
    size = file.stat().st_size
    with file.open("r+b") as broken:
        broken.seek(4096)
        broken.write(b"\xff" * (size - 4096))
    for using in (
        db.read(statement("SELECT * FROM setting")),
        db.write(statement(INSERT, name="a", value="1")),
    ):
        with pytest.raises(Problem) as told:
            await using
        assert told.value.name == "busy"
    await db.close()


async def test_what_is_written_and_read_while_the_database_is_closed_is_answered(
    database_url: str,
) -> None:
    db = await open_database(database_url)
    tasks = [asyncio.create_task(write_or_refuse(db, f"{n}")) for n in range(20)]
    await asyncio.sleep(0)
    closing = asyncio.create_task(db.close())
    for n in range(20, 60):
        tasks.append(asyncio.create_task(write_or_refuse(db, f"{n}")))
        tasks.append(asyncio.create_task(read_or_refuse(db)))
        await asyncio.sleep(0)
    async with asyncio.timeout(WAITS):
        outcomes = await asyncio.gather(*tasks)
        await closing
    assert set(outcomes) <= {"done", "busy"}
    db = await open_database(database_url)
    written = [
        name for name, outcome in zip(range(20), outcomes, strict=False) if outcome == "done"
    ]
    assert {str(name) for name in written} <= set(await names_in(db))
    await db.close()


async def write_or_refuse(db: Database, name: str) -> str:
    return await or_refuse(db, INSERT, name=name, value="1")


async def read_or_refuse(db: Database) -> str:
    return await or_refuse(db, None)


async def or_refuse(db: Database, sql: str | None, **params: Value) -> str:
    try:
        await (db.write(statement(sql, **params)) if sql else db.read(statement(NAMES)))
    except Problem as problem:
        return problem.name
    return "done"


async def test_a_statement_that_takes_too_long_on_postgresql_is_given_up(
    fresh_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "COMMAND_SECONDS", 0.3)
    db = await open_database(fresh_postgres)
    for using in (db.read, db.write):
        with pytest.raises(Problem) as told:
            await using(statement("SELECT pg_sleep(60)"))
        assert told.value.name == "busy"
    await db.close()


async def test_after_a_split_without_a_word_a_machine_reads_writes_and_hears_again(
    fresh_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "COMMAND_SECONDS", 0.5)
    monkeypatch.setattr(postgres, "WAIT_SECONDS", 1)
    monkeypatch.setattr(announce, "BEAT_SECONDS", 0.3)
    monkeypatch.setattr(announce, "AGAIN_SECONDS", 0.1)
    other = await open_database(fresh_postgres)
    async with relay_to(fresh_postgres) as (relay, url):
        db = await open_database(url)
        heard: asyncio.Queue[str] = asyncio.Queue()
        db.listen(heard.put_nowait)
        async with asyncio.timeout(WAITS):
            assert await heard.get() == ""
            await other.announce("one")
            assert await heard.get() == "one"
        relay.split()
        async with asyncio.timeout(WAITS):
            assert await heard.get() == ""  # some may have been missed
            await other.announce("two")
            assert await heard.get() == "two"
            outcomes = [await write_or_refuse(db, f"after {n}") for n in range(postgres.POOL)]
            assert outcomes[-1] == "done"  # each dead connection was given up
        await db.close()
    await other.close()
