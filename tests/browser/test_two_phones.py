"""Two phones read each other's badge; a third one never learns of it."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from browser.camera import film_of
from browser.conftest import Phone
from servers import run_command, server

pytestmark = pytest.mark.browser
NAMES = ("Mira Lang", "Jonas Weiß", "Otto Außen")


def open_event(url: str, folder: Path) -> dict[str, dict[str, Any]]:
    """An event that runs now, with three guests by name: their links and badges."""
    settings = {"DATABASE": f"sqlite:///{folder}/wetalked.db"}
    words = ("token", "org@example.org", "--name", "test")
    token = run_command(*words, settings=settings, cwd=folder).stdout.strip()
    now = datetime.now(UTC)
    event = {
        "slug": "day",
        "name": "Day",
        "starts_at": (now - timedelta(hours=1)).isoformat(),
        "ends_at": (now + timedelta(hours=5)).isoformat(),
        "time_zone": "Europe/Berlin",
        "language": "en",
    }
    guests = [{"name": name, "email": f"g{n}@example.org"} for n, name in enumerate(NAMES)]
    with httpx.Client(
        base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {token}"}
    ) as api:
        assert api.post("/events", json=event).status_code == 201
        report = api.post("/events/day/participants", json={"participants": guests})
        assert report.status_code == 200, report.text
    return {guest["name"]: guest for guest in report.json()["created"]}


def sign_in(page: Page, guest: dict[str, Any]) -> None:
    page.goto(guest["join_url"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()


def scan(page: Page) -> None:
    page.get_by_role("link", name="We talked", exact=True).click()


def test_two_phones_scan_each_other_and_a_third_sees_nothing(phone: Phone, tmp_path: Path) -> None:
    with server(tmp_path) as url:
        guests = open_event(url, tmp_path)
        mira, jonas = (
            phone(film=film_of(f"{url}/B/{guests[other]['badge']}".upper(), tmp_path / film))
            for other, film in (("Jonas Weiß", "jonas.mjpeg"), ("Mira Lang", "mira.mjpeg"))
        )
        otto = phone()
        for page, name in zip((mira, jonas, otto), NAMES, strict=True):
            sign_in(page, guests[name])

        scan(mira)
        expect(mira.get_by_text("Noted. Jonas has yet to say yes.")).to_be_visible()
        expect(jonas.get_by_text("Mira Lang says you two talked. Do you agree?")).to_be_visible()

        scan(jonas)
        expect(jonas.get_by_text("Both of you.").first).to_be_visible()
        expect(mira.get_by_text("Both of you.").first).to_be_visible()

        show_email(mira)
        expect(jonas.get_by_text("g0@example.org").first).to_be_visible()

        otto.get_by_role("link", name="Talks").click()
        expect(otto.get_by_text("Nothing here yet.")).to_be_visible()


def show_email(page: Page) -> None:
    """Tick what the other may have: the mail address."""
    page.get_by_role("checkbox", name="Email", exact=True).check()
    page.get_by_role("button", name="Show this").click()
