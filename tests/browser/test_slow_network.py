"""On a slow network nobody is thrown out of where they have gone meanwhile."""

import re

import pytest
from playwright.sync_api import Route, expect

from browser.conftest import Phone
from browser.day import Day, sign_in
from browser.scanning import JONAS, MIRA, OTTO, day
from browser.talk_page import promises

__all__ = ["day"]
pytestmark = pytest.mark.browser
SLOW_DISK = """
const { put } = IDBObjectStore.prototype;
window.slow = false;
IDBObjectStore.prototype.put = function (...words) {
  if (window.slow && this.name === "waiting") {
    const until = performance.now() + 1500; // the transaction stays alive as long as it is asked
    const spin = () => performance.now() < until && (this.get(["a", "b"]).onsuccess = spin);
    spin();
  }
  return put.apply(this, words);
};
"""


def test_whoever_left_for_another_place_stays_there_and_gets_a_line(phone: Phone, day: Day) -> None:
    page = phone()
    sign_in(page, day.guests[MIRA])
    held: list[Route] = []
    page.route("**/api/v1/sync", lambda route: held.append(route))  # noqa: PLW0108 — Playwright looks at its signature
    page.goto(f"{day.url}/scan/code")
    page.get_by_label("Code on the badge").fill(day.guests[JONAS]["badge"])
    page.get_by_role("button", name="We talked").click()
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("link", name="Me", exact=True).click()
    expect(page.get_by_text("Noted: you talked with")).to_be_visible()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    page.get_by_role("link", name="Have a look").click()
    expect(page).to_have_url(re.compile("/talks/"))


def test_quiet_mode_leaves_the_deck_as_it_is(phone: Phone, day: Day) -> None:
    page = phone()
    sign_in(page, day.guests[OTTO])
    cards = page.get_by_role("list", name="Open questions").get_by_role("listitem")
    expect(cards.first).to_be_visible()
    page.get_by_role("link", name="Me", exact=True).click()
    page.route("**/deck", lambda route: route.abort())
    page.evaluate(
        "IDBObjectStore.prototype.get = () => { throw new DOMException('', 'UnknownError'); }; 0"
    )
    page.get_by_role("checkbox", name=re.compile("^Quiet mode")).click()
    expect(page.get_by_role("checkbox", name=re.compile("^Quiet mode"))).to_be_checked()
    page.get_by_role("link", name="Badge", exact=True).click()
    expect(page.get_by_text("One good conversation")).to_be_visible()
    expect(cards.first).to_be_visible()


def test_a_date_stays_though_a_letter_follows_on_a_slow_disk(phone: Phone, day: Day) -> None:
    page = phone()
    page.add_init_script(SLOW_DISK)
    sign_in(page, day.guests[OTTO])
    page.goto(f"{day.url}/scan/code")
    page.get_by_label("Code on the badge").fill(day.guests[JONAS]["badge"])
    page.get_by_role("button", name="We talked").click()
    field = page.get_by_label("I promised to")
    field.fill("send the article")
    page.get_by_label("By when? (if you like)").fill("2026-12-24")
    page.evaluate("slow = true")
    page.get_by_label("By when? (if you like)").fill("2026-12-31")
    field.press("End")
    field.press("!")
    promises(page).get_by_role("button", name="Done").click()
    expect(page.get_by_text("send the article!")).to_be_visible()
    expect(page.get_by_text("31 December 2026")).to_be_visible()
