"""Taking along: everything of one's own, and of others what one sees."""

import io
import json
import zipfile
from html.parser import HTMLParser
from typing import Any, NamedTuple

import httpx

from calls import call, make_mutual, scan
from cast import Cast, Guest, set_card
from conftest import ManualClock
from wetalked.accounts.attempts import mails_to
from wetalked.db import statement
from wetalked.db.context import Context

QUESTION = "0190aaaa-0000-7000-8000-000000000001"
PROMISE = "0190aaaa-0000-7000-8000-000000000002"
REMOTE = {"src", "srcset", "action", "poster", "data", "background"}


class Taken(NamedTuple):
    """What was in the ZIP."""

    data: dict[str, Any]
    cards: str
    page: str


async def export(client: httpx.AsyncClient, who: Guest) -> Taken:
    answer = await call(client, who, "GET", "/me/export")
    assert answer.status_code == 200, answer.text
    return opened(answer.content)


def opened(packed: bytes) -> Taken:
    """The three files of the ZIP, which has no others and is whole."""
    zip_ = zipfile.ZipFile(io.BytesIO(packed))
    assert zip_.testzip() is None
    assert sorted(zip_.namelist()) == ["cards.vcf", "wetalked.html", "wetalked.json"]
    read = {name: zip_.read(name).decode() for name in zip_.namelist()}
    return Taken(json.loads(read["wetalked.json"]), read["cards.vcf"], read["wetalked.html"])


async def note(client: httpx.AsyncClient, who: Guest, talk: str) -> None:
    """A question, a promise and what it reminded of, all by the name of who writes."""
    for path, text in (
        (f"questions/{QUESTION}", f"What does {who.name} ask?"),
        (f"promises/{PROMISE}", f"{who.name} sends the article"),
        ("reminded-of", f"the garden of {who.name}"),
    ):
        answer = await call(client, who, "PUT", f"/talks/{talk}/{path}", {"text": text})
        assert answer.status_code in {200, 201}


async def test_the_zip_holds_everything_of_mine(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    await set_card(context, cast.mira, phone="+49 30 123456", ask_me_about="bees")
    await set_card(context, cast.jonas, email="jonas@example.org", link="https://jonas.example")
    talk = await make_mutual(client, cast.mira, cast.jonas)
    await note(client, cast.mira, talk)
    data = (await export(client, cast.mira)).data
    me = (await call(client, cast.mira, "GET", "/me")).json()
    assert data["person"] | me["person"] == data["person"]
    (place,) = data["participations"]
    assert place | me["participations"][0] == place
    assert [badge["code"] for badge in place["badges"]] == [cast.mira.code]
    assert data["talks"] == (await call(client, cast.mira, "GET", "/talks")).json()["items"]
    assert data["talks"][0]["reminded_of"] == "the garden of Mira Klein"
    assert [said["talk"] for said in data["said"]] == [talk]
    assert data["devices"] == (await call(client, cast.mira, "GET", "/me/sessions")).json()["items"]
    assert data["blocks"] == data["other_notes"] == data["organizes"] == data["tokens"] == []


async def test_the_cards_shown_to_me_are_one_file(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    await make_mutual(client, cast.mira, cast.jonas)
    await scan(client, cast.mira, cast.outsider.code)
    await set_card(context, cast.outsider, email="otto@example.org")
    assert (await export(client, cast.mira)).cards == ""
    await set_card(context, cast.jonas, email="jonas@example.org")
    cards = (await export(client, cast.mira)).cards
    assert cards.count("BEGIN:VCARD") == 1
    assert "FN:Jonas Holm\r\nEMAIL;TYPE=INTERNET:jonas@example.org\r\n" in cards
    assert "The Day" in cards


async def test_the_page_reads_in_my_language_and_loads_nothing(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    await set_card(context, cast.jonas, email="jonas@example.org")
    await note(client, cast.mira, await make_mutual(client, cast.mira, cast.jonas))
    await call(client, cast.mira, "PATCH", "/me", {"language": "de", "name": "<b>Mira</b>"})
    page = (await export(client, cast.mira)).page
    words = Words()
    words.feed(page)
    said = " ".join(words.found)
    for expected in ("Was du mitnimmst", "Jonas Holm", "Mira Klein sends the article", "<b>Mira"):
        assert expected in said
    assert words.attributes.isdisjoint(REMOTE)
    assert words.links == {"mailto:jonas@example.org"}
    assert "url(" not in page


class Words(HTMLParser):
    """What a page says, its attributes' names, and where it leads."""

    def __init__(self) -> None:
        """Nothing read yet."""
        super().__init__()
        self.found: list[str] = []
        self.attributes: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep its attributes."""
        self.attributes |= {name for name, _ in attrs}
        self.links |= {str(value) for name, value in attrs if name == "href"}

    def handle_data(self, data: str) -> None:
        """Keep its words."""
        self.found.append(data)


async def test_nothing_of_another_is_in_it_beyond_what_i_see(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    for guest in (cast.jonas, cast.outsider):
        await set_card(
            context, guest, email=f"{guest.participant}@example.org", ask_me_about="geese"
        )
    talk = await make_mutual(client, cast.mira, cast.jonas)
    await note(client, cast.jonas, talk)
    await call(client, cast.jonas, "PUT", f"/talks/{talk}/card", {"shown": False})
    await scan(client, cast.outsider, cast.mira.code)
    (asked,) = [
        one["id"]
        for one in (await call(client, cast.mira, "GET", "/talks")).json()["items"]
        if one["state"] == "waiting_for_you"
    ]
    assert "Otto Sider" in whole_of(await export(client, cast.mira))
    await call(client, cast.mira, "DELETE", f"/talks/{asked}")
    whole = whole_of(await export(client, cast.mira))
    assert "Jonas Holm" in whole
    hidden = (
        "Otto Sider",
        "otto@example.org",
        "jonas@example.org",
        cast.jonas.participant + "@",
        cast.outsider.participant,
        cast.jonas.person,
        cast.jonas.code,
        asked,
        "the garden of",
        QUESTION,
    )
    assert [word for word in hidden if word in whole] == []


def whole_of(taken: Taken) -> str:
    """All that stands in any of the files."""
    return json.dumps(taken.data, ensure_ascii=False) + taken.cards + taken.page


async def test_notes_on_a_talk_out_of_sight_are_mine_all_the_same(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    operation = {"op": "promise", "id": PROMISE, "badge": cast.jonas.code, "text": "plum cake"}
    body = {"person": cast.mira.person, "operations": [operation], "since": None}
    answer = await call(client, cast.mira, "POST", "/sync", body)
    assert answer.json()["results"][0]["status"] == "applied"
    taken = await export(client, cast.mira)
    assert taken.data["talks"] == taken.data["said"] == []
    (notes,) = taken.data["other_notes"]
    assert [promise["text"] for promise in notes["promises"]] == ["plum cake"]
    assert "plum cake" in taken.page
    assert "Jonas" not in whole_of(taken)


async def test_blocked_people_retired_badges_and_a_yes_taken_back_are_in_it(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    await call(client, cast.mira, "POST", f"/talks/{talk}/block")
    mine = f"/me/participations/{cast.mira.participant}/badge"
    assert (await call(client, cast.mira, "POST", mine)).status_code == 200
    data = (await export(client, cast.mira)).data
    assert [block["name"] for block in data["blocks"]] == ["Jonas Holm"]
    retired = [badge["retired_at"] is not None for badge in data["participations"][0]["badges"]]
    assert sorted(retired) == [False, True]
    assert data["talks"] == []
    (said,) = data["said"]
    assert (said["talk"], said["no_at"] is not None) == (talk, True)


async def test_ten_a_day_are_packed_and_the_eleventh_is_told_when(
    client: httpx.AsyncClient, clock: ManualClock, cast: Cast
) -> None:
    for _ in range(10):
        await export(client, cast.mira)
    clock.move(hours=20)
    refused = await call(client, cast.mira, "GET", "/me/export")
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many")
    assert refused.headers["retry-after"] == str(4 * 3600)
    assert (await call(client, cast.jonas, "GET", "/me/export")).status_code == 200
    clock.move(hours=4)
    await export(client, cast.mira)


async def test_it_is_a_file_that_nobody_else_gets_and_nothing_keeps(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    answer = await call(client, cast.mira, "GET", "/me/export")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-store"
    disposition = answer.headers["content-disposition"]
    assert disposition == 'attachment; filename="wetalked-2026-12-05.zip"'
    assert (await client.get("/api/v1/me/export")).status_code == 401


async def test_leaving_forgets_what_was_counted(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    await export(client, cast.mira)
    await call(client, cast.mira, "POST", "/me/email", {"email": "new@example.org"})
    wrong = {"email": "mira@example.org", "code": "000000"}
    assert (await client.post("/api/v1/sessions", json=wrong)).status_code == 401
    person, address = cast.mira.person, mails_to(context.secret, "new@example.org")
    hers = {f"{what}:{person}" for what in ("code", "export", "new-address", "new-address-day")}
    assert await counts(context) == hers | {address}
    await call(client, cast.mira, "DELETE", "/me")
    # How many mails an address gets a day stays counted, under a mark that tells no address.
    assert await counts(context) == {address}


async def counts(context: Context) -> set[str]:
    """What is counted at present."""
    (rows,) = await context.db.read(statement("SELECT what FROM attempt"))
    return {row["what"] for row in rows}
