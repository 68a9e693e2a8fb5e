"""Signing in on a slow network."""

import pytest
from playwright.sync_api import APIResponse, Route, expect

from browser.conftest import Phone
from browser.day import Host, open_event, sign_in

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
