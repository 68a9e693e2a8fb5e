"""Commands of those who run events: organizers, tokens, events, lists, badges, mails."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import click
import msgspec

from wetalked.accounts.login_tokens import owner_of_address, sign_in_link
from wetalked.cli.runner import fail, say, with_context
from wetalked.core.problems import Problem
from wetalked.core.text import email_key
from wetalked.core.zones import moments_of, zone_names
from wetalked.db.context import Context
from wetalked.events.api_tokens import create_token, revoke_token, tokens_of
from wetalked.events.organizers import make_organizer, retire_organizer
from wetalked.events.plan import NewEvent
from wetalked.events.store import OwnEvent, create_event
from wetalked.http.body import as_invalid


@click.command()
@click.argument("email")
@click.option("--remove", is_flag=True, help="End all that they organize, and their tokens.")
def organizer(email: str, *, remove: bool) -> None:
    """Make (or find) an organizer and print a link that signs them in, good for a day."""
    if remove:
        with_context(lambda context: retire_organizer(context, email))
        say(f"{email} organizes nothing any more")
        return
    click.echo(with_context(lambda context: link_for(context, email)))


async def link_for(context: Context, email: str) -> str:
    """An organizer's sign-in link."""
    maker = await make_organizer(context, email)
    return await sign_in_link(context, maker.id)


@click.command()
@click.argument("email")
@click.option("--name", help="What the new token is for.")
@click.option("--expires", metavar="WHEN", help="Until when it is good: 2027-12-05T09:00+01:00.")
@click.option("--list", "listing", is_flag=True, help="Name the tokens there are.")
@click.option("--revoke", metavar="NAME", help="End a token.")
def token(
    email: str, name: str | None, expires: str | None, revoke: str | None, *, listing: bool
) -> None:
    """Print a new API token of an organizer: it is shown only now."""
    if sum([name is not None, listing, revoke is not None]) != 1:
        raise click.UsageError("give one of --name NAME, --list and --revoke NAME")
    if listing:
        for line in with_context(lambda context: token_lines(context, email)):
            click.echo(line)
    elif revoke is not None:
        with_context(lambda context: end_token(context, email, revoke))
        say(f"the token {revoke!r} has ended")
    else:
        until = moment("--expires", expires, "UTC") if expires else None
        click.echo(with_context(lambda context: new_token(context, email, name or "", until)))


async def new_token(context: Context, email: str, name: str, until: datetime | None) -> str:
    """The token's value."""
    maker = await make_organizer(context, email)
    return (await create_token(context, maker.id, name, until)).token or ""


async def token_lines(context: Context, email: str) -> list[str]:
    """Name, making, last use and end of each."""
    return [
        f"{one.name}\t{one.made_at:%Y-%m-%d}\t{one.used_at or 'never used'}\t"
        f"{one.expires_at or 'does not expire'}"
        for one in await tokens_of(context.db, await known(context, email))
    ]


async def end_token(context: Context, email: str, name: str) -> None:
    """Revoke one by its name."""
    await revoke_token(context, await known(context, email), name)


async def known(context: Context, email: str) -> str:
    """The person with this address; looking makes nobody an organizer. Raises `not-found`."""
    owner = await owner_of_address(context.db, email_key(email))
    if owner is None:
        raise Problem("not-found", f"there is nobody with {email!r}")
    return owner.person


@click.group()
def event() -> None:
    """Create events."""


@event.command("create")
@click.argument("slug")
@click.option("--name", required=True)
@click.option("--starts", required=True, help="2026-12-05T09:00, with an offset or in the zone.")
@click.option("--ends", required=True, help="The same.")
@click.option("--time-zone", required=True, help="An IANA name, such as Europe/Berlin.")
@click.option("--language", type=click.Choice(["de", "en"]), default="en", show_default=True)
@click.option("--organizer", "email", help="Who runs it, by mail address.")
def create(
    slug: str, name: str, starts: str, ends: str, time_zone: str, language: str, email: str | None
) -> None:
    """Create an event."""
    said = {
        "slug": slug,
        "name": name,
        "starts_at": moment("--starts", starts, time_zone),
        "ends_at": moment("--ends", ends, time_zone),
        "time_zone": time_zone,
        "language": language,
    }
    try:
        new = msgspec.convert(said, NewEvent)
    except msgspec.ValidationError as wrong:
        fail(as_invalid(wrong).detail, 2)
    made = with_context(lambda context: make_event(context, new, email))
    say(f"{made.slug}: {made.name}, follow-up at {local(made.follow_up_at, time_zone)}")


def moment(option: str, text: str, zone: str) -> datetime:
    """A time as typed; without an offset it is the event's own."""
    if zone not in zone_names():
        fail(f"--time-zone: read {zone!r}, accepted is an IANA name such as Europe/Berlin", 2)
    try:
        read = datetime.fromisoformat(text)
        found = [read] if read.tzinfo else moments_of(read, zone)
    except (ValueError, OverflowError):
        fail(f"{option}: read {text!r}, accepted is a time such as 2026-12-05T09:00", 2)
    if len(found) != 1:
        fail(f"{option}: read {text!r}, {not_once(found, zone)}", 2)
    return found[0]


def not_once(found: Sequence[datetime], zone: str) -> str:
    """Why a time by the clocks of a zone is not a moment, and how to say which one is meant."""
    if not found:
        return f"which the clocks of {zone} skip that night; give a time that there is"
    shown = " or ".join(at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes") for at in found)
    return f"which the clocks of {zone} show twice that night; accepted is {shown}"


async def make_event(context: Context, new: NewEvent, email: str | None) -> OwnEvent:
    """The event, and who runs it."""
    maker = await make_organizer(context, email) if email else None
    return await create_event(context, new, maker.id if maker else None)


def local(at: datetime, zone: str) -> str:
    """A moment on the clock of the event."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
