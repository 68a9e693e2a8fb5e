"""How the server fares: for whoever runs it, and nothing that a talk could move."""

import contextlib
import itertools
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
from litestar import Litestar

from calls import call, make_mutual
from cast import Guest, Happening, make_cast, make_event, make_organizer, make_participant
from conftest import ManualClock
from letters.mornings import NINE_ON_SUNDAY, sent_by_a_worker
from listening import listen
from wetalked.app import furnish, served
from wetalked.core.clock import DAY
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.events.api_tokens import create_token

TOKEN = "a-token-of-the-operator"
REMIND = "UPDATE event SET remind_after_days = 21 WHERE id = :id"
HERE = "http://127.0.0.1:8000"
PUBLIC = "https://talk.example"


def figures(text: str) -> dict[str, float]:
    """Each line's value by its name and labels."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


async def asked(
    app: Litestar, context: Context, address: str, url: str, headers: dict[str, str]
) -> httpx.Response:
    """Ask as from this address, by this name of the server."""
    async with calling(app, context, address, url) as caller:
        return await caller.get("/metrics", headers=headers)


def reached_at(app: Litestar, context: Context, base_url: str, token: str | None = None) -> None:
    """Let the server be reached under this name, with this token for its figures."""
    context.settings = msgspec.structs.replace(
        context.settings, base_url=base_url, metrics_token=token
    )
    furnish(app, context)


@pytest.mark.parametrize(
    ("base_url", "address", "url", "headers", "status"),
    [
        (HERE, "127.0.0.1", HERE, {}, 200),
        (HERE, "::1", "http://[::1]:8000", {}, 200),
        (HERE, "127.0.0.1", "http://localhost:8000", {}, 200),
        (HERE, "127.0.0.1", HERE, {"x-forwarded-for": "198.51.100.7"}, 401),
        (HERE, "127.0.0.1", HERE, {"x-forwarded-proto": "https"}, 401),
        (HERE, "127.0.0.1", HERE, {"forwarded": "for=198.51.100.7"}, 401),
        (HERE, "127.0.0.1", HERE, {"via": "1.1 proxy"}, 401),
        (HERE, "127.0.0.1", "http://rebound.example:8000", {}, 401),
        (HERE, "198.51.100.7", HERE, {}, 401),
        (HERE, "198.51.100.7", HERE, {"authorization": "Bearer wto_none"}, 401),
        # A plain `proxy_pass` sends its own address of us as `Host`, and nothing else.
        (PUBLIC, "127.0.0.1", HERE, {"connection": "close"}, 401),
        (PUBLIC, "127.0.0.1", PUBLIC, {}, 401),
    ],
)
async def test_without_a_token_only_this_machine_itself_is_answered(
    app: Litestar,
    context: Context,
    base_url: str,
    address: str,
    url: str,
    headers: dict[str, str],
    status: int,
) -> None:
    reached_at(app, context, base_url)
    assert (await asked(app, context, address, url, headers)).status_code == status


async def test_the_operators_token_opens_it_from_anywhere_and_nobody_elses(
    app: Litestar, context: Context
) -> None:
    reached_at(app, context, PUBLIC, TOKEN)
    cast = await make_cast(context)
    olga = await make_organizer(context, cast.event)
    organizers = (await create_token(context, olga.person, "scraper")).token
    for given, status in ((TOKEN, 200), (organizers, 401), (cast.mira.token, 401), ("ÿ", 401)):
        headers = {"authorization": f"Bearer {given}".encode("latin-1"), "via": b"1.1 proxy"}
        answer = await asked(app, context, "198.51.100.7", PUBLIC, headers)  # type: ignore[arg-type]  # as bytes
        assert answer.status_code == status
    reached_at(app, context, HERE)
    mine = {"authorization": f"Bearer {organizers}"}
    assert (await asked(app, context, "127.0.0.1", HERE, mine)).status_code == 401


@contextlib.asynccontextmanager
async def calling(
    app: Litestar, context: Context, address: str = "127.0.0.1", url: str = HERE
) -> AsyncIterator[httpx.AsyncClient]:
    """Call from this address, by this name of the server; what was asked before counts not."""
    transport = httpx.ASGITransport(
        app=served(app, context),  # type: ignore[arg-type]  # two spellings of one protocol
        client=(address, 1),
        raise_app_exceptions=False,
    )
    async with httpx.AsyncClient(transport=transport, base_url=url) as client:
        yield client


async def told(app: Litestar, context: Context) -> str:
    """All figures, as whoever runs the server sees them."""
    answer = await asked(app, context, "127.0.0.1", HERE, {})
    assert (answer.status_code, answer.headers["content-type"][:10]) == (200, "text/plain")
    return answer.text


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every look at the meter's watch comes a hundredth of a second after the one before."""
    looks = itertools.count()
    monkeypatch.setattr(time, "perf_counter", lambda: next(looks) / 128)


@pytest.mark.usefixtures("ticking")
async def test_no_figure_moves_with_a_talk(
    app: Litestar, context: Context, clock: ManualClock
) -> None:
    began, texts = clock.now, []
    for slug, talking in (("quiet", False), ("lively", True)):
        clock.now = began
        reached_at(app, context, HERE)
        texts.append(await a_day(app, context, clock, slug, talking=talking))
        await context.db.write(statement("DELETE FROM mail"))
    assert texts[0] == texts[1]
    assert figures(texts[0])['wetalked_http_duration_seconds_sum{method="GET",route="/health"}']


async def a_day(
    app: Litestar, context: Context, clock: ManualClock, slug: str, *, talking: bool
) -> str:
    """An event until three weeks after, with a talk at it or without one; the figures then."""
    event = await make_event(context, slug)
    await context.db.write(statement(REMIND, id=event.id))
    names = ("Mira Klein", "Jonas Holm")
    mira, jonas = [
        await make_participant(context, event, name, email=f"{name[:4].lower()}@{slug}.example")
        for name in names
    ]
    phones = [await listen(app, guest) for guest in (mira, jonas)]
    async with calling(app, context) as client:
        await client.post("/api/v1/sign-in", json={"email": f"mira@{slug}.example"})
        if talking:
            await talk(client, event, mira, jonas)
        for at in (clock.now, NINE_ON_SUNDAY, NINE_ON_SUNDAY + 22 * DAY):
            clock.now = at
            sent = await sent_by_a_worker(context)
        assert bool(sent.mails()) == talking  # the reminder
        await client.get("/health")
    text = await told(app, context)
    for phone in phones:
        await phone.leave()
    return text


async def talk(client: httpx.AsyncClient, event: Happening, mira: Guest, jonas: Guest) -> None:
    """All that a talk brings with it."""
    both = await make_mutual(client, mira, jonas)
    promise = {"text": "Send the plan."}
    await call(client, mira, "PUT", f"/talks/{both}/promises/{uuid4()}", promise)
    await call(client, jonas, "GET", f"/events/{event.slug}/deck")
    await call(client, jonas, "GET", f"/follow-up?event={event.slug}")
    sync: dict[str, Any] = {"person": mira.person, "operations": []}
    await call(client, mira, "POST", "/sync", sync)
    for page in (f"/b/{jonas.code}", f"/talks/{both}", "/plain.css"):
        await client.get(page)


async def test_calls_of_organizers_and_faults_of_any_call_are_counted(
    app: Litestar, context: Context
) -> None:
    reached_at(app, context, HERE)
    cast = await make_cast(context)
    olga = await make_organizer(context, cast.event)
    async with calling(app, context) as client:
        for _ in range(3):
            await client.get("/api/v1/events", headers=olga.headers)
        await context.db.write(statement("ALTER TABLE talk RENAME TO talk_away"))
        await call(client, cast.mira, "GET", "/talks")
        await context.db.write(statement("ALTER TABLE talk_away RENAME TO talk"))
    found = figures(await told(app, context))
    label = 'method="GET",route="/api/v1/events",status="200"'
    assert found[f"wetalked_http_requests_total{{{label}}}"] == 3
    assert [found[name] for name in found if 'route="other",status="50' in name] == [1]
    named = " ".join(found)
    for word in (cast.mira.person, cast.mira.code, "Mira", cast.event.slug, cast.event.id):
        assert word not in named


async def test_a_route_is_told_by_its_template_and_a_made_up_method_as_other(
    app: Litestar, context: Context
) -> None:
    reached_at(app, context, HERE)
    async with calling(app, context) as client:
        await client.get("/api/v1/nowhere/12345")
        await client.get("/unsubscribe/secret-token")
        await client.request("BREW", "/health")
    text = await told(app, context)
    assert "12345" not in text
    assert "secret-token" not in text
    assert "BREW" not in text
    assert 'method="GET",route="/unsubscribe/{token}"' in text


async def test_mails_are_told_by_kind_and_state(app: Litestar, context: Context) -> None:
    reached_at(app, context, HERE)
    await make_cast(context)
    async with calling(app, context) as client:
        asked_for = await client.post("/api/v1/sign-in", json={"email": "mira@example.org"})
        assert asked_for.status_code == 202
    found = figures(await told(app, context))
    assert found['wetalked_mails{kind="sign-in",state="queued"}'] == 1
    assert not any("follow-up" in name for name in found)
