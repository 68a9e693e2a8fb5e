"""The command line."""

import click

from wetalked import __version__
from wetalked.cli.backup import backup, restore
from wetalked.cli.check import check
from wetalked.cli.demo import demo
from wetalked.cli.erase import erase
from wetalked.cli.handouts import HANDING_OUT
from wetalked.cli.organize import ORGANIZING
from wetalked.cli.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Remember conversations, not contacts.

    Settings come from the environment (WETALKED_…); `wetalked check` reports on them.
    """


for command in (serve, demo, *ORGANIZING, *HANDING_OUT, erase, backup, restore, check):
    main.add_command(command)
