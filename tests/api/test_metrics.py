"""How the server fares: for organizers and this machine, and nothing about anyone."""

import re

import httpx
import pytest
from litestar import Litestar

from calls import call, make_mutual, scan
from cast import make_cast, make_organizer
from wetalked.app import served
from wetalked.events.organizers_store import create_token
from wetalked.kit import Kit


def figures(text: str) -> dict[str, float]:
    """Each line's value by its name and labels."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


async def from_afar(
    app: Litestar, kit: Kit, address: str, headers: dict[str, str]
) -> httpx.Response:
    """Ask as from this address."""
    transport = httpx.ASGITransport(app=served(app, kit), client=(address, 1))  # type: ignore[arg-type]  # two spellings of one protocol
    async with httpx.AsyncClient(transport=transport, base_url="https://talk.example") as caller:
        return await caller.get("/metrics", headers=headers)


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("127.0.0.1", {"x-forwarded-for": "198.51.100.7"}, 401),
        ("127.0.0.1", {"forwarded": "for=198.51.100.7"}, 401),
        ("198.51.100.7", {}, 401),
        ("198.51.100.7", {"authorization": "Bearer wto_none"}, 401),
    ],
)
async def test_only_this_machine_itself_needs_no_token(
    app: Litestar, kit: Kit, address: str, headers: dict[str, str], status: int
) -> None:
    assert (await from_afar(app, kit, address, headers)).status_code == status


async def test_an_organizers_token_will_do_and_a_guest_is_refused(app: Litestar, kit: Kit) -> None:
    cast = await make_cast(kit)
    olga = await make_organizer(kit, cast.event)
    token = (await create_token(kit, olga.person, "scraper")).token
    good = await from_afar(app, kit, "198.51.100.7", {"authorization": f"Bearer {token}"})
    assert (good.status_code, good.headers["content-type"][:10]) == (200, "text/plain")
    assert (await from_afar(app, kit, "198.51.100.7", cast.mira.headers)).status_code == 403


async def test_requests_are_counted_by_route_and_those_of_guests_in_fives(
    kit: Kit, client: httpx.AsyncClient
) -> None:
    cast = await make_cast(kit)
    talk = await make_mutual(client, cast.mira, cast.jonas)
    for _ in range(4):
        await scan(client, cast.mira, cast.jonas.code)
        await call(client, cast.mira, "GET", f"/talks/{talk}")
        assert (await client.get("/health")).status_code == 200
    text = (await client.get("/metrics")).text
    found = figures(text)
    label = 'method="GET",route="/health",status="200"'
    assert found[f"wetalked_http_requests_total{{{label}}}"] == 4
    again = 'method="POST",route="/api/v1/scans",status="200"'
    assert found[f"wetalked_http_requests_total{{{again}}}"] == 0
    assert found["wetalked_scans"] == 5
    duration = 'method="POST",route="/api/v1/scans"'
    assert found[f"wetalked_http_duration_seconds_count{{{duration}}}"] == 5
    named = " ".join(found)  # not the figures: seconds of processor hold any run of noughts
    for told in (talk, cast.mira.person, cast.mira.code, "Mira", cast.event.slug, cast.event.id):
        assert told not in named


async def test_a_route_is_told_by_its_template_and_a_made_up_method_as_other(
    kit: Kit, client: httpx.AsyncClient
) -> None:
    await client.get("/api/v1/nowhere/12345")
    await client.get("/join/secret-token")
    await client.request("BREW", "/health")
    text = (await client.get("/metrics")).text
    assert "12345" not in text
    assert "secret-token" not in text
    assert "BREW" not in text
    assert re.search(r'method="other"', text)


async def test_mails_are_told_by_kind_and_state(kit: Kit, client: httpx.AsyncClient) -> None:
    await make_cast(kit)
    answer = await client.post("/api/v1/sign-in", json={"email": "mira@example.org"})
    assert answer.status_code == 202
    text = (await client.get("/metrics")).text
    assert figures(text)['wetalked_mails{kind="sign-in",state="queued"}'] == 1
