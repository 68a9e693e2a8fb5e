"""What may stand on a card."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.attendees.card import link, phone_link, phone_number
from wetalked.core.text import BadText


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
    ("typed", "dialled"),
    [
        ("+49 (0) 221 123456", "tel:+49221123456"),
        ("+49(0)221-123456 ext. 12", "tel:+49221123456;ext=12"),
        ("0221 123456 Durchwahl 12", "tel:+49221123456;ext=12"),
        ("0221 123456 (DW 12)", "tel:+49221123456;ext=12"),
        ("0221/123456 App. 12", "tel:+49221123456;ext=12"),
        ("+33 1 23 45 67 89 poste 12", "tel:+33123456789;ext=12"),
        ("+44 (0)20 7946 0018 x3", "tel:+442079460018;ext=3"),
        ("٠٢٢١ ١٢٣٤٥٦", "tel:+49221123456"),
        ("+٩١ ٩٨٧٦٥ ٤٣٢١٠", "tel:+919876543210"),
        ("\u202a+49 170 1234567\u202c", "tel:+491701234567"),
        ("0049 221 123456", "tel:+49221123456"),
        ("+39 06 1234567", "tel:+39061234567"),
        ("+49-0221-123456", "tel:+49221123456"),
        ("0221 123456-12", "tel:+4922112345612"),
        ("0221 123456 (privat)", "tel:+49221123456"),
        ("+49 221 123456, abends", "tel:+49221123456"),
        ("Tel.: 0170 1234567", "tel:+491701234567"),
        ("+1 800 FLOWERS", "tel:+18003569377"),
        ("tel:+49-221-123456;ext=7", "tel:+49221123456;ext=7"),
        ("+49 221 123456 Raum 12", None),
        ("49 221 123456", None),
        ("12345", None),
    ],
)
def test_a_tap_dials_the_number_that_was_meant_or_nothing(typed: str, dialled: str | None) -> None:
    assert phone_link(phone_number(typed, "Europe/Berlin"), "Europe/Berlin") == dialled


@pytest.mark.parametrize(
    ("typed", "zone", "dialled"),
    [
        ("०११ २३४५ ६७८९", "Asia/Kolkata", "tel:+911123456789"),
        ("011 49 221 123456", "America/New_York", "tel:+49221123456"),
        ("555-2671", "America/New_York", None),
        ("(212) 555-2671 ext 5", "America/New_York", "tel:+12125552671;ext=5"),
        ("020 7946 0018", "Europe/London", "tel:+442079460018"),
    ],
)
def test_without_a_country_code_it_is_dialled_as_in_the_country_of_the_event(
    typed: str, zone: str, dialled: str | None
) -> None:
    assert phone_link(phone_number(typed, zone), zone) == dialled


TEL = re.compile(r"tel:\+[1-9][0-9]{3,16}(;ext=[0-9]{1,20})?")


@given(st.text("+0123456789٠٢٩ ()/-.,;#extDW\u202aab", max_size=40))
def test_what_a_tap_dials_is_always_a_whole_number(typed: str) -> None:
    try:
        kept = phone_number(typed, "Europe/Berlin")
    except BadText:
        return
    dialled = phone_link(kept, "Europe/Berlin")
    assert dialled is None or TEL.fullmatch(dialled)


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
