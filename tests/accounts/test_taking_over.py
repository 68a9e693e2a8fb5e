"""Once a person has signed in, nothing that others hold or do signs anybody in as them."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import httpx
import msgspec
import pytest

from cast import make_event, make_organizer
from conftest import ManualClock
from office import Office, taken
from wetalked.accounts.codes import pin_of
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.shops.signature import signature

API = "/api/v1"
OLGAS = "olga@organizers.example"
# A token of 43 signs with or without what it is for, a code of 8 or 10, a PIN; no id of a row.
SECRETS = re.compile(r"(?<![\w-])(?:[\w-]{40,}|[0-9A-Z]{4,5}-?[0-9A-Z]{4,5}|\d{6,8})(?![\w-])")
MAILS = """
SELECT m.kind, m.body, m.person, COALESCE(m.address, p.email) AS address
FROM mail m LEFT JOIN person p ON p.id = m.person
"""


class World(NamedTuple):
    """A guest who has signed in, whom an organizer and a helper at the desk have listed."""

    context: Context
    office: Office
    desk: Office
    guest: dict[str, Any]
    session: dict[str, Any]

    @property
    def client(self) -> httpx.AsyncClient:
        return self.office.client

    @property
    def id(self) -> str:
        return str(self.guest["participant_id"])

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.session['token']}"}


async def make_world(
    context: Context, office: Office, clock: ManualClock, email: str | None
) -> World:
    """The guest came by PIN where they have no address, and else by a mail."""
    listed = {"name": "Kim Cho"} | ({"email": email} if email else {})
    (guest,) = (await office.add(listed))["created"]
    await office.get(f"participants/{guest['participant_id']}/invitation")
    if email:
        await office.client.post(f"{API}/sign-in", json={"email": email})
        ((mail,),) = await context.db.read(statement(f"{MAILS} WHERE m.kind = 'sign-in'"))
        shown = {"token": msgspec.json.decode(mail["body"])["link_token"]}
    else:
        shown = {"badge": guest["badge"], "pin": guest["pin"]}
    session = await office.client.post(f"{API}/sessions", json=shown)
    assert session.status_code == 201, session.text
    clock.move(minutes=11)
    dana = await make_organizer(context, office.event, "Dana", role="desk")
    desk = Office(office.client, office.event, dana)
    return World(context, office, desk, guest, session.json())


async def nothing(_: World) -> None:
    """What the import answered is all there is."""


async def look(world: World) -> list[httpx.Response]:
    return [await world.desk.get(f"participants/{world.id}"), await world.desk.get("participants")]


async def reissue(world: World) -> list[httpx.Response]:
    path = f"participants/{world.id}/badge"
    return [await who.call("POST", path) for who in (world.office, world.desk, world.desk)]


async def hand_out_a_link(world: World) -> list[httpx.Response]:
    return [await world.office.call("POST", f"participants/{world.id}/link")]


async def give_a_new_place(world: World) -> list[httpx.Response]:
    return [await world.office.call("POST", f"participants/{world.id}/new-place")]


async def readdress(world: World) -> list[httpx.Response]:
    return [await world.office.change(world.id, email=OLGAS)]


async def list_with_an_address(world: World) -> list[httpx.Response]:
    return [await world.office.send_list(f"Name,Email\nKim Cho,{OLGAS}\n")]


async def tell_an_address(world: World) -> list[httpx.Response]:
    people = [{"name": "Kim Cho", "email": OLGAS}]
    return [await who.call("POST", "participants", participants=people) for who in (world.office,)]


async def sell_a_ticket(world: World) -> list[httpx.Response]:
    """The shop first finds the guest by name, and then changes the address of the ticket."""
    hook = (await world.office.call("POST", "shop/hook/secret")).json()["secret"]
    emails = [world.guest["email"], OLGAS]
    return [await hooked(world, hook, n, email) for n, email in enumerate(emails)]


async def hooked(world: World, secret: str, number: int, email: str | None) -> httpx.Response:
    ticket = {"ticket": "T1", "name": "Kim Cho"} | ({"email": email} if email else {})
    body = msgspec.json.encode({"participants": [ticket]})
    at = str(world.context.clock() // 1_000)
    id_ = f"msg_{number}"
    headers = {
        "content-type": "application/json",
        "webhook-id": id_,
        "webhook-timestamp": at,
        "webhook-signature": signature(secret, id_, at, body),
    }
    url = f"{world.office.path}/shop/hook"
    answer = await world.client.post(url, content=body, headers=headers)
    taken(answer)
    return answer


async def remove_and_take_back(world: World) -> list[httpx.Response]:
    await world.office.remove(world.id)
    return [await world.office.change(world.id, removed=False, email=OLGAS), *await look(world)]


async def remove_and_list_again(world: World) -> list[httpx.Response]:
    await world.office.remove(world.id)
    return [*await tell_an_address(world), *await list_with_an_address(world)]


async def list_elsewhere(world: World) -> list[httpx.Response]:
    """At another event of the organizer's own."""
    other = await make_event(world.context, "other")
    there = Office(world.client, other, await make_organizer(world.context, other, "Otto"))
    people = [{"name": "Kim Cho"}, {"name": "Kim Cho", "email": world.guest["email"] or OLGAS}]
    answer = await there.call("POST", "participants", participants=people)
    created = answer.json()["created"]
    links = [
        await there.call("POST", f"participants/{one['participant_id']}/link") for one in created
    ]
    return [answer, *links]


async def appoint(world: World) -> list[httpx.Response]:
    email = world.guest["email"] or OLGAS
    return [await world.office.call("POST", "organizers", email=email, role="organizer")]


async def take_the_address_over(world: World) -> list[httpx.Response]:
    """The organizer says that the guest's address is their own."""
    email, headers = world.guest["email"] or OLGAS, world.office.who.headers
    asked = await world.client.post(f"{API}/me/email", json={"email": email}, headers=headers)
    codes = [{"email": email, "code": f"{n:06}"} for n in range(6)]
    return [
        asked,
        *[await world.client.put(f"{API}/me/email", json=b, headers=headers) for b in codes],
    ]


async def make_a_token(world: World) -> list[httpx.Response]:
    headers = world.office.who.headers
    return [await world.client.post(f"{API}/tokens", json={"name": "all"}, headers=headers)]


async def look_at_previews(world: World) -> list[httpx.Response]:
    return [
        await world.office.get(f"participants/{world.id}/{mail}")
        for mail in ("invitation", "follow-up")
    ]


async def invite(world: World) -> list[httpx.Response]:
    return [await world.office.call("POST", "invitations", participants=[world.id])]


WAYS: list[Callable[[World], Awaitable[list[httpx.Response] | None]]] = [
    *(
        nothing,
        look,
        reissue,
        hand_out_a_link,
        give_a_new_place,
        readdress,
        list_with_an_address,
        tell_an_address,
    ),
    *(sell_a_ticket, remove_and_take_back, remove_and_list_again, list_elsewhere, appoint),
    *(take_the_address_over, make_a_token, look_at_previews, invite),
]


def words_in(answers: list[httpx.Response]) -> set[str]:
    """Everything in the answers that could be a code, a PIN or a token."""
    return {word for answer in answers for word in SECRETS.findall(answer.text)}


async def badges_of(world: World) -> list[str]:
    sql = "SELECT code FROM badge WHERE participant = :id"
    (rows,) = await world.context.db.read(statement(sql, id=world.id))
    return [row["code"] for row in rows]


async def tries(world: World, words: set[str]) -> list[dict[str, str]]:
    """Every way in with each of these words, and with every PIN that the guest may ever have."""
    pins = {pin_of(world.context.secret, world.id, number) for number in range(1, 5)}
    found = [{"token": word} for word in words]
    for badge in await badges_of(world):
        found += [{"badge": badge, "pin": pin} for pin in pins]
        found += [{"badge": badge, "code": word} for word in words if len(word) <= 12]
    return found


async def is_as_before(world: World) -> bool:
    me = await world.client.get(f"{API}/me", headers=world.headers)
    before = world.session["person"]
    names = before.keys() - {"organizer", "office"}
    return me.status_code == 200 and all(me.json()["person"][one] == before[one] for one in names)


@pytest.mark.parametrize("email", [None, "kim@example.org"], ids=["no address", "address"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_nothing_that_others_do_signs_anybody_in_as_a_guest_who_has_signed_in(
    office: Office,
    context: Context,
    clock: ManualClock,
    way: Callable[[World], Awaitable[list[httpx.Response] | None]],
    email: str | None,
) -> None:
    world = await make_world(context, office, clock, email)
    answers = await way(world) or []
    assert all(answer.status_code < 500 for answer in answers)
    words = words_in(answers) | {world.guest["join_url"].rpartition("/")[2]}
    guest = world.session["person"]["id"]
    for body in await tries(world, words):
        answer = await world.client.post(f"{API}/sessions", json=body)
        assert answer.status_code == 401 or answer.json()["person"]["id"] != guest, body
    for word in words:
        asked = await world.client.get(f"{API}/me", headers={"authorization": f"Bearer {word}"})
        assert asked.status_code != 200 or asked.json()["person"]["id"] != guest
    for whom in ({"email": OLGAS}, *({"badge": code} for code in await badges_of(world))):
        await world.client.post(f"{API}/sign-in", json=whom)
    (mails,) = await context.db.read(statement(MAILS))
    assert [one for one in mails if one["person"] == guest and one["address"] != email] == []
    assert await is_as_before(world)
