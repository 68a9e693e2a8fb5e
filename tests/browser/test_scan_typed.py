"""The typed code is as good as the camera: one tap away, forgiving, early to tell what is wrong."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Phone
from browser.day import Day
from browser.scanning import JONAS, MIRA, come_as_mira, day, talks_of

__all__ = ["day"]  # a fixture

pytestmark = pytest.mark.browser
NOTED = "Noted. Jonas has yet to say yes."


@pytest.fixture
def page(day: Day, phone: Phone) -> Page:
    """Mira's phone, at the field for the code."""
    opened = phone()
    come_as_mira(opened, day)
    opened.get_by_role("link", name="We talked", exact=True).click()
    opened.get_by_role("link", name="Type the code").click()
    expect(field(opened)).to_be_focused()
    return opened


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Code on the badge")


def say(page: Page) -> None:
    page.get_by_role("button", name="We talked").click()


def mixed_up(code: str) -> str:
    """As a hurried person types it: small, with spaces, letters for digits that look like them."""
    look_alike = code.lower().replace("0", "o").replace("1", "l")
    return " ".join(re.findall("..", look_alike))


def test_a_code_with_the_usual_mix_ups_is_shown_as_printed_and_counts(day: Day, page: Page) -> None:
    code = day.guests[JONAS]["badge"]
    field(page).press_sequentially(mixed_up(code))
    expect(field(page)).to_have_value(f"{code[:4]}-{code[4:]}")
    say(page)
    expect(page.get_by_text(NOTED)).to_be_visible()
    assert len(talks_of(page, day)) == 1


def test_a_pasted_address_of_a_badge_becomes_its_code(day: Day, page: Page) -> None:
    code = day.guests[JONAS]["badge"]
    page.evaluate("text => document.querySelector('input').focus()")
    page.keyboard.insert_text(day.address(JONAS))
    expect(field(page)).to_have_value(f"{code[:4]}-{code[4:]}")
    page.keyboard.press("Enter")
    expect(page.get_by_text(NOTED)).to_be_visible()


def test_the_caret_stays_where_something_is_mended(page: Page) -> None:
    field(page).press_sequentially("7kq2m4xz")
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Backspace")
    page.keyboard.type("Z")
    expect(field(page)).to_have_value("7KZ2-M4XZ")
    page.keyboard.type("9")
    expect(field(page)).to_have_value("7KZ9-2M4XZ")


def test_what_is_wrong_is_told_early_and_a_half_typed_code_only_when_it_is_left(
    page: Page,
) -> None:
    wrong = "There is no U in any code. Please look once more."
    short = "A code has eight characters, like 7KQ2-M4XZ."
    field(page).press_sequentially("7ku")
    expect(page.get_by_text(wrong)).to_be_visible()
    page.keyboard.press("Backspace")
    expect(page.get_by_text(wrong)).to_have_count(0)
    expect(page.get_by_text(short)).to_have_count(0)
    say(page)
    expect(page.get_by_text(short)).to_be_visible()


def test_my_own_code_and_an_unknown_one_are_told_and_can_be_mended(day: Day, page: Page) -> None:
    field(page).fill(day.guests[MIRA]["badge"])
    say(page)
    expect(page.get_by_text("That is your own badge.")).to_be_visible()
    field(page).fill("0000 0000")
    expect(page.get_by_text("That is your own badge.")).to_have_count(0)
    say(page)
    expect(page.get_by_text("This badge is not known here.")).to_be_visible()
    field(page).fill(day.guests[JONAS]["badge"])
    say(page)
    expect(page.get_by_text(NOTED)).to_be_visible()


def test_a_keyboard_alone_is_enough(day: Day, phone: Phone) -> None:
    page = phone()
    come_as_mira(page, day)
    go_by_tab(page, page.get_by_role("link", name="We talked", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="We talked")).to_be_focused()
    go_by_tab(page, page.get_by_role("link", name="Type the code"))
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type(day.guests[JONAS]["badge"])
    page.keyboard.press("Enter")
    expect(page.get_by_text(NOTED)).to_be_visible()


def go_by_tab(page: Page, target: Locator) -> None:
    """Press Tab until it has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {target}")
