"""A file is a subject: one that grows past 250 lines holds two."""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "server" / "wetalked"
MOST = 250


@pytest.mark.parametrize(
    "file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: str(file.relative_to(PACKAGE))
)
def test_a_file_of_the_server_is_short_enough_to_be_one_subject(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MOST
