"""Signing in on a slow network."""

from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Route, expect

from browser.conftest import Phone
from browser.day import open_event, sign_in
from servers import server

pytestmark = pytest.mark.browser


def test_an_answer_from_before_signing_in_signs_nobody_out(phone: Phone, tmp_path: Path) -> None:
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        held.append((route, route.fetch()))

    page = phone()
    with server(tmp_path) as url:
        page.route("**/api/v1/session", hold)
        sign_in(page, open_event(url, tmp_path)["Mira Lang"])
        ((route, answer),) = held
        assert answer.json() == {"me": None}
        route.fulfill(response=answer)
        page.get_by_role("link", name="Me", exact=True).click()
        expect(page.get_by_label("My name")).to_have_value("Mira Lang")
        expect(page.get_by_text("You have been signed out here.")).to_have_count(0)
