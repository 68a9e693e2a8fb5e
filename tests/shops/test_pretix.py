"""People come and go as their tickets in pretix do, however often it is asked."""

import pytest

from conftest import ManualClock
from shops.pretix_desk import Desk
from shops.pretix_server import position
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context
from wetalked.shops.worker import ShopWorker


async def joined(context: Context, participant: str) -> None:
    """They sign in."""
    await context.db.write(
        statement(
            "UPDATE participant SET joined_at = :now WHERE id = :id",
            id=participant,
            now=context.clock(),
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
    await desk.context.db.write(statement("UPDATE shop SET since = NULL"))
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
    desk.worker = ShopWorker(desk.context)
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


async def test_a_cancelled_order_takes_its_people_off_whether_they_came_or_not(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    desk.shop.order("BBBBB", position(1, "Jonas Holm", "jonas@example.org"))
    assert await desk.report() == (2, 0, 0, 0)
    mira, _ = await desk.office.people()
    await joined(desk.context, mira["participant_id"])
    for code in ("AAAAA", "BBBBB"):
        desk.shop.change(code, status="c")
    assert await desk.report() == (0, 0, 0, 2)
    assert await desk.people() == []
    assert await desk.report() == (0, 0, 0, 0)


async def test_an_order_that_is_good_again_brings_its_people_back(desk: Desk) -> None:
    desk.shop.order("AAAAA", position(1, "Mira Haas", "mira@example.org"))
    desk.shop.order("BBBBB", position(1, "Jonas Holm", "jonas@example.org"))
    await desk.pull()
    mira, _ = await desk.office.people()
    await joined(desk.context, mira["participant_id"])
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
    await joined(desk.context, mira["participant_id"])
    for one in (mira, jonas):
        await desk.office.remove(one["participant_id"])
    for status in ("p", "c", "p"):
        for code in ("AAAAA", "BBBBB"):
            desk.shop.change(code, status=status)
        assert (await desk.pull())["report"]["created"] == 0
    assert await desk.people() == []
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
    await desk.context.db.write(
        statement(
            "UPDATE person SET name = 'Mimi', name_set_at = 1, signed_in_at = 1 "
            "WHERE email_key IS NOT NULL"
        ),
        statement("UPDATE participant SET joined_at = 1"),
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
