"""Messages of other shops: signed, taken once, and nothing told to whoever cannot sign."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from conftest import ManualClock
from office import Office, make_office
from wetalked.core.clock import to_datetime
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.shops.signature import signature

PATH = "/api/v1/events/day26/shop/hook"


@pytest.fixture
async def office(context: Context, client: httpx.AsyncClient) -> Office:
    return await make_office(context, client)


async def new_secret(office: Office) -> str:
    answer = await office.call("POST", "shop/hook/secret")
    assert answer.status_code == 200, answer.text
    assert answer.json()["url"].endswith(PATH)
    return str(answer.json()["secret"])


class Sender:
    """A shop that signs what it sends."""

    def __init__(self, client: httpx.AsyncClient, clock: ManualClock, secret: str) -> None:
        self.client, self.clock, self.secret = client, clock, secret
        self.count = 0

    async def send(
        self,
        message: Any,
        *,
        id_: str = "",
        headers: dict[str, str] | None = None,
        path: str = PATH,
        ago: int = 0,
    ) -> httpx.Response:
        """A message whose try was begun so many seconds ago."""
        self.count += 1
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        id_, at = id_ or f"msg_{self.count}", str(self.clock() // 1_000 - ago)
        told = {
            "content-type": "application/json",
            "webhook-id": id_,
            "webhook-timestamp": at,
            "webhook-signature": signature(self.secret, id_, at, body),
            **(headers or {}),
        }
        return await self.client.post(path, content=body, headers=told)

    async def report(self, message: Any, **how: Any) -> tuple[int, ...]:
        answer = await self.send(message, **how)
        assert answer.status_code == 200, answer.text
        found = answer.json()["report"]
        return tuple(found[name] for name in ("created", "updated", "unchanged", "removed"))


@pytest.fixture
async def sender(office: Office, client: httpx.AsyncClient, clock: ManualClock) -> Sender:
    return Sender(client, clock, await new_secret(office))


MIRA = {"ticket": "T-1", "name": "Mira Haas", "email": "mira@example.org", "ask_me_about": "bees"}


def test_the_signature_is_that_of_the_specification() -> None:
    # The example of the reference libraries of Standard Webhooks.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body) == expected


async def test_tickets_bring_people_and_cancelled_ones_take_them_off(
    sender: Sender, office: Office
) -> None:
    assert await sender.report({"participants": [MIRA]}) == (1, 0, 0, 0)
    (mira,) = await office.people()
    assert (mira["email"], mira["ask_me_about"]) == ("mira@example.org", "bees")
    assert await sender.report({"participants": [MIRA]}) == (0, 0, 1, 0)
    assert await sender.report({"participants": [{**MIRA, "name": "Mira Maria"}]}) == (0, 1, 0, 0)
    assert await sender.report({"cancelled": ["T-1", "T-2"]}) == (0, 0, 0, 1)
    assert await office.people() == []


async def test_a_message_that_comes_again_is_known_and_does_nothing(
    sender: Sender, office: Office, clock: ManualClock
) -> None:
    assert (await sender.send({"participants": [MIRA]}, id_="one")).json()["status"] == "applied"
    assert (await sender.send({"cancelled": ["T-1"]}, id_="two")).json()["status"] == "applied"
    clock.move(minutes=1)
    again = await sender.send({"participants": [MIRA]}, id_="one")
    assert again.json() == {"status": "known", "report": None}
    assert await office.people() == []


async def test_a_message_without_a_good_signature_is_refused_and_does_nothing(
    sender: Sender, office: Office, clock: ManualClock
) -> None:
    message = {"participants": [MIRA]}
    now, old = str(clock() // 1_000), str(clock() // 1_000 - 301)
    body = json.dumps(message).encode()
    bad: list[dict[str, str]] = [
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": ""},
        {"webhook-id": "msg.other"},
        {"webhook-timestamp": str(clock() // 1_000 + 1)},
        {"webhook-timestamp": old, "webhook-signature": signature(sender.secret, "m", old, body)},
        {"webhook-signature": signature("whsec_AAAA", "m", now, body)},
    ]
    for headers in bad:
        answer = await sender.send(message, id_="m", headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/bad-signature")
    unknown = await sender.send(message, path="/api/v1/events/nowhere/shop/hook")
    assert (unknown.status_code, unknown.json()) == (401, answer.json())
    assert await office.people() == []
    both = f"v1,AAAA {signature(sender.secret, 'm', now, body)}"
    assert (
        await sender.send(message, id_="m", headers={"webhook-signature": both})
    ).status_code == 200


async def test_a_new_secret_ends_the_one_before_and_without_one_nothing_is_taken(
    sender: Sender, office: Office, client: httpx.AsyncClient, clock: ManualClock
) -> None:
    fresh = Sender(client, clock, await new_secret(office))
    assert fresh.secret != sender.secret
    assert (await sender.send({"participants": [MIRA]})).status_code == 401
    assert await fresh.report({"participants": [MIRA]}) == (1, 0, 0, 0)
    shown = (await office.get("shop")).json()["hook"]
    assert (shown["url"].endswith(PATH), shown["secret"]) == (True, None)
    assert (await office.call("DELETE", "shop/hook/secret")).status_code == 204
    assert (await fresh.send({"cancelled": ["T-1"]})).status_code == 401
    assert len(await office.people()) == 1
    newest = await new_secret(office)
    assert newest not in {fresh.secret, sender.secret}


@pytest.mark.parametrize(
    ("message", "status"),
    [
        (b"nonsense", 400),
        ({"participants": [{"name": "Mira"}]}, 422),
        ({"participants": [{**MIRA, "company": "ACME"}]}, 422),
        ({"cancelled": [7]}, 422),
        ({"cancelled": ["~stand-in"]}, 422),
        ({"people": []}, 422),
    ],
)
async def test_a_body_that_is_not_as_it_must_be_is_refused_and_may_be_sent_anew(
    sender: Sender, message: Any, status: int
) -> None:
    assert (await sender.send(message, id_="same")).status_code == status
    assert (await sender.send({"participants": [MIRA]}, id_="same")).status_code == 200


async def test_rows_that_cannot_be_taken_are_told_by_their_ticket(sender: Sender) -> None:
    people = [MIRA, {"ticket": "T-2", "name": " "}, {"ticket": "T-3", "name": "Lee", "email": "no"}]
    answer = (await sender.send({"participants": people})).json()["report"]
    assert (answer["created"], answer["nameless"]) == (1, 1)
    assert [one["ticket"] for one in answer["rejected"]] == ["T-3"]


async def test_two_messages_at_once_double_nobody(sender: Sender, office: Office) -> None:
    people = [{"ticket": f"T-{n}", "name": f"Guest {n}"} for n in range(30)]
    answers = await asyncio.gather(*(sender.send({"participants": people}) for _ in range(3)))
    assert [one.status_code for one in answers] == [200, 200, 200]
    assert len(await office.people()) == 30


GOOD, OFF = {"participants": [MIRA]}, {"cancelled": ["T-1"]}


def stamped(message: dict[str, Any], clock: ManualClock, ago: int) -> dict[str, Any]:
    """With the time at which it was so, in seconds before now."""
    return {**message, "timestamp": to_datetime(clock() - ago * 1_000).isoformat()}


async def test_an_older_message_brings_no_cancelled_ticket_back(
    sender: Sender, office: Office
) -> None:
    assert await sender.report(GOOD, ago=120) == (1, 0, 0, 0)
    assert await sender.report(OFF, ago=60) == (0, 0, 0, 1)
    late = (await sender.send(GOOD, ago=90)).json()["report"]
    assert (late["created"], [one["ticket"] for one in late["told"]]) == (0, ["T-1"])
    assert await office.people() == []
    await sender.report(GOOD, ago=30)
    assert len(await office.people()) == 1


async def test_a_retry_counts_as_of_when_it_was_so_not_of_when_it_is_sent(
    sender: Sender, office: Office, clock: ManualClock
) -> None:
    assert await sender.report(stamped(GOOD, clock, 4_000)) == (1, 0, 0, 0)
    assert await sender.report(stamped(OFF, clock, 2_000)) == (0, 0, 0, 1)
    assert await sender.report(stamped(GOOD, clock, 3_000)) == (0, 0, 1, 0)
    assert await office.people() == []
    await sender.report(stamped(GOOD, clock, 1_000))
    assert await sender.report(stamped(OFF, clock, 1_500)) == (0, 0, 0, 0)
    assert len(await office.people()) == 1


async def test_a_cancellation_that_overtakes_its_ticket_holds(
    sender: Sender, office: Office, clock: ManualClock
) -> None:
    assert await sender.report(stamped(OFF, clock, 10)) == (0, 0, 0, 0)
    assert await sender.report(stamped(GOOD, clock, 20)) == (0, 0, 1, 0)
    assert await office.people() == []
    assert await sender.report(stamped(GOOD, clock, 5)) == (1, 0, 0, 0)
    assert len(await office.people()) == 1


async def test_a_newer_word_that_says_the_same_counts_as_well(
    sender: Sender, office: Office, clock: ManualClock
) -> None:
    await sender.report(stamped(GOOD, clock, 30))
    await sender.report(stamped(GOOD, clock, 10))
    assert await sender.report(stamped(OFF, clock, 20)) == (0, 0, 0, 0)
    await sender.report(stamped(OFF, clock, 8))
    await sender.report(stamped(OFF, clock, 4))
    assert await sender.report(stamped(GOOD, clock, 6)) == (0, 0, 1, 0)
    assert await office.people() == []


async def test_each_ticket_of_a_message_has_its_own_newest_word(
    sender: Sender, office: Office, clock: ManualClock
) -> None:
    kim = {"ticket": "T-2", "name": "Kim Lee"}
    await sender.report(stamped({"participants": [MIRA]}, clock, 10))
    late = {"participants": [{**MIRA, "name": "Mira Older"}, kim], "cancelled": ["T-3"]}
    assert await sender.report(stamped(late, clock, 20)) == (1, 0, 1, 0)
    assert sorted(one["name"] for one in await office.people()) == ["Kim Lee", "Mira Haas"]


async def test_a_message_without_a_time_is_of_its_first_try(
    sender: Sender, office: Office, clock: ManualClock
) -> None:
    assert (await sender.send({"people": []}, id_="first")).status_code == 422
    clock.move(minutes=1)
    assert await sender.report(OFF) == (0, 0, 0, 0)
    clock.move(minutes=1)
    assert await sender.report(GOOD, id_="first") == (0, 0, 1, 0)
    assert await office.people() == []


async def test_a_time_that_is_yet_to_come_is_refused(sender: Sender, clock: ManualClock) -> None:
    answer = await sender.send(stamped(GOOD, clock, -301))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "timestamp")
    assert (await sender.send({**GOOD, "timestamp": "2026-12-05T10:00:00"})).status_code == 422
    assert (await sender.send(stamped(GOOD, clock, -299))).status_code == 200


async def test_a_message_takes_nobody_off_of_whom_a_pull_has_yet_to_hear(
    sender: Sender, office: Office, context: Context
) -> None:
    await sender.report(GOOD)
    await context.db.write(
        statement("UPDATE shop_ticket SET source = 'pretix', state = 'cancelling'")
    )
    await sender.report({"participants": [{"ticket": "T-2", "name": "Kim Lee"}]})
    assert sorted(one["name"] for one in await office.people()) == ["Kim Lee", "Mira Haas"]
