"""The app's styles are written for either writing direction, from one place for colours."""

import re
from pathlib import Path

import pytest

STYLES = sorted((Path(__file__).parents[2] / "web" / "src" / "style").glob("*.css"))
DECLARATION = re.compile(r"^\s*(?P<name>[\w-]+):\s*(?P<value>[^;{}]+);", re.MULTILINE)
SIDED = re.compile(r"(^|-)(left|right)(-|$)")
SIDED_VALUE = re.compile(r"\b(left|right)\b|translateX|translate\((?!0)")
BOXES = {"margin", "padding", "inset", "border-width", "border-radius"}
# A notch is at one side of the phone, whatever is written on it.
NOTCH = re.compile(r"env\(safe-area-inset-(left|right)\)")


def declarations(file: Path) -> list[tuple[str, str]]:
    """Name and value of all declarations, comments aside."""
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [
        (match["name"], " ".join(match["value"].split())) for match in DECLARATION.finditer(text)
    ]


def sides(value: str) -> list[str]:
    """The values of a shorthand, those in parentheses in one piece."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", value)


def is_sided(name: str, value: str) -> bool:
    """Whether it would stand on the wrong side when the page is read from the right."""
    if NOTCH.search(value):
        return False
    four = sides(value) if name in BOXES else []
    return bool(
        SIDED.search(name) or SIDED_VALUE.search(value) or (len(four) == 4 and four[1] != four[3])
    )


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_no_style_knows_left_from_right(file: Path) -> None:
    assert [one for one in declarations(file) if is_sided(*one)] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("margin-left", "4px"),
        ("text-align", "right"),
        ("padding", "1px calc(2px + 3px) 1px 4px"),
        ("border-right-width", "1px"),
        ("transform", "translateX(-24px)"),
    ],
)
def test_a_side_is_noticed(name: str, value: str) -> None:
    assert is_sided(name, value)


@pytest.mark.parametrize("name", ["inset-inline-start", "padding-block", "overflow-wrap"])
def test_what_turns_with_the_page_is_left_alone(name: str) -> None:
    assert not is_sided(name, "4px")


COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(", re.IGNORECASE)
# Black on white in both themes, and what lies on the camera's picture.
FIXED = {"tokens.css", "badge.css", "scan.css"}


@pytest.mark.parametrize(
    "file", [file for file in STYLES if file.name not in FIXED], ids=lambda file: file.name
)
def test_colours_come_from_the_tokens(file: Path) -> None:
    assert [one for one in declarations(file) if COLOUR.search(one[1])] == []
