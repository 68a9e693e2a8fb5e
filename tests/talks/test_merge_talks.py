"""A talk is what was said on it, in whatever order and however often it arrived."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.core.clock import HOUR
from wetalked.talks.model import Registers, State
from wetalked.talks.rules import (
    began_at,
    counts,
    merge_registers,
    mutual_at,
    no_at,
    state,
    word,
    yes_at,
)

TIMES = st.integers(0, 6)
WORDS = st.one_of(st.builds(yes_at, TIMES), st.builds(no_at, TIMES))
SIDES = st.lists(WORDS, max_size=6).map(lambda words: reduce(merge_registers, words, Registers()))
SILENT, YES, NO = Registers(), yes_at(5), no_at(5)
TAKEN_BACK = merge_registers(yes_at(3), no_at(4))


@given(SIDES, SIDES, SIDES)
def test_merging_takes_no_notice_of_order_grouping_and_repeats(
    one: Registers, two: Registers, three: Registers
) -> None:
    assert merge_registers(one, two) == merge_registers(two, one)
    assert merge_registers(merge_registers(one, two), three) == merge_registers(
        one, merge_registers(two, three)
    )
    assert merge_registers(one, one) == one == merge_registers(one, Registers())


@given(st.lists(st.tuples(st.booleans(), TIMES), min_size=1, max_size=8))
def test_the_word_is_that_of_the_latest_and_a_no_at_the_same_time_wins(
    said: list[tuple[bool, int]],
) -> None:
    side = reduce(merge_registers, [yes_at(at) if yes else no_at(at) for yes, at in said])
    latest = max(at for _, at in said)
    ends_in_yes = all(yes for yes, at in said if at == latest)
    assert word(side) == ("yes" if ends_in_yes else "no")


@pytest.mark.parametrize(
    ("mine", "theirs", "seen"),
    [
        (YES, YES, "mutual"),
        (YES, TAKEN_BACK, "mutual"),
        (YES, SILENT, "waiting_for_them"),
        (YES, NO, "waiting_for_them"),
        (SILENT, YES, "waiting_for_you"),
        (SILENT, SILENT, None),
        (SILENT, NO, None),
        (SILENT, TAKEN_BACK, None),
        (NO, YES, None),
        (NO, SILENT, None),
        (TAKEN_BACK, YES, None),
        (TAKEN_BACK, SILENT, None),
    ],
)
def test_what_i_see_is_what_the_table_says(
    mine: Registers, theirs: Registers, seen: State | None
) -> None:
    assert state(mine, theirs) == seen


@given(SIDES, SIDES, TIMES)
def test_a_side_that_never_said_yes_looks_the_same_whatever_else_it_said(
    mine: Registers, theirs: Registers, no: int
) -> None:
    silent = Registers(no=theirs.no)
    declined = merge_registers(silent, no_at(no))
    if word(mine) == "yes":
        assert state(mine, silent) == state(mine, declined) == "waiting_for_them"
    assert began_at(mine, silent) == began_at(mine, declined)
    assert mutual_at(mine, declined) is None


@given(SIDES, SIDES, TIMES)
def test_what_was_mutual_for_me_stays_so_when_they_take_it_back(
    mine: Registers, theirs: Registers, no: int
) -> None:
    if state(mine, theirs) == "mutual":
        after = merge_registers(theirs, no_at(no))
        assert state(mine, after) == "mutual"
        assert began_at(mine, after) == began_at(mine, theirs)
        assert mutual_at(mine, after) == mutual_at(mine, theirs)


@given(SIDES, SIDES)
def test_both_agree_on_when_it_began_and_when_it_became_mutual(
    mine: Registers, theirs: Registers
) -> None:
    assert began_at(mine, theirs) == began_at(theirs, mine)
    assert mutual_at(mine, theirs) == mutual_at(theirs, mine)
    if mine.first_yes is not None and theirs.first_yes is not None:
        assert began_at(mine, theirs) == min(mine.first_yes, theirs.first_yes)
        assert mutual_at(mine, theirs) == max(mine.first_yes, theirs.first_yes)


@given(SIDES, SIDES, TIMES)
def test_after_my_no_nothing_that_they_say_brings_it_back(
    mine: Registers, theirs: Registers, yes: int
) -> None:
    if word(mine) == "no":
        assert state(mine, merge_registers(theirs, yes_at(yes))) is None


TIME = st.integers(min_value=0, max_value=400 * HOUR)


@given(yes_at=TIME, received_at=TIME, begun=st.lists(TIME, max_size=2))
def test_while_nothing_has_ended_a_yes_counts_whenever_it_was_said(
    yes_at: int, received_at: int, begun: list[int]
) -> None:
    assert counts(yes_at, received_at, begun, [])


@given(
    yes_at=TIME,
    received_at=TIME,
    begun=st.lists(TIME, max_size=2),
    ended=st.lists(TIME, min_size=1, max_size=3),
)
def test_of_what_has_ended_a_yes_counts_from_its_time_and_within_two_days(
    yes_at: int, received_at: int, begun: list[int], ended: list[int]
) -> None:
    first = min(ended)
    before = [at for at in begun if at <= first]
    expected = (
        all(at <= yes_at for at in before)
        and all(yes_at < at for at in ended)
        and all(received_at - at <= 48 * HOUR for at in ended)
    )
    assert counts(yes_at, received_at, begun, ended) == expected
