"""Attendee lists: who is in them, who does not come, which rows cannot be taken."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from wetalked.attendees.lists.columns import Table, shown
from wetalked.attendees.lists.errors import NotAList
from wetalked.attendees.lists.naming import Named, name_in
from wetalked.attendees.lists.reading import Line, Sheet, read_sheet
from wetalked.attendees.lists.remarks import _about, _about_columns, _shared_addresses, _wrong_name
from wetalked.attendees.lists.row import RejectedRow, RosterRow, check_row
from wetalked.attendees.lists.standing import Verdict, verdict
from wetalked.attendees.lists.values import (
    addresses_in,
    is_nothing,
    on_one_line,
)
from wetalked.core.text import BadText, quoted
from wetalked.events.model import Told, ToldKind


class Roster(msgspec.Struct, frozen=True):
    """A list as it was read; `columns` says under which heading each field was found."""

    rows: list[RosterRow]
    rejected: list[RejectedRow]
    columns: dict[str, str]
    headings: list[str] = []
    told: list[Told] = []


def read_list(
    data: bytes,
    columns: Mapping[str, str] | None = None,
    *,
    charset: str | None = None,
    everybody: bool = False,
) -> Roster:
    """The people in a list; `columns` corrects the guess, from a field to the heading it has.

    `charset` is the encoding as the sender says it; `everybody` takes those, too, of whom the list
    says that they do not come. Raises NotAList, ListTooLarge, or an `invalid` problem for a
    correction that fits no column.
    """
    columns = columns or {}
    sheet = read_sheet(data, charset, [heading for heading in columns.values() if heading.strip()])
    table = Table(sheet.headings.cells, [line.cells for line in sheet.rows], sheet.groups)
    table.guess()
    table.correct(columns)
    if not table.has_names():
        raise NotAList(
            f"No column of names among {shown(table.headings)}. The first line must name the "
            'columns, one of them "Name", or "First name" and "Last name".',
            table.headings,
        )
    reader = _Reader(sheet, table, everybody=everybody)
    checked = [row for line in sheet.rows if (row := reader.check(line))]
    return Roster(
        [row for row in checked if isinstance(row, RosterRow)],
        [row for row in checked if isinstance(row, RejectedRow)],
        table.chosen(),
        sheet.headings.cells,
        sorted([*sheet.told, *reader.told, *_about_columns(sheet, table)], key=lambda t: t.line),
    )


class _Reader:
    """Row by row what a list says, and what is to be told of that."""

    def __init__(self, sheet: Sheet, table: Table, *, everybody: bool) -> None:
        self.told: list[Told] = []
        self._table = table
        self._statuses = [] if everybody else table.statuses()
        self._top = sheet.headings.number
        self._not_understood: set[int] = set()
        self._shared = _shared_addresses(sheet.rows, table)

    def check(self, line: Line) -> RosterRow | RejectedRow | None:
        """The row, why it is none, or None where it says that nobody comes."""
        named = name_in(line.cells, self._table)
        if self._is_gone(line, named):
            return None
        row = self._row(line, named)
        return replace(row, cells=[*line.cells]) if isinstance(row, RejectedRow) else row

    def _row(self, line: Line, named: Named) -> RosterRow | RejectedRow:
        if wrong := _wrong_name(line, named.name):
            return wrong
        cells, table = line.cells, self._table
        address, unusable = self._address(line, named)
        if not named.name:
            return check_row(line.number, "", address or unusable)
        row = check_row(
            line.number,
            on_one_line(named.name),
            unusable,
            table.cell(cells, "language"),
            on_one_line(table.cell(cells, "ask_me_about")),
            on_one_line(named.given),
        )
        return replace(row, email=address) if isinstance(row, RosterRow) else row

    def _is_gone(self, line: Line, named: Named) -> bool:
        """Whether a status says so, which is told; what nobody can tell for sure is told, too."""
        said: dict[Verdict, int] = {}
        for column, kind in self._statuses:
            cell = line.cells[column] if column < len(line.cells) else ""
            found = verdict(kind, cell) if cell else None
            if found == "unknown":
                self._tell_unknown(column, cell)
            elif found:
                said.setdefault(found, column)
        if "gone" in said:
            self._tell(line, named, "not-coming", said["gone"], "Left out")
        elif "unsure" in said:
            self._tell(line, named, "unsure-status", said["unsure"], "Taken, though not for sure")
        return "gone" in said

    def _tell(self, line: Line, named: Named, kind: ToldKind, column: int, what: str) -> None:
        heading, value = self._table.headings[column], line.cells[column].strip()[:60]
        emails = [cell for _, cell in self._table.cells(line.cells, "email")]
        said = f"{what}: {quoted(heading)} says {quoted(value)} of {quoted(named.name)}."
        self.told.append(
            Told(
                line=line.number,
                message=said,
                kind=kind,
                name=named.name[:120] or None,
                email=emails[0][:120] if emails else None,
                heading=heading,
                value=value,
            )
        )

    def _tell_unknown(self, column: int, cell: str) -> None:
        if column in self._not_understood:
            return
        self._not_understood.add(column)
        heading = self._table.headings[column]
        said = (
            f"{quoted(heading)} may say who comes, but {quoted(cell)} is not understood; those "
            "rows are taken."
        )
        self.told.append(_about(self._top, "unknown-status", said, heading, cell))

    def _address(self, line: Line, named: Named) -> tuple[str | None, str | None]:
        """The first usable address of the row; else what stands there, to be complained of."""
        unusable = None
        for column, cell in self._table.cells(line.cells, "email"):
            if is_nothing(cell):
                continue
            try:
                found = addresses_in(cell)
            except BadText:
                unusable = unusable or cell
                continue
            # An order's address, beside a column of the guests' own, that stands at several names
            # is that of who ordered.
            if not self._is_order(column) or len(self._shared[found[0]]) < 2:
                self._tell_address(line, named, column, cell, found)
                return found[0], None
        return None, unusable

    def _is_order(self, column: int) -> bool:
        columns = self._table.columns.get("email", [])
        own = any(self._table.rank(other) == 0 for other in columns)
        return own and self._table.rank(column) > 0

    def _tell_address(
        self, line: Line, named: Named, column: int, cell: str, found: Sequence[str]
    ) -> None:
        heading = self._table.headings[column]
        if len(found) > 1:
            said = f"Several addresses in {quoted(cell, 80)}; the first is taken."
            self._tell_of(line, "several-addresses", said, named, found[0], heading)
        if self._is_order(column):
            said = f"The address {quoted(found[0])} is that of the order ({quoted(heading)})."
            self._tell_of(line, "other-address", said, named, found[0], heading)

    def _tell_of(
        self, line: Line, kind: ToldKind, said: str, named: Named, email: str, heading: str
    ) -> None:
        self.told.append(
            Told(
                line=line.number,
                message=said,
                kind=kind,
                name=named.name[:120],
                email=email,
                heading=heading,
            )
        )
