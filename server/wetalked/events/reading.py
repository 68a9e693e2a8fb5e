"""An attendee list's bytes as rows of cells: which encoding, which delimiter, which line."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence

import msgspec

from wetalked.problems import Problem

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 500
DELIMITERS = (",", ";", "\t", "|")
FORMULA = re.compile(r"\s*[=+\-@]|[\t\r\n]")

_ACCEPTED = "A list is text in lines (CSV), its first line names the columns."
_NO_DELIMITER = "\x1f"
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_OTHER_FILES = {
    b"PK\x03\x04": "an Excel workbook or another packed file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a packed file",
}


class NotAList(Problem):
    """What was sent is no attendee list; the message says what was read and what is accepted."""

    def __init__(self, detail: str, headings: Sequence[str] = ()) -> None:
        super().__init__("not-a-list", detail, headings=headings)


class ListTooLarge(Problem):
    """The list has more bytes or rows than are taken at once."""

    def __init__(self, detail: str) -> None:
        super().__init__("too-large", detail)


class Line(msgspec.Struct, frozen=True):
    """A row's cells, and the line of the file on which it begins (the first is 1)."""

    number: int
    cells: list[str]


def read_lines(data: bytes) -> tuple[Line, list[Line]]:
    """The headings and the rows that hold anything; NotAList, ListTooLarge."""
    if len(data) > MOST_BYTES:
        raise ListTooLarge(f"The list has {len(data):,} bytes; at most {MOST_BYTES:,} are taken.")
    lines = list(_lines(decode(data)))
    if not lines:
        raise NotAList(f"The file is empty. {_ACCEPTED}")
    if len(lines) - 1 > MOST_ROWS:
        raise ListTooLarge(
            f"The list has {len(lines) - 1:,} rows; at most {MOST_ROWS:,} are taken."
        )
    check_width(lines)
    return lines[0], lines[1:]


def check_width(lines: Sequence[Line]) -> None:
    """ListTooLarge where a row has more cells than any export of a ticket shop."""
    widest = max(lines, key=lambda line: len(line.cells))
    if len(widest.cells) > MOST_COLUMNS:
        raise ListTooLarge(
            f"Line {widest.number} has {len(widest.cells):,} columns; "
            f"at most {MOST_COLUMNS} are taken."
        )


def decode(data: bytes) -> str:
    """The text in the encoding that its mark says, or else fits it: UTF-8, Windows-1252 last."""
    for start, kind in _OTHER_FILES.items():
        if data.startswith(start):
            raise NotAList(f"This is {kind}, not text. Save the list as CSV (UTF-8) and send that.")
    for encoding in _encodings(data):
        try:
            return _plain(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise NotAList(f"These bytes are no text in UTF-8, UTF-16 or Windows-1252. {_ACCEPTED}")


def _encodings(data: bytes) -> list[str]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return [encoding]
    start = data[:200]
    if b"\0" in start:
        return ["utf-16-le" if 0 in start[1::2] and 0 not in start[::2] else "utf-16-be"]
    return ["utf-8", "cp1252"]


def _plain(text: str) -> str:
    """The text, unless it is noise that happens to decode."""
    controls = len(re.findall(r"[\x01-\x08\x0e-\x1f\x7f]", text))
    if "\0" in text or controls * 20 > len(text):
        raise NotAList(f"The file holds control characters, it is no text. {_ACCEPTED}")
    return text


def _lines(text: str) -> Iterator[Line]:
    skipped = 0
    delimiter = None
    if said := re.match(r"sep=(.)(?:\r\n?|\n)", text, re.IGNORECASE):  # Excel's own first line
        text, skipped, delimiter = text[said.end() :], 1, said[1]
    for number, cells in _cells(text, delimiter or guess_delimiter(text)):
        if any(cell.strip() for cell in cells):
            yield Line(number + skipped, [wild(cell) for cell in cells])


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


def guess_delimiter(text: str) -> str:
    """The delimiter that divides the headings most; none of them where there is one heading."""
    bare = re.sub(r'"[^"]*("|$)', "", text[:20_000])
    heading = next((line for line in io.StringIO(bare, newline=None) if line.strip(" \n")), "")
    found = max(DELIMITERS, key=heading.count)
    return found if found in heading else _NO_DELIMITER
