"""Quiet mode: nobody is asked about on the day, and who waits only once, in the evening."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.day import Host, change_event
from browser.pair import two_guests

pytestmark = pytest.mark.browser


def on_the_badge(page: Page, url: str) -> Page:
    """Open the app anew, on the view it begins with."""
    page.goto(url)
    expect(page.get_by_text("One good conversation is enough.")).to_be_visible()
    return page


def test_in_quiet_mode_a_wait_is_asked_about_once_and_in_the_evening(
    phone: Phone, host: Host
) -> None:
    with two_guests(phone, host) as pair:
        page, question = pair.mira, pair.mira.get_by_text("says you two talked")
        me, origin = f"{host.url}/api/v1/me", {"origin": host.url}
        assert page.request.patch(me, data={"quiet": True}, headers=origin).ok
        pair.jonas_says_yes()
        page.goto(f"{host.url}/talks")
        expect(question).to_be_visible()  # here one comes by oneself
        expect(on_the_badge(page, host.url).get_by_text("says you two talked")).to_have_count(0)

        evening = datetime.now(UTC) + timedelta(minutes=30)
        change_event(pair.day, ends_at=evening.isoformat())
        page.reload()
        expect(question).to_be_visible()
        expect(on_the_badge(page, host.url).get_by_text("says you two talked")).to_have_count(0)
        page.goto(f"{host.url}/talks")
        expect(question).to_be_visible()
