"""What `docs/architecture.md` says of the server is so: packages, files, and what they hold."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "server" / "wetalked"
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w./]+\.py)` \| (.*) \|$", re.MULTILINE)
WAY = re.compile(r"^## The way of one (\w+)\n(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
MOST = {"scan": 8, "list": 12, "mail": 14}


def names_in(file: str) -> set[str]:
    """What stands at a file's top level."""
    body = ast.parse((PACKAGE / file).read_text(encoding="utf-8")).body
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assigned = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    assigned += [node.target for node in body if isinstance(node, ast.AnnAssign)]
    return {node.name for node in body if isinstance(node, kinds)} | {
        target.id for target in assigned if isinstance(target, ast.Name)
    }


@pytest.mark.parametrize(("file", "functions"), ROW.findall(TEXT))
def test_what_something_passes_through_is_there(file: str, functions: str) -> None:
    named = re.findall(r"`(\w+)`", functions)
    assert named
    assert set(named) <= names_in(file)


@pytest.mark.parametrize(("what", "table"), WAY.findall(TEXT))
def test_a_way_is_short(what: str, table: str) -> None:
    assert 0 < len(ROW.findall(table)) <= MOST[what]


def test_each_way_is_told() -> None:
    assert [what for what, _ in WAY.findall(TEXT)] == list(MOST)


def test_the_picture_shows_the_line_that_is_held() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (line,) = [
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    ]
    (picture,) = re.findall(r"```mermaid\n(.*?)```", TEXT, re.DOTALL)
    drawn = [name for row in picture.splitlines()[1:] for name in re.findall(r"\w+", row)]
    assert [name for name, after in zip(drawn, [*drawn[1:], ""], strict=True) if name != after] == (
        line
    )


@pytest.mark.parametrize("place", re.findall(r"`((?:[a-z_]+/)+[\w.*]+)`", TEXT))
def test_each_place_that_is_named_is_there(place: str) -> None:
    assert [*PACKAGE.glob(place), *ROOT.glob(place)], place


def test_what_stands_beside_a_place_is_in_it() -> None:
    for file, named in re.findall(r"`([\w/]+\.py)` \(`(\w+)`\)", TEXT):
        assert named in names_in(file), f"{named} in {file}"
