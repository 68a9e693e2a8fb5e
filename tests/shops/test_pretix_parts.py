"""A shop with many orders: asked part by part, and on where it broke off."""

import gzip

import pytest

from shops.pretix_desk import Desk
from shops.pretix_server import position
from wetalked.shops import worker

JSON = {"content-type": "application/json"}


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> Desk:
    """Two orders a part, of one page each."""
    monkeypatch.setattr(worker, "PART_ORDERS", 2)
    desk.shop.page_size = 1
    return desk


def break_at(desk: Desk, page: str) -> None:
    """The shop no longer knows the token at this page, once."""
    desk.shop.broken_pages = {page}


async def test_a_part_is_applied_before_the_next_is_asked_for(small_parts: Desk) -> None:
    desk = small_parts
    for number in range(6):
        desk.shop.order(f"AAA0{number}", position(1, f"Guest {number}"), email=None)
    break_at(desk, "6")
    assert (await desk.pull())["problem_kind"] == "token"
    assert len(await desk.people()) == 4
    desk.shop.asked.clear()
    assert await desk.report() == (6, 0, 0, 0)
    assert [one.get("page") for one in desk.shop.asked] == ["5", "6"]
    assert await desk.report() == (0, 0, 0, 0)


async def test_a_pull_that_breaks_off_takes_nobody_off_and_the_next_one_ends_it(
    small_parts: Desk,
) -> None:
    desk = small_parts
    desk.shop.order("AAAAA", position(1, "Anna Ott"), position(2, "Kim Lee"))
    for number in range(3):
        desk.shop.order(f"BBB0{number}", position(1, f"Guest {number}"), email=None)
    assert await desk.report() == (5, 0, 0, 0)
    before = await desk.office.people()
    cancelled = position(2, "Kim Lee", canceled=True)
    desk.shop.change("AAAAA", positions=[position(1, "Anna Ott"), cancelled])
    desk.shop.change("BBB00", status="c")
    desk.shop.change("BBB01", comment="seen")
    desk.shop.order("CCCCC", position(1, "Kim Lee"))
    break_at(desk, "3")
    assert (await desk.pull())["problem_kind"] == "token"
    assert await desk.office.people() == before
    assert await desk.report() == (0, 0, 3, 1)
    gone = {"Guest 0"}
    assert await desk.office.people() == [one for one in before if one["name"] not in gone]


async def test_what_changes_while_a_pull_is_broken_off_is_asked_for_the_next_time(
    small_parts: Desk,
) -> None:
    desk = small_parts
    for number in range(4):
        desk.shop.order(f"AAA0{number}", position(1, f"Guest {number}"), email=None)
    break_at(desk, "3")
    await desk.pull()
    desk.shop.change("AAA00", status="c")
    assert await desk.report() == (4, 0, 0, 0)
    assert await desk.report() == (0, 0, 0, 1)


async def test_other_settings_begin_anew(small_parts: Desk) -> None:
    desk = small_parts
    for number in range(4):
        desk.shop.order(f"AAA0{number}", position(1, f"Guest {number}"), email=None)
    break_at(desk, "3")
    await desk.pull()
    await desk.set(pending=True)
    assert await desk.report() == (2, 0, 2, 0)


async def test_a_page_that_is_no_longer_there_begins_anew(small_parts: Desk) -> None:
    desk = small_parts
    for number in range(4):
        desk.shop.order(f"AAA0{number}", position(1, f"Guest {number}"), email=None)
    break_at(desk, "3")
    await desk.pull()
    desk.shop.instead = [(404, JSON, b'{"detail": "Invalid page."}')]
    assert (await desk.pull())["problem_kind"] == "no-event"
    assert await desk.report() == (2, 0, 2, 0)


async def test_a_packed_page_is_read_and_unpacks_no_further_than_a_page(desk: Desk) -> None:
    packed = {**JSON, "content-encoding": "gzip"}
    body = b'{"results": [{"code": "A", "status": "p", "positions": []}], "next": null}'
    for sent, kind, words in (
        (gzip.compress(body), None, ""),
        (gzip.compress(b" " * 200_000_000, 1), "strange", "too large"),
        (b"nothing packed", "strange", "cannot be unpacked"),
    ):
        desk.shop.instead = [(200, packed, sent)]
        seen = await desk.pull()
        assert seen["problem_kind"] == kind
        assert words in (seen["problem"] or "")
