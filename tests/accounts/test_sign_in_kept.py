"""What `POST /sign-in` has answered is done, or tried again."""

import asyncio

import httpx
import pytest

from cast import make_cast
from wetalked import app as wetalked_app
from wetalked.core import jobs
from wetalked.db import Database, statement
from wetalked.db.context import Context

WAITS = 10
MAILS = "SELECT kind, person FROM mail"
REQUESTS = "SELECT id FROM sign_in_request"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(wetalked_app, "LOOK_AGAIN_SECONDS", 0.02)


async def test_a_mail_that_could_not_be_queued_after_the_answer_is_queued_later(
    context: Context, client: httpx.AsyncClient
) -> None:
    mira = (await make_cast(context)).mira
    await context.db.write(statement("ALTER TABLE pass RENAME TO broken_pass"))
    try:
        answer = await client.post("/api/v1/sign-in", json={"email": "mira@example.org"})
        assert answer.status_code == 202
        assert await context.db.read(statement(MAILS)) == [[]]
    finally:
        await context.db.write(statement("ALTER TABLE broken_pass RENAME TO pass"))
    await until_worked_off(context.db)
    assert await context.db.read(statement(MAILS)) == [[{"kind": "sign-in", "person": mira.person}]]


async def test_nobody_is_looked_up_before_the_answer(
    context: Context, client: httpx.AsyncClient
) -> None:
    await make_cast(context)
    await context.db.write(statement("ALTER TABLE person RENAME TO broken_person"))
    try:
        for name in ("mira", "nobody"):
            body = {"email": f"{name}@example.org"}
            assert (await client.post("/api/v1/sign-in", json=body)).status_code == 202
    finally:
        await context.db.write(statement("ALTER TABLE broken_person RENAME TO person"))
    await until_worked_off(context.db)
    assert len((await context.db.read(statement(MAILS)))[0]) == 1


async def test_a_database_that_takes_nothing_is_told_before_anything_is_promised(
    context: Context, client: httpx.AsyncClient
) -> None:
    await context.db.close()
    answer = await client.post("/api/v1/sign-in", json={"email": "mira@example.org"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


async def until_worked_off(db: Database) -> None:
    async with asyncio.timeout(WAITS):
        while (await db.read(statement(REQUESTS)))[0]:  # noqa: ASYNC110 — of what goes on by itself
            await asyncio.sleep(0.01)
