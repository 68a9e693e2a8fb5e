"""What `docs/web.md` says of the phone app is so: its files are there, and what they hold."""

import re
from pathlib import Path

import pytest

from house.test_web_levels import LINE, SRC

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w./-]+\.tsx?)` \| (.*) \|$", re.MULTILINE)
FOLDER = re.compile(r"^\| `([\w-]+)` \|", re.MULTILINE)
MOST = 12


@pytest.mark.parametrize(("file", "functions"), ROW.findall(TEXT))
def test_what_a_scan_passes_through_is_there(file: str, functions: str) -> None:
    source = (SRC / file).read_text(encoding="utf-8")
    names = re.findall(r"`(\w+)`", functions)
    assert names
    for name in names:
        assert re.search(rf"\b(?:function|class|const) {name}\b", source), name


def test_a_scan_passes_through_few_files() -> None:
    assert 0 < len(ROW.findall(TEXT)) <= MOST


def test_the_folders_are_named_in_their_order() -> None:
    assert FOLDER.findall(TEXT) == [folder for folder in LINE if (SRC / folder).is_dir()]


def test_other_files_that_are_named_are_there() -> None:
    for name in re.findall(r"`((?:web/src|tests|storage|api|app|office|i18n)/[\w./-]+)`", TEXT):
        assert (ROOT / name).exists() or (SRC / name).exists(), name
