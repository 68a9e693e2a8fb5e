"""Lists as people have them: every kind that was once read wrong, in German and English."""

import json
from pathlib import Path

import pytest

from wetalked.events.roster import Roster, read_list

DATA = Path(__file__).parents[1] / "data"
FOUND = json.loads((DATA / "found" / "expected.json").read_text("utf-8"))["files"]
LISTS = json.loads((DATA / "lists" / "expected.json").read_text("utf-8"))["files"]


def people(roster: Roster) -> list[list[str | None]]:
    return [[row.name, row.email] for row in roster.rows]


@pytest.mark.parametrize("file", sorted(FOUND))
def test_a_list_that_was_read_wrong_is_read_right_and_prints_no_private_answer(file: str) -> None:
    roster = read_list((DATA / "found" / file).read_bytes())
    assert people(roster) == FOUND[file]
    assert not any(row.ask_me_about for row in roster.rows)


@pytest.mark.parametrize("file", sorted(LISTS))
def test_a_list_of_these_kinds_is_read_right_and_what_is_left_out_is_told(file: str) -> None:
    expected, roster = LISTS[file], read_list((DATA / "lists" / file).read_bytes())
    assert people(roster) == expected["people"]
    assert [[told.kind, told.line] for told in roster.told] == expected["told"]
    assert [row.line for row in roster.rejected] == expected["rejected"]
    topics = [row.ask_me_about for row in roster.rows if row.ask_me_about]
    assert topics == expected.get("topics", [])
