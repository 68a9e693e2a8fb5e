"""A note is its latest write, in whatever order the writes arrived."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from wetalked.talks.notes import Note, canonical, deleted, end, merge_notes, written

TIMES = st.integers(0, 5)
FIELDS = st.fixed_dictionaries({"text": st.sampled_from(["a", "b", "ä"])})
WRITES = st.one_of(st.builds(written, TIMES, FIELDS, st.none() | TIMES), st.builds(deleted, TIMES))
NOTES = st.lists(WRITES, min_size=1, max_size=5).map(lambda writes: reduce(merge_notes, writes))


@given(NOTES, NOTES, NOTES)
def test_merging_takes_no_notice_of_order_grouping_and_repeats(
    one: Note, two: Note, three: Note
) -> None:
    assert merge_notes(one, two) == merge_notes(two, one)
    assert merge_notes(merge_notes(one, two), three) == merge_notes(one, merge_notes(two, three))
    assert merge_notes(one, one) == one


@given(st.lists(WRITES, min_size=1, max_size=6))
def test_the_latest_write_wins_then_a_deletion_then_the_greater_json(writes: list[Note]) -> None:
    latest = max(write.at for write in writes)
    last = [write.body for write in writes if write.at == latest]
    expected = None if None in last else max(body for body in last if body is not None)
    merged = reduce(merge_notes, writes)
    assert (merged.at, merged.body) == (latest, expected)


@given(st.lists(WRITES, min_size=1, max_size=6))
def test_asked_at_is_that_of_the_earliest_write_that_was_no_deletion(writes: list[Note]) -> None:
    puts = [(put.first_at, put.asked_at) for put in writes if put.body is not None]
    expected = min(puts)[1] if puts else None
    assert reduce(merge_notes, writes).asked_at == expected


@given(st.lists(WRITES, min_size=1, max_size=6), TIMES)
def test_a_no_ends_what_is_not_later_whichever_arrives_first(writes: list[Note], no: int) -> None:
    after = end(reduce(merge_notes, writes), no)
    before = reduce(
        lambda one, other: end(merge_notes(one, other), no), [end(w, no) for w in writes]
    )
    assert before == after
    assert (after.body is None) or after.at > no


def test_canonical_json_has_sorted_names_and_no_spaces() -> None:
    assert canonical({"text": "Wie?", "answer": None}) == '{"answer":null,"text":"Wie?"}'
