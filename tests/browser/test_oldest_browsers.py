"""A browser from which everything is taken that the oldest ones lack: every place still opens."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from browser.camera import film_of
from browser.conftest import Phone
from browser.day import Day, change_event, sign_in
from browser.office_day import LAPTOP, Laptops, sit_down
from browser.scanning import JONAS, MIRA, day
from browser.talk_page import promise
from web.newer import Feature, newer_globals, newer_members

__all__ = ["day"]
pytestmark = pytest.mark.browser
TAKE_AWAY = """
for (const [owner, name, places] of MEMBERS) {
  const found = owner.split(".").reduce((at, part) => at?.[part], globalThis);
  for (const at of [places.includes("own") && found, places.includes("held") && found?.prototype])
    try { if (at && Object.hasOwn(at, name)) delete at[name]; } catch {}
}
for (const name of GLOBALS) { try { delete globalThis[name]; } catch {} }
"""
# Where the driver itself would stumble.
LEFT = {"Function", "Error"}


def script() -> str:
    """Takes away what is newer, before anything of the page runs."""
    members = [(one.owner, one.name, places(one)) for one in newer_members()]
    kept = [one for one in members if one[0] not in LEFT]
    names = [one.name for one in newer_globals()]
    return TAKE_AWAY.replace("MEMBERS", json.dumps(kept)).replace("GLOBALS", json.dumps(names))


def places(feature: Feature) -> str:
    """Whether the interface has it, or what is made of it; of built-in ones it is not told."""
    if feature.path[0] != "api":
        return "own held"
    return "own" if feature.path[-1].endswith("_static") else "held"


def older(page: Page) -> Page:
    """Page and decoder without it."""
    page.add_init_script(script())
    page.route("**/decode.worker-*.js", without_newer)
    return page


def without_newer(route: Route) -> None:
    """As shipped, in a browser without it."""
    shipped = route.fetch()
    route.fulfill(response=shipped, body=f"{script()}\n{shipped.text()}")


def test_it_is_taken_away(phone: Phone, day: Day) -> None:
    page = older(phone())
    page.goto(day.url)
    assert page.evaluate("typeof URL.canParse + typeof Object.groupBy") == "undefinedundefined"
    assert page.evaluate("typeof Iterator === 'undefined' || !Iterator.prototype.map")


def test_a_guest_finds_every_place_scans_and_reads_what_was_noted(
    phone: Phone, day: Day, tmp_path: Path
) -> None:
    change_event(day, help_contact="+49 (0) 30 123456")
    page = older(phone(film=film_of(day.address(JONAS), tmp_path / "jonas.mjpeg")))
    sign_in(page, day.guests[MIRA])
    page.get_by_role("link", name="We talked", exact=True).click()
    expect(page.get_by_role("heading", name=JONAS)).to_be_visible()
    other = older(phone())
    sign_in(other, day.guests[JONAS])
    other.get_by_role("button", name="Yes, we did").click()
    expect(other.get_by_text("Both of you.").first).to_be_visible()
    promise(page, "send the article")
    for path, text in (
        ("/talks", JONAS),
        ("/me", "Quiet mode"),
        ("/me/card", "Email"),
        ("/me/devices", "Signed-in devices"),
        ("/follow-up", "send the article"),
    ):
        page.goto(day.url + path)
        expect(page.get_by_text(text).first).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_organizer_finds_every_page(phone: Phone, laptops: Laptops) -> None:
    page = older(phone(width=LAPTOP, base_url=laptops.url))
    sit_down(page, laptops)
    pages = ("", "/people", "/walk-in", "/badges", "/invitations", "/shop", "/follow-up")
    for path in (*pages, "/settings", "/deck", "/team"):
        page.goto(f"/events/day26{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text("This page has a fault")).to_have_count(0)
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
