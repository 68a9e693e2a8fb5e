"""Lists as people have them: every kind that was once read wrong, in German and English."""

import json
from pathlib import Path

import pytest

from wetalked.attendees.lists.errors import NotAList
from wetalked.attendees.lists.roster import Roster, read_list

DATA = Path(__file__).parents[1] / "data"
FOUND = json.loads((DATA / "found" / "expected.json").read_text("utf-8"))["files"]
LISTS = json.loads((DATA / "lists" / "expected.json").read_text("utf-8"))["files"]


def people(roster: Roster) -> list[list[str | None]]:
    return [[row.name, row.email] for row in roster.rows]


@pytest.mark.parametrize("file", sorted(FOUND))
def test_a_list_that_was_read_wrong_is_read_right_and_prints_no_private_answer(file: str) -> None:
    roster = read_list((DATA / "found" / file).read_bytes())
    assert people(roster) == FOUND[file]
    assert not any(row.ask_me_about for row in roster.rows)


@pytest.mark.parametrize("file", sorted(LISTS))
def test_a_list_of_these_kinds_is_read_right_and_what_is_left_out_is_told(file: str) -> None:
    expected, roster = LISTS[file], read_list((DATA / "lists" / file).read_bytes())
    assert people(roster) == expected["people"]
    assert [[told.kind, told.line] for told in roster.told] == expected["told"]
    assert [row.line for row in roster.rejected] == expected["rejected"]
    topics = [row.ask_me_about for row in roster.rows if row.ask_me_about]
    assert topics == expected.get("topics", [])


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Summe: 2", []),
        ("Total: 1", []),
        ("Info Requested", []),
        ("#NV", []),
        ("2", []),
        ("anonymous", []),
        ("10. Oktober 2026", []),
        ("2026-10-01", []),
        ("zoe@example.org", []),
        ("J\ufffdrg Haas", []),
        ("J?rg Haas", []),
        ("Anna Ott\nKim Lee", []),
        ("Anna\nOtt", ["Anna Ott"]),
        ("\u202aAnna Ott\u202c", ["Anna Ott"]),
        ("Anna\u200b Ott\ufeff", ["Anna Ott"]),
        ("M&uuml;ller &amp; S&ouml;hne", ["Müller & Söhne"]),
        ("Anna Null", ["Anna Null"]),
    ],
)
def test_what_can_be_nobodys_name_is_rejected_and_what_only_looks_odd_is_mended(
    cell: str, names: list[str]
) -> None:
    roster = read_list(f'Name,Email\nMira Haas,\n"{cell}",\nUwe Lang,\n'.encode())
    assert [row.name for row in roster.rows] == ["Mira Haas", *names, "Uwe Lang"]
    assert len(roster.rejected) == 1 - len(names)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"<html><table><tr><td>Name</td></tr></table></html>", "a web page"),
        (b"\xef\xbb\xbf<meta charset=utf-8><table>", "a web page"),
        (b'<?xml version="1.0"?><Workbook>', "XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook"),
        (b"PK\x03\x04[Content_Types].xml xl/workbook.xml", "an Excel workbook"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "LibreOffice"),
        (b"PK\x03\x04Index/Document.iwa", "Numbers"),
        (b'[{"name": "Mira"}]', "JSON"),
        ("Name\nDvo\u0159ák Jan\nSmrž\n".encode("cp1250")[:-6] + b"\x81\x8d\n", "CSV UTF-8"),
        ("Name\nWeiß\n".encode("cp850"), "can be read in several ways"),
    ],
)
def test_what_is_no_list_whatever_its_name_is_refused_with_what_to_do(
    start: bytes, said: str
) -> None:
    with pytest.raises(NotAList) as refused:
        read_list(start)
    assert said in refused.value.detail
    assert "CSV UTF-8" in refused.value.detail
