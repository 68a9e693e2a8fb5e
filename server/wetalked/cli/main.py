"""The command line; each command is loaded when it is called."""

from importlib import import_module
from typing import NamedTuple

import click

from wetalked import __version__


class Entry(NamedTuple):
    """Where a command stands in this package, and its line in `--help`."""

    module: str
    name: str
    help: str


# Loading them all takes one to two seconds, so their lines in `--help` stand here.
COMMANDS = {
    "backup": Entry("backup", "backup", "Write a consistent copy of everything to FILE."),
    "badges": Entry("handouts", "badges", "Write the badge sheet of an event as a PDF."),
    "check": Entry("check", "check", "Report on settings, database, mail, fonts and clock."),
    "demo": Entry("demo", "demo", "Make a throw-away event and serve it."),
    "erase": Entry("erase", "erase", "Erase a person, by mail address or badge code."),
    "event": Entry("organize", "event", "Create events."),
    "follow-up": Entry("handouts", "follow_up", "Tell when follow-ups go out; send them now."),
    "import": Entry("lists", "import_", "Import an attendee list (CSV)."),
    "invite": Entry("handouts", "invite", "Queue the invitations of all who have had none."),
    "organizer": Entry("organize", "organizer", "Make (or find) an organizer; print a link."),
    "pull": Entry("lists", "pull", "Ask the event's ticket shop now."),
    "restore": Entry("backup", "restore", "Bring a backup FILE back into an empty database."),
    "serve": Entry("serve", "serve", "Run the API, the app and the mail worker."),
    "token": Entry("organize", "token", "Print a new API token of an organizer, shown once."),
}


class LazyGroup(click.Group):
    """Knows its commands by name, and loads the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's own
        """Every name, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, loaded now."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(import_module(f"wetalked.cli.{entry.module}"), entry.name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in `--help`, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Remember conversations, not contacts.

    Settings come from the environment (WETALKED_…); `wetalked check` reports on them.
    """
