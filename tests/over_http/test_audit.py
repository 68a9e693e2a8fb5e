"""The log tells who signed in, what was refused and what organizers changed, nothing else."""

import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from calls import call, scan
from cast import Cast, make_cast, make_organizer
from wetalked.accounts.login_tokens import sign_in_link
from wetalked.db.context import Context
from wetalked.http.audit import LINES_A_MINUTE

API = "/api/v1"


class Lines(logging.Handler):
    """What was told, as its fields."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self.told: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        self.told.append({"what": record.getMessage(), **record.__dict__["fields"]})

    def last(self) -> tuple[str, str | None, int, str | None]:
        """What the last line says: what, who, status and problem."""
        one = self.told[-1]
        return one["what"], one.get("person"), one["status"], one.get("problem")


@pytest.fixture
def lines() -> Iterator[Lines]:
    """All that is told."""
    found, log = Lines(), logging.getLogger("wetalked.http.audit")
    level = log.level
    log.addHandler(found)
    log.setLevel(logging.INFO)
    yield found
    log.removeHandler(found)
    log.setLevel(level)


@pytest.fixture
async def cast(context: Context) -> Cast:
    """Mira, Jonas and the outsider."""
    return await make_cast(context)


async def test_signing_in_and_failing_to_is_told_by_id_and_address(
    context: Context, client: httpx.AsyncClient, cast: Cast, lines: Lines
) -> None:
    token = (await sign_in_link(context, cast.mira.person)).rpartition("/")[2]
    assert (await client.post(f"{API}/sessions", json={"token": token})).status_code == 201
    assert lines.last() == ("signed in", cast.mira.person, 201, None)
    assert lines.told[-1]["address"] == "127.0.0.1"
    wrong = {"email": "mira@example.org", "code": "000000"}
    await client.post(f"{API}/sessions", json=wrong)
    assert lines.last() == ("sign-in failed", None, 401, "sign-in-failed")


async def test_what_is_refused_is_told_with_its_problem(
    client: httpx.AsyncClient, cast: Cast, lines: Lines
) -> None:
    mira = cast.mira.person
    await call(client, cast.mira, "POST", "/tokens", {"name": "mine"})
    assert lines.last() == ("refused", mira, 403, "forbidden")
    body = {"person": cast.jonas.person, "operations": []}
    await call(client, cast.mira, "POST", "/sync", body)
    assert lines.last() == ("refused", mira, 409, "other-person")
    for _ in range(31):
        await scan(client, cast.mira, "ZZZZZZZZ")
    assert lines.last() == ("refused", mira, 429, "too-many")
    await client.get(f"{API}/talks", headers={"authorization": "Bearer wtp_wrong"})
    assert lines.last() == ("refused", None, 401, "signed-out")
    told = len(lines.told)
    await client.get(f"{API}/talks")
    assert len(lines.told) == told


async def test_what_organizers_change_is_told_and_what_guests_do_is_not(
    context: Context, client: httpx.AsyncClient, cast: Cast, lines: Lines
) -> None:
    await scan(client, cast.mira, cast.jonas.code)
    await call(client, cast.mira, "PATCH", "/me", {"quiet": True})
    assert lines.told == []
    olga = await make_organizer(context, cast.event)
    path = f"/events/{cast.event.slug}/participants/{cast.jonas.participant}"
    await client.get(f"{API}{path}", headers=olga.headers)
    assert lines.told == []
    await client.post(f"{API}{path}/badge", headers=olga.headers)
    assert lines.last() == ("changed", olga.person, 200, None)
    told = lines.told[-1]
    assert told["call"] == "POST /api/v1/events/{slug}/participants/{participant}/badge"
    assert (told["slug"], told["participant"]) == (cast.event.slug, cast.jonas.participant)


async def test_nobody_outside_fills_the_disk_with_lines(
    client: httpx.AsyncClient, cast: Cast, lines: Lines
) -> None:
    headers = {"authorization": "Bearer wtp_wrong"}
    for _ in range(LINES_A_MINUTE + 20):
        await client.get(f"{API}/talks", headers=headers)
    assert len(lines.told) == LINES_A_MINUTE
