"""The command line."""

import click

from wetalked import __version__
from wetalked.commands.checking import check
from wetalked.commands.demo import demo
from wetalked.commands.erasing import erase
from wetalked.commands.handing_out import HANDING_OUT
from wetalked.commands.keeping import backup, restore
from wetalked.commands.organizing import ORGANIZING
from wetalked.commands.serving import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Remember conversations, not contacts.

    Settings come from the environment (WETALKED_…); `wetalked check` reports on them.
    """


for command in (serve, demo, *ORGANIZING, *HANDING_OUT, erase, backup, restore, check):
    main.add_command(command)
