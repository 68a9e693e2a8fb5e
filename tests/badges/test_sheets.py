"""Sheets of badges: whose, in which order, and what counts as printed."""

from typing import Any

import pypdfium2
import pytest

from cast import Guest, make_organizer, make_participant
from conftest import ManualClock
from office import Office, refused, taken
from printed import read, read_pages, text_of, url
from wetalked.db import statement
from wetalked.db.context import Context


async def add(office: Office, *names: str) -> list[dict[str, Any]]:
    """Who was added, by these names."""
    report = await office.add(*({"name": name} for name in names))
    return list(report["created"])


async def mark(office: Office, at: str | None = None, *participants: str) -> dict[str, Any]:
    """Tell that the sheet made at this moment, or now, is on paper."""
    at = at or (await office.get("badges")).json()["at"]
    more = {"participants": participants} if participants else {}
    return taken(await office.call("POST", "badges/printed", at=at, **more))


async def test_a_sheet_has_every_badge_by_family_name_and_marks_nothing(office: Office) -> None:
    people = await add(office, "Zoë Abel", "Anna Zimmer", "Kim")
    by_name = {one["name"]: one for one in people}
    answer = await office.get("badges.pdf", layout="a7")
    assert answer.headers["content-type"] == "application/pdf"
    assert 'filename="badges-day26.pdf"' in answer.headers["content-disposition"]
    order = ["Zoë Abel", "Kim", "Anna Zimmer"]
    assert read_pages(answer.content) == [url(by_name[name]["badge"]) for name in order]
    pins = text_of(answer.content).replace(" ", "")
    assert all(one["pin"] in pins for one in people)
    assert {one["printed_at"] for one in await office.people()} == {None}
    told = await mark(office)
    assert (told["unprinted"], told["printed"][0]["badges"]) == (0, 3)
    assert {one["printed_at"] for one in await office.people()} == {"2026-12-05T11:00:00Z"}


async def test_only_what_is_not_printed_yet(office: Office) -> None:
    mira, _ = await add(office, "Mira", "Kim")
    assert len(read_pages((await office.get("badges.pdf", only="unprinted")).content)) == 2
    await mark(office)
    answer = await office.get("badges.pdf", only="unprinted")
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")
    told = await office.reissue(mira["participant_id"])
    answer = await office.get("badges.pdf", only="unprinted")
    assert read_pages(answer.content) == [url(told["badge"])]
    assert len(read_pages((await office.get("badges.pdf")).content)) == 2


async def test_a_badge_whose_words_are_corrected_is_to_be_printed_again(office: Office) -> None:
    mira, kim = await add(office, "Mira Lnag", "Kim Abel")
    await mark(office)
    answer = await office.change(mira["participant_id"], name="Mira Lang")
    assert answer.json()["printed_at"] is None
    await office.change(kim["participant_id"], name="Kim Abel", given_name="Kim", language="de")
    answer = await office.get("badges.pdf", only="unprinted")
    assert read_pages(answer.content) == [url(mira["badge"])]
    await mark(office, None, mira["participant_id"])
    for words in ({"given_name": "Kimi"}, {"ask_me_about": "Bees"}, {"ask_me_about": None}):
        await office.change(kim["participant_id"], **words)
        answer = await office.get("badges.pdf", only="unprinted")
        assert read_pages(answer.content) == [url(kim["badge"])], words
        await mark(office, None, kim["participant_id"])


async def test_a_badge_whose_words_a_list_corrects_is_to_be_printed_again(office: Office) -> None:
    people = [{"name": f"Person {n}", "email": f"p{n}@example.org"} for n in range(3)]
    await office.add(*people)
    await mark(office)
    topic, name, _ = people
    again = [{**topic, "ask_me_about": "Bees"}, {**name, "name": "PERSON 1"}, people[2]]
    told = await office.add(*again)
    assert [one["printed_at"] for one in told["updated"]] == [None, None]
    assert (await office.get("badges")).json()["unprinted"] == 2


async def test_what_was_corrected_or_made_after_the_sheet_is_not_marked_as_printed(
    office: Office, clock: ManualClock
) -> None:
    mira, kim, ana = await add(office, "Mira Lnag", "Kim Abel", "Ana")
    clock.move(seconds=1)
    made_at = (await office.get("badges")).json()["at"]
    clock.move(seconds=1)
    await office.change(mira["participant_id"], name="Mira Lang")
    await office.reissue(kim["participant_id"])
    await add(office, "Late")
    told = await mark(office, made_at)
    assert (told["unprinted"], told["printed"]) == (3, [{"printed_at": made_at, "badges": 1}])
    assert await mark(office, made_at) == {**told, "at": told["at"]}
    printed = {one["name"] for one in await office.people() if one["printed_at"]}
    assert printed == {ana["name"]}


async def test_a_sheet_may_be_named_by_the_second_of_its_date(
    office: Office, clock: ManualClock
) -> None:
    clock.move(seconds=0.6)
    await add(office, "Mira")
    assert (await mark(office, "2026-12-05T11:00:00Z"))["unprinted"] == 0


async def test_nothing_is_printed_ahead_of_time(office: Office) -> None:
    await add(office, "Mira")
    told = await mark(office, "2036-12-05T11:00:00Z")
    assert told["printed"] == [{"printed_at": "2026-12-05T11:00:00Z", "badges": 1}]


async def test_what_was_printed_is_told_and_can_be_printed_again(
    office: Office, clock: ManualClock
) -> None:
    first = await add(office, "Mira", "Kim")
    await mark(office)
    clock.move(minutes=1)
    (late,) = await add(office, "Ana")
    told = (await mark(office))["printed"]
    assert told == [
        {"printed_at": "2026-12-05T11:01:00Z", "badges": 1},
        {"printed_at": "2026-12-05T11:00:00Z", "badges": 2},
    ]
    again = await office.get("badges.pdf", printed_at=told[0]["printed_at"])
    assert read_pages(again.content) == [url(late["badge"])]
    again = await office.get("badges.pdf", printed_at=told[1]["printed_at"], sort="list")
    assert read_pages(again.content) == [url(one["badge"]) for one in first]


async def test_a_spoilt_badge_or_sheet_comes_with_the_next_ones(office: Office) -> None:
    mira, _ = await add(office, "Mira", "Kim")
    await mark(office)
    body = {"participants": [mira["participant_id"], "nobody"]}
    told = taken(await office.call("POST", "badges/unprinted", **body))
    assert (told["badges"], told["unprinted"]) == (2, 1)
    answer = await office.get("badges.pdf", only="unprinted")
    assert read_pages(answer.content) == [url(mira["badge"])]
    body = {"printed_at": told["printed"][0]["printed_at"]}
    assert taken(await office.call("POST", "badges/unprinted", **body))["unprinted"] == 2
    assert refused(await office.call("POST", "badges/unprinted", participants=None), "participants")


async def test_a_long_list_is_marked_in_parts(office: Office, context: Context) -> None:
    await office.import_list("Name\n" + "\n".join(f"Person {number}" for number in range(1_003)))
    assert (await mark(office))["unprinted"] == 0
    (rows,) = await context.db.read(statement("SELECT DISTINCT printed_at FROM participant"))
    assert len(rows) == 1


async def test_a_sheet_says_how_large_it_is_and_comes_in_the_order_wished_for(
    office: Office,
) -> None:
    people = await add(office, "Zoë Abel", "Ana Zimmer", "Łukasz Li", "Maja Mai")
    badge_of = {one["name"]: url(one["badge"]) for one in people}
    for sort, names in {
        "family": ["Zoë Abel", "Łukasz Li", "Maja Mai", "Ana Zimmer"],
        "given": ["Ana Zimmer", "Łukasz Li", "Maja Mai", "Zoë Abel"],
        "list": ["Zoë Abel", "Ana Zimmer", "Łukasz Li", "Maja Mai"],
    }.items():
        answer = await office.get("badges.pdf", layout="a7", sort=sort)
        assert int(answer.headers["content-length"]) == len(answer.content)
        assert read_pages(answer.content) == [badge_of[name] for name in names]


async def test_both_sides_crop_marks_and_a_sheet_of_pins_can_be_wished_for(office: Office) -> None:
    kim, mira = await add(office, "Kim", "Mira")
    both = [url(kim["badge"]), url(mira["badge"])]
    plain = (await office.get("badges.pdf", layout="a6")).content
    turned = (await office.get("badges.pdf", layout="a6", sides="2", pins="sheet")).content
    assert read_pages(turned) == [both[0], both[0], both[1], both[1]]
    *badges, slips = [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(turned)
    ]
    assert all("PIN" not in text for text in badges)
    assert all(one["pin"] in slips.replace(" ", "") for one in (kim, mira))
    marked = pypdfium2.PdfDocument((await office.get("badges.pdf", crop_marks="true")).content)
    assert marked[0].get_width() > pypdfium2.PdfDocument(plain)[0].get_width()


async def test_a_look_at_the_sheet_marks_nothing_as_printed_and_shows_no_pin(
    office: Office, context: Context
) -> None:
    people = await add(office, "Mira Li", "Anne-Sophie Freifrau von und zu Hohenlohe", "山田 太郎")
    picture = await office.get("badges/preview.png", layout="a7")
    assert picture.headers["content-type"] == "image/png"
    assert sorted(read(picture.content)) == sorted(url(one["badge"]) for one in people)
    assert (await office.get("badges")).json()["unprinted"] == 3
    headers = {**office.who.headers, "if-none-match": picture.headers["etag"]}
    path = f"{office.path}/badges/preview.png?layout=a7"
    assert (await office.client.get(path, headers=headers)).status_code == 304
    assert refused(await office.get("badges/preview.png", layout="roll62", sides="2"), "sides")
    dana = await make_organizer(context, office.event, "Dana", role="desk")
    desk = Office(office.client, office.event, dana)
    assert (await desk.get("badges/preview.png")).status_code == 403
    assert (await desk.call("POST", "badges/unprinted", participants=[])).status_code == 403


async def test_the_desk_prints_single_badges(office: Office, context: Context) -> None:
    mira, _ = await add(office, "Mira", "Kim")
    dana = await make_organizer(context, office.event, "Dana", role="desk")
    desk = Office(office.client, office.event, dana)
    answer = await desk.get("badges.pdf", participant=mira["participant_id"])
    assert read_pages(answer.content) == [url(mira["badge"])]
    assert (await mark(desk, "2026-12-05T11:00:00Z", mira["participant_id"]))["unprinted"] == 1
    assert (await desk.call("POST", "badges/printed", at="2026-12-05T11:00:00Z")).status_code == 403
    assert (await desk.get(f"participants/{mira['participant_id']}/badge.png")).status_code == 200
    assert (await desk.reissue(mira["participant_id"]))["badge"] != mira["badge"]
    assert (await desk.get("badges.pdf")).status_code == 403


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"layout": "a3"}, "layout"),
        ({"only": "printed"}, "only"),
        ({"sides": "3"}, "sides"),
        ({"sides": "2", "layout": "roll62"}, "sides"),
        ({"pins": "none"}, "pins"),
        ({"sort": "age"}, "sort"),
        ({"crop_marks": "maybe"}, "crop_marks"),
        ({"printed_at": "yesterday"}, "printed_at"),
    ],
)
async def test_a_wrong_wish_for_a_sheet_is_named(
    office: Office, query: dict[str, str], field: str
) -> None:
    await add(office, "Mira")
    answer = await office.get("badges.pdf", **query)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    answer = await office.get("participants")
    assert answer.json()["items"][0]["printed_at"] is None


async def test_a_name_that_no_font_prints_is_told_before_printing(office: Office) -> None:
    _, odd = await add(office, "Mira", "Odd \U0010fffd")
    answer = (await office.get("badges")).json()
    assert (answer["badges"], answer["unprinted"]) == (2, 2)
    assert "a4-8xa7" in answer["layouts"]
    odd_one = {"participant_id": odd["participant_id"], "name": odd["name"]}
    assert answer["unprintable"] == [odd_one]
    assert len(read_pages((await office.get("badges.pdf")).content)) == 2


async def test_who_was_removed_has_no_badge(office: Office, context: Context) -> None:
    mira: Guest = await make_participant(context, office.event, "Mira")
    await office.client.delete(
        f"{office.path}/participants/{mira.participant}", headers=office.who.headers
    )
    assert (await office.get(f"participants/{mira.participant}/badge.svg")).status_code == 404
    path = f"/api/v1/me/participations/{mira.participant}"
    answer = await office.client.post(f"{path}/badge", headers=mira.headers)
    assert answer.status_code == 404
    answer = await office.client.patch(path, json={}, headers=mira.headers)
    assert answer.json()["badge"] is None
