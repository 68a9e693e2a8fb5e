"""The follow-up's moment as the organizers' pages foretell it: the same cases for both rules."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from wetalked.core.clock import from_datetime
from wetalked.events.schedule import follow_up_due

CASES: list[dict[str, str]] = json.loads(
    (Path(__file__).parents[1] / "data" / "mornings.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['time_zone']} {case['ends_at']}")
def test_the_follow_up_is_due_when_the_pages_say_so(case: dict[str, str]) -> None:
    ends_at = from_datetime(datetime.fromisoformat(case["ends_at"]))
    due = from_datetime(datetime.fromisoformat(case["follow_up_at"]))
    assert follow_up_due(ends_at, case["time_zone"], None) == due
