"""What prose claims is so: settings, commands and endpoints are documented."""

import re
from pathlib import Path
from typing import Any

import click
import pytest

from wetalked.app import ROUTES
from wetalked.cli.main import main
from wetalked.core.settings import VARIABLES

DOCS = Path(__file__).parents[2] / "docs"


def leaves(command: click.Command, words: tuple[str, ...] = ()) -> list[str]:
    """`event create` and the like, as they are typed."""
    if not isinstance(command, click.Group):
        return [" ".join(words)]
    context = click.Context(command)
    return [
        leaf
        for name in command.list_commands(context)
        if (inner := command.get_command(context, name))
        for leaf in leaves(inner, (*words, name))
    ]


@pytest.mark.parametrize("name", VARIABLES)
def test_every_setting_is_documented_with_a_sentence(name: str) -> None:
    text = (DOCS / "operating.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `WETALKED_{name}` \|.*\|.{{20,}}\. \|$", text, re.MULTILINE)


def test_no_setting_is_documented_that_does_not_exist() -> None:
    text = (DOCS / "operating.md").read_text(encoding="utf-8")
    assert set(re.findall(r"WETALKED_([A-Z_]+)", text)) == set(VARIABLES)


@pytest.mark.parametrize("command", leaves(main))
def test_every_command_is_documented_with_a_sentence(command: str) -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `wetalked {command}\b.*` \|.{{20,}}\. \|$", text, re.MULTILINE)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.handler_name)
def test_every_endpoint_says_in_a_sentence_what_it_does(route: Any) -> None:
    assert len((route.fn.__doc__ or "").strip()) > 15
