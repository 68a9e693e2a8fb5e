"""Every view of the app and how to get there: one entry each."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright, expect

from browser.chromium import FLAGS
from browser.room import NEVER, Met, Room, Who

PLACE = re.compile(r"\{\w+\}")
TEXTS = Path(__file__).parents[2] / "web" / "src" / "i18n"
LANGUAGES = ("en", "de")
PHONE = {"width": 390, "height": 844}
EMAIL = "wolfeschlegelsteinhausenbergerdorff@nachbarschaftstag.example"
# The phones that may use the camera; the others' owners have refused it.
SCALED = """
async (size) => {
    const root = getComputedStyle(document.documentElement);
    while (root.fontSize !== size) await new Promise(requestAnimationFrame);
}
"""
WITH_CAMERA = (Who.FULL,)


class Visit(NamedTuple):
    """A phone in the room, and the language it speaks."""

    page: Page
    tools: CDPSession
    room: Room
    language: str

    def says(self, key: str) -> re.Pattern[str]:
        """A text of the app, whatever its places are filled with."""
        texts: dict[str, str] = json.loads((TEXTS / f"{self.language}.json").read_text("utf-8"))
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


SENDS_CODE = [types("email", EMAIL), taps("sign-in.send")]
UNKNOWN = "ZZZZ-ZZZZ"
VIEWS = [
    View("sign in", Who.NOBODY, "/"),
    View(
        "sign in, code sent",
        Who.NOBODY,
        "/",
        [*SENDS_CODE, taps("sign-in.again"), reads("sign-in.resent")],
    ),
    View(
        "sign in, wrong code",
        Who.NOBODY,
        "/",
        [
            *SENDS_CODE,
            types("sign-in.code", "000000"),
            taps("sign-in"),
            reads("problem.sign-in-failed"),
        ],
    ),
    View(
        "sign in by badge",
        Who.NOBODY,
        "/",
        [taps("sign-in.by-badge"), types("code.label", "7K"), taps("next"), reads("code.wrong")],
    ),
    View(
        "sign in by badge, PIN",
        Who.NOBODY,
        "/sign-in?badge={code}",
        [taps("next"), reads("sign-in.badge-sent")],
    ),
    View("sign in by invitation", Who.NOBODY, "/", [taps("sign-in.by-invitation")]),
    View("no network at the start", Who.NOBODY, "/", [loses("**/api/**"), reads("again")]),
    View("view that does not come", Who.EMPTY, "/me", [loses("**/assets/me-*.js"), reads("again")]),
    View("link", Who.NOBODY, "/join/{invited}", [shows(".holder")]),
    View(
        "link, used", Who.NOBODY, "/join/used", [taps("sign-in"), reads("problem.sign-in-failed")]
    ),
    View("link of another", Who.FULL, "/join/{invited}", [shows(".holder")]),
    View("good-bye", Who.NOBODY, "/good-bye"),
    View("found badge, signed out", Who.NOBODY, "/b/{code}"),
    View("found badge, signed in", Who.FULL, "/b/{code}"),
    View("badge", Who.FULL, "/", [shows(".waits"), shows(".deck li"), shows(".my-badge img")]),
    View("badge, new", Who.EMPTY, "/", [shows(".deck li"), shows(".my-badge img")]),
    View("badge, quiet", Who.QUIET, "/", [shows(".deck li"), shows(".my-badge img")]),
    View(
        "badge, enough",
        Who.EMPTY,
        "/me",
        [taps("enough.say"), taps("bar.badge"), reads("enough.undo")],
        own=True,
    ),
    View("badge on the whole screen", Who.EMPTY, "/", [taps("badge.scan-me"), shows("dialog img")]),
    View("no event", Who.REMOVED, "/"),
    View("unknown path", Who.FULL, "/nowhere/at/all", [shows(".deck li"), shows(".my-badge img")]),
    View("scan", Who.FULL, "/scan", [shows(".scan-top button")]),
    View(
        "typed code",
        Who.FULL,
        "/scan/code",
        [types("code.label", "7KQ2"), taps("we-talked"), reads("code.wrong")],
    ),
    View("camera denied", Who.EMPTY, "/scan", [reads("scan.denied")]),
    View("talks, none", Who.EMPTY, "/talks", [reads("talks.none")]),
    View("talks, none, quiet", Who.QUIET, "/talks", [reads("quiet.enough")]),
    View("talks", Who.FULL, "/talks", [shows(".rows li"), shows(".waits")]),
    View(
        "talks, no network",
        Who.FULL,
        "/talks",
        [shows(".waits"), no_network, reads("offline")],
        own=True,
    ),
    View(
        "already there",
        Who.FULL,
        "/scan/code",
        [types("code.label", "{}"), taps("we-talked"), reads("already-there")],
    ),
    View("waits for them", Who.FULL, "/talks/{WAITS_FOR_THEM}"),
    View("waits for me", Who.FULL, "/talks/{WAITS_FOR_ME}"),
    View("mutual, with notes", Who.FULL, "/talks/{MUTUAL}", [shows(".chips li")]),
    View("mutual, without notes", Who.FULL, "/talks/{BARE}", [shows(".chips li")]),
    View(
        "mutual, writing",
        Who.FULL,
        "/talks/{WRITES}",
        [
            writes("promise.title", "den Artikel schicken"),
            writes("question.title", "Arbeitest du im Vertrieb?"),
            reads("hint.closed"),
        ],
    ),
    View(
        "mutual, changing",
        Who.FULL,
        "/talks/{MUTUAL}",
        [taps("change"), taps("question.add-answer")],
    ),
    View(
        "mutual, no network",
        Who.FULL,
        "/talks/{BARE}",
        [no_network, writes("promise.title", "anrufen"), reads("offline.waiting")],
        own=True,
    ),
    View(
        "card question",
        Who.FRESH,
        "/talks/{FRESH}",
        [ticks("email"), ticks("phone"), ticks("link")],
    ),
    View("with someone who left", Who.FULL, "/talks/{LEFT}", [shows(".noted")]),
    View(
        "known by the code alone",
        Who.EMPTY,
        "/scan/code",
        [no_network, types("code.label", UNKNOWN), taps("we-talked"), reads("who-was-that")],
        own=True,
    ),
    View(
        "refused",
        Who.EMPTY,
        "/scan/code",
        [
            no_network,
            types("code.label", UNKNOWN),
            taps("we-talked"),
            reads("who-was-that"),
            network,
            reads("refused.some"),
            taps("notice.look"),
            reads("refused.mend"),
        ],
        own=True,
    ),
    View("taking back", Who.FULL, "/talks/{MUTUAL}", [taps("take-back"), taps("block")]),
    View(
        "taken back",
        Who.FULL,
        "/talks/{TAKEN_BACK}",
        [meets(Met.TAKEN_BACK), taps("take-back"), taps("take-back"), reads("undo")],
    ),
    View("talk that is gone", Who.FULL, f"/talks/{NEVER}", [reads("talk.gone")]),
    View("follow-up", Who.FULL, "/follow-up", [shows(".person")]),
    View("follow-up, none", Who.EMPTY, "/follow-up", [reads("follow-up.none")]),
    View("me", Who.FULL, "/me"),
    View("me, two events", Who.QUIET, "/me", [shows("fieldset"), taps("badge.gone")]),
    View("my card", Who.FULL, "/me/card"),
    View("my address", Who.FULL, "/me/address"),
    View(
        "my address, code sent",
        Who.FRESH,
        "/me/address",
        [types("address.new", EMAIL), taps("sign-in.send"), reads("address.take")],
        own=True,
    ),
    View("devices", Who.FULL, "/me/devices", [shows(".rows li")]),
    View("blocked", Who.FULL, "/me/blocked", [shows(".rows li")]),
    View("blocked, none", Who.EMPTY, "/me/blocked", [reads("blocks.none")]),
    View("questions to oneself", Who.QUIET, "/me/look-back"),
    View("leaving", Who.QUIET, "/me/leave", [shows("fieldset")]),
    View(
        "leaving, last word",
        Who.FULL,
        "/me/leave",
        [chooses("leave.card-no"), taps("next"), reads("leave.yes")],
    ),
]


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
