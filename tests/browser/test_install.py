"""Onto the home screen: said in the browser's own words, at the right time, clear of all edges."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.day import Host, open_event, opened_once

pytestmark = pytest.mark.browser
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) {}Mobile/15E148{}"
)
SAFARI = IPHONE.format("Version/26.1 ", " Safari/604.1")
MAIL_PROGRAM = IPHONE.format("", "")


def iphone(phone: Phone, agent: str) -> Page:
    """A phone that calls itself one of Apple's."""
    browser = phone().context.browser
    assert browser
    return browser.new_context(locale="en", user_agent=agent).new_page()


def test_the_way_onto_the_home_screen_is_told_to_who_comes_back_until_they_decline(
    phone: Phone, host: Host
) -> None:
    page = iphone(phone, SAFARI)
    hint = page.get_by_text("“Add to Home Screen”")
    opened_once(page, host)
    expect(hint).to_have_count(0)
    page.reload()
    expect(hint).to_be_visible()
    page.get_by_role("button", name="No, thanks").click()
    expect(hint).to_have_count(0)
    page.reload()
    expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()
    page.get_by_role("link", name="Me", exact=True).click()
    expect(hint).to_be_visible()
    page.get_by_role("link", name="Badge", exact=True).click()
    expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()
    expect(hint).to_have_count(0)


def test_in_a_mail_program_a_link_says_before_signing_in_that_it_would_not_last(
    phone: Phone, host: Host
) -> None:
    page = iphone(phone, MAIL_PROGRAM)
    url = host.url
    page.goto(open_event(host).guests["Mira Lang"]["join_url"])
    expect(page.get_by_text("another app’s built-in browser")).to_be_visible()
    assert url.removeprefix("http://") in page.get_by_role("note").inner_text()


OFFER = """
dispatchEvent(Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
  prompt: async () => { document.title = "asked"; },
}))
"""


def test_the_browsers_own_offer_is_kept_for_a_tap(phone: Phone, host: Host) -> None:
    page = phone()
    opened_once(page, host)
    page.get_by_role("link", name="Me", exact=True).click()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    assert page.evaluate(OFFER) is False  # kept from the browser
    button = page.get_by_role("button", name="Put it on the home screen")
    button.click()
    expect(page).to_have_title("asked")
    expect(button).to_have_count(0)


def test_the_browser_finds_nothing_amiss_for_installing(phone: Phone, host: Host) -> None:
    page = phone()
    opened_once(page, host)
    devtools = page.context.new_cdp_session(page)
    assert devtools.send("Page.getAppManifest")["errors"] == []
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}  # as every test's phone is


UPRIGHT = ((390, 844), {"top": 47, "bottom": 34, "left": 0, "right": 0})
ACROSS = ((844, 390), {"top": 0, "bottom": 21, "left": 47, "right": 47})


@pytest.mark.parametrize(("size", "edges"), [UPRIGHT, ACROSS], ids=["upright", "across"])
def test_nothing_to_tap_lies_under_the_phones_own_edges(
    phone: Phone, host: Host, size: tuple[int, int], edges: dict[str, int]
) -> None:
    page = phone()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setSafeAreaInsetsOverride", {"insets": edges})
    url = host.url
    opened_once(page, host)
    for place in ("/", "/talks", "/me", "/scan/code"):
        page.goto(url + place)
        expect(page.get_by_role("heading").first).to_be_visible()
        boxes = [one.bounding_box() for one in page.locator("a, button, input").all()]
        shown = [box for box in boxes if box and box["width"] > 1]
        assert shown
        assert min(box["x"] for box in shown) >= edges["left"]
        assert max(box["x"] + box["width"] for box in shown) <= size[0] - edges["right"]
        assert min(box["y"] for box in shown) >= edges["top"]
