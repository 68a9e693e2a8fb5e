"""People come and go as their tickets in pretix do, however often it is asked."""

import logging
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest

from cast import Someone, add_session
from conftest import ManualClock
from office import Office, make_office
from shops.pretix_server import TOKEN, Pretix, position, pretix
from wetalked.db import CHANGED, do
from wetalked.events.model import EventRow
from wetalked.ids import new_token
from wetalked.kit import Kit
from wetalked.shops.pretix_transport import Pretix as Asked
from wetalked.shops.pretix_transport import ShopTrouble
from wetalked.shops.worker import ShopWorker


@pytest.fixture
def shop() -> Iterator[Pretix]:
    with pretix() as running:
        yield running


@pytest.fixture
async def office(kit: Kit, client: httpx.AsyncClient) -> Office:
    kit.settings = msgspec.structs.replace(kit.settings, shop_hosts=("127.0.0.1",))
    return await make_office(kit, client)


class Desk:
    """An organizer whose event sells its tickets in this shop."""

    def __init__(self, kit: Kit, office: Office, shop: Pretix) -> None:
        self.kit, self.office, self.shop = kit, office, shop
        self.worker = ShopWorker(kit)

    async def set(self, **more: Any) -> dict[str, Any]:
        answer = await self.office.call(
            "PUT", "shop", **{"url": self.shop.url, "token": TOKEN, **more}
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def pull(self) -> dict[str, Any]:
        """As the page does it: wanted, done by the worker, looked at."""
        wanted = await self.office.call("POST", "shop/pull")
        assert (wanted.status_code, wanted.json()["state"]) == (202, "waiting"), wanted.text
        assert await self.worker.tick()
        return await self.look()

    async def look(self) -> dict[str, Any]:
        return dict((await self.office.get("shop")).json())

    async def report(self) -> tuple[int, int, int, int]:
        """Created, updated, unchanged and removed by a pull."""
        seen = await self.pull()
        assert seen["problem"] is None, seen["problem"]
        return tuple(
            seen["report"][name] for name in ("created", "updated", "unchanged", "removed")
        )

    async def people(self) -> list[tuple[str, str | None, bool]]:
        """Name, address, and whether they hold a badge."""
        return [
            (one["name"], one["email"], bool(one["badge"])) for one in await self.office.people()
        ]


@pytest.fixture
async def desk(kit: Kit, office: Office, shop: Pretix) -> Desk:
    desk = Desk(kit, office, shop)
    await desk.set()
    return desk


async def joined(kit: Kit, participant: str) -> None:
    """They sign in."""
    await kit.db.write(
        do(
            "UPDATE participant SET joined_at = :now WHERE id = :id",
            id=participant,
            now=kit.clock(),
        ),
        CHANGED,
    )


async def test_paid_tickets_bring_their_people_and_the_same_again_changes_nothing(
    desk: Desk,
) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"), locale="de-informal")
    desk.shop.order("BBBBB", position(1, "Jonas Holm", "jonas@example.org"), status="n")
    desk.shop.order("CCCCC", position(1, "Tess Test", "tess@example.org"), testmode=True)
    desk.shop.order("DDDDD", position(1, "Ex Pired", "ex@example.org"), status="e")
    assert await desk.report() == (1, 0, 0, 0)
    (mira,) = await desk.office.people()
    assert (mira["name"], mira["email"], mira["language"]) == (
        "Mira Haas",
        "mira@example.org",
        "de",
    )
    assert (mira["invited_at"], bool(mira["badge"])) == (None, True)
    await desk.kit.db.write(do("UPDATE shop SET since = NULL"))
    assert await desk.report() == (0, 0, 1, 0)
    assert await desk.office.people() == [mira]


async def test_only_what_changed_since_the_last_pull_is_asked_for(desk: Desk) -> None:
    desk.shop.page_size = 2
    for number in range(5):
        desk.shop.order(f"AAA0{number}", position(1, f"Guest {number}", f"g{number}@example.org"))
    assert await desk.report() == (5, 0, 0, 0)
    assert [one.get("page") for one in desk.shop.asked] == [None, "2", "3"]
    generated = desk.shop.asked[0]
    assert "modified_since" not in generated
    desk.shop.order("BBBBB", position(1, "Late Guest", "late@example.org"))
    assert await desk.report() == (1, 0, 0, 0)
    assert len(desk.shop.asked) == 4
    assert desk.shop.asked[-1]["modified_since"]
    assert desk.shop.asked[-1]["testmode"] == "false"


async def test_a_pending_order_counts_where_that_is_wanted(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas"), status="n")
    desk.shop.order("BBBBB", position(1, "Val Id"), status="n", valid_if_pending=True)
    desk.shop.order("CCCCC", position(1, "App Roval"), status="n", require_approval=True)
    assert await desk.report() == (1, 0, 0, 0)
    await desk.set(pending=True)
    desk.worker = ShopWorker(desk.kit)
    assert await desk.report() == (1, 0, 1, 0)
    desk.shop.change("AAAAA", status="p")
    desk.shop.change("BBBBB", valid_if_pending=False)
    assert await desk.report() == (0, 0, 2, 0)


async def test_the_buyers_address_goes_to_nobody_else(desk: Desk) -> None:
    two = [position(1, "Mira Haas"), position(2, "Kim Park")]
    desk.shop.order("ALONE", position(1, "Solo Sand"), email="solo@example.org")
    desk.shop.order("BOTHX", *two, email="office@example.org")
    buyer = {"name": "KIM  PARK", "name_parts": {}, "company": ""}
    desk.shop.order(
        "NAMED",
        *(position(n, name) for n, name in ((1, "Kim Park"), (2, "Lee Ray"))),
        email="kim@example.org",
        invoice_address=buyer,
    )
    assert await desk.report() == (5, 0, 0, 0)
    assert set(await desk.people()) == {
        ("Kim Park", None, True),
        ("Kim Park", "kim@example.org", True),
        ("Lee Ray", None, True),
        ("Mira Haas", None, True),
        ("Solo Sand", "solo@example.org", True),
    }


async def test_one_person_bought_for_two_at_one_address(desk: Desk) -> None:
    desk.shop.order(
        "AAAAA",
        position(1, "Mira Haas", "m@example.org"),
        position(2, "Kim Park", "m@example.org"),
        position(3, "Mira Haas", "m@example.org"),
    )
    assert await desk.report() == (2, 0, 1, 0)
    assert await desk.people() == [("Mira Haas", "m@example.org", True), ("Kim Park", None, True)]
    assert [one["ticket"] for one in (await desk.look())["report"]["told"]] == ["AAAAA-2"]
    desk.shop.change("AAAAA", comment="seen")
    assert await desk.report() == (0, 0, 3, 0)
    first, *rest = desk.shop.orders["AAAAA"]["positions"]
    desk.shop.change("AAAAA", positions=[{**first, "canceled": True}, *rest])
    assert await desk.report() == (0, 0, 2, 0)
    assert len(await desk.people()) == 2


async def test_who_is_left_of_two_gets_no_address_of_the_buyers(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas"), position(2, "Kim Park", canceled=True))
    assert await desk.report() == (1, 0, 0, 0)
    assert await desk.people() == [("Mira Haas", None, True)]


async def test_add_ons_are_no_people_unless_they_name_somebody_else(desk: Desk) -> None:
    desk.shop.order(
        "AAAAA",
        position(1, "Mira Haas", "m@example.org"),
        position(2, None, addon_to=23_001),
        position(3, "Mira Haas", addon_to=23_001),
        position(4, "Partner Park", addon_to=23_001),
        position(5, None),
    )
    assert await desk.report() == (2, 0, 0, 0)
    assert [name for name, *_ in await desk.people()] == ["Mira Haas", "Partner Park"]
    assert (await desk.look())["report"]["nameless"] == 1


async def test_a_name_in_parts_is_put_together(desk: Desk) -> None:
    parts = {"_scheme": "given_family", "given_name": "Ana María", "family_name": "García"}
    desk.shop.order("AAAAA", {**position(1, None), "attendee_name_parts": parts})
    assert await desk.report() == (1, 0, 0, 0)
    assert [name for name, *_ in await desk.people()] == ["Ana María García"]


async def test_a_ticket_that_cannot_be_read_is_told_and_the_others_taken(desk: Desk) -> None:
    desk.shop.order(
        "AAAAA",
        position(1, "x" * 300, "m@example.org"),
        position(2, "Kim Park", "no address"),
        position(3, "Lee Ray", "lee@example.org"),
    )
    assert await desk.report() == (1, 0, 0, 0)
    rejected = (await desk.look())["report"]["rejected"]
    assert [one["ticket"] for one in rejected] == ["AAAAA-1", "AAAAA-2"]
    assert "at most 120" in rejected[0]["message"]


async def test_people_of_one_name_without_address_stay_apart_in_later_pulls(
    desk: Desk, clock: ManualClock
) -> None:
    desk.shop.order("AAAAA", position(1, "Kim Park"), email=None)
    assert await desk.report() == (1, 0, 0, 0)
    clock.move(seconds=1)
    desk.shop.order("BBBBB", position(1, "Kim Park"), email=None)
    assert await desk.report() == (1, 0, 0, 0)
    first, _second = await desk.office.people()
    desk.shop.change("BBBBB", status="c")
    assert await desk.report() == (0, 0, 0, 1)
    assert await desk.office.people() == [first]


async def test_a_cancelled_order_erases_who_never_came_and_retires_who_did(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    desk.shop.order("BBBBB", position(1, "Jonas Holm", "jonas@example.org"))
    assert await desk.report() == (2, 0, 0, 0)
    mira, _ = await desk.office.people()
    await joined(desk.kit, mira["participant_id"])
    for code in ("AAAAA", "BBBBB"):
        desk.shop.change(code, status="c")
    assert await desk.report() == (0, 0, 0, 2)
    assert await desk.people() == [("Mira Haas", "mira@example.org", False)]
    assert await desk.report() == (0, 0, 0, 0)


async def test_an_order_that_is_good_again_brings_its_people_back(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    desk.shop.order("BBBBB", position(1, "Jonas Holm", "jonas@example.org"))
    await desk.pull()
    mira, _ = await desk.office.people()
    await joined(desk.kit, mira["participant_id"])
    for status in ("c", "p"):
        for code in ("AAAAA", "BBBBB"):
            desk.shop.change(code, status=status)
        await desk.pull()
    assert sorted(await desk.people()) == [
        ("Jonas Holm", "jonas@example.org", True),
        ("Mira Haas", "mira@example.org", True),
    ]
    assert mira["participant_id"] in [one["participant_id"] for one in await desk.office.people()]


@pytest.mark.parametrize("told", [True, False])
async def test_a_cancelled_position_takes_its_person_off(desk: Desk, told: bool) -> None:
    people = [position(1, "Mira Haas", "mira@example.org"), position(2, "Kim Park")]
    desk.shop.order("AAAAA", *people)
    await desk.pull()
    first, second = desk.shop.orders["AAAAA"]["positions"]
    left = [first, {**second, "canceled": True}] if told else [first]
    desk.shop.change("AAAAA", positions=left)
    assert await desk.report() == (0, 0, 1, 1)
    assert [name for name, *_ in await desk.people()] == ["Mira Haas"]


async def test_who_came_by_a_list_no_cancelled_order_removes(desk: Desk) -> None:
    await desk.office.import_list("Name,Email\nMira Haas,mira@example.org\n")
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    assert await desk.report() == (0, 0, 1, 0)
    desk.shop.change("AAAAA", status="c")
    assert await desk.report() == (0, 0, 0, 0)
    assert await desk.people() == [("Mira Haas", "mira@example.org", True)]


async def test_whom_an_organizer_removed_no_pull_brings_back(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    desk.shop.order("BBBBB", position(1, "Jonas Holm", "jonas@example.org"))
    await desk.pull()
    mira, jonas = await desk.office.people()
    await joined(desk.kit, mira["participant_id"])
    for one in (mira, jonas):
        await desk.office.remove(one["participant_id"])
    for status in ("p", "c", "p"):
        for code in ("AAAAA", "BBBBB"):
            desk.shop.change(code, status=status)
        assert (await desk.pull())["report"]["created"] == 0
    assert await desk.people() == [("Mira Haas", "mira@example.org", False)]
    told = (await desk.look())["report"]["told"]
    assert {one["ticket"] for one in told} == {"AAAAA-1", "BBBBB-1"}
    assert all("stays so" in one["message"] for one in told)


async def test_a_ticket_that_is_handed_on_takes_one_off_and_brings_another(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    await desk.pull()
    desk.shop.change("AAAAA", positions=[position(1, "Kim Park", "kim@example.org")])
    assert await desk.report() == (1, 0, 0, 1)
    assert await desk.people() == [("Kim Park", "kim@example.org", True)]
    desk.shop.change("AAAAA", status="c")
    assert await desk.report() == (0, 0, 0, 1)
    assert await desk.people() == []


async def test_a_corrected_name_or_address_is_the_same_person(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Jon Holm", "jon@example.org"))
    await desk.pull()
    (before,) = await desk.office.people()
    desk.shop.change("AAAAA", positions=[position(1, "John Holm", "jon@example.org")])
    assert await desk.report() == (0, 1, 0, 0)
    desk.shop.change("AAAAA", positions=[position(1, "John Holm", "john@example.org")])
    assert await desk.report() == (0, 1, 0, 0)
    (after,) = await desk.office.people()
    assert (after["participant_id"], after["badge"]) == (before["participant_id"], before["badge"])
    assert (after["name"], after["email"]) == ("John Holm", "john@example.org")


async def test_what_a_person_set_and_whose_account_it_is_no_pull_overwrites(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    await desk.pull()
    await desk.kit.db.write(
        do(
            "UPDATE person SET name = 'Mimi', name_set_at = 1, signed_in_at = 1 "
            "WHERE email_key IS NOT NULL"
        )
    )
    desk.shop.change("AAAAA", positions=[position(1, "Mira Maria Haas", "mira@example.org")])
    assert await desk.report() == (0, 0, 1, 0)
    desk.shop.change("AAAAA", positions=[position(1, "Mira Maria Haas", "other@example.org")])
    assert await desk.report() == (0, 0, 1, 0)
    assert await desk.people() == [("Mimi", "mira@example.org", True)]
    (told,) = (await desk.look())["report"]["told"]
    assert "has an account" in told["message"]


async def test_a_date_of_a_series_is_all_that_counts_where_one_is_set(desk: Desk) -> None:
    await desk.set(subevent=7)
    desk.shop.order(
        "AAAAA", position(1, "Mira Haas", subevent=7), position(2, "Kim Park", subevent=8)
    )
    assert await desk.report() == (1, 0, 0, 0)


JSON = {"content-type": "application/json"}


async def test_a_shop_that_asks_to_wait_is_given_its_time(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas"))
    desk.shop.instead = [(429, {"retry-after": "1"}, b"{}"), (503, {}, b"")]
    pauses: list[float] = []
    desk.worker = ShopWorker(desk.kit, patient(pauses))
    assert await desk.report() == (1, 0, 0, 0)
    assert pauses[0] == 1
    assert len(pauses) == 2


def patient(pauses: list[float]) -> Any:
    """Asks over the network, and notes its pauses instead of making them."""

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    return lambda kit, url, token: Asked(url, token, kit.settings.shop_hosts, pause=pause)


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
    (rows,) = await desk.kit.db.read(do("SELECT * FROM shop"))
    for text in (str(seen), str(pulled), str([dict(row) for row in rows]), caplog.text):
        assert secret not in text


async def test_a_machine_of_ones_own_network_is_not_asked_unless_allowed(
    kit: Kit, desk: Desk
) -> None:
    kit.settings = msgspec.structs.replace(kit.settings, shop_hosts=())
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
    other = ShopWorker(desk.kit)
    await desk.office.call("POST", "shop/pull")
    looks = [await desk.worker.tick(), await other.tick()]
    assert looks == [True, False]
    assert len(desk.shop.asked) == 1


async def test_a_turn_is_lost_with_the_process_that_held_it_only_for_a_while(
    desk: Desk, clock: ManualClock
) -> None:
    await desk.kit.db.write(
        do(
            "UPDATE shop SET due_at = 1, claimed_by = 'dead', claimed_until = :until",
            until=clock() + 1,
        )
    )
    assert not await desk.worker.tick()
    clock.move(seconds=1)
    assert await desk.worker.tick()


async def test_settings_that_change_meanwhile_have_the_last_word(desk: Desk, kit: Kit) -> None:
    desk.shop.page_size = 1
    for code in ("AAAAA", "BBBBB"):
        desk.shop.order(code, position(1, f"Guest {code}"))

    class Slow(Asked):
        async def orders(self, since: str | None, hold_on: Any) -> Any:
            await desk.set(pending=True)
            return await super().orders(since, hold_on)

    worker = ShopWorker(kit, lambda kit, url, token: Slow(url, token, kit.settings.shop_hosts))
    event = await kit.db.one(EventRow, "SELECT * FROM event")
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


@pytest.mark.parametrize(
    "url",
    [
        "http://pretix.example/acme/day26/",
        "https://user:pass@pretix.example/acme/day26/",
        "ftp://pretix.example/acme/day26/",
        "https://pretix.example/",
        "https://pretix.example/acme/../../x/",
        "https://pretix.example/acme/da y/",
        "nonsense",
        "https://[::1/acme/day26/",
    ],
)
async def test_an_address_that_is_no_events_is_refused(desk: Desk, url: str) -> None:
    answer = await desk.office.call("PUT", "shop", url=url, token=TOKEN)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "url"), answer.text


@pytest.mark.parametrize(
    "url",
    [
        "https://pretix.example/acme/day26",
        "https://pretix.example/acme/day26/",
        "https://pretix.example/control/event/acme/day26/orders/",
        "https://pretix.example/api/v1/organizers/acme/events/day26/orders/",
    ],
)
async def test_every_address_of_an_event_in_pretix_will_do(desk: Desk, url: str) -> None:
    answer = await desk.office.call("PUT", "shop", url=url, token=TOKEN)
    assert answer.json()["url"] == "https://pretix.example/api/v1/organizers/acme/events/day26/"


async def test_nobody_but_its_organizers_sees_or_sets_a_shop(
    desk: Desk, kit: Kit, client: httpx.AsyncClient
) -> None:
    other = await make_office(kit, client, "other")
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
    desk: Desk, kit: Kit
) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    await desk.pull()
    kit.secret = "another secret of the tests, as long as that"
    assert "another one now" in (await desk.pull())["problem"]
    await desk.set()
    await desk.kit.db.write(do("UPDATE shop SET since = NULL"))
    assert await desk.report() == (0, 0, 1, 0)


async def test_somebody_who_left_is_not_brought_back(desk: Desk, kit: Kit) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    await desk.pull()
    (row,) = (await kit.db.read(do("SELECT id, name FROM person WHERE name = 'Mira Haas'")))[0]
    mira = Someone(row["id"], row["name"], new_token("wtp_"))
    await kit.db.write(add_session(kit, mira), CHANGED)
    left = await desk.office.client.delete("/api/v1/me?leave_card=false", headers=mira.headers)
    assert left.status_code == 204
    desk.shop.change("AAAAA", comment="touched")
    assert (await desk.pull())["report"] is not None
    assert await desk.people() == []
