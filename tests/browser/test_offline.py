"""Without a network: what is said is on the phone before the screen says so, and arrives later, once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from browser.camera import film_of
from browser.chromium import FLAGS
from browser.conftest import PHONE, Phone
from browser.day import open_event, sign_in
from servers import free_port, server

pytestmark = pytest.mark.browser
NO_NETWORK = "No network. It is all kept here and will go out by itself."


@dataclass
class Day:
    """An event whose server can be stopped and started again."""

    folder: Path
    port: int

    def server(self) -> Any:
        return server(self.folder, port=self.port)


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path, free_port())


def kept_by_the_worker(page: Page) -> None:
    """Wait until the app opens without a network."""
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")


def badge_film(url: str, guest: dict[str, Any], folder: Path) -> Path:
    return film_of(f"{url}/B/{guest['badge']}".upper(), folder / f"{guest['badge']}.mjpeg")


def say_by_code(page: Page, guest: dict[str, Any]) -> None:
    """Type the code of somebody's badge."""
    page.goto("/scan/code")
    page.get_by_label("Code on the badge").fill(guest["badge"].lower())
    page.get_by_role("button", name="We talked").click()


def talks_of(page: Page) -> list[dict[str, Any]]:
    """What the server tells of this phone's talks."""
    answer = page.request.get("/api/v1/talks")
    assert answer.ok, answer.text()
    talks: list[dict[str, Any]] = answer.json()["items"]
    return talks


def note_promise(page: Page, text: str) -> None:
    page.get_by_label("I promised to").fill(text)
    expect(page.get_by_label("I promised to")).to_have_value(text)


def test_two_phones_without_a_network_are_mutual_once_there_is_one(phone: Phone, day: Day) -> None:
    with day.server() as url:
        guests = open_event(url, day.folder)
        mira = phone(film=badge_film(url, guests["Jonas Weiß"], day.folder), base_url=url)
        jonas = phone(film=badge_film(url, guests["Mira Lang"], day.folder), base_url=url)
        for page, name in ((mira, "Mira Lang"), (jonas, "Jonas Weiß")):
            sign_in(page, guests[name])
            kept_by_the_worker(page)
    for page, promise in ((mira, "send the article"), (jonas, "bring the red backpack")):
        page.reload()
        expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()
        page.get_by_role("link", name="We talked", exact=True).click()
        expect(page.get_by_text("Noted. The name comes as soon as")).to_be_visible(timeout=15_000)
        page.get_by_label("Who was that?").fill("the one with the hat")
        note_promise(page, promise)
        page.wait_for_timeout(300)
        page.reload()
        expect(page.get_by_text(NO_NETWORK)).to_be_visible()
        expect(page.get_by_role("heading", name="the one with the hat")).to_be_visible()
        expect(page.get_by_text(promise)).to_be_visible()
    with day.server():
        for page, other in ((mira, "Jonas Weiß"), (jonas, "Mira Lang")):
            page.evaluate("dispatchEvent(new Event('online'))")
            expect(page.get_by_role("heading", name=other)).to_be_visible()
        for page in (mira, jonas):
            expect(page.get_by_text("Both of you.").first).to_be_visible()
            (talk,) = talks_of(page)
            assert talk["state"] == "mutual"
            assert len(talk["promises"]) == 1
