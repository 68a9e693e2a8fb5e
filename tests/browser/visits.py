"""A visit to a view: a phone in the room, and the steps that lead there."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import CDPSession, Page, expect

from browser.room import Met, Room, Who

PLACE = re.compile(r"\{\w+\}")
TEXTS = Path(__file__).parents[2] / "web" / "src" / "i18n"
LANGUAGES = ("en", "de")
PHONE = {"width": 390, "height": 844}
EMAIL = "wolfeschlegelsteinhausenbergerdorff@nachbarschaftstag.example"
SCALED = """
async (size) => {
    const root = getComputedStyle(document.documentElement);
    while (root.fontSize !== size) await new Promise(requestAnimationFrame);
}
"""
# The phones that may use the camera; the others' owners have refused it.
WITH_CAMERA = (Who.FULL,)


class Visit(NamedTuple):
    """A phone in the room, and the language it speaks."""

    page: Page
    tools: CDPSession
    room: Room
    language: str

    def says(self, key: str) -> re.Pattern[str]:
        """A text of the app, whatever its places are filled with."""
        files = [TEXTS / f"{part}.{self.language}.json" for part in ("first", "views")]
        texts = {
            key: text for file in files for key, text in json.loads(file.read_text("utf-8")).items()
        }
        return re.compile(".*".join(map(re.escape, PLACE.split(texts[key]))))

    def opens(self, path: str) -> None:
        """Load a page, and wait until it stands."""
        self.page.goto(self.room.url + path)
        stands(self.page)

    @contextmanager
    def text_scaled(self, by: float) -> Iterator[None]:
        """With another text size in the phone's system settings."""
        if by != 1:
            self._scale_text(by)
        try:
            yield
        finally:
            if by != 1:
                self._scale_text(1)

    def _scale_text(self, by: float) -> None:
        """The page learns of it a moment later."""
        self.tools.send("Emulation.setEmulatedOSTextScale", {"scale": by})
        self.page.evaluate(SCALED, f"{16 * by:g}px")


Step = Callable[[Visit], None]


class View(NamedTuple):
    """A view: its name, on whose phone it is seen, where it begins, and what is done there.

    What would stay on the phone and be in the way of other views needs a phone of its own.
    """

    name: str
    who: Who
    path: str
    steps: Sequence[Step] = ()
    own: bool = False


def taps(key: str, nth: int = 0) -> Step:
    """A tap on the button or link that says this."""

    def step(visit: Visit) -> None:
        whole = re.compile(f"^{visit.says(key).pattern}$")
        buttons = visit.page.get_by_role("button", name=whole)
        links = visit.page.get_by_role("link", name=whole)
        buttons.or_(links).nth(nth).click()
        stands(visit.page)

    return step


def ticks(key: str) -> Step:
    """A tap on a box with this label."""

    def step(visit: Visit) -> None:
        visit.page.get_by_role("checkbox", name=visit.says(key)).first.check()

    return step


def chooses(key: str) -> Step:
    """A tap on a choice with this label."""

    def step(visit: Visit) -> None:
        visit.page.get_by_role("radio", name=visit.says(key)).check()

    return step


def types(key: str, text: str) -> Step:
    """Write into the field with this label; `{}` in the text is a badge's code."""

    def step(visit: Visit) -> None:
        code = visit.room.codes[Met.MUTUAL]
        visit.page.get_by_role("textbox", name=visit.says(key)).first.fill(text.format(code))

    return step


def writes(title: str, text: str) -> Step:
    """Write into the last field beneath a title."""

    def step(visit: Visit) -> None:
        part = visit.page.locator("section").filter(
            has=visit.page.get_by_role("heading", name=visit.says(title))
        )
        part.get_by_role("textbox").last.fill(text)

    return step


def shows(what: str) -> Step:
    """Wait for what comes late, by its selector."""

    def step(visit: Visit) -> None:
        expect(visit.page.locator(what).first).to_be_visible()

    return step


def reads(key: str) -> Step:
    """Wait for a text."""

    def step(visit: Visit) -> None:
        expect(visit.page.get_by_text(visit.says(key)).first).to_be_visible()

    return step


def loses(pattern: str) -> Step:
    """Load again, and the first of these calls finds no network."""

    def step(visit: Visit) -> None:
        visit.page.route(pattern, lambda route: route.abort(), times=1)
        visit.page.reload()

    return step


def no_network(visit: Visit) -> None:
    """From now on the phone has none; the app is on it by then."""
    visit.page.evaluate("async () => { await navigator.serviceWorker.ready }")
    visit.page.reload()
    stands(visit.page)
    visit.page.context.set_offline(True)


def network(visit: Visit) -> None:
    """It has one again."""
    visit.page.context.set_offline(False)


def meets(other: Met) -> Step:
    """Say it (again) from another phone, and wait until this one knows."""

    def step(visit: Visit) -> None:
        visit.room.scan(Who.FULL, other)
        expect(visit.page.get_by_role("heading", name=other)).to_be_visible()

    return step


def stands(page: Page) -> None:
    """Wait until nothing is on its way: a heading, and no picture missing."""
    expect(page.locator("main h1")).to_be_attached()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.evaluate("Promise.all([...document.images].map((one) => one.decode().catch(() => {})))")
