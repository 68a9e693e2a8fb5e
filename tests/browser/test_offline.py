"""Without a network: what is said is kept before the screen says so, and arrives later, once."""

import os
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from browser.camera import film_of
from browser.conftest import Phone
from browser.day import Host, open_event, sign_in
from servers import free_port, server

pytestmark = pytest.mark.browser
KEPT = "No network. It is all kept here and will go out by itself."
NAMELESS = "Noted. The name comes as soon as there is a network."
STRANGER = "ZZZZZZZZ"


@dataclass
class Day:
    """An event whose server can be stopped and started again."""

    folder: Path
    port: int

    def server(self) -> Any:
        """Running within the `with`."""
        return server(self.folder, port=self.port)


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path, free_port())


def arrive(page: Page, guest: dict[str, Any]) -> None:
    """Sign in, and wait until the app opens without a network."""
    sign_in(page, guest)
    expect(page.get_by_text("Ready without a network.").first).to_be_visible(timeout=20_000)


def film(url: str, guest: dict[str, Any], folder: Path) -> Path:
    return film_of(f"{url}/B/{guest['badge']}".upper(), folder / f"{guest['badge']}.mjpeg")


def say_by_code(page: Page, code: str) -> None:
    """Type the code of somebody's badge."""
    page.goto("/scan/code")
    page.get_by_label("Code on the badge").fill(code.lower())
    page.get_by_role("button", name="We talked").click()


def back_online(page: Page) -> None:
    page.context.set_offline(offline=False)
    expect(page.get_by_text(KEPT)).not_to_be_visible()


def talks_of(page: Page) -> list[dict[str, Any]]:
    """What the server tells of this phone's talks."""
    answer = page.request.get("/api/v1/talks")
    assert answer.ok, answer.text()
    talks: list[dict[str, Any]] = answer.json()["items"]
    return talks


def promise(page: Page, text: str) -> None:
    """Write it, and wait until the phone has it."""
    page.get_by_label("I promised to").fill(text)
    deadline = time.monotonic() + 5
    while text not in kept_in_the_browser(page):
        assert time.monotonic() < deadline, f"{text} is not kept"


def test_two_phones_without_a_network_are_mutual_once_there_is_one(phone: Phone, day: Day) -> None:
    with day.server() as url:
        guests = open_event(Host(url, day.folder)).guests
        names = ("Mira Lang", "Jonas Weiß")
        phones = [
            phone(film=film(url, guests[other], day.folder), base_url=url)
            for other in reversed(names)
        ]
        for page, name in zip(phones, names, strict=True):
            arrive(page, guests[name])
    for page in phones:
        page.reload()
        expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()
        page.get_by_role("link", name="We talked", exact=True).click()
        expect(page.get_by_text(NAMELESS)).to_be_visible(timeout=15_000)
        page.get_by_label("Who was that?").fill("the one with the hat")
        promise(page, "bring the red backpack")
        page.reload()
        expect(page.get_by_text(KEPT)).to_be_visible()
        expect(page.get_by_role("heading", name="the one with the hat")).to_be_visible()
        expect(page.get_by_text("bring the red backpack")).to_be_visible()
    with day.server():
        for page, other in zip(phones, reversed(names), strict=True):
            page.evaluate("dispatchEvent(new Event('online'))")
            expect(page.get_by_role("heading", name=other)).to_be_visible()
        for page in phones:
            expect(page.get_by_text("Both of you.").first).to_be_visible()
            expect(page.get_by_text("the one with the hat")).not_to_be_visible()
            (talk,) = talks_of(page)
            assert talk["state"] == "mutual"
            assert [one["text"] for one in talk["promises"]] == ["bring the red backpack"]


def test_a_wrong_code_is_told_mended_and_keeps_nothing_else_from_going_out(
    phone: Phone, day: Day
) -> None:
    with day.server() as url:
        guests = open_event(Host(url, day.folder)).guests
        mira = phone(base_url=url)
        arrive(mira, guests["Mira Lang"])
        mira.context.set_offline(offline=True)
        say_by_code(mira, STRANGER)
        promise(mira, "send the article")
        say_by_code(mira, guests["Otto Außen"]["badge"])
        expect(mira.get_by_text(NAMELESS)).to_be_visible()
        back_online(mira)
        expect(mira.get_by_role("heading", name="Otto Außen")).to_be_visible()
        expect(mira.get_by_text("Something could not be sent.")).to_be_visible()

        mira.get_by_role("link", name="Have a look").click()
        expect(mira.get_by_text("This badge is not known here.")).to_be_visible()
        expect(mira.get_by_text("send the article")).to_be_visible()
        mira.get_by_role("button", name="Throw away").click()
        mira.get_by_role("button", name="Undo").click()
        mira.get_by_label("Code on the badge").fill(guests["Jonas Weiß"]["badge"])
        mira.get_by_role("button", name="Correct the code").click()
        expect(mira.get_by_text("All is well")).to_be_visible()
        mira.goto("/talks")
        expect(mira.get_by_text("Jonas Weiß")).to_be_visible()
        noted = {one["with"]["name"]: one["promises"] for one in talks_of(mira)}
        assert noted["Otto Außen"] == []
        assert [one["text"] for one in noted["Jonas Weiß"]] == ["send the article"]


def test_signed_out_elsewhere_what_waits_stays_and_goes_out_for_the_same_person_only(
    phone: Phone, day: Day
) -> None:
    with day.server() as url:
        guests = open_event(Host(url, day.folder)).guests
        page = phone(base_url=url)
        arrive(page, guests["Mira Lang"])
        say_by_code(page, guests["Otto Außen"]["badge"])
        expect(page.get_by_role("heading", name="Otto Außen")).to_be_visible()
        page.context.set_offline(offline=True)
        say_by_code(page, guests["Jonas Weiß"]["badge"])
        expect(page.get_by_text(NAMELESS)).to_be_visible()

        sign_out_everywhere_else(url, guests["Mira Lang"])
        page.context.set_offline(offline=False)
        expect(page.get_by_text("What was noted on this phone and not sent yet")).to_be_visible()
        assert "Otto" not in kept_in_the_browser(page)

        sign_in(page, guests["Jonas Weiß"])
        assert talks_of(page) == []
        page.request.delete("/api/v1/sessions/current", headers={"Origin": url})
        sign_in(page, guests["Mira Lang"])
        page.get_by_role("link", name="Talks").click()
        expect(page.get_by_text("Jonas Weiß")).to_be_visible()
        assert len(talks_of(page)) == 2


def sign_out_everywhere_else(url: str, guest: dict[str, Any]) -> None:
    """As the guest would, on another device."""
    with httpx.Client(base_url=f"{url}/api/v1") as api:
        token = guest["join_url"].rsplit("/", 1)[1]
        session = api.post("/sessions", json={"token": token}).json()
        answer = api.delete("/sessions", headers={"Authorization": f"Bearer {session['token']}"})
        assert answer.status_code == 204, answer.text


def kept_in_the_browser(page: Page) -> str:
    """All that the app's memory holds, as text."""
    held: str = page.evaluate(
        """async () => {
            const open = indexedDB.open("wetalked");
            const door = await new Promise((done) => (open.onsuccess = () => done(open.result)));
            const names = [...door.objectStoreNames];
            const look = door.transaction(names);
            const all = names.map((name) => look.objectStore(name).getAll());
            await new Promise((done) => (look.oncomplete = done));
            door.close();
            return JSON.stringify(all.map((one) => one.result));
        }"""
    )
    return held


def test_what_the_screen_says_is_kept_outlives_the_browsers_death(
    phone: Phone, day: Day, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    with day.server() as url:
        guests = open_event(Host(url, day.folder)).guests
        page = phone(base_url=url, profile=profile)
        arrive(page, guests["Mira Lang"])
        page.context.close()  # now the browser has its cookie on the disk, as on a later day
        page = phone(base_url=url, profile=profile)
        page.goto("/scan/code")
        page.context.set_offline(offline=True)
        page.get_by_label("Code on the badge").fill(guests["Jonas Weiß"]["badge"])
        page.get_by_role("button", name="We talked").click()
        page.get_by_text(NAMELESS).wait_for()
        kill_the_browser(profile)
    again = phone(base_url=url, profile=profile)
    again.goto("/talks")
    expect(again.get_by_text(guests["Jonas Weiß"]["badge"][:4])).to_be_visible()
    with day.server():
        again.evaluate("dispatchEvent(new Event('online'))")
        expect(again.get_by_text("Jonas Weiß")).to_be_visible()
        assert len(talks_of(again)) == 1


def kill_the_browser(profile: Path) -> None:
    """As a power cut would: every process of this profile at once."""
    for process in Path("/proc").glob("[0-9]*"):
        words = (process / "cmdline").read_bytes() if (process / "cmdline").exists() else b""
        if str(profile).encode() in words:
            os.kill(int(process.name), signal.SIGKILL)


def test_a_talk_taken_back_before_it_was_sent_leaves_nothing(phone: Phone, day: Day) -> None:
    with day.server() as url:
        guests = open_event(Host(url, day.folder)).guests
        mira, jonas = phone(base_url=url), phone(base_url=url)
        arrive(mira, guests["Mira Lang"])
        arrive(jonas, guests["Jonas Weiß"])
        mira.context.set_offline(offline=True)
        for code in (guests["Jonas Weiß"]["badge"], STRANGER):
            say_by_code(mira, code)
            mira.get_by_role("button", name="Take back my yes").click()
            mira.get_by_role("button", name="Take back my yes").click()
            expect(mira.get_by_text("Taken back.")).to_be_visible()
        back_online(mira)
        expect(mira.get_by_text("Something could not be sent.")).not_to_be_visible()
        assert talks_of(mira) == []
        assert talks_of(jonas) == []
