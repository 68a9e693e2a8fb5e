"""The outbox as statements: queued once, claimed by one, and follow-ups for exactly those who see
a talk."""

import asyncio
from itertools import combinations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Guest, make_event, make_participant
from conftest import ManualClock
from wetalked.db import CHANGED, Statement, statement
from wetalked.db.context import Context, open_context
from wetalked.letters.schedule import queue_follow_ups
from wetalked.mail import outbox
from wetalked.mail.model import Kind, Mail
from wetalked.mail.outbox import Outcome
from wetalked.talks.reading import talks_of

TALK = """
INSERT INTO talk (id, event, low, high, low_first_yes, low_yes, low_no,
                  high_first_yes, high_yes, high_no)
VALUES (:id, :event, :low, :high, :low_yes, :low_yes, :low_no, :high_yes, :high_yes, :high_no)
"""
BLOCK = "INSERT INTO block (id, person, other, made_at) VALUES (:id, :me, :other, 0)"
WHO = "SELECT person FROM mail WHERE kind = 'follow-up' AND event = :event"
DUE = "SELECT id, due_at FROM mail"
ALL = "SELECT id, kind, event, person, address, body, made_at FROM mail"

CODES: set[Kind] = {"sign-in"}

at = st.none() | st.integers(1, 3)
said = st.tuples(at, at, at, at)


async def test_a_mail_is_queued_in_the_unit_of_its_cause_and_only_once(context: Context) -> None:
    for body in ({"code": "1"}, {"code": "2"}):
        await context.db.write(
            outbox.queue("sign-in", "p", now=context.clock(), address="a@b", body=body)
        )
    (kept,) = await context.db.all(Mail, ALL)
    assert (kept.id, kept.body, kept.made_at) == ("sign-in:p", '{"code":"1"}', context.clock())


async def test_what_is_claimed_is_nobody_elses_until_the_claim_ends(
    context: Context, clock: ManualClock
) -> None:
    await context.db.write(outbox.queue("sign-in", "p", now=clock.now, address="a@b"))
    assert len(await outbox.claim(context.db, "one", clock.now, 10, CODES)) == 1
    assert await outbox.claim(context.db, "two", clock.now + 59_999, 10, CODES) == []
    assert len(await outbox.claim(context.db, "two", clock.now + 60_000, 10, CODES)) == 1
    await outbox.extend_claims(context.db, "one", clock.now + 60_000)
    await outbox.extend_claims(context.db, "two", clock.now + 90_000)
    assert await outbox.claim(context.db, "one", clock.now + 149_999, 10, CODES) == []
    assert len(await outbox.claim(context.db, "one", clock.now + 150_000, 10, CODES)) == 1


async def test_within_any_minute_no_more_are_tried_than_allowed_whoever_tries_them(
    context: Context, clock: ManualClock
) -> None:
    for name in range(40):
        await context.db.write(outbox.queue("sign-in", str(name), now=clock.now, address="a@b"))
    tries: list[int] = []
    while len(tries) < 60:
        for process in ("one", "two"):
            found = await outbox.claim(context.db, process, clock.now, 4, CODES, a_minute=10)
            tries += [clock.now] * len(found)
            for mail in found:
                note = outbox.outcome_statement(mail, Outcome("again", "451 later"), clock.now)
                await context.db.write(note)
        clock.move(seconds=7)
    busiest = max(sum(0 <= later - at < 60_000 for later in tries) for at in tries)
    assert busiest == 10


async def test_two_that_claim_at_once_stay_within_what_is_allowed_together(
    context: Context, clock: ManualClock
) -> None:
    for name in range(40):
        await context.db.write(outbox.queue("sign-in", str(name), now=clock.now, address="a@b"))
    other = await open_context(context.settings, context.clock)
    claims = [
        outbox.claim(one.db, str(number), clock.now, 8, CODES, a_minute=20)
        for number, one in enumerate([context, other] * 4)
    ]
    found = [mail.id for part in await asyncio.gather(*claims) for mail in part]
    await other.db.close()
    assert len(found) == len(set(found))
    assert len(found) <= 20


async def test_what_is_due_shares_the_answer_of_a_closed_door_and_keeps_its_own_pauses(
    context: Context, clock: ManualClock
) -> None:
    for name in ("tried", "new"):
        await context.db.write(outbox.queue("sign-in", name, now=clock.now, address="a@b"))
        if name == "tried":
            (mail,) = await outbox.claim(context.db, "one", clock.now, 10, CODES)
            await context.db.write(
                outbox.outcome_statement(mail, Outcome("again", "451"), clock.now)
            )
            clock.move(seconds=15)
    await context.db.write(outbox.queue("reminder", "other kind", now=clock.now, address="a@b"))
    await outbox.put_off(context.db, CODES, "closed", clock.now)
    due = {
        row["id"]: row["due_at"] - clock.now for row in (await context.db.read(statement(DUE)))[0]
    }
    assert due == {"sign-in:tried": 60_000, "sign-in:new": 15_000, "reminder:other kind": 0}


class Person(msgspec.Struct):
    """Whom a mail is for."""

    person: str


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(said, min_size=6, max_size=6), blocks=st.sets(st.sampled_from(range(12))))
async def test_a_follow_up_is_queued_for_exactly_those_who_see_a_talk(
    context: Context, words: list[tuple[int | None, ...]], blocks: set[int]
) -> None:
    event = await make_event(context, context.new_id())
    guests = [
        await make_participant(context, event, "Guest", email=f"{context.new_id()}@x")
        for _ in range(4)
    ]
    pairs = list(combinations(sorted(guests, key=lambda guest: guest.participant), 2))
    directed = [pair for one, other in pairs for pair in ((one, other), (other, one))]
    await context.db.write(
        *(talk(context, event.id, *pair, word) for pair, word in zip(pairs, words, strict=True)),
        *(block(context, *directed[number]) for number in blocks),
        CHANGED,
    )
    await queue_follow_ups(context.db, event.id, context.clock())
    queued = await context.db.all(Person, WHO, event=event.id)
    seeing = {guest.person for guest in guests if await talks_of(context.db, guest.person)}
    assert sorted(one.person for one in queued) == sorted(seeing)


def talk(
    context: Context, event: str, low: Guest, high: Guest, word: tuple[int | None, ...]
) -> Statement:
    times = dict(zip(("low_yes", "low_no", "high_yes", "high_no"), word, strict=True))
    who = {"low": low.participant, "high": high.participant}
    return statement(TALK, id=context.new_id(), event=event, **who, **times)


def block(context: Context, one: Guest, other: Guest) -> Statement:
    return statement(BLOCK, id=context.new_id(), me=one.person, other=other.person)
