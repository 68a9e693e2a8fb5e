"""Signing in on a slow network."""

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from browser.conftest import Phone
from browser.day import Day, Host, open_event, sign_in

pytestmark = pytest.mark.browser


def test_an_answer_from_before_signing_in_signs_nobody_out(phone: Phone, host: Host) -> None:
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        held.append((route, route.fetch()))

    page = phone()
    page.route("**/api/v1/session", hold)
    sign_in(page, open_event(host).guests["Mira Lang"])
    ((route, answer),) = held
    assert answer.json() == {"me": None}
    route.fulfill(response=answer)
    page.get_by_role("link", name="Me", exact=True).click()
    expect(page.get_by_label("My name")).to_have_value("Mira Lang")
    expect(page.get_by_text("You have been signed out here.")).to_have_count(0)


def test_who_has_no_address_is_shown_a_code_of_their_own_and_comes_back_with_it(
    phone: Phone, host: Host
) -> None:
    day = open_event(host)
    people = {"participants": [{"name": "Kim Cho"}]}
    with host.organizer() as api:
        (kim,) = api.post(f"/events/{day.slug}/participants", json=people).json()["created"]
    page = phone()
    by_badge(page, day, kim["badge"], kim["pin"])
    expect(page.get_by_role("heading", name="Your own code")).to_be_visible()
    code = page.locator(".own-code dd").last.inner_text()
    page.reload()
    expect(page.locator(".own-code dd").last).to_have_text(code)
    page.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_role("img", name="Badge of Kim Cho")).to_be_visible()
    other = phone()
    by_badge(other, day, kim["badge"], code.lower())
    expect(other.get_by_role("img", name="Badge of Kim Cho")).to_be_visible()
    other.goto(f"{day.url}/me/own-code")
    other.get_by_role("button", name="Make a new code").click()
    other.get_by_role("button", name="Yes, a new one").click()
    expect(other.locator(".own-code dd").last).not_to_have_text(code)
    with other.expect_download() as file:
        other.get_by_role("button", name="Keep as a picture").click()
    assert file.value.suggested_filename == "wetalked.png"


def by_badge(page: Page, day: Day, badge: str, secret: str) -> None:
    """Sign in with the own badge and a code or PIN."""
    page.goto(f"{day.url}/sign-in?badge={badge}")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Code or PIN").fill(secret)
    page.get_by_role("button", name="Sign in", exact=True).click()
