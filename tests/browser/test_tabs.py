"""The app in several tabs of one phone: one of them listens and sends, and all tell the same."""

import contextlib
import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from browser.conftest import Phone
from browser.day import Host, sign_in
from browser.pair import Pair, mutual, two_guests

pytestmark = pytest.mark.browser
WAITS = "Jonas Weiß says you two talked."
# A lock that is asked for and never given, as in WebKit until 2025.
NO_LOCKS = "navigator.locks.request = () => new Promise(() => {});"
LOCK_PATIENCE = 11_000


def counted(context: BrowserContext) -> Counter[str]:
    """How often each call of the API goes out from now on, by its last word."""
    calls: Counter[str] = Counter()
    context.on("request", lambda request: calls.update([request.url.rpartition("/")[2]]))
    return calls


def another_tab(page: Page, path: str = "/talks") -> Page:
    """The same app once more, in the same browser."""
    tab = page.context.new_page()
    tab.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
    return tab


def test_eight_tabs_hold_one_stream_and_the_next_takes_over_when_its_tab_is_closed(
    phone: Phone, host: Host
) -> None:
    with two_guests(phone, host) as pair:
        calls = counted(pair.mira.context)
        tabs = [another_tab(pair.mira) for _ in range(7)]
        for tab in tabs:
            expect(tab.get_by_text("Nothing here yet.")).to_be_visible()
        pair.jonas_says_yes()
        for tab in (pair.mira, *tabs):
            expect(tab.get_by_text(WAITS).first).to_be_visible()
        assert calls["live"] == 0, calls
        assert calls["sync"] <= 1, calls

        pair.mira.close()
        tabs[0].get_by_role("button", name="Yes, we did").click()
        for tab in tabs[1:]:
            expect(tab.get_by_role("button", name="Yes, we did")).to_be_hidden()
        pair.until_kept(lambda talk: talk["state"] == "mutual")
        assert calls["live"] <= 1, calls


def take_back(page: Page) -> None:
    """A no that can be undone as long as its line stands."""
    page.get_by_role("button", name="Take back my yes").click()
    page.get_by_role("button", name="Take back my yes").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()


def undo(page: Page) -> None:
    """Tap "Undo", and be told that all is as before."""
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("As it was before.")).to_be_visible()


def promise(pair: Pair, text: str) -> None:
    """Mira promises something, and the server has it."""
    pair.mira.get_by_label("I promised to").fill(text)
    pair.until_kept(lambda talk: [one["text"] for one in talk["promises"]] == [text])


def test_a_held_no_is_hidden_in_all_tabs_and_comes_back_in_all_with_its_notes(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        promise(pair, "send the article")
        earlier = another_tab(pair.mira)
        expect(earlier.get_by_role("link", name="Jonas Weiß")).to_be_visible()
        take_back(pair.mira)
        expect(earlier.get_by_role("link", name="Jonas Weiß")).to_be_hidden()
        later = another_tab(pair.mira)
        expect(later.get_by_text("Nothing here yet.")).to_be_visible()
        settled(pair.mira)
        assert pair.kept()["promises"]
        undo(pair.mira)
        for tab in (pair.mira, earlier, later):
            expect(tab.get_by_role("link", name="Jonas Weiß")).to_be_visible()
        assert [one["text"] for one in pair.kept()["promises"]] == ["send the article"]


def settled(page: Page) -> None:
    """What this tab sends now, and is answered, is behind all that it had to send before."""
    with page.expect_response(lambda answer: answer.url.endswith("/sync")):
        page.evaluate("dispatchEvent(new Event('online'))")


def test_a_no_that_somebody_else_left_on_the_phone_hurries_none_of_mine(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        take_back(pair.mira)
        crash(pair.mira)
        page = pair.mira.context.new_page()
        page.request.delete(f"{pair.url}/api/v1/sessions/current", headers={"Origin": pair.url})
        sign_in(page, pair.guests["Jonas Weiß"])
        page.goto(f"{pair.url}/talks/{pair.talk}")
        with page.expect_response(lambda sync: "bring the book" in (sync.request.post_data or "")):
            page.get_by_label("I promised to").fill("bring the book")
        take_back(page)
        settled(page)
        undo(page)
        expect(page.get_by_role("link", name="Mira Lang")).to_be_visible()
        answer = page.request.get(f"{pair.url}/api/v1/talks/{pair.talk}")
        assert [one["text"] for one in answer.json()["promises"]] == ["bring the book"]


def crash(page: Page) -> None:
    """Its process ends without a word to the page."""
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")


def test_a_badge_retired_at_the_desk_is_replaced_on_the_screen_on_coming_back(
    phone: Phone, host: Host
) -> None:
    with two_guests(phone, host) as pair:
        page, guest = pair.mira, pair.guests["Mira Lang"]
        expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()
        fresh = reissued(pair, guest)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        code = f"{fresh[:4]}-{fresh[4:]}"
        expect(page.get_by_text(code).first).to_be_visible()


def reissued(pair: Pair, guest: dict[str, Any]) -> str:
    """The desk gives somebody a new badge; its code."""
    path = f"/events/{pair.day.slug}/participants/{guest['participant_id']}/badge"
    with pair.day.host.organizer() as api:
        answer = api.post(path)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["badge"])


def test_a_lock_that_is_never_given_holds_nothing_back(phone: Phone, host: Host) -> None:
    with two_guests(phone, host) as pair:
        page = pair.mira.context.new_page()
        pair.mira.close()
        page.add_init_script(NO_LOCKS)
        page.clock.install()
        pair.jonas_says_yes()
        page.goto(f"{pair.url}/talks")
        expect(page.get_by_text("Talks").first).to_be_visible()
        page.clock.fast_forward(LOCK_PATIENCE)
        page.get_by_role("button", name="Yes, we did").click()
        pair.until_kept(lambda talk: talk["state"] == "mutual")
