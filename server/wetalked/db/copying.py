"""Copy everything from one database into an empty one, whichever engines they are."""

from collections.abc import Iterator, Sequence
from itertools import islice

from wetalked.db.door import Database, Row, Statement, do

# In the order in which they refer to each other; `migration` and `change` are made by opening.
TABLES = (
    "setting",
    "attempt",
    "person",
    "session",
    "email_change",
    "api_token",
    "pass",
    "block",
    "event",
    "organizer",
    "participant",
    "badge",
    "talk",
    "scan",
    "note",
    "mail",
    "shop",
    "shop_hook",
    "shop_message",
    "shop_ticket",
)
ROWS_A_UNIT = 500


class NotEmpty(Exception):  # noqa: N818 — reads as what it is
    """The database already holds something."""


async def copy_everything(source: Database, target: Database) -> None:
    """All rows of one moment; raises `NotEmpty` unless the target is new."""
    await check_empty(target)
    tables = await source.read(*(do(f"SELECT * FROM {table}") for table in TABLES))  # noqa: S608 — our own names
    for table, rows in zip(TABLES, tables, strict=True):
        for some in batches(rows):
            await target.write(*(insertion(table, row) for row in some))


async def check_empty(target: Database) -> None:
    """Raises `NotEmpty` where there are persons or events."""
    people, events = await target.read(
        do("SELECT id FROM person LIMIT 1"), do("SELECT id FROM event LIMIT 1")
    )
    if people or events:
        raise NotEmpty("the database is not empty: move it away first, nothing was changed")


def batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in units that keep nobody waiting."""
    remaining = iter(rows)
    while some := list(islice(remaining, ROWS_A_UNIT)):
        yield some


def insertion(table: str, row: Row) -> Statement:
    """One row as it was."""
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    text = f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608 — our own names
    return Statement(text, row)
