"""What a line, a note and an address may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.core.text import (
    BadText,
    email_address,
    email_key,
    long_text,
    name_key,
    one_line,
    quoted,
)


def test_a_line_is_trimmed_and_its_spaces_become_one() -> None:
    assert one_line("  Mira \u00a0  Haas\n") == "Mira Haas"


def test_a_line_keeps_every_script_and_its_joiners() -> None:
    for name in [
        "محمد علي",
        "שרה כהן",
        "山田 太郎",
        "می\u200cخواهم",
        "👩\u200d🚀 Ada",
        "\u200fדוד",
    ]:
        assert one_line(name) == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Nothing to read; 1 to 120"),
        (" \u200b \u00a0", "Nothing to read"),
        ("x" * 121, "121 characters; at most 120"),
        ("Mira\nHaas", "line break"),
        ("Mira\u2028Haas", "line break"),
        ("Mira\tHaas", "control character (U+0009)"),
        ("Mira\x00Haas", "control character (U+0000)"),
        ("Mira \ud800", "control character (U+D800)"),
        ("Mira\u202eHaas", "direction override (U+202E)"),
        ("Mira\u2066Haas", "direction override (U+2066)"),
    ],
)
def test_a_line_that_is_not_accepted_says_why(text: str, said: str) -> None:
    with pytest.raises(BadText) as refused:
        one_line(text)
    assert said in str(refused.value)


def test_a_line_of_exactly_the_limit_is_accepted() -> None:
    assert one_line("x" * 120 + "  ") == "x" * 120


def test_a_note_may_have_line_breaks_and_they_become_plain() -> None:
    assert long_text(" one\r\ntwo\rthree\n\nfour\t. ") == "one\ntwo\nthree\n\nfour\t."


@pytest.mark.parametrize(
    "text", ["", " \n ", "x" * 1001, "a\x00b", "a\x1bb", "a\u202eb", "a\ud800"]
)
def test_a_note_that_is_not_accepted_is_refused(text: str) -> None:
    with pytest.raises(BadText):
        long_text(text)


@given(st.text(max_size=150))
def test_an_accepted_text_is_accepted_again_unchanged(text: str) -> None:
    for check in (one_line, long_text):
        try:
            accepted = check(text)
        except BadText:
            continue
        assert check(accepted) == accepted
        assert accepted.encode()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" GUEST4@EXAMPLE.ORG ", "guest4@example.org"),
        ("jörg@bücher.example", "jörg@bücher.example"),
        ("mira+talks@example.com\u00a0", "mira+talks@example.com"),
        ("o'brien@example.net", "o'brien@example.net"),
    ],
)
def test_an_address_is_kept_in_lower_case_without_outer_spaces(text: str, address: str) -> None:
    assert email_address(text) == address


@pytest.mark.parametrize("text", ["", "not-an-address", "a3@b@c.org", "a b@example.org", "a@.org"])
def test_an_address_that_no_mail_can_reach_is_refused(text: str) -> None:
    with pytest.raises(BadText, match="no email address"):
        email_address(text)


def test_spellings_of_one_address_and_of_one_name_compare_equal() -> None:
    assert email_key(" Jo\u0308rg@Example.org ") == email_key("jörg@example.ORG")
    assert name_key("Zoe\u0308  WEISS") == name_key("Zoë Weiß")
    assert name_key("Mira Haas") != name_key("Mira Haase")


def test_what_is_quoted_is_short_and_printable() -> None:
    assert quoted("x0" * 100) == '"' + ("x0" * 20)[:39] + '…"'
    assert quoted("a\x07b\u202ec") == '"a·b·c"'
