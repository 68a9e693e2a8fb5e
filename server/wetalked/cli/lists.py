"""Commands that bring people in: `wetalked import` and `wetalked pull`."""

from collections.abc import Sequence
from pathlib import Path

import click

from wetalked.attendees.lists.additions import same_people
from wetalked.attendees.lists.headings import FIELDS
from wetalked.attendees.lists.importing import Said, import_list
from wetalked.cli.runner import say, with_context
from wetalked.core.problems import Problem
from wetalked.db.context import Context
from wetalked.events.model import ImportReport
from wetalked.events.store import find_event
from wetalked.shops.model import ShopReport
from wetalked.shops.worker import ShopWorker


@click.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADING",
    help=f"Read a field from this column; of {', '.join(FIELDS)}. No heading: leave it aside.",
)
@click.option(
    "--all-statuses", is_flag=True, help="Take those, too, who do not come (canceled, declined …)."
)
@click.option("--charset", help="The encoding of the file, where it is not found.")
@click.option(
    "--same",
    multiple=True,
    metavar="LINE:ID",
    help="The line is this participant, as a dry run offers it.",
)
def import_(
    slug: str,
    file: Path,
    columns: tuple[str, ...],
    charset: str | None,
    same: tuple[str, ...],
    *,
    dry_run: bool,
    all_statuses: bool,
) -> None:
    """Import an attendee list (CSV). The same list again changes nothing; no mail is sent."""
    try:
        people = same_people(same)
    except Problem as wrong:
        raise click.UsageError(f"--same: {wrong.errors[0].message}") from None
    said = Said(columns=columns_of(columns), charset=charset, everybody=all_statuses, same=people)
    report = with_context(lambda context: read_list(context, slug, file, said, dry_run=dry_run))
    tell_import(report, dry_run=dry_run)


def columns_of(options: Sequence[str]) -> dict[str, str]:
    """From fields to the headings that they are read from."""
    found = {}
    for option in options:
        field, equals, heading = option.partition("=")
        if field.strip() not in FIELDS or not equals:
            accepted = f"accepted is FIELD=HEADING; fields are {', '.join(FIELDS)}"
            raise click.UsageError(f"--column: read {option!r}, {accepted}")
        found[field.strip()] = heading
    return found


async def read_list(
    context: Context, slug: str, file: Path, said: Said, *, dry_run: bool
) -> ImportReport:
    """Bring the file's people into the event."""
    found = await find_event(context.db, slug)
    return await import_list(context, found, file.read_bytes(), said, dry_run=dry_run)  # noqa: ASYNC240 — nothing else runs here


def tell_import(report: ImportReport, *, dry_run: bool) -> None:
    """Each rejected line with its reason to stderr, the four figures to stdout."""
    for field, heading in report.columns.items():
        say(f"{field} is read from {heading!r}")
    for told in report.told:
        say(f"line {told.line}: {told.message}")
    for rejected in report.rejected:
        say(f"line {rejected.line}: {rejected.problem}")
    if dry_run:
        say("nothing was changed")
    click.echo(
        f"created {len(report.created)}, updated {len(report.updated)}, "
        f"unchanged {report.unchanged}, rejected {len(report.rejected)}"
    )


@click.command()
@click.argument("slug")
def pull(slug: str) -> None:
    """Bring people up to what the event's ticket shop says; no mail is sent."""
    report = with_context(lambda context: ask_shop(context, slug))
    for note in (*report.told, *report.rejected):
        say(f"ticket {note.ticket}: {note.message}")
    if report.nameless:
        say(f"tickets without a name: {report.nameless}")
    click.echo(
        f"created {report.created}, updated {report.updated}, unchanged {report.unchanged}, "
        f"removed {report.removed}, rejected {len(report.rejected)}"
    )


async def ask_shop(context: Context, slug: str) -> ShopReport:
    """Ask it now."""
    return await ShopWorker(context).pull(await find_event(context.db, slug))
