"""The statements say what the pure rules say, on both engines, in any order and split."""

import asyncio
from functools import reduce
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Guest, Happening, make_cast, make_event, make_participant
from wetalked.db import open_database, statement
from wetalked.db.context import Context
from wetalked.talks import reading, store
from wetalked.talks.model import Pair, Registers, Side, pair_of
from wetalked.talks.notes import Note, deleted, end, merge_notes, written
from wetalked.talks.rules import merge_registers, no_at, state, yes_at
from wetalked.talks.unit import Write, write, write_all

TIMES = st.integers(1, 6)
SAID = st.tuples(st.sampled_from(["mira", "jonas"]), st.sampled_from(["yes", "no"]), TIMES)
NOTED = st.tuples(TIMES, st.sampled_from(["a", "b", None]), TIMES)
FEW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
QUESTION = "0190a1b2-0000-7000-8000-000000000001"


@pytest.fixture
async def event(context: Context) -> Happening:
    """An event whose guests each example makes anew."""
    return await make_event(context)


async def two(context: Context, event: Happening) -> tuple[Guest, Guest]:
    """Two who have never met."""
    return await make_participant(context, event, "Mira"), await make_participant(
        context, event, "Jonas"
    )


def pair(me: Guest, other: Guest) -> Pair:
    """From the side of the first."""
    return pair_of(me.participant, other.participant, me.person)


def said(side: Side) -> Registers:
    """The three times of a kept side."""
    return Registers(first_yes=side.first_yes, yes=side.yes, no=side.no)


@FEW
@given(words=st.lists(SAID, min_size=1, max_size=8), groups=st.booleans())
async def test_kept_registers_are_those_of_the_pure_rule(
    context: Context, event: Happening, words: list[tuple[str, str, int]], groups: bool
) -> None:
    mira, jonas = await two(context, event)
    pairs = {"mira": pair(mira, jonas), "jonas": pair(jonas, mira)}
    writes = [
        store.confirm(pairs[who], at) if word == "yes" else store.withdraw(pairs[who], at)
        for who, word, at in words
    ]
    outcomes = (
        await write_all(context.db, writes)
        if groups
        else [await write(context.db, w) for w in writes]
    )
    expected = {
        name: reduce(
            merge_registers,
            (yes_at(at) if word == "yes" else no_at(at) for who, word, at in words if who == name),
            Registers(),
        )
        for name in pairs
    }
    last = outcomes[-1]
    assert not isinstance(last, Exception)
    mine, theirs = last.after.mine_and_theirs(mira.person)
    assert (said(mine), said(theirs)) == (expected["mira"], expected["jonas"])
    for one, other, guest in (("mira", "jonas", mira), ("jonas", "mira", jonas)):
        seen = [talk.state for talk in await reading.talks_of(context.db, guest.person)]
        expects = state(expected[one], expected[other])
        assert seen == ([] if expects is None else [expects])


@FEW
@given(
    writes=st.lists(NOTED, min_size=1, max_size=5),
    noes=st.lists(TIMES, max_size=2),
    order=st.randoms(use_true_random=False),
)
async def test_kept_notes_are_those_of_the_pure_rule_whichever_comes_first(
    context: Context,
    event: Happening,
    writes: list[tuple[int, str | None, int]],
    noes: list[int],
    order: Random,
) -> None:
    mira, jonas = await two(context, event)
    mine = pair(mira, jonas)
    notes = [
        deleted(at) if text is None else written(at, {"answer": None, "text": text}, asked)
        for at, text, asked in writes
    ]
    # In the end I say yes, so that what is kept shows.
    steps = [store.note(mine, "question", mira.person, one) for one in notes]
    steps += [store.withdraw(mine, no) for no in noes] + [store.confirm(mine, 9)]
    order.shuffle(steps)
    for step in steps:
        await write(context.db, step)
    expected = end(reduce(merge_notes, notes), max(noes, default=None))
    (talk,) = await reading.talks_of(context.db, mira.person)
    kept = [(q.text, round(q.asked_at.timestamp() * 1_000)) for q in talk.questions]
    assert kept == shown(expected)


def shown(note: Note) -> list[tuple[str, int]]:
    """Text and time of asking of a live question."""
    if note.body is None or note.asked_at is None:
        return []
    return [("a" if '"a"' in note.body else "b", note.asked_at)]


async def test_what_a_no_ends_is_erased_and_not_only_hidden(context: Context) -> None:
    cast = await make_cast(context)
    mine = pair(cast.mira, cast.jonas)
    question = written(5, {"answer": None, "text": "secret"})
    await write(context.db, store.note(mine, "question", QUESTION, question))
    (rows,) = await context.db.read(statement("SELECT body FROM note"))
    assert "secret" in rows[0]["body"]
    await write(context.db, store.withdraw(mine, 7))
    late = written(6, {"answer": None, "text": "secret too"})
    await write(context.db, store.note(mine, "question", QUESTION, late))
    (rows,) = await context.db.read(statement("SELECT at, body FROM note"))
    assert [dict(row) for row in rows] == [{"at": 6, "body": None}]


async def test_a_refused_write_among_many_leaves_the_others_done(context: Context) -> None:
    cast = await make_cast(context)
    mine, other = pair(cast.mira, cast.jonas), pair(cast.mira, cast.outsider)
    nobody = pair_of(cast.mira.participant, "nobody", cast.mira.person)
    scan_id = "0190a1b2-0000-7000-8000-000000000002"
    writes: list[Write] = [
        store.scan(mine, scan_id, "A", 1),
        store.scan(other, scan_id, "B", 1),
        store.confirm(nobody, 1),
        store.confirm(other, 1),
    ]
    outcomes = await write_all(context.db, writes)
    names = [one.name if isinstance(one, Exception) else "done" for one in outcomes]
    assert names == ["done", "id-taken", "unknown-badge", "done"]
    assert len(await reading.talks_of(context.db, cast.mira.person)) == 2


async def test_both_sides_at_once_from_two_processes_never_leave_both_waiting(
    context: Context, database_url: str
) -> None:
    event = await make_event(context)
    pairs = [await two(context, event) for _ in range(300)]
    other = await open_database(database_url)
    try:
        for start in range(0, len(pairs), 30):
            group = pairs[start : start + 30]
            here = (write(context.db, store.confirm(pair(mira, jonas), 1)) for mira, jonas in group)
            there = (write(other, store.confirm(pair(jonas, mira), 1)) for mira, jonas in group)
            await asyncio.gather(*here, *there)
        for mira, jonas in pairs:
            (mine,) = await reading.talks_of(context.db, mira.person)
            (theirs,) = await reading.talks_of(other, jonas.person)
            assert (mine.state, theirs.state, mine.id) == ("mutual", "mutual", theirs.id)
    finally:
        await other.close()


async def test_of_two_who_say_yes_at_once_at_least_one_is_told_that_it_is_mutual(
    context: Context, database_url: str
) -> None:
    event = await make_event(context)
    pairs = [await two(context, event) for _ in range(100)]
    other = await open_database(database_url)
    try:
        for mira, jonas in pairs:
            answers = await asyncio.gather(
                write(context.db, store.confirm(pair(mira, jonas), 1)),
                write(other, store.confirm(pair(jonas, mira), 1)),
            )
            states = {answer.talk.state for answer in answers if answer.talk}
            assert "mutual" in states
    finally:
        await other.close()


async def test_a_talk_id_does_not_tell_when_the_row_was_made(context: Context) -> None:
    cast = await make_cast(context)
    one = await write(context.db, store.withdraw(pair(cast.mira, cast.jonas), 1))
    assert one.after.id[14] == "4"


async def test_a_no_and_a_note_at_once_from_two_processes_leave_no_text_behind(
    context: Context, database_url: str
) -> None:
    event = await make_event(context)
    other = await open_database(database_url)
    question = written(5, {"answer": None, "text": "secret"})
    try:
        for _ in range(100):
            mine = pair(*await two(context, event))
            await write(context.db, store.confirm(mine, 1))
            await asyncio.gather(
                write(context.db, store.note(mine, "question", mine.person, question)),
                write(other, store.withdraw(mine, 7)),
            )
        (rows,) = await context.db.read(statement("SELECT body FROM note"))
        assert [row["body"] for row in rows] == [None] * 100
    finally:
        await other.close()


async def test_queues_that_touch_the_same_talks_at_once_are_all_applied(
    context: Context, database_url: str
) -> None:
    event = await make_event(context)
    guests = [await make_participant(context, event, f"Guest {n}") for n in range(12)]
    other = await open_database(database_url)
    try:
        queues = [
            [store.confirm(pair(me, them), 1) for them in guests[::step] if them is not me]
            for me, step in zip(guests, [1, -1] * 6, strict=True)
        ]
        await asyncio.gather(
            *(
                write_all(db, queue)
                for db, queue in zip([context.db, other] * 6, queues, strict=True)
            )
        )
        for guest in guests:
            seen = await reading.talks_of(context.db, guest.person)
            assert [talk.state for talk in seen] == ["mutual"] * 11
    finally:
        await other.close()
