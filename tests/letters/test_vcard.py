"""Cards for an address book, read back by another program's parser."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from wetalked.letters.vcard import Contact, vcard, vcards

SHARED = json.loads((Path(__file__).parents[1] / "data" / "cards.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "given_name", "family"),
    [
        ("Mira Haas", "Mira", "Haas"),
        ("Haas, Mira", "Mira", "Haas"),
        ("محمد علي", "محمد", "علي"),
        ("山田 太郎", "山田 太郎", ""),
        ("Zoë; Weiß, die \\ Große", "Zoë", "; Weiß die \\ Große"),
        ("x" * 60 + " " + "ü" * 59, "x" * 60, "ü" * 59),
    ],
)
def test_a_card_reads_back_as_it_was_written(name: str, given_name: str, family: str) -> None:
    contact = Contact(
        name,
        given_name,
        "jörg@bücher.example",
        "+49 341 12345;ext=6",
        "https://example.org/a,b;c?d=ü",
        "Met at “Day, 26; really”\nby the door",
    )
    card = vobject.readOne(vcard(contact))
    assert card.version.value == "3.0"
    assert card.fn.value == name
    assert (card.n.value.given, card.n.value.family) == (given_name, family)
    assert card.email.value == contact.email
    assert card.tel.value == contact.phone
    assert card.url.value == "https://example.org/a%2Cb%3Bc?d=ü"
    assert unquote(card.url.value) == contact.link
    assert card.note.value == contact.note


def test_what_a_card_does_not_show_is_not_in_it() -> None:
    assert vcard(Contact("Mira Haas", "Mira")) == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Haas;Mira;;;\r\nFN:Mira Haas\r\nEND:VCARD\r\n"
    )


def test_several_cards_make_one_file() -> None:
    written = vcards([Contact("Mira Haas", "Mira"), Contact("Kim", "Kim")])
    assert [card.fn.value for card in vobject.readComponents(written)] == ["Mira Haas", "Kim"]


def test_a_link_cannot_bring_a_line_of_its_own() -> None:
    written = vcard(Contact("Kim", "Kim", link="https://example.org/\r\nTEL:110"))
    assert "URL:https://example.org/TEL:110\r\n" in written


PRINTABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=40
)


@given(PRINTABLE, PRINTABLE)
def test_lines_are_at_most_75_octets_and_unfold_to_what_was_said(name: str, note: str) -> None:
    written = vcard(Contact(name, name, note=note))
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    unfolded = written.replace("\r\n ", "").split("\r\n")
    escaped = note.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    assert f"NOTE:{escaped}" in unfolded


@given(st.text("ab\r\n\x00\x1f\x7f\x85\u2028\u2029\\,;é", min_size=1, max_size=20))
def test_a_card_keeps_line_breaks_escaped_and_leaves_out_other_control_characters(
    note: str,
) -> None:
    shown = re.sub("[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029]", "", re.sub("\r\n?", "\n", note))
    written = vcard(Contact("Kim", "Kim", note=note))
    assert len(written.splitlines()) == len(vcard(Contact("Kim", "Kim", note="x")).splitlines())
    assert vobject.readOne(written).note.value == shown


@pytest.mark.parametrize("case", SHARED, ids=lambda case: case["contact"]["name"])
def test_the_app_and_the_server_write_the_same_card(case: dict[str, Any]) -> None:
    assert vcard(Contact(**case["contact"])).split("\r\n") == [*case["lines"], ""]
