"""What is told about a list beside the people in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from wetalked.attendees.lists.columns import Table, shown
from wetalked.attendees.lists.naming import name_in
from wetalked.attendees.lists.reading import Line, Sheet
from wetalked.attendees.lists.row import RejectedRow
from wetalked.attendees.lists.values import (
    addresses_in,
    are_several,
    on_one_line,
    why_no_name,
)
from wetalked.core.text import BadText, name_key, quoted
from wetalked.events.model import Told, ToldKind, Wrong


def _about(line: int, kind: ToldKind, said: str, heading: str, value: str | None = None) -> Told:
    """What is told of a column."""
    short = value and value.strip()[:60]
    return Told(
        line=line, message=said, kind=kind, name=None, email=None, heading=heading, value=short
    )


def _about_columns(sheet: Sheet, table: Table) -> Iterator[Told]:
    """What was left aside, and what was not found."""
    top = sheet.headings.number
    for column in table.left_aside():
        heading = table.headings[column]
        said = (
            f"Left aside: {quoted(heading, 80)} may hold private answers; nothing of it is printed."
        )
        yield _about(top, "private-answer", said, heading)
    if table.has_more() and not table.has("email") and "email" not in table.given:
        elsewhere = [table.headings[column] for column in table.addresses_elsewhere()]
        about = f" {shown(elsewhere)} is not the guests' own." if elsewhere else ""
        said = f"No column of addresses was found; everybody is taken without one.{about}"
        yield _about(top, "no-addresses", said, ", ".join(elsewhere)[:80])
    halves = [half for half in ("given_name", "family_name") if table.has(half)]
    if len(halves) == 1 and not table.has("name") and not table.given & {*halves}:
        heading = table.chosen()[halves[0]]
        said = f"Only half of the names was found, under {quoted(heading)}. Name the other column."
        yield _about(top, "half-names", said, heading)
    if table.name_rank == 2:
        heading = next(iter(table.chosen().values()))
        said = f"The names are the buyers' ({quoted(heading)}); no guests' were found."
        yield _about(top, "buyers", said, heading)


def _shared_addresses(rows: Sequence[Line], table: Table) -> Mapping[str, set[str]]:
    """For whom each address stands in the list, where it may be that of an order."""
    shared: dict[str, set[str]] = defaultdict(set)
    ranks = {table.rank(column) for column in table.columns.get("email", [])}
    if len(ranks) > 1:
        for line in rows:
            name = name_key(name_in(line.cells, table).name)
            for _, cell in table.cells(line.cells, "email"):
                try:
                    shared[addresses_in(cell)[0]].add(name)
                except BadText:
                    continue
    return shared


def _wrong_name(line: Line, name: str) -> RejectedRow | None:
    """The row as rejected where its name can be nobody's."""
    if not name:
        return None
    if are_several(name):
        said = f"{quoted(name)}: several people in one row; each needs one of their own."
        return RejectedRow(line.number, said, [Wrong("name", "several-people")])
    if why := why_no_name(on_one_line(name)):
        return RejectedRow(
            line.number, f"{quoted(name)} is no name: {why}.", [Wrong("name", "no-name")]
        )
    return None
