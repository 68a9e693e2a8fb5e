"""What of a card is shown to whom, and when."""

import httpx
import pytest

from calls import call, make_mutual, scan, talks
from cast import Cast, make_cast, set_card
from wetalked.db.context import Context


@pytest.fixture
async def cast(context: Context) -> Cast:
    """Mira, Jonas with a card, and the outsider."""
    cast = await make_cast(context)
    await set_card(context, cast.jonas, email="jonas@example.org", link="https://jonas.example")
    return cast


async def test_a_card_is_shown_only_once_both_have_said_yes(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    waiting = await scan(client, cast.mira, cast.jonas.code)
    assert waiting.json()["with"]["card"] is None
    assert b"jonas@example.org" not in waiting.content
    await scan(client, cast.jonas, cast.mira.code)
    (talk,) = await talks(client, cast.mira)
    card = {"email": "jonas@example.org", "link": "https://jonas.example"}
    assert talk["with"]["card"] == card


async def test_whoever_scans_alone_never_sees_a_card(client: httpx.AsyncClient, cast: Cast) -> None:
    await make_mutual(client, cast.mira, cast.jonas)
    await scan(client, cast.outsider, cast.jonas.code)
    answer = await call(client, cast.outsider, "GET", "/talks")
    assert answer.json()["items"][0]["state"] == "waiting_for_them"
    assert b"jonas@example.org" not in answer.content


async def test_i_decide_for_each_person_whether_they_see_my_card(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    await make_mutual(client, cast.outsider, cast.jonas)
    for shown in (False, True):
        mine = await call(client, cast.jonas, "PUT", f"/talks/{talk}/card", {"shown": shown})
        assert (mine.status_code, mine.json()["card_shown"]) == (200, shown)
        (theirs,) = await talks(client, cast.mira)
        assert bool(theirs["with"]["card"]) == shown
        (other,) = await talks(client, cast.outsider)
        assert other["with"]["card"]


async def test_until_i_decide_it_is_as_my_card_says(client: httpx.AsyncClient, cast: Cast) -> None:
    await make_mutual(client, cast.mira, cast.jonas)
    (of_jonas,), (of_mira,) = await talks(client, cast.jonas), await talks(client, cast.mira)
    assert (of_jonas["card_shown"], of_mira["card_shown"]) == (True, False)


@pytest.mark.parametrize("body", [{}, {"shown": 1}, {"shown": True, "more": 1}])
async def test_a_wrong_body_changes_nothing(
    client: httpx.AsyncClient, cast: Cast, body: object
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    refused = await call(client, cast.jonas, "PUT", f"/talks/{talk}/card", body)
    assert refused.status_code == 422
    (theirs,) = await talks(client, cast.mira)
    assert theirs["with"]["card"]


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("+49 (0) 221 123456", "tel:+49221123456"),
        ("0221 123456 ext. 12", "tel:+49221123456;ext=12"),
        ("٠٢٢١ ١٢٣٤٥٦", "tel:+49221123456"),
        ("12345", None),
    ],
)
async def test_a_number_comes_as_typed_and_as_it_is_dialled(
    client: httpx.AsyncClient, cast: Cast, typed: str, dialled: str | None
) -> None:
    await make_mutual(client, cast.mira, cast.jonas)
    own = f"/me/participations/{cast.jonas.participant}"
    kept = await call(client, cast.jonas, "PATCH", own, {"card": {"phone": typed}})
    assert kept.json()["card"]["phone"] == typed
    (theirs,) = await talks(client, cast.mira)
    assert theirs["with"]["card"]["phone"] == typed
    assert theirs["with"]["card"].get("phone_link") == dialled
    await call(client, cast.jonas, "PATCH", own, {"card": {"phone": None}})
    (theirs,) = await talks(client, cast.mira)
    assert {"phone", "phone_link"}.isdisjoint(theirs["with"]["card"])


async def test_a_number_left_behind_is_still_dialled(client: httpx.AsyncClient, cast: Cast) -> None:
    await make_mutual(client, cast.mira, cast.jonas)
    own = f"/me/participations/{cast.jonas.participant}"
    await call(client, cast.jonas, "PATCH", own, {"card": {"phone": "0221 123456"}})
    await call(client, cast.jonas, "DELETE", "/me?leave_card=true")
    (left,) = await talks(client, cast.mira)
    assert left["with"]["card"]["phone_link"] == "tel:+49221123456"
