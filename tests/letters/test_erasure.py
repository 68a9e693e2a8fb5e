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
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context
from wetalked.letters.erasure import erase_event
from wetalked.letters.worker import mail_worker
from wetalked.talks.model import pair_of
from wetalked.talks.store import confirm
from wetalked.talks.unit import write

KEPT_FOR = 180 * DAY
NOTICE = 14 * DAY
OF_AN_EVENT = ("event", "participant", "badge", "talk", "note", "scan", "organizer", "mail")


@pytest.fixture
async def cast(context: Context) -> Cast:
    """Mira and Jonas have talked, and their follow-ups are sent."""
    cast = await make_cast(context)
    await talk(context, cast.mira, cast.jonas)
    return cast


async def talk(context: Context, one: Guest, other: Guest) -> None:
    for me, them in ((one, other), (other, one)):
        pair = pair_of(me.participant, them.participant, me.person)
        await write(context.db, confirm(pair, context.clock()))


async def looks(context: Context) -> PostOffice:
    """What a worker that looks now sends, but follow-ups."""
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    return office


def told(office: PostOffice) -> list[str]:
    """Who is told that an event goes."""
    return sorted(to for to, mail in office.mails() if "soon to be erased" in mail["Subject"])


async def rows(context: Context, table: str) -> int:
    ((row,),) = await context.db.read(statement(f"SELECT COUNT(*) AS number FROM {table}"))  # noqa: S608
    return int(row["number"])


async def is_there(context: Context, someone: Someone | Guest) -> bool:
    (found,) = await context.db.read(
        statement("SELECT id FROM person WHERE id = :id", id=someone.person)
    )
    return bool(found)


async def end_of_time(context: Context) -> int:
    ((row,),) = await context.db.read(statement("SELECT ends_at FROM event WHERE slug = 'day26'"))
    return int(row["ends_at"]) + KEPT_FOR


async def test_two_weeks_before_all_who_were_there_are_told_and_then_all_of_it_goes(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    end = await end_of_time(context)
    clock.now = end - NOTICE - 1
    assert told(await looks(context)) == []
    clock.now += 1
    everyone = ["jonas@example.org", "mira@example.org", "otto@example.org"]
    assert told(await looks(context)) == everyone
    clock.now = end - 1
    assert (await looks(context)).mails() == []
    assert await rows(context, "talk") == 1
    clock.now = end
    assert (await looks(context)).mails() == []
    assert [await rows(context, table) for table in (*OF_AN_EVENT, "person", "session")] == [0] * 10


async def test_a_worker_that_was_away_for_a_year_tells_first_and_erases_two_weeks_later(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    clock.move(days=365)
    assert len(told(await looks(context))) == 3
    clock.now += NOTICE - 1
    await looks(context)
    assert await rows(context, "event") == 1
    clock.now += 1
    await looks(context)
    assert await rows(context, "event") == 0


async def test_an_event_kept_for_a_day_is_not_told_of_before_its_follow_up(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await context.db.write(statement("UPDATE event SET erase_after_days = 1"), CHANGED)
    clock.move(hours=6, minutes=1)
    assert (await looks(context)).mails() == []
    clock.move(hours=15)
    office = await looks(context)
    assert len(told(office)) == 3
    assert len(office.mails()) == 5


async def test_who_never_came_or_wants_no_mail_is_not_told_and_goes_all_the_same(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    nora = await make_participant(context, cast.event, "Nora", email="nora@example.org")
    never = "UPDATE participant SET joined_at = NULL WHERE id = :id"
    nowhere = "UPDATE person SET signed_in_at = NULL WHERE id = :id"
    off = "UPDATE person SET mail_stopped_at = 1 WHERE id = :id"
    await context.db.write(
        statement(never, id=nora.participant), statement(nowhere, id=nora.person)
    )
    await context.db.write(statement(off, id=cast.outsider.person))
    clock.now = await end_of_time(context) - NOTICE
    assert told(await looks(context)) == ["jonas@example.org", "mira@example.org"]
    clock.now += NOTICE
    await looks(context)
    assert await rows(context, "person") == 0


async def test_who_is_elsewhere_or_organizes_keeps_their_account(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    later = await make_event(context, "later", ends_at=clock.now + 300 * DAY)
    await make_participant(context, later, "Mira Klein", person=cast.mira)
    olga = await make_organizer(context, cast.event)
    desk = await make_organizer(context, cast.event, "Dora", role="desk")
    desk_elsewhere = await make_organizer(context, later, "Dario", role="desk")
    clock.now = await end_of_time(context) - NOTICE
    bodies = texts(await looks(context))
    assert "Your account stays" in bodies["mira@example.org"]
    assert "Your account ends with “The Day”" in bodies["jonas@example.org"]
    clock.now += NOTICE
    await looks(context)
    left = {one.name: await is_there(context, one) for one in (cast.mira, cast.jonas, olga, desk)}
    assert left == {"Mira Klein": True, "Jonas Holm": False, "Olga": True, "Dora": False}
    assert await is_there(context, desk_elsewhere)
    assert await rows(context, "event") == 1


async def test_an_organizer_is_one_until_their_last_event_ends(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    later = await make_event(context, "later", ends_at=clock.now + 300 * DAY)
    olga = await make_organizer(context, cast.event)
    other = await make_organizer(context, cast.event, "Otto Other")
    helps = "INSERT INTO organizer (event, person, role) VALUES (:event, :person, 'desk')"
    await context.db.write(statement(helps, event=later.id, person=olga.person))
    runs = "UPDATE organizer SET event = :event WHERE person = :person"
    await context.db.write(statement(runs, event=later.id, person=other.person))
    not_yet = await make_person(context, "Nora Not Yet", organizer=True)
    clock.now = await end_of_time(context) - NOTICE
    await looks(context)
    clock.now += NOTICE
    await looks(context)
    sql = "SELECT name FROM person WHERE organizer_at IS NOT NULL ORDER BY name"
    assert [row["name"] for row in (await context.db.read(statement(sql)))[0]] == [
        "Nora Not Yet",
        "Otto Other",
    ]
    assert await is_there(context, olga)
    assert await is_there(context, not_yet)


def texts(office: PostOffice) -> dict[str, str]:
    """The plain text of each mail."""
    return {to: text_of(mail) for to, mail in office.mails()}


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


async def test_the_mail_says_when_and_brings_the_cards_and_the_way_to_the_rest(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await set_card(context, cast.jonas, email="jonas@work.example")
    clock.now = await end_of_time(context) - NOTICE
    mails = dict((await looks(context)).mails())
    text = text_of(mails["mira@example.org"])
    assert "will be erased on 3 June 2027, your talks and notes too" in text
    assert "https://talk.example/me" in text
    (file,) = mails["mira@example.org"].iter_attachments()
    assert "jonas@work.example" in file.get_content()
    assert list(mails["jonas@example.org"].iter_attachments()) == []
    assert "You kept no talks there" in text_of(mails["otto@example.org"])


async def test_an_event_ended_by_its_organizer_is_told_of_at_once_and_goes_in_two_weeks(
    context: Context, clock: ManualClock, cast: Cast, client: httpx.AsyncClient
) -> None:
    olga = await make_organizer(context, cast.event)
    answer = await client.delete("/api/v1/events/day26", headers=olga.headers)
    assert answer.status_code == 202
    office = await looks(context)
    assert len(told(office)) == 3
    assert "erased on 19 December 2026" in texts(office)["mira@example.org"]
    clock.now += NOTICE - 1
    await looks(context)
    assert (await client.get("/api/v1/events/day26", headers=olga.headers)).status_code == 200
    clock.now += 1
    await looks(context)
    assert (await client.get("/api/v1/events/day26", headers=olga.headers)).status_code == 404
    assert (await client.get("/api/v1/me", headers=cast.mira.headers)).status_code == 401


async def test_who_is_told_late_has_two_weeks_too(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    clock.now = await end_of_time(context) - NOTICE
    with post_office() as (office, server):
        office.at_rcpt = lambda to: "451 later" if to.startswith("mira") else None
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            await worker.tick()
            clock.move(hours=30)
            office.at_rcpt = lambda _: None
            await worker.tick()
            assert len(told(office)) == 3
            clock.move(days=14, hours=-1)
            await worker.tick()
            assert await rows(context, "event") == 1
            clock.move(hours=1)
            await worker.tick()
            assert await rows(context, "event") == 0


async def test_an_address_that_takes_no_mail_holds_nothing_up(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    clock.now = await end_of_time(context) - NOTICE
    with post_office() as (office, server):
        office.at_rcpt = lambda _: "550 no"
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    clock.now += NOTICE
    await looks(context)
    assert await rows(context, "event") == 0


async def test_an_event_given_more_time_stays_and_is_told_of_again(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    clock.now = await end_of_time(context) - NOTICE
    assert len(told(await looks(context))) == 3
    await context.db.write(statement("UPDATE event SET erase_after_days = 365"), CHANGED)
    clock.now += NOTICE
    assert (await looks(context)).mails() == []
    clock.now += 365 * DAY - KEPT_FOR - NOTICE
    assert len(told(await looks(context))) == 3
    assert await rows(context, "event") == 1
    clock.now += NOTICE
    await looks(context)
    assert await rows(context, "event") == 0


async def test_erasing_goes_on_where_a_crash_left_it_and_touches_no_other_event(
    context: Context, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wetalked.letters.erasure.SOME", 2)
    guests = [
        await make_participant(context, cast.event, f"Guest {n}", email=f"g{n}@example.org")
        for n in range(9)
    ]
    for one, other in pairwise(guests):
        await talk(context, one, other)
    other_event = await make_event(context, "other")
    here, there = [await make_participant(context, other_event, name) for name in ("Ada", "Bea")]
    await talk(context, here, there)
    await context.db.write(statement("DELETE FROM talk WHERE event = :event AND low = :low",
                          event=cast.event.id, low=guests[3].participant))  # fmt: skip
    await context.db.write(statement("DELETE FROM person WHERE id = :id", id=guests[0].person))
    for _ in range(2):
        await erase_event(context.db, cast.event.id)
    counts = {
        table: await rows(context, table) for table in ("event", "participant", "talk", "person")
    }
    assert counts == {"event": 1, "participant": 2, "talk": 1, "person": 2}


async def test_phones_of_those_who_stay_see_the_talks_gone(
    context: Context, clock: ManualClock, cast: Cast, client: httpx.AsyncClient
) -> None:
    later = await make_event(context, "later", ends_at=clock.now + 300 * DAY)
    await make_participant(context, later, "Mira Klein", person=cast.mira)
    before = (await client.get("/api/v1/talks", headers=cast.mira.headers)).json()
    assert len(before["items"]) == 1
    await erase_event(context.db, cast.event.id)
    after = (await client.get("/api/v1/talks", headers=cast.mira.headers)).json()
    assert after["items"] == []


async def test_two_servers_that_erase_at_once_do_no_harm(
    context: Context, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wetalked.letters.erasure.SOME", 3)
    guests = [await make_participant(context, cast.event, f"Guest {n}") for n in range(12)]
    for one, other in pairwise(guests):
        await talk(context, one, other)
    await asyncio.gather(*(erase_event(context.db, cast.event.id) for _ in range(2)))
    assert [await rows(context, table) for table in (*OF_AN_EVENT, "person")] == [0] * 9
