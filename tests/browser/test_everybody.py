"""Every view in both languages: what axe finds, and what hands, eyes and settings would meet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, Playwright

from browser.phones import Phones, open_phones
from browser.room import EVENT, HELP, TOPIC, Met, Who, open_room
from browser.views import VIEWS
from browser.visits import PHONE, View, Visit

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
SCRIPTS = "".join(
    file.read_text(encoding="utf-8")
    for file in (HERE.parents[1] / "web/node_modules/axe-core/axe.min.js", HERE / "checks.js")
)
THEMES: list[Literal["light", "dark"]] = ["light", "dark"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # axe's rules about them, of these tags
RUN = 'only => axe.run(document, {runOnly: only, resultTypes: ["violations"]})'
WRITTEN = [*filter(None, Who), *Met, EVENT, HELP, TOPIC, "den Artikel", "Donaudampf", "Kiosk"]
SIZES = [(390, 1), (320, 1), (390, 2), (320, 2)]


@pytest.fixture(scope="module")
def phones(
    playwright: Playwright, chromium: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Phones]:
    """A phone for everybody in the room."""
    with (
        open_room(tmp_path_factory.mktemp("room")) as room,
        open_phones(playwright, chromium, room) as opened,
    ):
        yield opened


def named(opened: tuple[str, View]) -> str:
    """As it stands in a report."""
    language, view = opened
    return f"{view.name}, {language}"


# German words are the longer ones: what has to do with room and not with words is asked of them.
# Both languages have the same keys (tests/house/test_texts.py): every third view in English shows
# what could differ: its words' language, their direction, and what axe hears of them.
OPENED = [*(("de", view) for view in VIEWS), *(("en", view) for view in VIEWS[::3])]
in_german = pytest.mark.parametrize(
    "visit", OPENED[: len(VIEWS)], ids=named, indirect=True, scope="module"
)


@pytest.fixture(scope="module", params=OPENED, ids=named)
def visit(phones: Phones, request: pytest.FixtureRequest) -> Visit:
    """The view, opened once for all that is asked of it."""
    language, view = request.param
    return opened(phones, view.name, language)


def opened(phones: Phones, name: str, language: str) -> Visit:
    """The view of this name, with axe and our own checks at hand."""
    (view,) = [view for view in VIEWS if view.name == name]
    visit = phones.go(view, language)
    visit.page.evaluate(SCRIPTS)
    return visit


def findings(visit: Visit, check: str, *words: Any) -> Any:
    """What one of the checks in checks.js says."""
    return visit.page.evaluate("([name, words]) => checks[name](...words)", [check, words])


@contextmanager
def laid_out(visit: Visit, width: int = PHONE["width"], scale: float = 1) -> Iterator[None]:
    """The page at its full height, so that nothing sticks on top of anything."""
    page = visit.page
    with visit.text_scaled(scale):
        if width != PHONE["width"]:
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
        height = max(page.evaluate("document.documentElement.scrollHeight"), PHONE["height"])
        page.set_viewport_size({"width": width, "height": height})
        try:
            yield
        finally:
            page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})


def test_axe_finds_nothing_in_either_theme(visit: Visit) -> None:
    with laid_out(visit):
        found = in_both_themes(visit.page)
    assert found == {theme: [] for theme in THEMES}


def in_both_themes(page: Page) -> dict[str, list[str]]:
    """What axe finds in light, and of the dark theme's colours: nothing else tells them apart."""
    found: dict[str, list[str]] = {}
    for theme, rules in zip(THEMES, (TAGS, COLOURS), strict=True):
        page.emulate_media(color_scheme=theme)
        found[theme] = [told(one) for one in page.evaluate(RUN, rules)["violations"]]
    page.emulate_media(color_scheme="light")
    return found


@in_german
def test_more_contrast_is_given_where_it_is_asked_for(visit: Visit) -> None:
    found = {}
    with laid_out(visit):
        for theme in THEMES:
            visit.page.emulate_media(color_scheme=theme, contrast="more")
            violations = visit.page.evaluate(RUN, "color-contrast-enhanced")["violations"]
            found[theme] = [told(one) for one in violations]
    visit.page.emulate_media(color_scheme="light", contrast="no-preference")
    assert found == {theme: [] for theme in THEMES}


def told(violation: dict[str, Any]) -> str:
    """A finding of axe's in a few lines."""
    places = [f"  {node['html'][:200]}\n  {node['failureSummary']}" for node in violation["nodes"]]
    return "\n".join([f"{violation['id']}: {violation['help']}", *places])


def test_the_page_tells_its_title_and_language(visit: Visit) -> None:
    title, heading, language = visit.page.evaluate(
        "[document.title, document.querySelector('h1').textContent, document.documentElement.lang]"
    )
    assert title.endswith(" · wetalked") or title == heading == "wetalked"
    assert language == visit.language


def test_what_people_wrote_keeps_its_own_direction(visit: Visit) -> None:
    assert findings(visit, "undirected", WRITTEN) == []


@in_german
@pytest.mark.parametrize(("width", "scale"), SIZES)
def test_nothing_is_cut_or_too_small_or_on_something_else_or_beyond_the_edge(
    visit: Visit, width: int, scale: float
) -> None:
    with laid_out(visit, width, scale):
        assert findings(visit, "layout") == []


@in_german
def test_all_text_grows_with_the_phone_s_text_size(visit: Visit) -> None:
    usual = findings(visit, "sizes")
    with visit.text_scaled(2):
        large = findings(visit, "sizes")
    grown = zip(usual, large, strict=True)
    assert [text for (text, before), (_, after) in grown if after < 1.5 * before] == []


@in_german
@pytest.mark.parametrize("scale", [1, 2])
def test_each_control_shows_its_focus_and_nothing_covers_it(visit: Visit, scale: float) -> None:
    visit.page.keyboard.press("Shift")  # from now on this is a keyboard's page
    with visit.text_scaled(scale):
        assert findings(visit, "unfocused") == []


@in_german
def test_tab_goes_down_the_page(visit: Visit) -> None:
    with laid_out(visit):
        assert findings(visit, "misplaced") == []


@in_german
def test_from_right_to_left_everything_stands_mirrored(visit: Visit) -> None:
    usual = findings(visit, "places")
    visit.page.evaluate("document.documentElement.dir = 'rtl'")
    mirrored, wide = findings(visit, "places"), findings(visit, "sideways")
    visit.page.evaluate("document.documentElement.removeAttribute('dir')")
    pairs = zip(usual, mirrored, strict=True)
    assert [one for one, other in pairs if abs(one["left"] - other["right"]) > 2] == []
    assert wide == []


@in_german
def test_controls_have_edges_where_the_system_chooses_the_colours(visit: Visit) -> None:
    visit.page.emulate_media(forced_colors="active")
    found = findings(visit, "edgeless")
    visit.page.emulate_media(forced_colors="none")
    assert found == []


@in_german
def test_nothing_moves_for_long_but_two_names_where_moving_is_wanted(visit: Visit) -> None:
    assert findings(visit, "moving") == []
    visit.page.emulate_media(reduced_motion="no-preference")
    moving = findings(visit, "moving", ".moment *")
    visit.page.emulate_media(reduced_motion="reduce")
    assert moving == []


SPOILED = [
    ("layout", "h1 { width: 500px }"),
    ("layout", "h1 { height: 9px; overflow: hidden }"),
    ("layout", ".way { margin-top: -30px }"),
    ("layout", ".quiet { min-height: 0; padding: 0 }"),
    ("unfocused", ".way:focus-visible { outline: none }"),
    ("unfocused", "body::after { content: ''; position: fixed; inset: 40% 0 0 }"),
    ("edgeless", "button { border: 0 }"),
    ("moving", ".way { transition: color 1s }"),
    ("sideways", ".bar { margin-right: -20px }"),
    ("misplaced", ".me { flex-direction: column-reverse }"),
]


@pytest.mark.parametrize(("check", "fault"), SPOILED)
def test_the_checks_find_what_they_look_for(phones: Phones, check: str, fault: str) -> None:
    visit = opened(phones, "me", "de")
    spoil(visit, fault)
    assert findings(visit, check) != []


def spoil(visit: Visit, fault: str) -> None:
    """Add a rule to the page's style."""
    visit.page.evaluate(
        """fault => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(fault);
            document.adoptedStyleSheets = [sheet];
        }""",
        fault,
    )


@pytest.mark.parametrize(
    ("rules", "colour"),
    [(TAGS, "#aaaaaa"), (COLOURS, "#aaaaaa"), ("color-contrast-enhanced", "#707070")],
)
def test_axe_looks_at_colours(phones: Phones, rules: Any, colour: str) -> None:
    visit = opened(phones, "me", "de")
    spoil(visit, f"h2 {{ color: {colour}; font-size: 1rem }}")
    (found,) = visit.page.evaluate(RUN, rules)["violations"]
    assert "color-contrast" in found["id"]


def test_the_checks_find_text_that_loses_its_direction(phones: Phones) -> None:
    visit = opened(phones, "talks", "en")
    visit.page.evaluate(
        "for (const one of document.querySelectorAll('bdi')) one.replaceWith(one.textContent)"
    )
    assert findings(visit, "undirected", WRITTEN) != []
