"""What pretix says oddly, moves to another order, blocks or lets lapse: right, or told."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import ManualClock
from shops.pretix_desk import Desk
from shops.pretix_server import position
from wetalked.core.clock import DAY, HOUR, to_datetime
from wetalked.db import statement

FOUND = Path(__file__).parents[1] / "data" / "found"


def found(name: str) -> list[dict[str, Any]]:
    """Orders of a file."""
    orders: list[dict[str, Any]] = json.loads((FOUND / name).read_text("utf-8"))["results"]
    return orders


async def whole_pull(desk: Desk) -> dict[str, Any]:
    """The report of a pull that asks for everything."""
    await desk.context.db.write(statement("UPDATE shop SET since = NULL"))
    seen = await desk.pull()
    assert seen["problem"] is None, seen["problem"]
    return dict(seen["report"])


async def test_a_ticket_with_empty_parts_of_a_name_is_told_and_stops_nothing(desk: Desk) -> None:
    desk.shop.load(found("pretix-empty-parts.json"))
    for created in (1, 0):
        report = await whole_pull(desk)
        assert (report["created"], report["nameless"]) == (created, 1)
        (told,) = report["rejected"]
        assert told["ticket"] == "B2-1"
        assert "attendee_name_parts" in told["message"]
    assert await desk.people() == [("Anna Ott", "anna@j1.example.org", True)]


ODD: list[dict[str, Any]] = [
    {"attendee_name": None, "attendee_name_parts": ["Kim", "Lee"]},
    {"attendee_name": None, "attendee_name_parts": "Kim Lee"},
    {"attendee_name": None, "attendee_name_parts": 7},
    {"attendee_name": ["Kim Lee"]},
    {"attendee_email": {"work": "kim@example.org"}},
    {"subevent": {"id": 7}},
    {"canceled": "perhaps"},
    {"blocked": "yes"},
    {"valid_until": "some day"},
    {"positionid": None},
    {"positionid": ["2"]},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
async def test_an_odd_ticket_is_told_and_the_others_taken(desk: Desk, odd: dict[str, Any]) -> None:
    desk.shop.order("AAAAA", position(1, "Anna Ott"), {**position(2, "Kim Lee"), **odd})
    desk.shop.order("BBBBB", position(1, "Mira Haas", "mira@example.org"))
    report = await whole_pull(desk)
    assert report["created"] == 2
    (told,) = report["rejected"]
    assert told["ticket"].startswith("AAAAA-")
    assert next(iter(odd)) in told["message"] or "attendee_name_parts" in told["message"]
    people = [("Anna Ott", None, True), ("Mira Haas", "mira@example.org", True)]
    assert sorted(await desk.people()) == people


@pytest.mark.parametrize(
    "odd",
    [
        {"attendee_name_parts": []},
        {"attendee_name_parts": None},
        {"attendee_name_parts": {"given_name": ["Kim"], "family_name": 7}},
        {"blocked": None, "valid_until": None, "canceled": None},
        {"blocked": []},
    ],
    ids=str,
)
async def test_where_the_name_is_there_all_the_same_its_person_comes(
    desk: Desk, odd: dict[str, Any]
) -> None:
    desk.shop.order("AAAAA", {**position(1, "Kim Lee"), **odd})
    assert (await whole_pull(desk))["rejected"] == []
    assert [name for name, *_ in await desk.people()] == ["Kim Lee"]


async def test_fields_that_are_missing_or_odd_in_an_order_stop_nothing(desk: Desk) -> None:
    bare = {"positionid": 1, "attendee_name": "Mira Haas"}
    desk.shop.load(
        [
            {"code": "AAAAA", "status": "p", "testmode": False, "positions": [bare]},
            {"code": "BBBBB", "status": "p", "testmode": False, "positions": None},
            {"code": "CCCCC", "status": 7, "testmode": False, "positions": [bare]},
            {
                "code": "DDDDD",
                "status": "p",
                "testmode": False,
                "email": ["a"],
                "locale": 7,
                "invoice_address": [],
                "positions": [{**bare, "attendee_name": "Kim Lee"}],
            },
        ]
    )
    report = await whole_pull(desk)
    assert report["created"] == 2
    assert [one["ticket"] for one in report["rejected"]] == ["BBBBB", "CCCCC"]


async def test_a_ticket_that_becomes_odd_keeps_its_person(desk: Desk) -> None:
    both = [position(1, "Anna Ott"), position(2, "Kim Lee")]
    desk.shop.order("AAAAA", *both)
    await desk.pull()
    before = await desk.office.people()
    odd: dict[str, Any]
    for odd in ({"attendee_email": []}, {"positionid": None}):
        desk.shop.change("AAAAA", positions=[both[0], {**both[1], **odd}])
        assert await desk.report() == (0, 0, 1, 0)
        assert await desk.office.people() == before


async def test_a_split_order_keeps_person_and_badge_and_hands_on_no_address(desk: Desk) -> None:
    desk.shop.load(found("pretix-split-before.json"))
    for _ in range(2):
        await whole_pull(desk)
    before = await desk.office.people()
    assert [(one["name"], one["email"]) for one in before] == [
        ("Anna Ott", None),
        ("Kim Lee", None),
    ]
    desk.shop.load(found("pretix-split-after.json"))
    for _ in range(2):
        report = await whole_pull(desk)
        assert (report["created"], report["removed"]) == (0, 0)
        assert await desk.office.people() == before


async def test_an_order_that_was_split_before_the_first_pull_hands_on_no_address(
    desk: Desk,
) -> None:
    desk.shop.load(found("pretix-split-after.json"))
    for _ in range(2):
        await whole_pull(desk)
    assert await desk.people() == [("Anna Ott", None, True), ("Kim Lee", None, True)]


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("number", [2, 7])
async def test_a_position_that_moved_is_known_by_its_own_number(
    desk: Desk, told: bool, number: int
) -> None:
    anna, kim = position(1, "Anna Ott"), position(2, "Kim Lee")
    desk.shop.order("AAAAA", anna, kim)
    await desk.pull()
    before = {one["name"]: one for one in await desk.office.people()}
    rest = [anna, {**kim, "canceled": True}] if told else [anna]
    desk.shop.change("AAAAA", positions=rest)
    moved = {**kim, "positionid": number}
    desk.shop.order("BBBBB", moved, email="kim@example.org")
    assert await desk.report() == (0, 1, 1, 0)
    after = {one["name"]: one for one in await desk.office.people()}
    assert after["Kim Lee"]["badge"] == before["Kim Lee"]["badge"]
    assert after["Kim Lee"]["email"] == "kim@example.org"
    assert after["Anna Ott"] == before["Anna Ott"]
    desk.shop.change("BBBBB", status="c")
    assert await desk.report() == (0, 0, 0, 1)
    assert await desk.office.people() == [before["Anna Ott"]]


async def test_somebody_else_of_the_same_name_is_no_moved_ticket(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Kim Lee"), email="one@example.org")
    await desk.pull()
    (before,) = await desk.office.people()
    desk.shop.change("AAAAA", status="c")
    desk.shop.order("BBBBB", position(9, "Kim Lee"), email="other@example.org")
    assert await desk.report() == (1, 0, 0, 1)
    (after,) = await desk.office.people()
    assert (after["email"], after["badge"] != before["badge"]) == ("other@example.org", True)


async def test_who_buys_anew_after_cancelling_comes_back(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas"), email="mira@example.org")
    await desk.pull()
    (before,) = await desk.office.people()
    await desk.context.db.write(statement("UPDATE participant SET joined_at = 1"))
    desk.shop.change("AAAAA", status="c")
    assert await desk.report() == (0, 0, 0, 1)
    assert await desk.people() == []
    desk.shop.order("BBBBB", position(1, "Mira Haas"), email="mira@example.org")
    await desk.pull()
    (after,) = await desk.office.people()
    assert (after["participant_id"], bool(after["badge"])) == (before["participant_id"], True)


async def test_the_address_of_who_buys_for_several_is_nobodys(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Anna Ott"), email="office@example.org")
    desk.shop.order("BBBBB", position(1, "Kim Lee"), email="Office@example.org")
    desk.shop.order("CCCCC", position(1, "Solo Sand"), email="solo@example.org")
    for _ in range(2):
        await whole_pull(desk)
    desk.shop.order("DDDDD", position(1, "Late Lee"), email="solo@example.org")
    await desk.pull()
    assert sorted(await desk.people()) == [
        ("Anna Ott", None, True),
        ("Kim Lee", None, True),
        ("Late Lee", None, True),
        ("Solo Sand", "solo@example.org", True),
    ]


async def test_blocked_tickets_do_not_count_until_they_are_free(desk: Desk) -> None:
    kim = position(1, "Kim Lee")
    desk.shop.order("AAAAA", {**kim, "blocked": ["admin"]})
    assert await desk.report() == (0, 0, 0, 0)
    desk.shop.change("AAAAA", positions=[kim])
    assert await desk.report() == (1, 0, 0, 0)
    desk.shop.change("AAAAA", positions=[{**kim, "blocked": ["admin"]}])
    assert await desk.report() == (0, 0, 0, 1)


async def test_lapsed_tickets_do_not_count_but_whose_lapsed_during_the_event_stays(
    desk: Desk, clock: ManualClock
) -> None:
    def until(at: int) -> str:
        return to_datetime(at).isoformat()

    desk.shop.order("AAAAA", position(1, "Lap Sed", valid_until=until(clock() - DAY)))
    desk.shop.order("BBBBB", position(1, "Kim Lee", valid_until=until(clock() + HOUR)))
    assert await desk.report() == (1, 0, 0, 0)
    clock.move(hours=2)
    desk.shop.change("BBBBB", comment="touched")
    assert await desk.report() == (0, 0, 0, 0)
    assert [name for name, *_ in await desk.people()] == ["Kim Lee"]
    desk.shop.change(
        "BBBBB", positions=[position(1, "Kim Lee", valid_until=until(clock() - 3 * DAY))]
    )
    assert await desk.report() == (0, 0, 0, 1)


async def test_a_series_without_a_date_asks_which_and_brings_nobody(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", subevent=7))
    desk.shop.order("BBBBB", position(1, "Kim Lee", subevent=8))
    seen = await desk.pull()
    assert seen["problem_kind"] == "which-date"
    assert "7, 8" in seen["problem"]
    assert await desk.people() == []
    await desk.set(url=f"{desk.shop.url}7/")
    assert await desk.report() == (1, 0, 0, 0)
    assert [name for name, *_ in await desk.people()] == ["Mira Haas"]


async def test_a_date_of_an_event_that_is_no_series_is_told(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas"))
    await desk.set(subevent=7)
    seen = await desk.pull()
    assert (seen["problem_kind"], await desk.people()) == ("no-series", [])
