"""The whole path by keyboard alone, and what a screen reader is told on the way."""

import re
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from browser.camera import film_of
from browser.conftest import Phone
from browser.phones import open_phones
from browser.room import Met, Room, Who, open_room

pytestmark = pytest.mark.browser
MOST_TABS = 80
# What live regions say: a change within one that was there before is spoken, and so kept here.
LISTEN = """
globalThis.heard = [];
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const at = target instanceof Element ? target : target.parentElement;
    const region = at?.closest("[role=status], [role=alert], [aria-live]");
    const text = region?.textContent.replaceAll(/\\s+/g, " ").trim();
    if (text && heard.at(-1) !== text) heard.push(text);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room full of people."""
    with open_room(tmp_path) as opened:
        yield opened


class Keyboard:
    """A person who has keys and ears, and neither mouse nor finger."""

    def __init__(self, page: Page) -> None:
        """Listens from the first page on."""
        self.page = page
        page.add_init_script(LISTEN)

    def tab_to(
        self, role: str, name: str | re.Pattern[str], key: str = "Tab", nth: int = 0
    ) -> None:
        """Step by step to a control; round the page once at most."""
        wanted = self.page.get_by_role(role, name=name, exact=True).nth(nth)  # type: ignore[arg-type]  # any role's name
        expect(wanted).to_be_visible()
        for _ in range(MOST_TABS):
            self.page.keyboard.press(key)
            if wanted.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"{MOST_TABS} steps did not lead to {role} {name!r}")

    def press(self, key: str, then: str | re.Pattern[str]) -> None:
        """One key on what has the focus; afterwards a control or heading of this name has it."""
        self.page.keyboard.press(key)
        holder = self.page.locator(":focus")
        expect(holder).to_have_accessible_name(then)

    def types(self, text: str) -> None:
        """Letters, one by one."""
        self.page.keyboard.type(text)

    def hears(self, text: str) -> None:
        """A live region has said this, or says it soon."""
        until(lambda: any(text in said for said in self.page.evaluate("heard")))

    def asks(self, url: str) -> Any:
        """What the server answers to this phone, whose mail has ended the link's sessions."""
        return self.page.request.get(url).json()

    def headings(self) -> list[str]:
        """As a screen reader lists them: level and text."""
        found: list[str] = self.page.evaluate(
            """[...document.querySelectorAll("h1, h2, h3, h4")].map(
                (one) => `${one.localName} ${one.textContent.trim()}`)"""
        )
        return found


def until(so: Callable[[], bool]) -> None:
    """Wait for the server to know it."""
    deadline = time.monotonic() + 5
    while not so():
        assert time.monotonic() < deadline, "this did not come about"
        time.sleep(0.05)


def mailed_code(room: Room, address: str) -> str:
    """The six digits in the newest mail to somebody."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for file in sorted(room.folder.glob("outbox/*.eml"), reverse=True):
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            body = mail.get_body(("plain",))
            digits = re.search(r"\b\d{6}\b", body.get_content()) if body else None
            if digits and address in mail["to"]:
                return digits[0]
        time.sleep(0.05)
    raise AssertionError(f"no code was mailed to {address}")


def test_the_whole_day_goes_by_keyboard_and_nothing_happens_unheard(
    playwright: Playwright, chromium: Path, room: Room
) -> None:
    with open_phones(playwright, chromium, room) as phones:
        page, _ = phones.page(Who.NOBODY, "en")
        keys = Keyboard(page)
        signs_in(keys, room)
        writes_what_to_ask(keys)
        types_a_code(keys, room)
        takes_notes(keys)
        hears_of_a_yes(keys, room)
        says_yes(keys, room)
        keeps_a_promise(keys, room)
        changes_settings(keys, room)
        signs_out(keys)
        assert keys.page.url == f"{room.url}/"


def signs_in(keys: Keyboard, room: Room) -> None:
    """By a code that is mailed."""
    email = room.call(Who.EMPTY, "GET", "/me")["person"]["email"]
    keys.page.goto(room.url)
    keys.tab_to("textbox", "Email")
    keys.types(email)
    keys.press("Enter", then="Code from the mail")
    keys.types(mailed_code(room, email))
    keys.press("Enter", then=re.compile("Nachbarschaftstag"))


def writes_what_to_ask(keys: Keyboard) -> None:
    """The form goes away once it is filled in; the focus stays on the page."""
    keys.tab_to("textbox", "Ask me about …")
    keys.types("bees")
    keys.press("Enter", then=re.compile("Nachbarschaftstag"))
    expect(keys.page.get_by_text("Ask me about bees")).to_be_visible()


def types_a_code(keys: Keyboard, room: Room) -> None:
    """There is no camera here, which is said."""
    keys.tab_to("link", "We talked")
    keys.press("Enter", then="Type the code")
    expect(keys.page.get_by_text("The camera is not allowed")).to_be_visible()
    keys.tab_to("textbox", "Code on the badge")
    keys.types("what")
    keys.press("Enter", then="Code on the badge")
    keys.hears("A code has eight characters")
    keys.page.keyboard.press("Control+A")
    keys.types(room.codes[Who.FRESH].lower())
    keys.press("Enter", then=Who.FRESH)
    assert keys.headings() == [
        f"h1 {Who.FRESH}",
        "h2 What can I do for them?",
        "h2 What did I ask?",
        "h2 What did it remind me of?",
    ]


def takes_notes(keys: Keyboard) -> None:
    """A promise and a question; the hint is said, "Done" keeps everything."""
    keys.tab_to("textbox", "I promised to")
    keys.types("send the article")
    keys.tab_to("textbox", "My question")
    keys.types("Do you work in sales?")
    keys.hears("This can end at yes or no.")
    keys.tab_to("textbox", "I promised to", key="Shift+Tab")
    keys.tab_to("button", "Done", nth=-1)
    keys.press("Enter", then="Talks")


def hears_of_a_yes(keys: Keyboard, room: Room) -> None:
    """The other side scans: it is said where it is seen, and takes no focus."""
    keys.tab_to("link", re.compile(re.escape(Who.FRESH)))
    keys.press("Enter", then=Who.FRESH)
    room.scan(Who.FRESH, Who.EMPTY)
    keys.hears("Both of you.")
    expect(keys.page.locator(":focus")).to_have_accessible_name(Who.FRESH)


def says_yes(keys: Keyboard, room: Room) -> None:
    """Somebody waits: it is said politely, and one key says yes."""
    room.scan(Met.BARE, Who.EMPTY)
    keys.hears(f"{Met.BARE} says you two talked.")
    expect(keys.page.locator(":focus")).to_have_accessible_name(Who.FRESH)
    keys.tab_to("link", "Have a look")
    keys.press("Enter", then=Met.BARE)
    keys.tab_to("button", "Yes, we did")
    keys.press("Enter", then=Met.BARE)
    expect(keys.page.get_by_text("Both of you.").first).to_be_visible()


def keeps_a_promise(keys: Keyboard, room: Room) -> None:
    """In the follow-up, with the arrow keys."""
    keys.tab_to("button", "Done")
    keys.press("Enter", then="Talks")
    keys.tab_to("link", "What is still in the backpack")
    keys.press("Enter", then="Your conversations")
    expect(keys.page.get_by_text("send the article").first).to_be_visible()
    assert keys.headings()[:3] == [
        "h1 Your conversations",
        "h2 Still in your backpack",
        f"h3 {Who.FRESH}",
    ]
    keys.tab_to("radio", "Still to do")
    keys.press("ArrowRight", then="Kept")
    until(lambda: states(keys, room) == ["kept"])
    expect(keys.page.locator(":focus")).to_have_accessible_name("Kept")


def states(keys: Keyboard, room: Room) -> list[str]:
    """Of the promises, as the server has them."""
    talks = keys.asks(f"{room.url}/api/v1/talks?event=day26")["items"]
    return [promise["state"] for talk in talks for promise in talk["promises"]]


def changes_settings(keys: Keyboard, room: Room) -> None:
    """Quiet mode by the space bar, the language by an arrow key; the focus stays where it is."""
    keys.tab_to("link", "Me")
    keys.press("Enter", then="Me")
    keys.tab_to("checkbox", re.compile("Quiet mode"))
    keys.press("Space", then=re.compile("Quiet mode"))
    until(lambda: keys.asks(f"{room.url}/api/v1/me")["person"]["quiet"])
    expect(keys.page.locator(":focus")).to_have_accessible_name(re.compile("Quiet mode"))
    keys.tab_to("radio", "English", key="Shift+Tab")
    keys.press("ArrowUp", then="Deutsch")
    expect(keys.page.get_by_role("heading", name="Ich", exact=True)).to_be_visible()
    expect(keys.page.locator(":focus")).to_have_accessible_name("Deutsch")


def signs_out(keys: Keyboard) -> None:
    """The last step leads back to the first."""
    keys.tab_to("button", "Abmelden")
    keys.press("Enter", then="wetalked")


def test_a_code_that_the_camera_finds_is_said(phone: Phone, room: Room, tmp_path: Path) -> None:
    film = film_of(f"{room.url}/B/{room.codes[Met.BARE]}".upper(), tmp_path / "badge.mjpeg")
    keys = Keyboard(phone(film=film))
    cookie = {"name": "wetalked", "value": room.cookies[Who.EMPTY], "url": room.url}
    keys.page.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict of the same keys
    keys.page.goto(room.url)
    keys.tab_to("link", "We talked")
    keys.page.keyboard.press("Enter")
    keys.hears("Code found.")
    expect(keys.page.locator(":focus")).to_have_accessible_name(Met.BARE)
