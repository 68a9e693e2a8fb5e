"""`wetalked erase`: a person goes, at once and for good."""

import click

from wetalked.accounts.good_bye import leave_altogether
from wetalked.accounts.login_tokens import owner_of_address, owner_of_badge
from wetalked.cli.runner import say, with_context
from wetalked.core.code import parse
from wetalked.core.problems import Problem
from wetalked.core.text import email_key
from wetalked.db.context import Context


@click.command()
@click.argument("whom", metavar="EMAIL|BADGE")
@click.option("--leave-card", is_flag=True, help="Those they talked with keep their card.")
def erase(whom: str, *, leave_card: bool) -> None:
    """Erase a person from every event, by mail address or badge code."""
    with_context(lambda context: erase_one(context, whom, leave_card=leave_card))
    say("erased")


async def erase_one(context: Context, whom: str, *, leave_card: bool) -> None:
    """Find and erase them; raises `not-found`."""
    code = parse(whom)
    if "@" in whom:
        owner = await owner_of_address(context.db, email_key(whom))
    else:
        owner = await owner_of_badge(context.db, code) if code else None
    if owner is None:
        raise Problem("not-found", f"there is nobody with {whom!r}: give an address or a badge")
    await leave_altogether(context, owner.person, leave_card=leave_card)
