"""What may stand on a card."""

import pytest

from wetalked.events.card import link, phone_number
from wetalked.text import BadText


@pytest.mark.parametrize(
    "typed", ["+49 30 123456", "0170 1234567", "(030) 12 34 56", "+1 415-555-2671"]
)
def test_a_number_that_can_be_dialled_stays_as_typed(typed: str) -> None:
    assert phone_number(f" {typed} ", "Europe/Berlin") == typed


@pytest.mark.parametrize("typed", ["", "call me", "1", "+49 30 123456 789 123 456", "030\n123456"])
def test_what_nobody_can_dial_is_refused(typed: str) -> None:
    with pytest.raises(BadText):
        phone_number(typed, "Europe/Berlin")


def test_a_number_without_country_code_needs_a_country() -> None:
    with pytest.raises(BadText, match="with its country code"):
        phone_number("0170 1234567", "UTC")


@pytest.mark.parametrize(
    "typed",
    ["https://example.org", "http://example.org:8080/a?b=c#d", "https://jürgen.example/über-mich"],
)
def test_a_link_to_a_page_is_kept(typed: str) -> None:
    assert link(f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed",
    [
        *("", "example.org", "javascript:alert(1)", "data:text/html,x", "ftp://example.org", "//x"),
        *("https://", "https:///path", "https://[", "https://example.org:port", "https://a b.org"),
        *("https://user:secret@example.org", "https://example.org/" + "x" * 500),
    ],
)
def test_anything_else_is_no_link(typed: str) -> None:
    with pytest.raises(BadText):
        link(typed)
