"""An attendee list's text as rows of cells: which delimiter, which line has the headings."""

import csv
import io
import itertools
import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from wetalked.attendees.lists.encoding import decode, note
from wetalked.attendees.lists.errors import ACCEPTED, SAVE_AS, ListTooLarge, NotAList
from wetalked.attendees.lists.headings import guess, is_group, is_who, same
from wetalked.attendees.lists.values import cleaned, is_address
from wetalked.core.text import quoted
from wetalked.events.model import Told

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 500
DELIMITERS = (",", ";", "\t", "|")
FORMULA = re.compile(r"\s*[=+\-@]|[\t\r\n]")

_NO_DELIMITER = "\x1f"
# How far down the headings are looked for, and how much of a file tells its delimiter.
_HEAD = 40
_SAMPLE = 64_000
_OTHER_FILES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a packed file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls), whatever its name says",
    b"{\\rtf": "a text with formatting (RTF)",
    b"BEGIN:VCARD": "a file of contacts (vCard)",
    b"SQLite format 3": "a database",
}
_PACKED = {
    b"xl/": "an Excel workbook (.xlsx), whatever its name says",
    b"word/": "a Word document",
    b"opendocument.spreadsheet": "a LibreOffice spreadsheet (.ods)",
    b".iwa": "a Numbers document",
}
_WEB_PAGE = re.compile(
    rb"\s*(?:<!doctype|<html|<head|<meta|<table|<body|<div|<style|<script|<tr[ >])", re.IGNORECASE
)
_XML = re.compile(rb"\s*<(?:\?xml|\w+[ >])", re.IGNORECASE)


class Line(msgspec.Struct, frozen=True):
    """A row's cells, and the line of the file on which it begins (the first is 1)."""

    number: int
    cells: list[str]


class Sheet(msgspec.Struct, frozen=True):
    """The headings (each with the group that it stands under), the rows below, what is told."""

    headings: Line
    groups: list[str]
    rows: list[Line]
    told: list[Told]


def read_sheet(data: bytes, charset: str | None = None, named: Collection[str] = ()) -> Sheet:
    """The headings and the rows that hold anything; NotAList, ListTooLarge.

    `charset` is what the sender says of the encoding; `named` are headings that are surely there.
    """
    if len(data) > MOST_BYTES:
        raise ListTooLarge(f"The list has {len(data):,} bytes; at most {MOST_BYTES:,} are taken.")
    if kind := other_kind(data):
        raise NotAList(f"This is {kind}, not text. Open it in a spreadsheet. {SAVE_AS}")
    read = decode(data, charset)
    lines = list(_lines(read.text, named))
    if not lines:
        raise NotAList(f"The file is empty. {ACCEPTED}")
    _check_width(lines)
    top = _heading_line([line.cells for line in lines[: _HEAD * 2]], named)
    rows = list(_rows(lines[top + 1 :], lines[top].cells, read.told))
    if len(rows) > MOST_ROWS:
        raise ListTooLarge(f"The list has {len(rows):,} rows; at most {MOST_ROWS:,} are taken.")
    groups = _groups(lines[top - 1].cells, len(lines[top].cells)) if top else []
    return Sheet(lines[top], groups, rows, read.told)


def _check_width(lines: Sequence[Line]) -> None:
    """ListTooLarge where a row has more cells than any export of a ticket shop."""
    widest = max(lines, key=lambda line: len(line.cells))
    if len(widest.cells) > MOST_COLUMNS:
        raise ListTooLarge(
            f"Line {widest.number} has {len(widest.cells):,} columns; "
            f"at most {MOST_COLUMNS} are taken."
        )


def other_kind(data: bytes) -> str | None:
    """What the file is by its first bytes, where that is no text in lines."""
    for start, kind in _OTHER_FILES.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"PK\x03\x04"):
        inside = data[:4_000] + data[-20_000:]
        packed = "an Excel workbook or another packed file"
        return next((kind for sign, kind in _PACKED.items() if sign in inside), packed)
    start = data[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _WEB_PAGE.match(start):
        return "a web page (an HTML table), whatever its name says"
    if _XML.match(start):
        return "XML, whatever its name says"
    return "JSON" if re.match(rb'\s*(?:\[\s*[{\[]|\{\s*")', start) else None


def _lines(text: str, named: Collection[str]) -> Iterator[Line]:
    """The lines that hold anything, each cell without what nobody sees."""
    skipped = 0
    delimiter = None
    if said := re.match(r"sep=(.)(?:\r\n?|\n)", text, re.IGNORECASE):  # Excel's own first line
        text, skipped, delimiter = text[said.end() :], 1, said[1]
    for number, cells in _cells(text, delimiter or guess_delimiter(text, named)):
        kept = [cleaned(wild(cell)) for cell in cells]
        if any(cell.strip(",;|") for cell in kept):
            yield Line(number + skipped, kept)


def wild(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from running it as a formula.

    Ticket shops write it, and our own lists of rejected rows (OWASP, "CSV Injection").
    """
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell, 1) else cell


def _cells(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its first line; NotAList with the line of a quotation mark left open."""
    end = "\x1e end \x1e"
    source = io.StringIO(f"{text}\n{end}", newline="")
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True)
    number = 1
    try:
        for cells in reader:
            if any(end in cell for cell in cells) and cells != [end]:
                raise NotAList(f"The quotation mark opened on line {number} is never closed.")
            if cells != [end]:
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise NotAList(
            f"Line {number} cannot be read: {error}. Is a quotation mark open?"
        ) from None


def guess_delimiter(text: str, named: Collection[str] = ()) -> str:
    """The delimiter with which headings are understood and rows are alike; or one that is none."""
    sample = text[:_SAMPLE]
    worths = {one: _fit(sample, one, named) for one in DELIMITERS}
    best = max(DELIMITERS, key=lambda one: worths[one])
    return best if worths[best] > (0.0, 0.0) else _NO_DELIMITER


def _fit(sample: str, delimiter: str, named: Collection[str]) -> tuple[float, float]:
    """How well a delimiter divides the headings and the rows; nothing where no heading is divided.

    The headings that are understood, addresses that stand alone in a cell, rows as long as the
    headings; then how many columns there are.
    """
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        rows = [row for row in itertools.islice(reader, 300) if any(cell.strip() for cell in row)]
    except csv.Error:
        return 0.0, 0.0
    if not rows:
        return 0.0, 0.0
    top = _heading_line(rows, named)
    head, below = rows[top], rows[top + 1 :]
    if len(head) < 2:
        return 0.0, 0.0
    with_address = [row for row in below if any("@" in cell for cell in row)]
    alone = sum(any(is_address(cell) for cell in row) for row in with_address)
    alike = sum(len(row) == len(head) for row in below)
    clean = 3 * alone / len(with_address) if with_address else 0
    return _weight(head, named) + clean + 2 * alike / max(len(below), 1), len(head)


def _heading_line(rows: Sequence[Sequence[str]], named: Collection[str]) -> int:
    """Which row names the columns: the one of which most is understood, the first of those.

    Where nothing is understood: the first that is about as wide as the rows are.
    """
    weights = [_weight(row, named) for row in rows[:_HEAD]]
    if max(weights) > 0:
        return weights.index(max(weights))
    widths = sorted(sum(1 for cell in row if cell.strip()) for row in rows)
    usual = widths[len(widths) // 2]
    wide = (
        place
        for place, row in enumerate(rows[:_HEAD])
        if sum(1 for cell in row if cell.strip()) * 10 >= usual * 6
    )
    return next(wide, 0)


def _weight(row: Sequence[str], named: Collection[str]) -> float:
    """How much of a row is understood as headings; nothing where an address stands in it."""
    if any(is_address(cell) for cell in row):
        return 0.0
    cells = [cell for cell in row if cell.strip() and len(cell) <= 200]
    fields = {field for cell in cells[:200] if (field := guess(cell)[1])}
    sure = sum(3 for cell in cells if any(same(cell, one) for one in named)) if named else 0
    # "E-Mail" alone in a line may be a word in a letter, "Language" too.
    return 2 * len(fields) + sure + (0.5 if any(map(is_who, cells)) else 0)


def _groups(above: Sequence[str], width: int) -> list[str]:
    """What stands over each heading, where that line divides them into people's and buyers'."""
    said = [cell.strip() for cell in above if cell.strip()]
    if not said or not all(map(is_group, said)) or len(above) < 2:
        return []
    groups, now = [], ""
    for place in range(width):
        now = (above[place].strip() if place < len(above) else "") or now
        groups.append(now)
    return groups


def _rows(lines: Sequence[Line], headings: Sequence[str], told: list[Told]) -> Iterator[Line]:
    """The lines that are rows: neither the headings once more, nor the title above those."""
    repeats = {
        place
        for place, line in enumerate(lines)
        if [*line.cells] == [*headings] and len(headings) > 1
    }
    for place, line in enumerate(lines):
        title = place + 1 in repeats and sum(1 for cell in line.cells if cell) == 1
        if place in repeats or title:
            said = f"The headings again, or a title above them: {quoted(' '.join(line.cells), 60)}."
            told.append(note("left-out-lines", line.number, said))
        else:
            yield line
