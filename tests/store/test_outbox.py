"""The outbox as statements: queued once, claimed by one, and follow-ups for exactly those who see
a talk."""

from itertools import combinations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Guest, make_event, make_participant
from conftest import ManualClock
from wetalked.db import CHANGED, Statement, do
from wetalked.followups.store import queue_follow_ups
from wetalked.kit import Kit
from wetalked.mail import outbox
from wetalked.mail.model import Mail
from wetalked.talks.store import talks_of

TALK = """
INSERT INTO talk (id, event, low, high, low_first_yes, low_yes, low_no,
                  high_first_yes, high_yes, high_no)
VALUES (:id, :event, :low, :high, :low_yes, :low_yes, :low_no, :high_yes, :high_yes, :high_no)
"""
BLOCK = "INSERT INTO block (id, person, other, made_at) VALUES (:id, :me, :other, 0)"
WHO = "SELECT person FROM mail WHERE kind = 'follow-up' AND event = :event"
ALL = """
SELECT id, kind, event, person, address, body, made_at, tries, first_tried_at,
       COALESCE(claimed_until, 0) AS claimed_until FROM mail
"""

at = st.none() | st.integers(1, 3)
said = st.tuples(at, at, at, at)


async def test_a_mail_is_queued_in_the_unit_of_its_cause_and_only_once(kit: Kit) -> None:
    for body in ({"code": "1"}, {"code": "2"}):
        await kit.db.write(outbox.queue("sign-in", "p", now=kit.clock(), address="a@b", body=body))
    (kept,) = await kit.db.all(Mail, ALL)
    assert (kept.id, kept.body, kept.made_at) == ("sign-in:p", '{"code":"1"}', kit.clock())


async def test_what_is_claimed_is_nobody_elses_until_the_claim_ends(
    kit: Kit, clock: ManualClock
) -> None:
    await kit.db.write(outbox.queue("sign-in", "p", now=clock.now, address="a@b"))
    assert len(await outbox.claim(kit.db, "one", clock.now, 10)) == 1
    assert await outbox.claim(kit.db, "two", clock.now + 59_999, 10) == []
    (again,) = await outbox.claim(kit.db, "two", clock.now + 60_000, 10)
    assert not await outbox.hold(kit.db, again, "one", clock.now + 60_000)
    assert await outbox.hold(kit.db, again, "two", clock.now + 90_000)
    assert await outbox.claim(kit.db, "one", clock.now + 120_000, 10) == []


async def test_settled_mails_of_no_event_are_forgotten_after_a_week(
    kit: Kit, clock: ManualClock
) -> None:
    await kit.db.write(outbox.queue("sign-in", "p", now=clock.now, address="a@b"))
    (mail,) = await outbox.claim(kit.db, "one", clock.now, 10)
    await kit.db.write(outbox.sent(mail, clock.now))
    await kit.db.write(outbox.queue("sign-in", "waits", now=clock.now, address="a@b"))
    clock.move(days=7, seconds=1)
    await kit.db.write(outbox.sweep(clock.now))
    assert [one.id for one in await kit.db.all(Mail, ALL)] == ["sign-in:waits"]


class Person(msgspec.Struct):
    """Whom a mail is for."""

    person: str


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(said, min_size=6, max_size=6), blocks=st.sets(st.sampled_from(range(12))))
async def test_a_follow_up_is_queued_for_exactly_those_who_see_a_talk(
    kit: Kit, words: list[tuple[int | None, ...]], blocks: set[int]
) -> None:
    event = await make_event(kit, kit.new_id())
    guests = [
        await make_participant(kit, event, "Guest", email=f"{kit.new_id()}@x") for _ in range(4)
    ]
    pairs = list(combinations(sorted(guests, key=lambda guest: guest.participant), 2))
    directed = [pair for one, other in pairs for pair in ((one, other), (other, one))]
    await kit.db.write(
        *(talk(kit, event.id, *pair, word) for pair, word in zip(pairs, words, strict=True)),
        *(block(kit, *directed[number]) for number in blocks),
        CHANGED,
    )
    await queue_follow_ups(kit.db, event.id, kit.clock())
    queued = await kit.db.all(Person, WHO, event=event.id)
    seeing = {guest.person for guest in guests if await talks_of(kit.db, guest.person)}
    assert sorted(one.person for one in queued) == sorted(seeing)


def talk(kit: Kit, event: str, low: Guest, high: Guest, word: tuple[int | None, ...]) -> Statement:
    times = dict(zip(("low_yes", "low_no", "high_yes", "high_no"), word, strict=True))
    who = {"low": low.participant, "high": high.participant}
    return do(TALK, id=kit.new_id(), event=event, **who, **times)


def block(kit: Kit, one: Guest, other: Guest) -> Statement:
    return do(BLOCK, id=kit.new_id(), me=one.person, other=other.person)
