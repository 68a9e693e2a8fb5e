"""Messages of other shops: signed, taken once, and nothing told to whoever cannot sign."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from conftest import ManualClock
from office import Office, make_office
from wetalked.kit import Kit
from wetalked.shops.signature import signature

PATH = "/api/v1/events/day26/shop/hook"


@pytest.fixture
async def office(kit: Kit, client: httpx.AsyncClient) -> Office:
    return await make_office(kit, client)


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
    ) -> httpx.Response:
        self.count += 1
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        id_, at = id_ or f"msg_{self.count}", str(self.clock() // 1_000)
        told = {
            "content-type": "application/json",
            "webhook-id": id_,
            "webhook-timestamp": at,
            "webhook-signature": signature(self.secret, id_, at, body),
            **(headers or {}),
        }
        return await self.client.post(path, content=body, headers=told)

    async def report(self, message: Any) -> tuple[int, ...]:
        answer = await self.send(message)
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
