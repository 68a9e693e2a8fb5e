"""Names to try on badges."""

import json
from pathlib import Path

import pytest

LISTS = Path(__file__).parents[1] / "data" / "expected.json"


@pytest.fixture(scope="session")
def listed_names() -> list[str]:
    """Every name in the lists that organizers import."""
    lists = json.loads(LISTS.read_text(encoding="utf-8")).values()
    return sorted({name for one in lists for name in one["names"]})
