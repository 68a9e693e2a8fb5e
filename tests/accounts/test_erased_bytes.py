"""After every way of leaving no byte of the person is left, in no file and in no row."""

import contextlib
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest

from calls import call, make_mutual
from cast import Guest, Happening, make_event, make_organizer, make_participant, set_card
from conftest import ManualClock
from stored import everything_in
from wetalked.cli.erase import erase_one
from wetalked.db import statement
from wetalked.db.context import Context, sqlite_file
from wetalked.db.sqlite_files import BESIDE
from wetalked.letters.worker import mail_worker
from wetalked.retention import RetentionWorker

WORDS = [
    *("Xaverine", "Quastelholm", "quastel@xaver.example", "beekeeping-zq", "card-zq@xaver.example"),
    *("+49 30 7654321", "https://xaver.example/zq", "question-zq", "answer-zq", "promise-zq"),
    *("reminded-zq", "listed-zq"),
]
LISTED = "UPDATE participant SET listed_name = 'listed-zq' WHERE id = :id"
NEVER_CAME = "UPDATE participant SET joined_at = NULL WHERE id = :id"
NEVER_SIGNED_IN = "UPDATE person SET signed_in_at = NULL WHERE id = :id"

Leave = Callable[["World"], Awaitable[None]]


class World:
    """An event where Xaverine talked with Jonas."""

    def __init__(self, context: Context, client: httpx.AsyncClient, clock: ManualClock) -> None:
        """Nobody is there yet."""
        self.context, self.client, self.clock = context, client, clock
        self.event: Happening
        self.xaverine: Guest

    async def begin(self) -> None:
        """Fill it, with every word of hers in its place, more than once."""
        self.event = await make_event(self.context)
        self.xaverine = await make_participant(
            self.context, self.event, "Xaverine Quastelholm", email="quastel@xaver.example"
        )
        jonas = await make_participant(self.context, self.event, "Jonas", email="jonas@example.org")
        await set_card(
            self.context,
            self.xaverine,
            ask_me_about="beekeeping-zq",
            email="card-zq@xaver.example",
            phone="+49 30 7654321",
            link="https://xaver.example/zq",
        )
        await self.context.db.write(statement(LISTED, id=self.xaverine.participant))
        await self.note(await make_mutual(self.client, self.xaverine, jonas))
        for _ in range(2):
            body = {"email": "quastel@xaver.example"}
            await self.client.post("/api/v1/sign-in", json=body)
        wrong = {"email": "quastel@xaver.example", "code": "000000"}
        await self.client.post("/api/v1/sessions", json=wrong)
        await self.send_mails()

    async def note(self, talk: str) -> None:
        """What she notes, some of it written over."""
        notes = {
            f"questions/{self.context.new_id()}": {"text": "question-zq", "answer": "answer-zq"},
            f"promises/{self.context.new_id()}": {"text": "promise-zq"},
            "reminded-of": {"text": "reminded-zq"},
        }
        for path, body in notes.items():
            answer = await call(self.client, self.xaverine, "PUT", f"/talks/{talk}/{path}", body)
            assert answer.status_code in {200, 201}, answer.text
        overwritten = {"text": "promise-zq " * 50}
        path = f"/talks/{talk}/promises/{self.context.new_id()}"
        await call(self.client, self.xaverine, "PUT", path, overwritten)
        await call(self.client, self.xaverine, "DELETE", path)

    async def send_mails(self) -> None:
        """All that wait."""
        await mail_worker(self.context).tick()

    async def everywhere(self) -> bytes:
        """Every byte that is kept: files of the database and beside it, mails, rows."""
        kept = [repr(await everything_in(self.context.db)).encode()]
        database, folder = sqlite_file(self.context.settings), self.context.settings.mail_folder
        assert folder
        files = mails_in(Path(folder))
        if database:
            files += [database.with_name(database.name + suffix) for suffix in BESIDE]
        return b"".join([*kept, *(file.read_bytes() for file in files)])


@pytest.fixture
async def world(context: Context, client: httpx.AsyncClient, clock: ManualClock) -> World:
    """Everything of hers is there."""
    world = World(context, client, clock)
    await world.begin()
    assert words_in(await world.everywhere()) == WORDS
    return world


def mails_in(folder: Path) -> list[Path]:
    """All but the last one to whoever has left."""
    return [file for file in folder.iterdir() if "good-bye" not in file.name]


def words_in(kept: bytes) -> list[str]:
    return [word for word in WORDS if word.encode() in kept]


async def leave_by_oneself(world: World) -> None:
    assert (await call(world.client, world.xaverine, "DELETE", "/me")).status_code == 204


async def leave_the_last_event(world: World) -> None:
    path = f"/me/participations/{world.xaverine.participant}"
    assert (await call(world.client, world.xaverine, "DELETE", path)).status_code == 204


async def be_erased_by_command(world: World) -> None:
    await erase_one(world.context, "quastel@xaver.example", leave_card=False)


async def have_had_ones_time(world: World) -> None:
    world.clock.move(days=181)
    await world.send_mails()
    await go_with_the_event(world)


async def go_with_the_event(world: World) -> None:
    world.clock.move(days=14, seconds=1)
    await world.send_mails()
    await RetentionWorker(world.context).tick()


async def be_ended_by_the_organizer(world: World) -> None:
    olga = await make_organizer(world.context, world.event)
    path = f"/api/v1/events/{world.event.slug}"
    assert (await world.client.delete(path, headers=olga.headers)).status_code == 202
    await world.send_mails()
    await go_with_the_event(world)


async def be_taken_off_the_list(world: World) -> None:
    """Who never came, and talked with nobody."""
    await world.context.db.write(
        statement("DELETE FROM talk"),
        statement(NEVER_CAME, id=world.xaverine.participant),
        statement(NEVER_SIGNED_IN, id=world.xaverine.person),
    )
    olga = await make_organizer(world.context, world.event)
    path = f"/api/v1/events/{world.event.slug}/participants/{world.xaverine.participant}"
    assert (await world.client.delete(path, headers=olga.headers)).status_code == 204
    world.clock.move(days=8)
    await RetentionWorker(world.context).tick()


@pytest.mark.parametrize(
    "leave",
    [
        leave_by_oneself,
        leave_the_last_event,
        be_erased_by_command,
        be_taken_off_the_list,
        be_ended_by_the_organizer,
        have_had_ones_time,
    ],
)
async def test_no_byte_of_who_has_left_is_kept(world: World, leave: Leave) -> None:
    await leave(world)
    await world.send_mails()  # the good-bye, the last that is kept of them
    assert words_in(await world.everywhere()) == []


@contextlib.contextmanager
def reader_of(database: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who has read, and goes on seeing what was there then."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM person").fetchone()
    yield connection
    connection.close()


async def test_what_was_erased_beside_somebody_who_reads_goes_once_they_are_done(
    world: World,
) -> None:
    database = sqlite_file(world.context.settings)
    if database is None:
        pytest.skip("of a SQLite file")
    with reader_of(database) as reader:
        await leave_by_oneself(world)
        await world.send_mails()
        assert words_in(repr(await everything_in(world.context.db)).encode()) == []
        assert reader.execute("SELECT count(*) FROM person").fetchone()[0] > 1
    await RetentionWorker(world.context).tick()
    assert words_in(await world.everywhere()) == []
