"""The door behaves alike on both engines."""

import asyncio
from pathlib import Path

import msgspec
import pytest

from wetalked.core.problems import Problem
from wetalked.db import (
    CHANGED,
    Database,
    PreconditionFailed,
    UniqueViolation,
    open_database,
    required,
    statement,
    watch,
)
from wetalked.db import migrate as opening

INSERT = "INSERT INTO setting (name, value) VALUES (:name, :value)"
UPDATE = "UPDATE setting SET value = :value WHERE name = :name RETURNING name, value"
NAMES = "SELECT name, value FROM setting ORDER BY name"
LEDGER = "SELECT number FROM migration ORDER BY number"


class Setting(msgspec.Struct):
    """A row of the plainest table."""

    name: str
    value: str


class Applied(msgspec.Struct):
    """A migration that was applied."""

    number: int


async def test_a_unit_is_applied_whole_and_returns_the_rows_of_each_statement(db: Database) -> None:
    rows = await db.write(
        statement(INSERT, name="a", value="1"),
        required(UPDATE, name="a", value="2"),
        statement(NAMES),
    )
    assert rows == [[], [{"name": "a", "value": "2"}], [{"name": "a", "value": "2"}]]


async def test_a_required_statement_without_a_row_undoes_the_whole_unit(db: Database) -> None:
    with pytest.raises(PreconditionFailed) as told:
        await db.write(
            statement(INSERT, name="a", value="1"), required(UPDATE, name="b", value="2")
        )
    assert told.value.position == 1
    assert await db.all(Setting, NAMES) == []


async def test_a_taken_key_undoes_the_unit_and_no_other(db: Database) -> None:
    outcomes = await asyncio.gather(
        db.write(statement(INSERT, name="a", value="1")),
        db.write(statement(INSERT, name="x", value="1"), statement(INSERT, name="x", value="2")),
        db.write(statement(INSERT, name="b", value="1")),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], UniqueViolation)
    assert [row.name for row in await db.all(Setting, NAMES)] == ["a", "b"]


async def test_text_is_ordered_by_its_bytes_on_both_engines(db: Database) -> None:
    names = ["a", "B", "ä", "Z", "_", "é", "10", "9"]
    await db.write(*(statement(INSERT, name=name, value="") for name in names))
    found = [row.name for row in await db.all(Setting, NAMES)]
    assert found == sorted(names, key=str.encode)


async def test_a_read_of_several_statements_sees_one_moment(db: Database) -> None:
    first, second = await db.read(statement(NAMES), statement("SELECT number FROM change"))
    assert (first, second) == ([], [{"number": 0}])


async def test_two_that_open_the_same_empty_database_migrate_it_once(
    empty_database_url: str,
) -> None:
    opened = await asyncio.gather(
        open_database(empty_database_url), open_database(empty_database_url)
    )
    for database in opened:
        assert await database.all(Setting, NAMES) == []
        await database.close()


async def test_a_database_of_the_first_version_keeps_its_rows_and_gains_what_came_later(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = opening.migrations()
    with monkeypatch.context() as earlier:
        earlier.setattr(opening, "migrations", lambda: everything[:1])
        database = await open_database(empty_database_url)
    await database.write(statement(INSERT, name="a", value="1"))
    assert [row.number for row in await database.all(Applied, LEDGER)] == [1]
    await database.close()
    database = await open_database(empty_database_url)
    numbers = [number for number, _, _ in everything]
    assert [row.number for row in await database.all(Applied, LEDGER)] == numbers
    assert await database.all(Setting, NAMES) == [Setting("a", "1")]
    assert await database.read(statement("SELECT problem_kind FROM shop")) == [[]]
    await database.close()


async def test_what_was_written_is_there_after_closing_and_opening(database_url: str) -> None:
    database = await open_database(database_url)
    await database.write(statement(INSERT, name="a", value="1"))
    await database.close()
    database = await open_database(database_url)
    assert await database.all(Setting, NAMES) == [Setting("a", "1")]
    await database.close()


async def test_many_units_at_once_are_all_applied(db: Database) -> None:
    await asyncio.gather(
        *(db.write(statement(INSERT, name=f"{n:04}", value="")) for n in range(300))
    )
    assert len(await db.all(Setting, NAMES)) == 300


async def test_a_deleted_sqlite_file_takes_no_writes_any_more(tmp_path: Path) -> None:
    file = tmp_path / "lost.db"
    database = await open_database(f"sqlite:///{file}")
    file.unlink()
    with pytest.raises(Problem, match="is gone") as told:
        await database.write(statement(INSERT, name="a", value="1"))
    assert told.value.name == "busy"
    await database.close()


async def test_a_write_after_closing_is_refused(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path}/closed.db")
    await database.close()
    with pytest.raises(Problem, match="being closed"):
        await database.write(statement(INSERT, name="a", value="1"))


async def test_what_is_kept_in_memory_is_looked_up_again_after_a_change(db: Database) -> None:
    memory = db.cache()

    async def value(name: str) -> str | None:
        found = await db.one(Setting, "SELECT name, value FROM setting WHERE name = :n", n=name)
        return found.value if found else None

    await db.write(statement(INSERT, name="a", value="1"))
    assert await memory.get_or_load("a", value) == "1"
    await db.write(required(UPDATE, name="a", value="2"))
    assert await memory.get_or_load("a", value) == "1"
    await db.write(required(UPDATE, name="a", value="3"), CHANGED)
    assert await memory.get_or_load("a", value) == "3"


async def test_a_change_by_another_process_is_noticed(db: Database, database_url: str) -> None:
    memory = db.cache()
    looked_up: list[str] = []

    async def note(name: str) -> str:
        looked_up.append(name)
        return name

    watching = asyncio.create_task(watch(db, seconds=0.01))
    await asyncio.sleep(0.1)
    await memory.get_or_load("a", note)
    other = await open_database(database_url)
    await other.write(CHANGED)
    await other.close()
    await asyncio.sleep(0.2)
    await memory.get_or_load("a", note)
    watching.cancel()
    assert looked_up == ["a", "a"]
