"""Commands that hand something out: badges, invitations, follow-ups."""

import asyncio
from pathlib import Path
from typing import Any, get_args

import click
from rich.console import Console
from rich.progress import Progress

from wetalked.attendees.invitations import count_uninvited, invite_all
from wetalked.badges.choice import Order, Wanted
from wetalked.badges.layout import DEFAULT, LAYOUTS, SheetOptions
from wetalked.badges.printed import mark_printed
from wetalked.badges.store import badges_at, make_sheet, unprintable
from wetalked.cli.runner import fail, say, with_context
from wetalked.cli.samples import write_samples
from wetalked.core.clock import to_datetime
from wetalked.core.files import write_private
from wetalked.db.context import Context
from wetalked.events.store import find_event
from wetalked.letters.schedule import begin_follow_up, follow_up_due_at


@click.command()
@click.argument("slug")
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path))
@click.option("--layout", type=click.Choice(list(LAYOUTS)), default=DEFAULT, show_default=True)
@click.option("--only-unprinted", is_flag=True, help="Leave out whose badge is on paper already.")
@click.option(
    "--sort",
    "order",
    type=click.Choice(get_args(Order)),
    default="family",
    show_default=True,
    help="By family name, by given name, or as on the list.",
)
@click.option(
    "--sides",
    type=click.Choice(["1", "2"]),
    default="1",
    show_default=True,
    help="2: each page is followed by its back, to be flipped on the long edge.",
)
@click.option(
    "--pins",
    type=click.Choice(["strip", "sheet"]),
    default="strip",
    show_default=True,
    help="PINs on a strip to tear off, or on a sheet of their own.",
)
@click.option("--crop-marks", is_flag=True, help="Show where to cut.")
def badges(slug: str, file: Path, order: Order, *, only_unprinted: bool, **wish: Any) -> None:
    """Write the badge sheet of an event as a PDF."""
    wanted = Wanted(only_unprinted=only_unprinted, order=order)
    for name in with_context(
        lambda context: print_badges(context, slug, file, SheetOptions(**wish), wanted)
    ):
        say(f"no font at hand prints all of {name!r}; its badge was made all the same")
    say(f"{file} is written")


async def print_badges(
    context: Context, slug: str, file: Path, wish: SheetOptions, wanted: Wanted
) -> list[str]:
    """Write the file, with a progress bar; the names that cannot be printed whole."""
    event, at = await find_event(context.db, slug), context.clock()
    held = await badges_at(context.db, event, wanted)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("badges", total=len(held))
        pdf = await make_sheet(
            context, held, wish, lambda done, of: bar.update(task, completed=done, total=of)
        )
    await asyncio.to_thread(write_private, file, pdf)
    await mark_printed(context, event, at, [one.participant for one in held])
    return [one.name for one in await unprintable(held)]


@click.command()
@click.argument("slug")
@click.option("--dry-run", is_flag=True, help="Only tell how many would be queued.")
def invite(slug: str, *, dry_run: bool) -> None:
    """Queue the invitations of all who have had none."""
    queued = with_context(lambda context: invite_to(context, slug, dry_run=dry_run))
    if dry_run:
        say("nothing was queued")
    click.echo(queued)


async def invite_to(context: Context, slug: str, *, dry_run: bool) -> int:
    """How many were, or would be, queued."""
    found = await find_event(context.db, slug)
    return await (count_uninvited(context.db, found) if dry_run else invite_all(context, found))


@click.command("follow-up")
@click.argument("slug")
@click.option("--now", is_flag=True, help="Send ahead of time.")
@click.option(
    "--preview",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write sample mails, made of invented talks, into this folder.",
)
def follow_up(slug: str, preview: Path | None, *, now: bool) -> None:
    """Tell when the follow-ups go out; send them now, or write samples."""
    if now and preview:
        fail("give either --now or --preview DIR", 2)
    if preview:
        for file in with_context(lambda context: write_samples(context, slug, preview)):
            click.echo(file)
    elif now:
        with_context(lambda context: begin_now(context, slug))
        say("the follow-ups are queued; the running server sends them")
    else:
        click.echo(with_context(lambda context: when(context, slug)))


async def begin_now(context: Context, slug: str) -> None:
    """Let the server begin at once; where it has begun, nothing changes."""
    await begin_follow_up(context.db, (await find_event(context.db, slug)).id, context.clock())


async def when(context: Context, slug: str) -> str:
    """The moment they are due, in UTC."""
    return to_datetime(follow_up_due_at(await find_event(context.db, slug))).isoformat()
