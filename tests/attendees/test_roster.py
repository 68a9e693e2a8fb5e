"""Attendee lists as ticket shops and spreadsheets export them."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.attendees.lists.errors import ListTooLarge, NotAList
from wetalked.attendees.lists.match import match
from wetalked.attendees.lists.reading import MOST_COLUMNS
from wetalked.attendees.lists.roster import read_list
from wetalked.attendees.lists.row import RejectedRow, RosterRow, check_row
from wetalked.core.problems import Problem
from wetalked.events.model import Wrong

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text("utf-8"))


def people(text: str, encoding: str = "utf-8") -> list[tuple[str, str | None]]:
    return [(row.name, row.email) for row in read_list(text.encode(encoding)).rows]


@pytest.mark.parametrize("file", sorted(EXPECTED))
def test_a_list_holds_the_people_that_are_expected(file: str) -> None:
    roster = read_list((DATA / file).read_bytes())
    new = [found.row for found in match(roster.rows, []) if found.repeats is None]
    assert len(new) == EXPECTED[file]["created"]
    assert len(roster.rejected) == EXPECTED[file]["rejected"]
    assert Counter(row.name for row in new) == Counter(EXPECTED[file]["names"])
    assert Counter(row.email for row in new) == Counter(EXPECTED[file]["emails"])


def test_noise_is_no_list() -> None:
    with pytest.raises(NotAList, match="no text in UTF-8, UTF-16 or Windows-1252"):
        read_list((DATA / "not-a-list.csv").read_bytes())


def test_rejected_rows_carry_their_line_and_what_was_read() -> None:
    rejected = {
        row.line: row.problem for row in read_list((DATA / "messy.csv").read_bytes()).rejected
    }
    assert sorted(rejected) == [16, 21, 29, 31, 37, 41, 46]
    assert "400 characters; at most 120" in rejected[16]
    assert rejected[21] == 'No name beside "nobody1@example.org".'
    assert rejected[37].startswith('"not-an-address" is no email address')
    assert all(len(problem) < 200 for problem in rejected.values())


def test_a_list_has_no_more_columns_than_a_ticket_shop_exports() -> None:
    def wide(columns: int) -> bytes:
        more = ",".join(f"Question {number}" for number in range(2, columns + 1))
        return f"Name,{more}\nMira Klein\n".encode()

    assert [row.name for row in read_list(wide(MOST_COLUMNS)).rows] == ["Mira Klein"]
    with pytest.raises(ListTooLarge, match="Line 1 has 501 columns; at most 500 are taken"):
        read_list(wide(MOST_COLUMNS + 1))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiter_encoding_and_line_ends_are_guessed(
    delimiter: str, encoding: str, ending: str
) -> None:
    rows = [("Name", "E-Mail"), ("Zoë Weiß", "zoe@example.org"), ("Šárka, Ó", "s@example.org")]
    text = ending.join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert people(text, encoding) == rows[1:]


def test_a_big_endian_list_with_its_mark_is_read() -> None:
    text = "\ufeffName;E-Mail\r\nJörg;j@example.org\r\n"
    assert people(text, "utf-16-be") == [("Jörg", "j@example.org")]


def test_a_list_of_names_alone_is_divided_by_nothing() -> None:
    assert people("Name\nHaas, Mira\nRao; Zoë\n") == [("Haas, Mira", None), ("Rao; Zoë", None)]


def test_excels_own_first_line_says_the_delimiter_and_counts_as_a_line() -> None:
    roster = read_list(b"sep=;\r\nName;E-Mail\r\nMira, Haas;m@example.org\r\n;x@example.org\r\n")
    assert [(row.line, row.name) for row in roster.rows] == [(3, "Mira, Haas")]
    assert [row.line for row in roster.rejected] == [4]


def test_lines_are_counted_as_an_editor_shows_them() -> None:
    text = (
        'Name,Address,Email\n"Haas, ""Mi"" Mira","Road 1\nTown\n",m@example.org\n\n ,, \n'
        ',,nobody@example.org\nKim,"Road\r\n2",nonsense\nZoë,,z@example.org'
    )
    roster = read_list(text.encode())
    assert [(row.line, row.name) for row in roster.rows] == [(2, 'Haas, "Mi" Mira'), (10, "Zoë")]
    assert [row.line for row in roster.rejected] == [7, 8]


def test_a_row_with_fewer_or_more_cells_than_headings_is_read_as_far_as_it_goes() -> None:
    assert people("Name,Email\nMira\nKim,k@example.org,extra\n") == [
        ("Mira", None),
        ("Kim", "k@example.org"),
    ]


def test_a_heading_alone_is_a_list_of_nobody() -> None:
    roster = read_list(b"Name;E-Mail\n\n;;\n")
    assert (roster.rows, roster.rejected) == ([], [])
    assert roster.columns == {"name": "Name", "email": "E-Mail"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf \n;;\n", "The file is empty"),
        (b"PK\x03\x04 and so on", "an Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xff\xfeN\0a", "no text in UTF-8, UTF-16"),
        (b"N\x01a\x02m\x03e\x04", "control characters"),
        (b"Company,Email\nACME,a@example.org\n", 'No column of names among "Company", "Email"'),
        (b"Dear all,\nthe list comes later.", 'No column of names among "Dear all"'),
        (b'Name,Email\nMira,m@example.org\n"Kim,k@example.org\nZo,\n', "opened on line 3"),
    ],
)
def test_what_is_no_list_is_refused_with_what_was_read(data: bytes, said: str) -> None:
    with pytest.raises(NotAList) as refused:
        read_list(data)
    assert refused.value.name == "not-a-list"
    assert said in refused.value.detail


def test_the_headings_that_a_refusal_names_are_shortened() -> None:
    headings = ",".join(f"column {n} {'x' * 50}" for n in range(100))
    with pytest.raises(NotAList) as refused:
        read_list(f"{headings}\n1,2\n".encode())
    assert len(str(refused.value)) < 700


def test_a_list_may_have_five_megabytes_and_twenty_thousand_rows_and_no_more() -> None:
    rows = "".join(f"Guest {n},g{n}@example.org\n" for n in range(20_000))
    assert len(read_list(f"Name,Email\n{rows}\n\n".encode()).rows) == 20_000
    with pytest.raises(ListTooLarge, match="20,001 rows; at most 20,000"):
        read_list(f"Name,Email\n{rows}One more,\n".encode())
    with pytest.raises(ListTooLarge, match="at most 5,242,880") as refused:
        read_list(b"Name\n" + b"x" * 5 * 1024 * 1024)
    assert refused.value.name == "too-large"


def test_the_apostrophe_that_tames_a_formula_for_spreadsheets_is_not_part_of_a_name() -> None:
    names = ["=SUM(A1)", "+Kim", "@home", "-Zoë", "'t Hooft", "'Kim'"]
    tamed = [f"'{name}" if name[0] in "=+@-" else name for name in names]
    rows = "\n".join(f'"{name}"' for name in tamed)
    read = read_list(f"Name\n{rows}".encode())
    assert [row.name for row in read.rows] == ["=SUM(A1)", "@home", "-Zoë", "'t Hooft", "'Kim'"]
    assert [row.cells for row in read.rejected] == [["+Kim"]]


def test_formulas_and_other_odd_names_are_kept_as_text() -> None:
    text = 'Name\n"=HYPERLINK(""http://evil.example"",""x"")"\n@all\n{{name}}\n<b>x</b>\n'
    assert [name for name, _ in people(text)] == [
        '=HYPERLINK("http://evil.example","x")',
        "@all",
        "{{name}}",
        "<b>x</b>",
    ]


@pytest.mark.parametrize("name", ["Mira\u202eHaas", "Mira\x07", "\u200b", "x" * 121])
def test_a_name_that_no_badge_can_show_is_rejected(name: str) -> None:
    roster = read_list(f'Name,Email\n"{name}",m@example.org\nKim,\n'.encode())
    assert [row.line for row in roster.rejected] == [2]
    assert [row.name for row in roster.rows] == ["Kim"]


@pytest.mark.parametrize(
    ("cell", "language"),
    [
        *[(cell, "de") for cell in ("de", "DE", "de-AT", "de-informal", "Deutsch", "German")],
        *[(cell, "en") for cell in ("en", "en_GB", "English", "englisch", " EN ")],
        *[(cell, None) for cell in ("", "fr", "Klingon", "?", "den")],
    ],
)
def test_a_language_is_understood_or_left_out(cell: str, language: str | None) -> None:
    (row,) = read_list(f"Name,Language\nMira,{cell}\n".encode()).rows
    assert row.language == language


def test_what_to_ask_about_is_read_and_its_line_breaks_become_spaces() -> None:
    text = 'Name,Email,Ask me about\nMira,,"Rust,\r\nand  rust"\nKim,,\nZoë,,' + "x" * 121
    roster = read_list(text.encode())
    assert [row.ask_me_about for row in roster.rows] == ["Rust, and rust", None]
    assert [row.line for row in roster.rejected] == [5]


def test_the_given_name_is_taken_from_its_own_column_or_guessed() -> None:
    apart = read_list(b"Vorname;Nachname\nAnna Lena;Haas\n;Rao\nKim;\n").rows
    assert [(row.name, row.given_name) for row in apart] == [
        ("Anna Lena Haas", "Anna Lena"),
        ("Rao", "Rao"),
        ("Kim", "Kim"),
    ]
    (together,) = read_list(b'Name\n"Haas, Mira"\n').rows
    assert (together.name, together.given_name) == ("Haas, Mira", "Mira")


def test_one_row_from_json_goes_through_the_same_checks() -> None:
    assert check_row(3, " Mira  Haas ", " MIRA@example.org", "German", "Rust") == RosterRow(
        3, "Mira Haas", "Mira", "mira@example.org", "de", "Rust"
    )
    assert check_row(1, "Mira", "", "", "") == RosterRow(1, "Mira", "Mira", None, None, None)
    assert check_row(4, " ", None) == RejectedRow(
        4, "No name in this row.", [Wrong("name", "missing")]
    )
    both = check_row(5, "Mira\nHaas", "nonsense")
    assert isinstance(both, RejectedRow)
    assert "line break" in both.problem
    assert '"nonsense" is no email address' in both.problem


def test_a_correction_reads_a_field_from_another_column() -> None:
    data = b"Name,Who,Mail,Second mail\nTable 1,Mira Haas,,m@example.org\n"
    roster = read_list(data, {"name": "who", "email": " Second  mail "})
    assert [(row.name, row.email) for row in roster.rows] == [("Mira Haas", "m@example.org")]
    assert roster.columns == {"name": "Who", "email": "Second mail"}


def test_a_corrected_name_is_not_mixed_with_guessed_ones() -> None:
    data = b"First name,Last name,Badge\nElisabeth,Rao,Lizzy R\n"
    (row,) = read_list(data, {"name": "Badge"}).rows
    assert (row.name, row.given_name) == ("Lizzy R", "Lizzy")
    (row,) = read_list(
        b"Name,A,B\nTable 1,Mira,Haas\n", {"given_name": "A", "family_name": "B"}
    ).rows
    assert (row.name, row.given_name) == ("Mira Haas", "Mira")


def test_a_correction_without_a_heading_leaves_the_field_aside() -> None:
    roster = read_list(b"Name,Email\nMira,m@example.org\n", {"email": ""})
    assert [(row.name, row.email) for row in roster.rows] == [("Mira", None)]
    assert roster.columns == {"name": "Name"}


@pytest.mark.parametrize(
    ("columns", "field", "said"),
    [
        ({"name": "Nobody"}, "name", 'No column "Nobody"; there are "Name", "Email".'),
        ({"shoe_size": "Name"}, "shoe_size", "No such field; there are name, given_name"),
    ],
)
def test_a_correction_that_fits_nothing_is_refused(
    columns: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(Problem) as refused:
        read_list(b"Name,Email\nMira,\n", columns)
    (error,) = refused.value.errors
    assert (refused.value.name, error.field) == ("invalid", field)
    assert said in error.message


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_are_refused(data: bytes) -> None:
    try:
        roster = read_list(data)
    except NotAList:
        return
    assert roster.columns


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_rows_below_a_heading_are_taken_or_rejected(body: str) -> None:
    try:
        roster = read_list(f"Name,Email,Ask me about\n{body}".encode())
    except NotAList:
        return
    lines = [row.line for row in roster.rows] + [row.line for row in roster.rejected]
    assert len(lines) == len(set(lines))
    assert all(line > 1 for line in lines)
