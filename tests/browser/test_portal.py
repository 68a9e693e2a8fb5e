"""Behind a Wi-Fi portal a phone keeps person, list, badge and clock, whatever is answered there."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import looks_of
from browser.day import Host, opened_once
from browser.portal import Answer, Portal, nothing, portal
from servers import free_port, server

pytestmark = pytest.mark.browser
NEXT_YEAR = datetime.now(UTC) + timedelta(days=365)
WRONG_CLOCK = ("date", format_datetime(NEXT_YEAR, usegmt=True))
ELSEWHERE = (("location", "http://127.0.0.1:9/login"), ("access-control-allow-origin", "*"))
ANSWERS = {
    "401 of a login page": Answer(401),
    "401 without a word": Answer(401, "", b""),
    "401 in JSON": Answer(401, "application/json", b'{"error": "please log in"}'),
    "200 without a word": Answer(200, "", b""),
    "200 of a page": Answer(),
    "200 in plain text": Answer(200, "text/plain", b"OK"),
    "200 in other JSON": Answer(200, "application/json", b"{}"),
    "200 in broken JSON": Answer(200, "application/json", b"<h1>Welcome</h1>"),
    "204": Answer(204, "", b""),
    "302 to another host": Answer(302, "text/html", b"", ELSEWHERE),
    "302 to a page of its own": Answer(302, "text/html", b"", (("location", "/login.html"),)),
    "403": Answer(403),
    "511": Answer(511),
}


@pytest.fixture
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Portal, Host]]:
    """A portal that stands open, and the host behind it."""
    port, folder = free_port(), tmp_path_factory.mktemp("portal")
    with portal(port) as opened, server(folder, {"BASE_URL": opened.url}, port=port):
        yield opened, Host(opened.url, folder)


def calls(path: str, headers: Message) -> bool:
    """Catches every call, and its own page."""
    return path.startswith(("/api/", "/login"))


def test_no_answer_of_a_portal_signs_out_or_sets_the_clock(
    browser: Browser, gate: tuple[Portal, Host]
) -> None:
    entrance, host = gate
    page = browser.new_page(**looks_of(camera=False))  # the policy blocks what leads elsewhere
    opened_once(page, host)
    entrance.catches = calls
    for name, answer in ANSWERS.items():
        entrance.answer = answer._replace(headers=(*answer.headers, WRONG_CLOCK))
        opens_behind(page, entrance, name)
        # Whoever is signed out stays so: the next opening tells.
        expect(page.get_by_role("img", name=re.compile("Badge of")), name).to_be_visible()
    entrance.catches = nothing
    page.goto(f"{host.url}/scan/code")
    expect(page.get_by_text("No network.")).to_have_count(0)
    page.get_by_label("Code on the badge").fill("ZZZZ-ZZZZ")
    page.get_by_role("button", name="We talked").click()
    expect(page.get_by_text("This badge is not known here.")).to_be_visible()
    said = page.evaluate("Number(localStorage.getItem('wetalked.last-time'))")
    assert 0 < said < datetime.now(UTC).timestamp() * 1000 + 60_000


def opens_behind(page: Page, entrance: Portal, name: str) -> None:
    """Open the app, and wait until the portal has answered who is here, and what is new."""
    entrance.caught.clear()
    page.goto(f"{entrance.url}/")
    expect(page.get_by_text("No network.").first, name).to_be_visible()
    for _ in range(200):
        if {"/api/v1/session", "/api/v1/sync"} <= set(entrance.caught):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{name}: {entrance.caught}")
