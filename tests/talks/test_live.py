"""`GET /live`: what changes for me, at once; and nothing that I could not see otherwise."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec
import pytest
from litestar import Litestar

from calls import call, make_mutual, scan, talks
from cast import Cast, make_cast, make_participant, set_card
from conftest import BASE_URL, ManualClock, alive
from listening import WAIT, Listener, listen
from servers import server
from wetalked.accounts.store import announce_places, places_of
from wetalked.app import create_app, served
from wetalked.cli.serve import STOP_SECONDS
from wetalked.core.settings import read_settings
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context, open_context
from wetalked.talks.live import STREAMS_A_PERSON, Message
from wetalked.talks.routes import live as routes

END_SESSIONS = "DELETE FROM session WHERE person = :person"


@pytest.fixture
async def app(app: Litestar) -> AsyncIterator[Litestar]:
    """The app, running."""
    async with alive(app):
        yield app


@pytest.fixture
async def client(app: Litestar, context: Context) -> AsyncIterator[httpx.AsyncClient]:
    """A caller of the same app as the listeners'."""
    async with caller(app, context) as client:
        yield client


@contextlib.asynccontextmanager
async def caller(app: Litestar, context: Context) -> AsyncIterator[httpx.AsyncClient]:
    """Calls this app."""
    transport = httpx.ASGITransport(app=served(app, context))  # type: ignore[arg-type]  # as in conftest
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as client:
        yield client


@pytest.fixture
async def cast(context: Context) -> Cast:
    """Mira, Jonas with a card, and the outsider."""
    cast = await make_cast(context)
    await set_card(context, cast.jonas, email="jonas@example.org")
    return cast


async def test_each_side_hears_what_it_sees_and_the_outsider_nothing(
    app: Litestar, client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    mira, jonas = await listen(app, cast.mira), await listen(app, cast.jonas)
    otto = await listen(app, cast.outsider)
    assert mira.headers["content-type"].startswith("text/event-stream")
    await scan(client, cast.mira, cast.jonas.code)
    assert await mira.next() == ("talk", (await talks(client, cast.mira))[0])
    event, talk = await jonas.next()
    assert (event, talk["state"], talk["with"]["name"]) == ("talk", "waiting_for_you", "Mira Klein")
    await scan(client, cast.jonas, cast.mira.code)
    assert (await mira.next())[1]["with"]["card"] == {"email": "jonas@example.org"}
    assert (await jonas.next())[1]["state"] == "mutual"
    clock.move(minutes=1)
    await call(client, cast.jonas, "DELETE", f"/talks/{talk['id']}")
    assert await jonas.next() == ("gone", {"id": talk["id"]})
    assert (await mira.next())[1]["with"]["card"] == {}
    for listener in (mira, jonas, otto):
        assert await listener.more() == []
        await listener.leave()


async def test_each_phone_is_told_a_time_of_its_own_to_come_back_after(
    app: Litestar, cast: Cast
) -> None:
    times = []
    for _ in range(12):
        listener = await listen(app, cast.mira)
        times.append(listener.retry)
        await listener.leave()
    assert len(set(times)) > 6
    assert all(at in routes.COME_BACK_MILLISECONDS for at in times)


async def test_a_decline_a_block_and_private_notes_are_told_to_nobody_else(
    app: Litestar, client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = (await scan(client, cast.mira, cast.jonas.code)).json()["id"]
    mira, jonas = await listen(app, cast.mira), await listen(app, cast.jonas)
    note = {"text": "Who was that?"}
    await call(client, cast.jonas, "PUT", f"/talks/{talk}/questions/{uuid4()}", note)
    event, seen = await jonas.next()
    assert (event, seen["questions"][0]["text"]) == ("talk", "Who was that?")
    clock.move(minutes=1)
    await call(client, cast.jonas, "DELETE", f"/talks/{talk}")
    assert await jonas.next() == ("gone", {"id": talk})
    await call(client, cast.jonas, "POST", f"/talks/{talk}/block")
    await call(client, cast.jonas, "PUT", f"/talks/{talk}/card", {"shown": False})
    unseen = {"op": "reminded_of", "badge": cast.outsider.code, "text": "home"}
    otto = await listen(app, cast.outsider)
    body = {"person": cast.jonas.person, "operations": [unseen]}
    await call(client, cast.jonas, "POST", "/sync", body)
    for listener in (mira, otto):
        assert await listener.more() == []
    await call(client, cast.mira, "DELETE", f"/talks/{talk}")
    assert await mira.next() == ("gone", {"id": talk})
    for listener in (mira, jonas, otto):
        await listener.leave()


async def test_taking_back_an_empty_card_is_not_to_be_heard(
    app: Litestar, client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    jonas = await listen(app, cast.jonas)
    clock.move(minutes=1)
    await call(client, cast.mira, "DELETE", f"/talks/{talk}")
    assert await jonas.more() == []
    await jonas.leave()


async def test_from_the_eleventh_unanswered_scan_on_nobody_is_prompted(
    app: Litestar, client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    others = [await make_participant(context, cast.event, f"Guest {n}") for n in range(9)]
    for other in others:
        await scan(client, cast.mira, other.code)
    mira, jonas = await listen(app, cast.mira), await listen(app, cast.jonas)
    otto = await listen(app, cast.outsider)
    await scan(client, cast.mira, cast.jonas.code)
    assert (await jonas.next())[1]["state"] == "waiting_for_you"
    await scan(client, cast.mira, cast.outsider.code)
    assert [(await mira.next())[0] for _ in range(2)] == ["talk", "talk"]
    assert await otto.more() == []
    (waiting,) = await talks(client, cast.outsider)
    assert waiting["state"] == "waiting_for_you"
    await scan(client, cast.jonas, cast.mira.code)
    assert (await mira.next())[1]["state"] == "mutual"
    for listener in (mira, jonas, otto):
        await listener.leave()


async def test_what_one_device_does_another_of_the_same_person_hears(
    app: Litestar, client: httpx.AsyncClient, cast: Cast
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    phone, tablet = await listen(app, cast.mira), await listen(app, cast.mira)
    await call(client, cast.mira, "PUT", f"/talks/{talk}/reminded-of", {"text": "home"})
    assert (await phone.next())[1]["reminded_of"] == "home"
    assert (await tablet.next())[1]["reminded_of"] == "home"
    for listener in (phone, tablet):
        await listener.leave()


async def test_a_changed_card_is_told_to_those_who_said_yes_and_prompts_nobody(
    app: Litestar, client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    await make_mutual(client, cast.mira, cast.jonas)
    await scan(client, cast.jonas, cast.outsider.code)
    mira, otto = await listen(app, cast.mira), await listen(app, cast.outsider)
    await set_card(context, cast.jonas, email="new@example.org")
    await announce_places(context.db, await places_of(context.db, cast.jonas.person))
    assert (await mira.next())[1]["with"]["card"] == {"email": "new@example.org"}
    assert await otto.more() == []
    for listener in (mira, otto):
        await listener.leave()


@pytest.mark.parametrize("path", ["/me", "/me/participations/{}"])
async def test_who_leaves_is_told_as_gone_away_to_those_who_said_yes_and_prompts_nobody(
    app: Litestar, client: httpx.AsyncClient, cast: Cast, path: str
) -> None:
    await make_mutual(client, cast.mira, cast.jonas)
    await scan(client, cast.jonas, cast.outsider.code)
    mira, otto = await listen(app, cast.mira), await listen(app, cast.outsider)
    await call(client, cast.jonas, "DELETE", path.format(cast.jonas.participant))
    assert (await mira.next())[1]["with"]["left"] is True
    assert await otto.more() == []
    for listener in (mira, otto):
        await listener.leave()


async def test_a_sixth_stream_closes_the_oldest(app: Litestar, cast: Cast) -> None:
    streams = [await listen(app, cast.mira) for _ in range(STREAMS_A_PERSON + 1)]
    await asyncio.wait_for(streams[0].ended, WAIT)
    assert not any(stream.ended.done() for stream in streams[1:])
    for stream in streams[1:]:
        await stream.leave()


async def test_without_a_session_there_is_no_stream(app: Litestar, cast: Cast) -> None:
    nobody = Listener(app, cast.mira._replace(token="wtp_wrong"))
    await asyncio.sleep(0.1)
    assert nobody.status == 401
    await nobody.leave()


async def test_a_stream_ends_soon_after_its_session(
    app: Litestar, context: Context, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "KEEP_ALIVE_SECONDS", 0.05)
    mira, jonas = await listen(app, cast.mira), await listen(app, cast.jonas)
    assert await mira.next() == (":", None)
    await context.db.write(statement(END_SESSIONS, person=cast.mira.person), CHANGED)
    await asyncio.wait_for(mira.ended, WAIT)
    assert await jonas.next() == (":", None)
    assert not jonas.ended.done()
    await jonas.leave()


async def test_a_stream_ends_after_its_session_however_much_comes(
    app: Litestar, context: Context, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "KEEP_ALIVE_SECONDS", 0.05)
    mira = await listen(app, cast.mira)
    await context.db.write(statement(END_SESSIONS, person=cast.mira.person), CHANGED)
    for _ in range(2_000):
        app.state.hub.tell(cast.mira.person, Message("talk", b"{}"))
        await asyncio.sleep(0.005)
        if mira.ended.done():
            break
    assert mira.ended.done()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/sessions/current"),
        ("DELETE", "/sessions"),
        ("DELETE", "/me"),
        ("DELETE", "/me/participations/{participant}"),
        ("POST", "/talks/{talk}/block"),
    ],
)
async def test_what_a_phone_may_hear_no_more_is_not_even_waiting_for_it(
    app: Litestar, client: httpx.AsyncClient, cast: Cast, method: str, path: str
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    mira, otto = await listen(app, cast.mira), await listen(app, cast.outsider)
    way = path.format(participant=cast.mira.participant, talk=talk)
    assert (await call(client, cast.mira, method, way)).status_code == 204
    await asyncio.wait_for(mira.ended, WAIT)
    assert not otto.ended.done()
    await otto.leave()


async def test_who_is_blocked_is_not_told_by_a_stream_that_ends(
    app: Litestar, client: httpx.AsyncClient, cast: Cast
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    jonas = await listen(app, cast.jonas)
    await call(client, cast.mira, "POST", f"/talks/{talk}/block")
    await jonas.more()
    assert not jonas.ended.done()
    await jonas.leave()


async def test_streams_end_when_the_server_stops(context: Context, cast: Cast) -> None:
    app = create_app(context)
    async with alive(app):
        mira = await listen(app, cast.mira)
    ended, _ = await asyncio.wait({mira.ended}, timeout=WAIT)
    assert ended == {mira.ended}


async def test_a_stopping_server_process_ends_its_streams_and_need_not_be_killed(
    tmp_path: Path,
) -> None:
    database = {"WETALKED_DATABASE": f"sqlite:///{tmp_path}/wetalked.db"}
    context = await open_context(read_settings(database))
    cast = await make_cast(context)
    await context.db.close()
    async with contextlib.AsyncExitStack() as stack:
        with server(tmp_path) as url:
            client = await stack.enter_async_context(httpx.AsyncClient(base_url=url))
            listening = client.stream("GET", "/api/v1/live", headers=cast.mira.headers)
            stream = await stack.enter_async_context(listening)
            lines = stream.aiter_lines()
            assert await anext(lines) == "event: hello"
            told_to_stop = time.monotonic()
        # Then it would have been killed. The log does not tell: on a busy machine granian says
        # that it kills a worker which has ended by itself this very moment.
        assert time.monotonic() - told_to_stop < STOP_SECONDS
        rest = [line async for line in lines if line]
        assert [line for line in rest if not line.startswith("retry: ")] == ["data: {}"]
    assert "Stopped worker-1" in (tmp_path / "server.log").read_text(encoding="utf-8")


async def test_a_phone_that_goes_leaves_nothing_behind(
    app: Litestar, client: httpx.AsyncClient, cast: Cast
) -> None:
    mira = await listen(app, cast.mira)
    await mira.leave()
    again = await listen(app, cast.mira)
    await scan(client, cast.mira, cast.jonas.code)
    assert (await again.next())[0] == "talk"
    await again.leave()


async def test_what_another_process_on_the_same_postgresql_writes_is_heard(
    fresh_postgres: str, context: Context, clock: ManualClock
) -> None:
    settings = msgspec.structs.replace(context.settings, database=fresh_postgres)
    one, two = await open_context(settings, clock), await open_context(settings, clock)
    here, there = create_app(one), create_app(two)
    hears = asyncio.Event()
    one.db.listen(lambda _: hears.set())
    cast = await make_cast(one)
    async with alive(here), alive(there), caller(there, two) as client:
        await asyncio.wait_for(hears.wait(), WAIT)
        jonas, mira = await listen(here, cast.jonas), await listen(here, cast.mira)
        await scan(client, cast.mira, cast.jonas.code)
        assert (await jonas.next())[1]["state"] == "waiting_for_you"
        assert await jonas.more() == []
        assert (await mira.next())[0] == "talk"
        await call(client, cast.mira, "DELETE", "/sessions/current")
        await asyncio.wait_for(mira.ended, WAIT)
        assert not jonas.ended.done()
        await jonas.leave()
    await one.db.close()
    await two.db.close()
