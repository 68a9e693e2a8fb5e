"""Two phones read each other's badge; a third one never learns of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.camera import film_of
from browser.conftest import Phone
from browser.day import NAMES, Host, open_event, sign_in

pytestmark = pytest.mark.browser


def scan(page: Page) -> None:
    page.get_by_role("link", name="We talked", exact=True).click()


def test_two_phones_scan_each_other_and_a_third_sees_nothing(
    phone: Phone, host: Host, tmp_path: Path
) -> None:
    url = host.url
    guests = open_event(host).guests
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
    expect(jonas.get_by_text(guests["Mira Lang"]["email"]).first).to_be_visible()

    otto.get_by_role("link", name="Talks").click()
    expect(otto.get_by_text("Nothing here yet.")).to_be_visible()


def show_email(page: Page) -> None:
    """Tick what the other may have: the mail address."""
    page.get_by_role("checkbox", name="Email", exact=True).check()
    page.get_by_role("button", name="Show this").click()
