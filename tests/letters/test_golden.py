"""Mails read as the golden files say; after a wanted change, write those anew and look at them."""

import pytest

from letters.golden import FOLDER, golden

HOW = "`uv run python tests/letters/golden.py` writes it anew"
WRITTEN = dict(golden())


@pytest.mark.parametrize("name", WRITTEN)
def test_a_mail_reads_as_its_golden_file(name: str) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert WRITTEN[name] == kept, HOW


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(WRITTEN), HOW
