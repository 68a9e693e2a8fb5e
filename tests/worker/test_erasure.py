"""An event goes by itself when its time is over, and those who have something there know before."""

import asyncio
from email.message import EmailMessage
from itertools import pairwise

import httpx
import pytest

from cast import (
    Cast,
    Guest,
    Someone,
    make_cast,
    make_event,
    make_organizer,
    make_participant,
    make_person,
    set_card,
)
from conftest import ManualClock
from post import PostOffice, carrier, post_office
from wetalked.core.clock import DAY
from wetalked.db import CHANGED, do
from wetalked.db.context import Kit
from wetalked.letters.erasure import erase_event
from wetalked.letters.worker import mail_worker
from wetalked.talks.model import pair_of
from wetalked.talks.store import confirm
from wetalked.talks.unit import write

KEPT_FOR = 180 * DAY
NOTICE = 14 * DAY
OF_AN_EVENT = ("event", "participant", "badge", "talk", "note", "scan", "organizer", "mail")


@pytest.fixture
async def cast(kit: Kit) -> Cast:
    """Mira and Jonas have talked, and their follow-ups are sent."""
    cast = await make_cast(kit)
    await talk(kit, cast.mira, cast.jonas)
    return cast


async def talk(kit: Kit, one: Guest, other: Guest) -> None:
    for me, them in ((one, other), (other, one)):
        pair = pair_of(me.participant, them.participant, me.person)
        await write(kit.db, confirm(pair, kit.clock()))


async def looks(kit: Kit) -> PostOffice:
    """What a worker that looks now sends, but follow-ups."""
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    return office


def told(office: PostOffice) -> list[str]:
    """Who is told that an event goes."""
    return sorted(to for to, mail in office.mails() if "soon to be erased" in mail["Subject"])


async def rows(kit: Kit, table: str) -> int:
    ((row,),) = await kit.db.read(do(f"SELECT COUNT(*) AS number FROM {table}"))  # noqa: S608
    return int(row["number"])


async def is_there(kit: Kit, someone: Someone | Guest) -> bool:
    (found,) = await kit.db.read(do("SELECT id FROM person WHERE id = :id", id=someone.person))
    return bool(found)


async def end_of_time(kit: Kit) -> int:
    ((row,),) = await kit.db.read(do("SELECT ends_at FROM event WHERE slug = 'day26'"))
    return int(row["ends_at"]) + KEPT_FOR


async def test_two_weeks_before_all_who_were_there_are_told_and_then_all_of_it_goes(
    kit: Kit, clock: ManualClock, cast: Cast
) -> None:
    end = await end_of_time(kit)
    clock.now = end - NOTICE - 1
    assert told(await looks(kit)) == []
    clock.now += 1
    everyone = ["jonas@example.org", "mira@example.org", "otto@example.org"]
    assert told(await looks(kit)) == everyone
    clock.now = end - 1
    assert (await looks(kit)).mails() == []
    assert await rows(kit, "talk") == 1
    clock.now = end
    assert (await looks(kit)).mails() == []
    assert [await rows(kit, table) for table in (*OF_AN_EVENT, "person", "session")] == [0] * 10


async def test_a_worker_that_was_away_for_a_year_tells_first_and_erases_two_weeks_later(
    kit: Kit, clock: ManualClock, cast: Cast
) -> None:
    clock.move(days=365)
    assert len(told(await looks(kit))) == 3
    clock.now += NOTICE - 1
    await looks(kit)
    assert await rows(kit, "event") == 1
    clock.now += 1
    await looks(kit)
    assert await rows(kit, "event") == 0


async def test_an_event_kept_for_a_day_is_not_told_of_before_its_follow_up(
    kit: Kit, clock: ManualClock, cast: Cast
) -> None:
    await kit.db.write(do("UPDATE event SET erase_after_days = 1"), CHANGED)
    clock.move(hours=6, minutes=1)
    assert (await looks(kit)).mails() == []
    clock.move(hours=15)
    office = await looks(kit)
    assert len(told(office)) == 3
    assert len(office.mails()) == 5


async def test_who_never_came_or_wants_no_mail_is_not_told_and_goes_all_the_same(
    kit: Kit, clock: ManualClock, cast: Cast
) -> None:
    nora = await make_participant(kit, cast.event, "Nora", email="nora@example.org")
    never = "UPDATE participant SET joined_at = NULL WHERE id = :id"
    nowhere = "UPDATE person SET signed_in_at = NULL WHERE id = :id"
    off = "UPDATE person SET mail_stopped_at = 1 WHERE id = :id"
    await kit.db.write(do(never, id=nora.participant), do(nowhere, id=nora.person))
    await kit.db.write(do(off, id=cast.outsider.person))
    clock.now = await end_of_time(kit) - NOTICE
    assert told(await looks(kit)) == ["jonas@example.org", "mira@example.org"]
    clock.now += NOTICE
    await looks(kit)
    assert await rows(kit, "person") == 0


async def test_who_is_elsewhere_or_organizes_keeps_their_account(
    kit: Kit, clock: ManualClock, cast: Cast
) -> None:
    later = await make_event(kit, "later", ends_at=clock.now + 300 * DAY)
    await make_participant(kit, later, "Mira Klein", person=cast.mira)
    olga = await make_organizer(kit, cast.event)
    desk = await make_organizer(kit, cast.event, "Dora", role="desk")
    desk_elsewhere = await make_organizer(kit, later, "Dario", role="desk")
    clock.now = await end_of_time(kit) - NOTICE
    bodies = texts(await looks(kit))
    assert "Your account stays" in bodies["mira@example.org"]
    assert "Your account ends with “The Day”" in bodies["jonas@example.org"]
    clock.now += NOTICE
    await looks(kit)
    left = {one.name: await is_there(kit, one) for one in (cast.mira, cast.jonas, olga, desk)}
    assert left == {"Mira Klein": True, "Jonas Holm": False, "Olga": True, "Dora": False}
    assert await is_there(kit, desk_elsewhere)
    assert await rows(kit, "event") == 1


async def test_an_organizer_is_one_until_their_last_event_ends(
    kit: Kit, clock: ManualClock, cast: Cast
) -> None:
    later = await make_event(kit, "later", ends_at=clock.now + 300 * DAY)
    olga = await make_organizer(kit, cast.event)
    other = await make_organizer(kit, cast.event, "Otto Other")
    helps = "INSERT INTO organizer (event, person, role) VALUES (:event, :person, 'desk')"
    await kit.db.write(do(helps, event=later.id, person=olga.person))
    runs = "UPDATE organizer SET event = :event WHERE person = :person"
    await kit.db.write(do(runs, event=later.id, person=other.person))
    not_yet = await make_person(kit, "Nora Not Yet", organizer=True)
    clock.now = await end_of_time(kit) - NOTICE
    await looks(kit)
    clock.now += NOTICE
    await looks(kit)
    sql = "SELECT name FROM person WHERE organizer_at IS NOT NULL ORDER BY name"
    assert [row["name"] for row in (await kit.db.read(do(sql)))[0]] == [
        "Nora Not Yet",
        "Otto Other",
    ]
    assert await is_there(kit, olga)
    assert await is_there(kit, not_yet)


def texts(office: PostOffice) -> dict[str, str]:
    """The plain text of each mail."""
    return {to: text_of(mail) for to, mail in office.mails()}


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


async def test_the_mail_says_when_and_brings_the_cards_and_the_way_to_the_rest(
    kit: Kit, clock: ManualClock, cast: Cast
) -> None:
    await set_card(kit, cast.jonas, email="jonas@work.example")
    clock.now = await end_of_time(kit) - NOTICE
    mails = dict((await looks(kit)).mails())
    text = text_of(mails["mira@example.org"])
    assert "will be erased on 3 June 2027, your talks and notes too" in text
    assert "https://talk.example/me" in text
    (file,) = mails["mira@example.org"].iter_attachments()
    assert "jonas@work.example" in file.get_content()
    assert list(mails["jonas@example.org"].iter_attachments()) == []
    assert "You kept no talks there" in text_of(mails["otto@example.org"])


async def test_an_event_ended_by_its_organizer_is_told_of_at_once_and_goes_in_two_weeks(
    kit: Kit, clock: ManualClock, cast: Cast, client: httpx.AsyncClient
) -> None:
    olga = await make_organizer(kit, cast.event)
    answer = await client.delete("/api/v1/events/day26", headers=olga.headers)
    assert answer.status_code == 202
    office = await looks(kit)
    assert len(told(office)) == 3
    assert "erased on 19 December 2026" in texts(office)["mira@example.org"]
    clock.now += NOTICE - 1
    await looks(kit)
    assert (await client.get("/api/v1/events/day26", headers=olga.headers)).status_code == 200
    clock.now += 1
    await looks(kit)
    assert (await client.get("/api/v1/events/day26", headers=olga.headers)).status_code == 404
    assert (await client.get("/api/v1/me", headers=cast.mira.headers)).status_code == 401


async def test_who_is_told_late_has_two_weeks_too(kit: Kit, clock: ManualClock, cast: Cast) -> None:
    clock.now = await end_of_time(kit) - NOTICE
    with post_office() as (office, server):
        office.at_rcpt = lambda to: "451 later" if to.startswith("mira") else None
        async with carrier(server) as transport:
            worker = mail_worker(kit, transport)
            await worker.tick()
            clock.move(hours=30)
            office.at_rcpt = lambda _: None
            await worker.tick()
            assert len(told(office)) == 3
            clock.move(days=14, hours=-1)
            await worker.tick()
            assert await rows(kit, "event") == 1
            clock.move(hours=1)
            await worker.tick()
            assert await rows(kit, "event") == 0


async def test_an_address_that_takes_no_mail_holds_nothing_up(
    kit: Kit, clock: ManualClock, cast: Cast
) -> None:
    clock.now = await end_of_time(kit) - NOTICE
    with post_office() as (office, server):
        office.at_rcpt = lambda _: "550 no"
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    clock.now += NOTICE
    await looks(kit)
    assert await rows(kit, "event") == 0


async def test_an_event_given_more_time_stays_and_is_told_of_again(
    kit: Kit, clock: ManualClock, cast: Cast
) -> None:
    clock.now = await end_of_time(kit) - NOTICE
    assert len(told(await looks(kit))) == 3
    await kit.db.write(do("UPDATE event SET erase_after_days = 365"), CHANGED)
    clock.now += NOTICE
    assert (await looks(kit)).mails() == []
    clock.now += 365 * DAY - KEPT_FOR - NOTICE
    assert len(told(await looks(kit))) == 3
    assert await rows(kit, "event") == 1
    clock.now += NOTICE
    await looks(kit)
    assert await rows(kit, "event") == 0


async def test_erasing_goes_on_where_a_crash_left_it_and_touches_no_other_event(
    kit: Kit, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wetalked.letters.erasure.SOME", 2)
    guests = [
        await make_participant(kit, cast.event, f"Guest {n}", email=f"g{n}@example.org")
        for n in range(9)
    ]
    for one, other in pairwise(guests):
        await talk(kit, one, other)
    other_event = await make_event(kit, "other")
    here, there = [await make_participant(kit, other_event, name) for name in ("Ada", "Bea")]
    await talk(kit, here, there)
    await kit.db.write(do("DELETE FROM talk WHERE event = :event AND low = :low",
                          event=cast.event.id, low=guests[3].participant))  # fmt: skip
    await kit.db.write(do("DELETE FROM person WHERE id = :id", id=guests[0].person))
    for _ in range(2):
        await erase_event(kit.db, cast.event.id)
    counts = {table: await rows(kit, table) for table in ("event", "participant", "talk", "person")}
    assert counts == {"event": 1, "participant": 2, "talk": 1, "person": 2}


async def test_phones_of_those_who_stay_see_the_talks_gone(
    kit: Kit, clock: ManualClock, cast: Cast, client: httpx.AsyncClient
) -> None:
    later = await make_event(kit, "later", ends_at=clock.now + 300 * DAY)
    await make_participant(kit, later, "Mira Klein", person=cast.mira)
    before = (await client.get("/api/v1/talks", headers=cast.mira.headers)).json()
    assert len(before["items"]) == 1
    await erase_event(kit.db, cast.event.id)
    after = (await client.get("/api/v1/talks", headers=cast.mira.headers)).json()
    assert after["items"] == []


async def test_two_servers_that_erase_at_once_do_no_harm(
    kit: Kit, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wetalked.letters.erasure.SOME", 3)
    guests = [await make_participant(kit, cast.event, f"Guest {n}") for n in range(12)]
    for one, other in pairwise(guests):
        await talk(kit, one, other)
    await asyncio.gather(*(erase_event(kit.db, cast.event.id) for _ in range(2)))
    assert [await rows(kit, table) for table in (*OF_AN_EVENT, "person")] == [0] * 9
