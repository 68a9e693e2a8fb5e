"""The organizers' pages in both languages and themes: axe, and what hands and eyes would meet."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.office_day import LAPTOP, Laptops, sit_down
from browser.room import EVENT, HELP
from browser.test_everybody import RUN, SCRIPTS, TAGS, THEMES, told
from browser.views import stands

pytestmark = pytest.mark.browser
PATHS = [
    *("/events", "/new-event", "/tokens", "/events/day26", "/events/day26/settings"),
    *("/events/day26/deck", "/events/day26/team", "/events/day26/follow-up", "/events/nowhere"),
    *("/events/day26/people", "/events/day26/walk-in", "/events/day26/badges"),
    *("/events/day26/invitations", "/events/day26/shop"),
    *("/events/day26/person/{Mira Lang}", "/events/day26/person/{Otto Außen}"),
    "/events/day26/people messy.csv",
]
DATA = Path(__file__).parents[1] / "data"
SIZES = [(LAPTOP, 900), (390, 844), (320, 844)]
WRITTEN = [EVENT, HELP, "nachbarschaft.example"]
Found = dict[str, Any]


@pytest.fixture(scope="module")
def page(browser: Browser, laptops: Laptops) -> Iterator[Page]:
    """One laptop for all of it."""
    context = browser.new_context(
        base_url=laptops.url, reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    sit_down(page, laptops)
    yield page
    context.close()


@pytest.fixture(scope="module", params=itertools.product(["de", "en"], PATHS), ids=" ".join)
def opened(request: pytest.FixtureRequest, page: Page, laptops: Laptops) -> Page:
    """A page in a language, opened once for all that is asked of it; some with a list dropped."""
    language, wanted = request.param
    path, _, file = wanted.format(**laptops.people).partition(" ")
    origin = {"origin": laptops.url}
    page.request.patch("/api/v1/me", data={"language": language}, headers=origin)
    page.goto(path)
    stands(page)
    if file:
        page.locator("input[type=file]").set_input_files(DATA / file)
        expect(page.locator(".list-import .main")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.wait_for_load_state("networkidle")
    page.evaluate(SCRIPTS)
    return page


def at(page: Page, width: int, height: int) -> None:
    """At its full height, so that nothing sticks on top of anything."""
    page.set_viewport_size({"width": width, "height": height})
    whole = max(page.evaluate("document.documentElement.scrollHeight"), height)
    page.set_viewport_size({"width": width, "height": whole})


def test_axe_finds_nothing_on_an_organizer_s_page(opened: Page) -> None:
    found: Found = {}
    for (width, height), theme in itertools.product(SIZES[:2], THEMES):
        at(opened, width, height)
        opened.emulate_media(color_scheme=theme)
        violations = opened.evaluate(RUN, TAGS)["violations"]
        found[f"{width} {theme}"] = [told(one) for one in violations]
    assert not any(found.values()), found


def test_nothing_is_cut_or_too_small_or_beyond_the_edge(opened: Page) -> None:
    found: Found = {}
    for width, height in SIZES:
        at(opened, width, height)
        found[str(width)] = opened.evaluate("checks.layout()")
    assert not any(found.values()), found


def test_each_control_shows_its_focus_and_what_people_wrote_its_direction(opened: Page) -> None:
    at(opened, *SIZES[1])
    opened.keyboard.press("Shift")
    assert opened.evaluate("checks.unfocused()") == []
    assert opened.evaluate("words => checks.undirected(words)", WRITTEN) == []
