"""The organizers' pages in both languages and themes: axe, and what hands and eyes would meet."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from browser.office_day import LAPTOP, Laptops, sit_down
from browser.room import EVENT, HELP
from browser.test_everybody import SCRIPTS, in_both_themes
from browser.visits import stands

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
FRAMES = "async () => { for (let n = 0; n < 6; n++) await new Promise(requestAnimationFrame) }"
Found = dict[str, Any]


class Calls:
    """What a page has asked for, but for the stream that never ends."""

    def __init__(self, page: Page) -> None:
        """Heard from now on."""
        self._page, self._asked = page, 0
        self._under_way: set[Request] = set()
        page.on("request", self._begun)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def _begun(self, request: Request) -> None:
        if not request.url.endswith("/api/v1/live"):
            self._asked += 1
            self._under_way.add(request)

    def _ended(self, request: Request) -> None:
        self._under_way.discard(request)

    def wait_until_answered(self) -> None:
        """All, and nothing new during frames in which it would have come: busy pages have few."""
        asked = -1
        while self._under_way or asked != self._asked:
            asked = self._asked
            self._page.evaluate(FRAMES)


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


@pytest.fixture(scope="module")
def calls(page: Page) -> Calls:
    """The laptop's."""
    return Calls(page)


@pytest.fixture(scope="module", params=itertools.product(["de", "en"], PATHS), ids=" ".join)
def opened(request: pytest.FixtureRequest, page: Page, calls: Calls, laptops: Laptops) -> Page:
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
    calls.wait_until_answered()
    stands(page)  # with the pictures that came last
    page.evaluate(SCRIPTS)
    return page


def at(page: Page, width: int, height: int) -> None:
    """At its full height, so that nothing sticks on top of anything."""
    page.set_viewport_size({"width": width, "height": height})
    whole = max(page.evaluate("document.documentElement.scrollHeight"), height)
    page.set_viewport_size({"width": width, "height": whole})


def test_axe_finds_nothing_on_an_organizer_s_page(opened: Page) -> None:
    found: Found = {}
    for width, height in SIZES[:2]:
        at(opened, width, height)
        found |= {f"{width} {theme}": one for theme, one in in_both_themes(opened).items()}
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
