"""`wetalked erase`: a person goes, at once and for good."""

import click

from wetalked.badges.code import parse
from wetalked.commands.running import say, with_kit
from wetalked.kit import Kit
from wetalked.people.leaving_routes import leave_altogether
from wetalked.people.passes_store import owner_of_address, owner_of_badge
from wetalked.problems import Problem
from wetalked.text import email_key


@click.command()
@click.argument("whom", metavar="EMAIL|BADGE")
@click.option("--leave-card", is_flag=True, help="Those they talked with keep their card.")
def erase(whom: str, *, leave_card: bool) -> None:
    """Erase a person from every event, by mail address or badge code."""
    with_kit(lambda kit: erase_one(kit, whom, leave_card=leave_card))
    say("erased")


async def erase_one(kit: Kit, whom: str, *, leave_card: bool) -> None:
    """Find and erase them; raises `not-found`."""
    code = parse(whom)
    if "@" in whom:
        owner = await owner_of_address(kit.db, email_key(whom))
    else:
        owner = await owner_of_badge(kit.db, code) if code else None
    if owner is None:
        raise Problem("not-found", f"there is nobody with {whom!r}: give an address or a badge")
    await leave_altogether(kit, owner.person, leave_card=leave_card)
