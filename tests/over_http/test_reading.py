"""Reading changes nothing, whoever reads and whichever way: a link on another page must not act."""

from typing import Any

import httpx
import pytest

from calls import call, make_mutual
from cast import Someone, make_participant
from document import operations
from office import Office
from wetalked.db import Database, statement
from wetalked.db.context import Context

# A stream that has no end is tried elsewhere.
ENDLESS = {"/live"}
# Books that reading may keep: how often somebody exports, when a session or token was used last,
# and the figures that are told until they are an hour old.
BOOKS = {"attempt", "pulse"}
BOOK_COLUMNS = {"used_at"}
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgres": "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
}


async def rows_of(db: Database) -> dict[str, list[str]]:
    """All that is kept, but for the books."""
    (tables,) = await db.read(statement(TABLES[type(db).__name__.lower()]))
    names = sorted(row["name"] for row in tables if row["name"] not in BOOKS)
    found = await db.read(*(statement(f"SELECT * FROM {name}") for name in names))  # noqa: S608 — names of our tables
    return {
        name: sorted(str({k: v for k, v in row.items() if k not in BOOK_COLUMNS}) for row in rows)
        for name, rows in zip(names, found, strict=True)
    }


@pytest.fixture
async def world(office: Office, context: Context) -> dict[str, Any]:
    """An organizer who is a guest, too, a mutual talk with notes, and somebody never signed in."""
    guests = [
        await make_participant(context, office.event, name, email=f"{name}@example.org")
        for name in ("mira", "jonas")
    ]
    talk = await make_mutual(office.client, *guests)
    await call(office.client, guests[0], "PUT", f"/talks/{talk}/reminded-of", {"text": "Bees"})
    (kim,) = (await office.add({"name": "Kim"}))["created"]
    return {
        "slug": office.event.slug,
        "talk": talk,
        "guest": guests[0],
        "participants": [guests[0].participant, kim["participant_id"]],
    }


async def test_no_get_changes_what_is_kept(
    office: Office, context: Context, world: dict[str, Any]
) -> None:
    before = await rows_of(context.db)
    told: set[str] = set()
    for operation in operations():
        if operation.method != "GET" or operation.path in ENDLESS:
            continue
        for participant in world["participants"]:
            path = operation.path.format(participant=participant, **path_words(world))
            for who in (office.who, world["guest"]):
                answer = await read(office.client, who, path, world)
                told |= {operation.path} if answer.status_code == 200 else set()
        assert await rows_of(context.db) == before, operation
    unread = {one.path for one in operations() if one.method == "GET"} - told - ENDLESS
    assert not unread, f"never answered 200: {unread}"


def path_words(world: dict[str, Any]) -> dict[str, str]:
    """What stands in the braces of a path; a new word is missed here by name."""
    return {name: world[name] for name in ("slug", "talk")}


async def read(
    client: httpx.AsyncClient, who: Someone, path: str, world: dict[str, Any]
) -> httpx.Response:
    """One GET, with what such a call may ask for."""
    query = {"event": world["slug"]} if path == "/follow-up" else {}
    return await client.get(f"/api/v1{path}", params=query, headers=who.headers)
