"""How every command runs: settings read, the context open, and one line for whatever goes wrong."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar

import click

from wetalked.core.network_settings import WrongSetting
from wetalked.core.problems import Problem
from wetalked.core.settings import Settings, read_settings
from wetalked.db import CannotOpen
from wetalked.db.context import Context, LostDatabase, UnusableSecret, open_context
from wetalked.http.static import NotBuilt
from wetalked.shops.answers import ShopTrouble

Result = TypeVar("Result")
TELLABLE = (
    CannotOpen,
    LostDatabase,
    NotBuilt,
    OSError,
    Problem,
    ShopTrouble,
    UnusableSecret,
    WrongSetting,
)


def settings_here() -> Settings:
    """The settings of this environment; a wrong one ends the command with its line."""
    try:
        return read_settings(os.environ)
    except WrongSetting as wrong:
        fail(str(wrong))


def with_context(work: Callable[[Context], Awaitable[Result]]) -> Result:
    """Do the work with the context of this environment; what goes wrong ends the command."""
    settings = settings_here()

    async def run() -> Result:
        context = await open_context(settings)
        try:
            return await work(context)
        finally:
            await context.db.close()

    try:
        return asyncio.run(run())
    except TELLABLE as wrong:
        fail(str(wrong))


def say(words: str) -> None:
    """Words for a person: to stderr, so that stdout holds only what a script would use."""
    click.echo(words, err=True)


def fail(words: str, status: int = 1) -> NoReturn:
    """End the command with one line on stderr."""
    say(f"wetalked: {words}")
    sys.exit(status)
