"""A phone whose browser keeps nothing, is full or never answers goes on as far as it can."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.day import Day, sign_in
from browser.scanning import JONAS, MIRA, OTTO, day
from browser.talk_page import promise

__all__ = ["day"]
pytestmark = pytest.mark.browser
BADGE = re.compile("Badge of")
NO_LOCAL_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {
  get() { throw new DOMException("no", "SecurityError"); },
});
"""
# What the app keeps there, all of it broken, each in another way.
BROKEN_VALUES = """
const broken = ["{", "null", "5", "[null]", '"x"', "1e99", "\\u0000", "[[1]]",
  '{"a":1}', '{"a":null}'];
const names = ["last-time", "event", "sound", "card-asked", "unsaid", "asked-about", "new-address",
  "celebrated", "enough", "lens", "install-declined", "openings", "ready"];
names.forEach((name, at) =>
  localStorage.setItem(`wetalked.${name}`, broken[(at + TURN) % broken.length]));
"""
OPENS_NEVER = """
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...words) {
  const asked = open.apply(this, words);
  for (const name of ["onsuccess", "onerror"]) Object.defineProperty(asked, name, { set() {} });
  asked.addEventListener = () => {};
  return asked;
};
"""
# The browser closes every connection that is open, without a word.
DOORS = """
const doors = (window.doors = []);
const { transaction } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function (...words) {
  if (!doors.includes(this)) doors.push(this);
  return transaction.apply(this, words);
};
"""
IS_FULL = """
IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


def opened(phone: Phone, day: Day, script: str = "") -> Page:
    """Mira's phone, which runs this script before the app."""
    page = phone()
    if script:
        page.add_init_script(script)
    sign_in(page, day.guests[MIRA])
    return page


def say_by_code(page: Page, day: Day, name: str = JONAS) -> None:
    """Type somebody's code."""
    page.goto(f"{day.url}/scan/code")
    page.get_by_label("Code on the badge").fill(day.guests[name]["badge"])
    page.get_by_role("button", name="We talked").click()


def promise_to_stay(page: Page, text: str) -> None:
    """Write it, and see that it outlives the page."""
    promise(page, text)
    page.reload()
    expect(page.get_by_text(text)).to_be_visible()


def test_where_only_the_small_storage_throws_everything_works(phone: Phone, day: Day) -> None:
    page = opened(phone, day, NO_LOCAL_STORAGE)
    say_by_code(page, day)
    expect(page.get_by_role("heading", name=JONAS)).to_be_visible()
    promise_to_stay(page, "send the article")


def test_no_broken_value_keeps_the_app_from_opening(phone: Phone, day: Day) -> None:
    page = opened(phone, day)
    for turn in range(10):
        page.evaluate(BROKEN_VALUES.replace("TURN", str(turn)))
        page.goto(f"{day.url}/")
        expect(page.get_by_role("img", name=BADGE)).to_be_visible()
    say_by_code(page, day)
    expect(page.get_by_role("heading", name=JONAS)).to_be_visible()


def test_a_connection_that_died_is_opened_anew(phone: Phone, day: Day) -> None:
    page = opened(phone, day, DOORS)
    say_by_code(page, day, OTTO)
    expect(page.get_by_role("heading", name=OTTO)).to_be_visible()
    assert page.evaluate("doors.map((door) => door.close()).length") > 0
    promise_to_stay(page, "bring the red backpack")


def test_a_full_phone_is_told_as_full(phone: Phone, day: Day) -> None:
    page = opened(phone, day, IS_FULL)
    say_by_code(page, day)
    expect(page.get_by_text("This phone is full.")).to_be_visible()


def test_with_a_network_the_app_opens_though_its_memory_never_does(phone: Phone, day: Day) -> None:
    page = opened(phone, day)
    page.add_init_script(OPENS_NEVER)
    page.goto(f"{day.url}/")
    expect(page.get_by_role("img", name=BADGE)).to_be_visible()
    say_by_code(page, day)
    expect(page.get_by_text("memory does not answer").first).to_be_visible()


def test_the_memory_of_a_newer_version_is_told_as_that(phone: Phone, day: Day) -> None:
    page = opened(phone, day)
    page.add_init_script(
        "const open = IDBFactory.prototype.open;"
        "IDBFactory.prototype.open = function () {"
        " return open.call(this, 'newer', localStorage.newer ? 1 : 2); };"
    )
    page.reload()
    expect(page.get_by_role("img", name=BADGE)).to_be_visible()
    page.evaluate("localStorage.newer = 'yes'")
    say_by_code(page, day)
    expect(page.get_by_text("A newer version of wetalked has been here.").first).to_be_visible()
