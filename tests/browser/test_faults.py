"""A fault in one view leaves the rest of the app as it is, and says what happened."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import Phone, looks_of
from browser.day import Day, sign_in
from browser.office_day import LAPTOP, Laptops, sit_down
from browser.scanning import JONAS, MIRA, day, talks_of

__all__ = ["day"]
pytestmark = pytest.mark.browser
KNOWS_NO_ZONE = """
const Known = Intl.DateTimeFormat;
Intl.DateTimeFormat = class extends Known {
  constructor(tag, options) {
    if (options?.timeZone === "Europe/Berlin") throw new RangeError("Invalid time zone");
    super(tag, options);
  }
};
"""
FAULT = "This page has a fault"
NEWER_PAGE = '<div id="app"></div><script src="/assets/index-NEWER.js"></script>'


def say_by_code(page: Page, day: Day, name: str) -> None:
    """Type somebody's code."""
    page.goto(f"{day.url}/scan/code")
    page.get_by_label("Code on the badge").fill(day.guests[name]["badge"])
    page.get_by_role("button", name="We talked").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_a_phone_that_does_not_know_the_zone_shows_every_place_with_times_in_utc(
    phone: Phone, day: Day
) -> None:
    page = phone()
    page.add_init_script(KNOWS_NO_ZONE)
    sign_in(page, day.guests[MIRA])
    say_by_code(page, day, JONAS)
    began = talks_of(page, day)[0]["began_at"][11:16]
    page.goto(f"{day.url}/talks")
    expect(page.get_by_text(f"{began} UTC")).to_be_visible()
    for path, heading in (("/me", "Me"), ("/follow-up", "Your conversations")):
        page.goto(day.url + path)
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        expect(page.get_by_text(FAULT)).to_have_count(0)


def test_a_view_that_breaks_says_so_and_the_others_work(phone: Phone, day: Day) -> None:
    page = phone()
    sign_in(page, day.guests[MIRA])
    page.route("**/api/v1/follow-up*", broken)
    page.goto(f"{day.url}/follow-up")
    expect(page.get_by_role("heading", name=FAULT)).to_be_visible()
    expect(page.get_by_text("TypeError")).to_be_visible()
    page.get_by_role("link", name="Talks", exact=True).click()
    expect(page.get_by_role("heading", name="Talks", exact=True)).to_be_visible()
    page.goto(f"{day.url}/nothing-here")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    page.get_by_role("link", name="To my badge").click()
    expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()


def test_so_do_the_organizers_pages(phone: Phone, laptops: Laptops) -> None:
    page = phone(width=LAPTOP, base_url=laptops.url)
    sit_down(page, laptops)
    page.route("**/api/v1/tokens*", broken)
    page.goto("/tokens")
    expect(page.get_by_role("heading", name=FAULT)).to_be_visible()
    page.get_by_role("link", name="Events").click()
    expect(page.get_by_role("heading", name="Events")).to_be_visible()
    page.goto("/events/day26/nothing")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()


def broken(route: Route) -> None:
    """Ours, and yet not what it should be."""
    route.fulfill(json={"items": [None], "people": [None], "waiting": [], "event": {}})


def test_after_a_deploy_a_missing_part_is_no_lost_network_and_brings_the_new_version(
    browser: Browser, day: Day
) -> None:
    context = browser.new_context(**looks_of(camera=False), service_workers="block")
    page = context.new_page()
    sign_in(page, day.guests[MIRA])
    page.route("**/assets/me-*.js", lambda route: route.fulfill(status=404))
    page.route(f"{day.url}/", newer)
    loads: list[str] = []
    page.on("load", lambda one: loads.append(one.url))
    page.get_by_role("link", name="Me", exact=True).click()
    # It is taken by itself, once; here it does not help, for the part is still missing.
    expect(page.get_by_text("There is a new version of wetalked")).to_be_visible()
    assert loads == [f"{day.url}/me"]
    page.unroute("**/assets/me-*.js")
    page.get_by_role("button", name="Load it").click()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    context.close()


def newer(route: Route) -> None:
    """What the server serves by now, to whoever asks without opening it."""
    if route.request.is_navigation_request():
        route.fallback()
    else:
        route.fulfill(body=NEWER_PAGE, content_type="text/html")
