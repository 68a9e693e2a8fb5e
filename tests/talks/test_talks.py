"""Talks as each side sees them: the table of the contract, word by word."""

from uuid import uuid4

import httpx
import msgspec
import pytest

from calls import call, make_mutual, moment, scan, talks
from cast import Cast, make_event, make_participant, set_card
from conftest import ManualClock
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context

SOME_ID = "0190a1b2-0000-7000-8000-000000000001"
LEAVE = """
UPDATE participant SET person = NULL, left_at = :at, kept_card = :kept, ask_me_about = NULL,
  card_email = NULL WHERE id = :id
"""


async def test_only_the_two_of_a_talk_can_look_at_it(client: httpx.AsyncClient, cast: Cast) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    for who in (cast.mira, cast.jonas):
        assert (await call(client, who, "GET", f"/talks/{talk}")).json()["id"] == talk
    refused = await call(client, cast.outsider, "GET", f"/talks/{talk}")
    absent = await call(client, cast.outsider, "GET", f"/talks/{uuid4()}")
    assert refused.status_code == 404
    assert refused.content == absent.content


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/confirm", {}),
        ("DELETE", "", None),
        ("PUT", "/card", {"shown": True}),
        ("POST", "/block", None),
        ("PUT", f"/questions/{SOME_ID}", {"text": "Wie?"}),
        ("DELETE", f"/promises/{SOME_ID}", None),
        ("PUT", "/reminded-of", {"text": "bees"}),
    ],
)
async def test_an_outsider_can_do_nothing_to_a_talk(
    client: httpx.AsyncClient, cast: Cast, method: str, path: str, body: object
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    before = [await talks(client, who) for who in (cast.mira, cast.jonas, cast.outsider)]
    refused = await call(client, cast.outsider, method, f"/talks/{talk}{path}", body)
    assert (refused.status_code, refused.json()["type"]) == (404, "/problems/not-found")
    assert before == [await talks(client, who) for who in (cast.mira, cast.jonas, cast.outsider)]
    allowed = await call(client, cast.mira, method, f"/talks/{talk}{path}", body)
    assert allowed.status_code in {200, 201, 204}


async def test_a_yes_without_a_camera_makes_it_mutual(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    talk = (await scan(client, cast.mira, cast.jonas.code)).json()["id"]
    answer = await call(client, cast.jonas, "POST", f"/talks/{talk}/confirm", {})
    assert (answer.status_code, answer.json()["state"]) == (200, "mutual")


async def test_a_confirm_without_a_body_is_a_yes_now(client: httpx.AsyncClient, cast: Cast) -> None:
    talk = (await scan(client, cast.mira, cast.jonas.code)).json()["id"]
    path = f"/api/v1/talks/{talk}/confirm"
    answer = await client.post(path, headers=cast.jonas.headers)
    assert (answer.status_code, answer.json()["state"]) == (200, "mutual")


async def test_a_decline_looks_to_the_other_side_like_no_answer_byte_for_byte(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = (await scan(client, cast.mira, cast.jonas.code)).json()["id"]
    unanswered = await everything(client, cast, talk)
    clock.move(minutes=1)
    assert (await call(client, cast.jonas, "DELETE", f"/talks/{talk}")).status_code == 204
    assert await talks(client, cast.jonas) == []
    assert await everything(client, cast, talk) == unanswered
    await scan(client, cast.mira, cast.jonas.code)
    assert await talks(client, cast.jonas) == []


async def everything(client: httpx.AsyncClient, cast: Cast, talk: str) -> list[bytes]:
    """Whatever Mira can see of it."""
    sync: dict[str, object] = {"person": cast.mira.person, "operations": [], "since": None}
    return [
        (await call(client, cast.mira, "GET", "/talks")).content,
        (await call(client, cast.mira, "GET", f"/talks/{talk}")).content,
        (await call(client, cast.mira, "POST", "/sync", sync)).content,
    ]


async def test_taken_back_blocked_and_showing_nothing_look_alike_byte_for_byte(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    await set_card(context, cast.jonas, email="jonas@example.org", phone="+49 30 1")
    talk = await make_mutual(client, cast.mira, cast.jonas)
    shown = await everything(client, cast, talk)
    assert b"jonas@example.org" in shown[0]
    looks = []
    for method, path, body in (
        ("PUT", "/card", {"shown": False}),
        ("DELETE", "", None),
        ("POST", "/block", None),
    ):
        clock.move(minutes=1)
        await call(client, cast.jonas, method, f"/talks/{talk}{path}", body)
        looks.append(await everything(client, cast, talk))
    assert looks[0] == looks[1] == looks[2]
    assert b'"card":{}' in looks[0][0]


async def test_after_my_no_only_my_own_yes_brings_it_back(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    clock.move(minutes=1)
    await call(client, cast.mira, "DELETE", f"/talks/{talk}")
    clock.move(minutes=1)
    await scan(client, cast.jonas, cast.mira.code)
    assert await talks(client, cast.mira) == []
    assert (await call(client, cast.mira, "GET", f"/talks/{talk}")).status_code == 404
    back = await call(client, cast.mira, "POST", f"/talks/{talk}/confirm", {})
    assert (back.status_code, back.json()["state"], back.json()["id"]) == (200, "mutual", talk)


async def test_a_yes_older_than_my_no_is_known_and_shows_nothing(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    early = moment(clock())
    clock.move(minutes=1)
    talk = await make_mutual(client, cast.mira, cast.jonas)
    clock.move(minutes=1)
    await call(client, cast.mira, "DELETE", f"/talks/{talk}")
    answer = await call(client, cast.mira, "POST", f"/talks/{talk}/confirm", {"at": early})
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await scan(client, cast.mira, cast.jonas.code, scanned_at=early)).status_code == 204


async def test_a_no_older_than_my_yes_changes_nothing(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    early = moment(clock()).replace("+", "%2B")
    clock.move(minutes=1)
    talk = await make_mutual(client, cast.mira, cast.jonas)
    answer = await call(client, cast.mira, "DELETE", f"/talks/{talk}?at={early}")
    assert answer.status_code == 204
    assert len(await talks(client, cast.mira)) == 1
    wrong = await call(client, cast.mira, "DELETE", f"/talks/{talk}?at=yesterday")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "at")


async def test_somebody_who_left_is_shown_without_a_name_unless_they_left_their_card(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    kept = {
        "name": "Jonas Holm",
        "given_name": "Jonas",
        "ask_me_about": "bees",
        "card": {"email": "jonas@example.org"},
    }
    await make_mutual(client, cast.mira, cast.jonas)
    await scan(client, cast.outsider, cast.jonas.code)
    for card in (None, kept):
        kept_card = msgspec.json.encode(card).decode() if card else None
        await context.db.write(
            statement(LEAVE, id=cast.jonas.participant, at=clock(), kept=kept_card), CHANGED
        )
        (mutual,) = await talks(client, cast.mira)
        shown: object = card or {"name": None, "given_name": None, "ask_me_about": None, "card": {}}
        assert mutual["with"].pop("left") is True
        assert mutual["with"].pop("participant_id") == cast.jonas.participant
        assert mutual["with"] == shown
        (waiting,) = await talks(client, cast.outsider)
        assert (waiting["with"]["name"], waiting["with"]["card"]) == (None, None)


async def test_talks_come_in_pages_those_that_began_first_in_front(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    expected = []
    for number in range(5):
        other = await make_participant(context, cast.event, f"Guest {number}")
        expected.append((await scan(client, cast.mira, other.code)).json()["id"])
        clock.move(seconds=1)
    found: list[str] = []
    path: str | None = "/talks?limit=2"
    while path:
        page = (await call(client, cast.mira, "GET", path)).json()
        found += [talk["id"] for talk in page["items"]]
        path = f"/talks?limit=2&after={page['next']}" if page["next"] else None
    assert found == expected
    for limit in ("0", "501", "many"):
        wrong = await call(client, cast.mira, "GET", f"/talks?limit={limit}")
        assert (wrong.status_code, wrong.json()["type"]) == (422, "/problems/invalid")


async def test_talks_can_be_asked_for_by_event(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    other = await make_event(context, "other")
    there = await make_participant(context, other, "Mira Klein", person=cast.mira)
    guest = await make_participant(context, other, "Gus")
    await scan(client, cast.mira, cast.jonas.code)
    await scan(client, cast.mira, guest.code)
    assert {talk["event"] for talk in await talks(client, cast.mira)} == {"day26", "other"}
    found = (await call(client, cast.mira, "GET", "/talks?event=other")).json()["items"]
    assert [talk["with"]["name"] for talk in found] == ["Gus"]
    assert there.person == cast.mira.person


async def test_an_unchanged_list_is_not_sent_again(client: httpx.AsyncClient, cast: Cast) -> None:
    await scan(client, cast.mira, cast.jonas.code)
    first = await call(client, cast.mira, "GET", "/talks")
    assert first.headers["cache-control"] == "private, no-cache"
    headers = {**cast.mira.headers, "if-none-match": first.headers["etag"]}
    again = await client.get("/api/v1/talks", headers=headers)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    await scan(client, cast.jonas, cast.mira.code)
    changed = await client.get("/api/v1/talks", headers=headers)
    assert changed.status_code == 200
