"""The follow-up goes out when it is due, to everyone who sees a talk, once, and to nobody else."""

import re
from collections import Counter
from itertools import pairwise
from random import Random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import (
    Cast,
    Guest,
    Happening,
    make_event,
    make_participant,
    set_card,
)
from conftest import ManualClock
from letters.mornings import NINE_ON_SUNDAY, both_say_yes, says_yes, sent_by_a_worker, text_of
from post import carrier, post_office
from wetalked.accounts.leaving import erase_person
from wetalked.core.clock import DAY
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context
from wetalked.letters.progress import Progress, follow_up_progress
from wetalked.letters.schedule import find_mailing
from wetalked.letters.worker import mail_worker
from wetalked.talks.model import pair_of
from wetalked.talks.store import withdraw
from wetalked.talks.unit import write

REMIND = "UPDATE event SET remind_after_days = 21 WHERE id = :id"


async def test_on_the_morning_after_everyone_with_a_talk_gets_theirs_once(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await set_card(context, cast.jonas, email="jonas@work.example")
    await both_say_yes(context, cast.mira, cast.jonas)
    clock.now = NINE_ON_SUNDAY - 1
    assert (await sent_by_a_worker(context)).mails() == []
    clock.now = NINE_ON_SUNDAY
    office = await sent_by_a_worker(context)
    mails = dict(office.mails())
    assert sorted(office.recipients()) == ["jonas@example.org", "mira@example.org"]
    mira, jonas = text_of(mails["mira@example.org"]), text_of(mails["jonas@example.org"])
    assert "jonas@work.example" in mira
    assert "Mira Klein" in jonas
    assert "mira@example.org" not in jonas
    assert mails["mira@example.org"]["List-Unsubscribe"] is not None
    clock.move(hours=1)
    assert (await sent_by_a_worker(context)).mails() == []


async def test_who_talked_with_nobody_declined_or_blocked_gets_none(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await says_yes(context, cast.mira, cast.jonas)
    no = withdraw(
        pair_of(cast.jonas.participant, cast.mira.participant, cast.jonas.person), clock.now
    )
    await write(context.db, no)
    clock.now = NINE_ON_SUNDAY
    assert (await sent_by_a_worker(context)).recipients() == ["mira@example.org"]


async def test_who_waits_for_a_yes_of_somebody_blocked_is_not_asked_by_mail(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await says_yes(context, cast.mira, cast.jonas)
    block = "INSERT INTO block (id, person, other, made_at) VALUES ('b', :me, :other, 0)"
    await context.db.write(statement(block, me=cast.jonas.person, other=cast.mira.person), CHANGED)
    clock.now = NINE_ON_SUNDAY
    assert (await sent_by_a_worker(context)).recipients() == ["mira@example.org"]


async def test_without_an_address_or_with_mail_off_there_is_none(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    nobody = await make_participant(context, cast.event, "Nora No-Mail")
    await both_say_yes(context, cast.mira, cast.jonas)
    await both_say_yes(context, cast.mira, nobody)
    off = "UPDATE person SET mail_stopped_at = 1 WHERE id = :id"
    await context.db.write(statement(off, id=cast.jonas.person))
    clock.now = NINE_ON_SUNDAY
    assert (await sent_by_a_worker(context)).recipients() == ["mira@example.org"]


async def test_each_gets_it_in_their_own_language(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    hanna = await make_participant(
        context, cast.event, "Hanna Weiß", email="hanna@example.org", language="de"
    )
    await both_say_yes(context, cast.mira, hanna)
    clock.now = NINE_ON_SUNDAY
    subjects = {to: mail["Subject"] for to, mail in (await sent_by_a_worker(context)).mails()}
    assert subjects == {
        "mira@example.org": "The Day: your conversations",
        "hanna@example.org": "The Day: deine Gespräche",
    }


async def test_the_first_talk_within_14_days_after_brings_theirs_then(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await both_say_yes(context, cast.mira, cast.jonas)
    clock.now = NINE_ON_SUNDAY
    await sent_by_a_worker(context)
    clock.move(days=13)
    await says_yes(context, cast.outsider, cast.mira)
    assert (await sent_by_a_worker(context)).recipients() == ["otto@example.org"]


async def test_after_14_days_the_follow_up_is_over(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    clock.now = NINE_ON_SUNDAY
    await sent_by_a_worker(context)
    clock.move(days=14)
    await both_say_yes(context, cast.outsider, cast.mira)
    assert (await sent_by_a_worker(context)).mails() == []


async def test_one_worker_notices_a_late_first_talk_without_a_restart(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    clock.now = NINE_ON_SUNDAY
    with post_office() as (office, server):
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            await worker.tick()
            await says_yes(context, cast.outsider, cast.mira)
            clock.move(seconds=10)
            await worker.tick()
    assert sorted(office.recipients()) == ["mira@example.org", "otto@example.org"]


async def test_what_is_taken_back_before_the_sending_leaves_no_empty_mail(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await says_yes(context, cast.mira, cast.jonas)
    clock.now = NINE_ON_SUNDAY
    with post_office() as (office, server):
        office.at_rcpt = lambda _: "451 later"
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            await worker.tick()
            no = withdraw(
                pair_of(cast.mira.participant, cast.jonas.participant, cast.mira.person), clock.now
            )
            await write(context.db, no)
            office.at_rcpt = lambda _: None
            clock.move(minutes=1)
            await worker.tick()
            assert office.mails() == []
            await both_say_yes(context, cast.mira, cast.outsider)
            clock.move(minutes=1)
            await worker.tick()
    assert sorted(office.recipients()) == ["mira@example.org", "otto@example.org"]


async def test_progress_says_what_is_sent_and_whom_no_mail_reaches(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await both_say_yes(context, cast.mira, cast.jonas)
    await both_say_yes(context, cast.mira, cast.outsider)
    await talkers(context, cast.event, 2)
    assert (await progress(context, cast.event)).state == "scheduled"
    clock.now = NINE_ON_SUNDAY
    answers = {"jonas@example.org": "550 no such user", "otto@example.org": "451 later"}
    with post_office() as (office, server):
        office.at_rcpt = answers.get
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            await worker.tick()
            midway = await progress(context, cast.event)
            del answers["otto@example.org"]
            clock.move(minutes=1)
            await worker.tick()
    assert (midway.state, midway.queued, midway.sent, midway.failed) == ("sending", 1, 3, 1)
    done = await progress(context, cast.event)
    assert (done.state, done.queued, done.sent, done.failed) == ("sent", 0, 4, 1)
    assert msgspec.to_builtins(done.failures) == [
        {
            "participant_id": cast.jonas.participant,
            "name": "Jonas Holm",
            "email": "jonas@example.org",
            "problem": "550 no such user",
        }
    ]


async def talkers(context: Context, event: Happening, number: int) -> list[Guest]:
    """So many more guests, each in a talk with the next."""
    guests = [
        await make_participant(context, event, f"Guest {n}", email=f"guest{n}@example.org")
        for n in range(number)
    ]
    for one, other in pairwise(guests):
        await both_say_yes(context, one, other)
    return guests


async def test_of_fewer_than_five_people_no_figure_is_told(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await talkers(context, cast.event, 4)
    clock.now = NINE_ON_SUNDAY
    await sent_by_a_worker(context)
    done = await progress(context, cast.event)
    assert (done.state, done.queued, done.sent, done.failed) == ("sent", None, None, None)


async def test_whose_first_talk_comes_later_is_told_in_fives_at_the_full_hour(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await talkers(context, cast.event, 6)
    clock.now = NINE_ON_SUNDAY
    await sent_by_a_worker(context)
    clock.move(minutes=10)
    late = [
        await make_participant(context, cast.event, f"L{n}", email=f"l{n}@x.org") for n in range(9)
    ]
    for one, other in pairwise(late):
        await both_say_yes(context, one, other)
    assert len((await sent_by_a_worker(context)).recipients()) == 9
    told = []
    for minutes in (0, 49, 1):
        clock.move(minutes=minutes)
        done = await progress(context, cast.event)
        told.append((done.state, done.queued, done.sent, done.failed))
    assert told == [("sent", 0, 6, 0), ("sent", 0, 6, 0), ("sent", 0, 11, 0)]


async def test_made_up_guests_bring_no_figure_of_those_who_came_by_themselves(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await talkers(context, cast.event, 6)
    real = (cast.mira, cast.jonas)
    confirm = "UPDATE person SET email_confirmed_at = CASE WHEN id IN (:one, :other) THEN 1 END"
    await context.db.write(statement(confirm, one=real[0].person, other=real[1].person))
    await both_say_yes(context, *real)
    clock.now = NINE_ON_SUNDAY
    assert len((await sent_by_a_worker(context)).recipients()) == 8
    assert (await progress(context, cast.event)).sent == 6


async def test_who_leaves_takes_nothing_off_the_figures(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    guests = await talkers(context, cast.event, 6)
    clock.now = NINE_ON_SUNDAY
    await sent_by_a_worker(context)
    before = await progress(context, cast.event)
    await erase_person(context.db, guests[0].person, clock.now, leave_card=False)
    assert await progress(context, cast.event) == before
    (rows,) = await context.db.read(statement("SELECT * FROM mail"))
    assert not [row for row in rows if guests[0].person in str(dict(row))]


async def progress(context: Context, event: Happening) -> Progress:
    found = await find_mailing(context.db, event.id)
    assert found is not None
    return await follow_up_progress(context.db, found, context.clock())


async def note(context: Context, guest: Guest, kind: str, body: dict[str, object]) -> None:
    """A note on the guest's only talk."""
    sql = """
        INSERT INTO note (person, kind, id, talk, at, body, asked_at, first_at)
        SELECT :person, :kind, :id, k.id, :now, :body, :now, :now FROM talk k
        WHERE k.low = :me OR k.high = :me
    """
    text = msgspec.json.encode(body).decode()
    me = {"person": guest.person, "me": guest.participant}
    await context.db.write(
        statement(sql, kind=kind, id=context.new_id(), now=context.clock(), body=text, **me)
    )


async def test_three_weeks_later_who_has_something_open_is_reminded_once(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await context.db.write(statement(REMIND, id=cast.event.id), CHANGED)
    await both_say_yes(context, cast.mira, cast.jonas)
    await note(
        context, cast.mira, "promise", {"text": "send the article", "due": None, "state": "open"}
    )
    await note(context, cast.jonas, "promise", {"text": "call", "due": None, "state": "kept"})
    clock.now = NINE_ON_SUNDAY
    await sent_by_a_worker(context)
    clock.now = NINE_ON_SUNDAY + 21 * DAY - 1
    assert (await sent_by_a_worker(context)).mails() == []
    clock.move(seconds=1)
    ((recipient, mail),) = (await sent_by_a_worker(context)).mails()
    assert (recipient, mail["Subject"]) == ("mira@example.org", "The Day: still in your backpack")
    assert "send the article" in text_of(mail)
    clock.move(days=1)
    assert (await sent_by_a_worker(context)).mails() == []


async def test_more_guests_than_a_page_or_a_batch_each_get_one(
    context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wetalked.letters.schedule.PAGE", 50)
    event = await make_event(context)
    guests = [
        await make_participant(context, event, f"Guest {at}", email=f"guest{at}@example.org")
        for at in range(110)
    ]
    for one, other in zip(guests[::2], guests[1::2], strict=True):
        await says_yes(context, one, other)
    clock.now = NINE_ON_SUNDAY
    office = await sent_by_a_worker(context)
    assert Counter(office.recipients()) == {f"guest{at}@example.org": 1 for at in range(110)}


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(talks=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5))), seed=st.integers(0, 99))
async def test_everyone_who_should_have_one_has_exactly_one(
    context: Context, clock: ManualClock, talks: set[tuple[int, int]], seed: int
) -> None:
    moods = Random(seed)  # of the mail server, which lives in a thread of its own
    clock.now = 1_796_468_400_000
    event = await make_event(context, re.sub("[^a-z0-9]", "", context.new_id()))
    guests = [
        await make_participant(context, event, f"G{at}", email=f"g{at}-{event.slug}@example.org")
        for at in range(6)
    ]
    pairs = {(one, other) for one, other in talks if one != other}
    for one, other in pairs:
        await says_yes(context, guests[one], guests[other])
    clock.now = NINE_ON_SUNDAY
    with post_office() as (office, server):
        office.at_rcpt = lambda _: moods.choice([None, None, "451 later", "hang up"])
        office.at_data = lambda _: moods.choice([None, None, "451 later", "hang up"])
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            for _ in range(8):
                await worker.tick()
                clock.move(minutes=30)
            office.at_rcpt = office.at_data = lambda _: None
            await worker.tick()
    wanted = {f"g{at}-{event.slug}@example.org": 1 for pair in pairs for at in pair}
    assert Counter(office.recipients()) == wanted
