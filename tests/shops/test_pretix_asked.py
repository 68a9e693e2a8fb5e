"""How a pretix is asked, by whom, and what happens where it answers wrongly."""

import logging
from collections.abc import AsyncGenerator, Mapping
from typing import Any

import httpx
import msgspec
import pytest

from cast import Someone, add_session
from conftest import ManualClock
from office import make_office
from shops.pretix_desk import Desk
from shops.pretix_server import position
from wetalked.core.ids import new_token
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow
from wetalked.shops.answers import ShopTrouble
from wetalked.shops.pretix_transport import Page
from wetalked.shops.pretix_transport import Pretix as Asked
from wetalked.shops.worker import ShopWorker

JSON = {"content-type": "application/json"}


async def test_a_shop_that_asks_to_wait_is_given_its_time(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas"))
    desk.shop.instead = [(429, {"retry-after": "1"}, b"{}"), (503, {}, b"")]
    pauses: list[float] = []
    desk.worker = ShopWorker(desk.context, patient(pauses))
    assert await desk.report() == (1, 0, 0, 0)
    assert pauses[0] == 1
    assert len(pauses) == 2


def patient(pauses: list[float]) -> Any:
    """Asks over the network, and notes its pauses instead of making them."""

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    return lambda context, url, token: Asked(url, token, context.settings.shop_hosts, pause=pause)


@pytest.mark.parametrize(
    ("status", "headers", "body", "kind", "words"),
    [
        (401, JSON, b"{}", "token", "does not know this API token"),
        (403, JSON, b"{}", "permission", "may its team view those"),
        (404, JSON, b"{}", "no-event", "no such event"),
        (200, {"content-type": "text/html"}, b"<html>", "no-pretix", "no pretix API"),
        (200, JSON, b"<html>", "strange", "no list of orders"),
        (200, JSON, b'{"results": [{"code": 1}]}', "strange", "no list of orders"),
        (301, {"location": "https://else.example/x"}, b"", "moved", "elsewhere, to else.example"),
        (302, {"location": "http://169.254.169.254/"}, b"", "moved", "sends elsewhere"),
        (429, {"retry-after": "3600"}, b"", "wait", "asks to wait"),
        (200, JSON, b" " * (5 * 1024 * 1024 + 1), "strange", "too large"),
    ],
)
async def test_what_a_shop_answers_wrongly_is_told_in_words_and_changes_nothing(
    desk: Desk, status: int, headers: dict[str, str], body: bytes, kind: str, words: str
) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas"))
    desk.shop.instead = [(status, headers, body)]
    seen = await desk.pull()
    assert seen["problem_kind"] == kind
    assert words in seen["problem"]
    assert (seen["state"], seen["pulled_at"], await desk.people()) == ("idle", None, [])
    assert len(desk.shop.asked) == 1
    assert await desk.report() == (1, 0, 0, 0)
    assert (await desk.look())["problem_kind"] is None


async def test_a_fault_between_pages_leaves_all_for_the_next_time(desk: Desk) -> None:
    desk.shop.page_size = 1
    for code in ("AAAAA", "BBBBB"):
        desk.shop.order(code, position(1, f"Guest {code}"))
    desk.shop.next_host = "elsewhere.example"
    assert "another host" in (await desk.pull())["problem"]
    assert await desk.people() == []
    desk.shop.next_host = None
    assert await desk.report() == (2, 0, 0, 0)


async def test_a_wrong_token_shows_nowhere(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "not-the-right-token-at-all"
    seen = await desk.set(token=secret)
    assert seen["token_set"] is True
    pulled = await desk.pull()
    assert "does not know this API token" in pulled["problem"]
    (rows,) = await desk.context.db.read(statement("SELECT * FROM shop"))
    for text in (str(seen), str(pulled), str([dict(row) for row in rows]), caplog.text):
        assert secret not in text


async def test_a_machine_of_ones_own_network_is_not_asked_unless_allowed(
    context: Context, desk: Desk
) -> None:
    context.settings = msgspec.structs.replace(context.settings, shop_hosts=())
    assert "not on the public internet" in (await desk.pull())["problem"]
    assert desk.shop.asked == []


async def test_a_shop_is_asked_again_on_its_schedule_until_the_event_is_over(
    desk: Desk, clock: ManualClock
) -> None:
    assert (await desk.set(every_minutes=30))["state"] == "waiting"
    assert await desk.worker.tick()
    assert not await desk.worker.tick()
    clock.move(minutes=29)
    assert not await desk.worker.tick()
    clock.move(minutes=2)
    desk.shop.order("AAAAA", position(1, "Mira Haas"))
    assert await desk.worker.tick()
    assert len(await desk.people()) == 1
    clock.move(days=3)
    assert await desk.worker.tick()
    assert (await desk.look())["due_at"] is None


async def test_of_two_processes_one_asks(desk: Desk) -> None:
    other = ShopWorker(desk.context)
    await desk.office.call("POST", "shop/pull")
    looks = [await desk.worker.tick(), await other.tick()]
    assert looks == [True, False]
    assert len(desk.shop.asked) == 1


async def test_a_turn_is_lost_with_the_process_that_held_it_only_for_a_while(
    desk: Desk, clock: ManualClock
) -> None:
    await desk.context.db.write(
        statement(
            "UPDATE shop SET due_at = 1, claimed_by = 'dead', claimed_until = :until",
            until=clock() + 1,
        )
    )
    assert not await desk.worker.tick()
    clock.move(seconds=1)
    assert await desk.worker.tick()


async def test_settings_that_change_meanwhile_have_the_last_word(
    desk: Desk, context: Context
) -> None:
    desk.shop.page_size = 1
    for code in ("AAAAA", "BBBBB"):
        desk.shop.order(code, position(1, f"Guest {code}"))

    class Slow(Asked):
        async def pages(self, query: Mapping[str, str]) -> AsyncGenerator[Page]:
            await desk.set(pending=True)
            async for page in super().pages(query):
                yield page

    worker = ShopWorker(
        context, lambda context, url, token: Slow(url, token, context.settings.shop_hosts)
    )
    event = await context.db.one(EventRow, "SELECT * FROM event")
    assert event
    with pytest.raises(ShopTrouble, match="changed meanwhile"):
        await worker.pull(event)
    assert (await desk.look())["problem"] is None


async def test_a_token_goes_to_no_other_host_than_it_was_given_for(desk: Desk) -> None:
    path = {"url": "https://other.example/acme/day26/"}
    refused = await desk.office.call("PUT", "shop", **path)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "token")
    same = await desk.office.call("PUT", "shop", url=desk.shop.url, pending=True)
    assert (same.status_code, same.json()["pending"]) == (200, True)


async def test_nobody_but_its_organizers_sees_or_sets_a_shop(
    desk: Desk, context: Context, client: httpx.AsyncClient
) -> None:
    other = await make_office(context, client, "other")
    path = "/api/v1/events/day26/shop"
    for method, rest in (("GET", ""), ("DELETE", ""), ("POST", "/pull"), ("POST", "/hook/secret")):
        answer = await client.request(method, path + rest, headers=other.who.headers)
        assert answer.status_code == 404
    assert (await desk.look())["token_set"] is True


async def test_a_shop_that_is_forgotten_leaves_its_people(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas"))
    await desk.pull()
    assert (await desk.office.call("DELETE", "shop")).status_code == 204
    assert (await desk.look())["state"] == "none"
    assert (await desk.office.call("POST", "shop/pull")).status_code == 404
    assert len(await desk.people()) == 1


async def test_the_same_shop_after_the_servers_secret_has_changed_loses_nobody(
    desk: Desk, context: Context
) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    await desk.pull()
    context.secret = "another secret of the tests, as long as that"
    assert "another one now" in (await desk.pull())["problem"]
    await desk.set()
    await desk.context.db.write(statement("UPDATE shop SET since = NULL"))
    assert await desk.report() == (0, 0, 1, 0)


async def test_somebody_who_left_is_not_brought_back(desk: Desk, context: Context) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    await desk.pull()
    (row,) = (
        await context.db.read(statement("SELECT id, name FROM person WHERE name = 'Mira Haas'"))
    )[0]
    mira = Someone(row["id"], row["name"], new_token("wtp_"))
    await context.db.write(add_session(context, mira), CHANGED)
    left = await desk.office.client.delete("/api/v1/me?leave_card=false", headers=mira.headers)
    assert left.status_code == 204
    desk.shop.change("AAAAA", comment="touched")
    assert (await desk.pull())["report"] is not None
    assert await desk.people() == []
