"""A phone for everybody in the room, each opened once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright

from browser.chromium import FLAGS
from browser.room import Met, Room, Who
from browser.visits import PHONE, WITH_CAMERA, View, Visit


class Phones:
    """One browser with a phone for everybody in the room."""

    def __init__(self, browser: Browser, room: Room) -> None:
        """None is switched on yet."""
        self._browser, self._room = browser, room
        self._pages: dict[tuple[str, ...], tuple[Page, CDPSession]] = {}
        self._spoken: dict[Who, str] = {}

    def go(self, view: View, language: str) -> Visit:
        """Open a view; it stands in portrait, light, with text of the usual size."""
        place = view.name if view.own else ""
        visit = Visit(*self.page(view.who, language, place), self._room, language)
        self._speak(view.who, language)
        visit.opens(filled(view.path, self._room))
        for step in view.steps:
            step(visit)
        return visit

    def page(self, who: Who, language: str, only_for: str = "") -> tuple[Page, CDPSession]:
        """Signed out the browser's language counts; else the person's own."""
        key = (who, only_for, "" if who and not only_for else language)
        if key not in self._pages:
            context = self._context(who, language, keeps=bool(only_for))
            page = context.new_page()
            self._pages[key] = page, context.new_cdp_session(page)
        return self._pages[key]

    def _context(self, who: Who, language: str, *, keeps: bool) -> BrowserContext:
        context = self._browser.new_context(
            locale=language,
            viewport=PHONE,  # type: ignore[arg-type]  # a TypedDict of the same keys
            permissions=["camera"] if who in WITH_CAMERA else [],
            reduced_motion="reduce",  # what stands still can be looked at
            service_workers="allow" if keeps else "block",
        )
        if who:
            cookie = self._room.cookies[who]
            context.add_cookies([{"name": "wetalked", "value": cookie, "url": self._room.url}])
        return context

    def _speak(self, who: Who, language: str) -> None:
        if who and self._spoken.get(who) != language:
            self._room.call(who, "PATCH", "/me", {"language": language})
            self._spoken[who] = language


def filled(path: str, room: Room) -> str:
    """A path with what only this room knows."""
    talks = {met.name: room.talks.get(met, "") for met in (*Met, *Who)}
    invited = room.links[Met.INVITED].rsplit("/", 1)[1]
    return path.format(code=room.codes[Met.MUTUAL], invited=invited, **talks)


@contextmanager
def open_phones(playwright: Playwright, chromium: Path, room: Room) -> Iterator[Phones]:
    """Start the browser; asked for the camera it obeys each phone's own settings."""
    flags = [flag for flag in FLAGS if "media-stream" not in flag]
    flags += ["--use-fake-device-for-media-stream=device-count=2"]
    browser = playwright.chromium.launch(executable_path=chromium, args=flags)
    yield Phones(browser, room)
    browser.close()
