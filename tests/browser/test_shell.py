"""The app on the phone: kept after one visit, never something else in its place, newer by a tap."""

import re
from collections.abc import Callable
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import wetalked
from browser.camera import film_of
from browser.conftest import Phone
from browser.day import READY, Host, open_event, opened_once, sign_in
from browser.portal import everything, nothing, portal
from browser.versions import another_version
from servers import free_port, server

pytestmark = pytest.mark.browser
ASSETS = sorted((Path(wetalked.__file__).parent / "static" / "assets").glob("*"))
ORGANIZERS = "office"  # what their files begin with
FETCH = "path => fetch(path).then(got => [got.status, got.headers.get('content-type')])"

WORKERS = "navigator.serviceWorker.getRegistrations().then(found => found.length)"


VIEWS = {
    "/": "Day",
    "/talks": "Talks",
    "/scan/code": "Type the code",
    "/me": "Me",
    "/follow-up": "Your conversations",
    "/join/N0t-a_r3al": "Good to have you",
}


def test_after_one_visit_every_page_opens_without_a_server(phone: Phone, tmp_path: Path) -> None:
    page = phone()
    with server(tmp_path) as url:
        opened_once(page, Host(url, tmp_path))
    for path, heading in VIEWS.items():
        answer = page.goto(url + path)
        assert answer
        assert answer.from_service_worker
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        # An address that is a secret is told to nobody, as when the server serves it.
        secret = "no-referrer" if path.startswith("/join/") else "same-origin"
        assert answer.headers["referrer-policy"] == secret


def test_a_badge_is_read_without_a_server(phone: Phone, tmp_path: Path) -> None:
    with server(tmp_path) as url:
        day = open_event(Host(url, tmp_path))
        page = phone(film=film_of(day.address("Mira Lang"), tmp_path / "own.mjpeg"))
        sign_in(page, day.guests["Mira Lang"])
        expect(page.get_by_text(READY)).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="We talked", exact=True).click()
    expect(page.get_by_text("That is your own badge.")).to_be_visible(timeout=15_000)


def test_every_file_of_the_app_is_there_without_a_server(phone: Phone, tmp_path: Path) -> None:
    page = phone()
    with server(tmp_path) as url:
        opened_once(page, Host(url, tmp_path))
    files = [
        file.name
        for file in ASSETS
        if file.suffix != ".br" and not file.name.startswith(ORGANIZERS)
    ]
    assert len(files) > 4
    for name in files:
        status, kind = page.evaluate(FETCH, f"/assets/{name}")
        assert (status, kind.startswith("text/html")) == (200, False), name


def test_pages_of_the_server_are_still_its_own(phone: Phone, host: Host) -> None:
    page = phone()
    opened_once(page, host)
    for path in ("/docs", "/problems/not-found", "/health", "/manifest.webmanifest"):
        answer = page.goto(host.url + path)
        assert answer
        assert (answer.status, answer.from_service_worker) == (200, False), path
        expect(page.locator("#app")).to_have_count(0)


def test_a_portals_page_is_never_kept_as_the_app(phone: Phone, tmp_path: Path) -> None:
    page, port = phone(), free_port()
    with portal(port) as gate:
        gate.catches = in_the_background
        with server(tmp_path, {"BASE_URL": gate.url}, port=port):
            sign_in(page, open_event(Host(gate.url, tmp_path)).guests["Mira Lang"])
            wait_until(page, lambda: "/" in gate.caught and page.evaluate(WORKERS) == 0)
            gate.catches = nothing
            comes_online(page)
            expect(page.get_by_text(READY)).to_be_visible(timeout=15_000)
    page.reload()
    expect(page.locator("main")).to_be_visible()


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """For what no element of the page tells."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came about")


def in_the_background(path: str, headers: Message) -> bool:
    """What the service worker fetches, but its own script: no page that a person opens."""
    return path in {"/", "/join/kept"} and headers["sec-fetch-dest"] == "empty"


def test_a_portals_page_is_never_kept_as_a_file(phone: Phone, tmp_path: Path) -> None:
    page, port = phone(), free_port()
    with portal(port) as gate:
        gate.catches = the_decoder
        with server(tmp_path, {"BASE_URL": gate.url}, port=port):
            sign_in(page, open_event(Host(gate.url, tmp_path)).guests["Mira Lang"])
            page.get_by_role("link", name="Me", exact=True).click()
            expect(page.get_by_text("A part is not on your phone yet.")).to_be_visible(
                timeout=15_000
            )
            gate.catches = nothing
            comes_online(page)
            expect(page.get_by_text(READY)).to_be_visible(timeout=15_000)
    (decoder,) = (file.name for file in ASSETS if file.suffix == ".wasm")
    assert page.evaluate(FETCH, f"/assets/{decoder}") == [200, "application/wasm"]


def the_decoder(path: str, headers: Message) -> bool:
    """The last file that comes."""
    return path.endswith(".wasm")


def comes_online(page: Page) -> None:
    """What a browser says when it has a network again."""
    page.evaluate("dispatchEvent(new Event('online'))")


def test_behind_a_portal_the_app_opens_and_says_that_there_is_no_network(
    phone: Phone, tmp_path: Path
) -> None:
    page, port = phone(), free_port()
    with portal(port) as gate, server(tmp_path, {"BASE_URL": gate.url}, port=port):
        opened_once(page, Host(gate.url, tmp_path))
        gate.catches = everything
        page.goto(f"{gate.url}/talks")
        # The line says it, and so does the list where nothing of it has come yet.
        expect(page.get_by_text("No network.").first).to_be_visible()
        gate.catches = nothing
        page.reload()
        expect(page.get_by_role("heading", name="Talks")).to_be_visible()


def test_a_new_version_waits_for_a_tap_and_then_comes_to_every_open_page(
    phone: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, port = phone(), free_port()
    with server(tmp_path, port=port) as url:
        opened_once(page, Host(url, tmp_path))
    newer = another_version(tmp_path / "newer", '"bar.me": "Me"', '"bar.me": "Myself"')
    monkeypatch.setenv("PYTHONPATH", str(newer))
    with server(tmp_path, port=port) as url:
        other = page.context.new_page()
        other.goto(f"{url}/talks")
        for one in (page, other):
            expect(one.get_by_text("A new version is here.")).to_be_visible(timeout=15_000)
        page.reload()
        works_as_before(page)
        works_as_before(other)

        third = page.context.new_page()
        third.goto(url)
        third.get_by_label("Ask me about …").fill("bees on the roof")
        loads: list[Page] = []

        def loaded(one: Page) -> None:
            loads.append(one)

        for one in (page, other, third):
            one.on("load", loaded)
        page.get_by_role("button", name="Load it").first.click()
        for one in (page, other):
            expect(one.get_by_role("link", name="Myself", exact=True)).to_be_visible()
            expect(one.get_by_text("A new version is here.")).to_have_count(0)
        assert sorted(loads, key=id) == sorted((page, other), key=id)
        stays_until_it_is_saved(third)
        wait_until(third, lambda: len(third.evaluate("caches.keys()")) == 1)
    page.reload()
    expect(page.locator("main")).to_be_visible()


def stays_until_it_is_saved(page: Page) -> None:
    """Where something is unsaved the older version goes on, with all its files."""
    expect(page.get_by_label("Ask me about …")).to_have_value("bees on the roof")
    files = page.evaluate(
        "Promise.all([...performance.getEntriesByType('resource')]"
        ".map(one => one.name).filter(name => name.includes('/assets/'))"
        ".map(name => fetch(name).then(got => got.status)))"
    )
    assert set(files) == {200}
    page.get_by_role("link", name="Talks", exact=True).click()
    expect(page.get_by_role("link", name="Myself", exact=True)).to_be_visible()


def works_as_before(page: Page) -> None:
    """The version that runs brings its own views, though the server has others by now."""
    expect(page.get_by_text("A new version is here.")).to_be_visible()
    page.get_by_role("link", name="Me", exact=True).click()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()


def test_nothing_is_asked_of_another_host(phone: Phone, host: Host, tmp_path: Path) -> None:
    asked: list[str] = []
    day = open_event(host)
    page = phone(film=film_of(day.address("Mira Lang"), tmp_path / "own.mjpeg"))
    page.context.on("request", lambda request: asked.append(request.url))
    opens_everything(page, day.guests["Mira Lang"])
    own = re.compile(rf"{re.escape(day.url)}/|data:|blob:{re.escape(day.url)}/")
    assert len(asked) > 10
    assert [address for address in asked if not own.match(address)] == []


def opens_everything(page: Page, guest: dict[str, str]) -> None:
    """Each of the four places, and the camera until it has read something."""
    sign_in(page, guest)
    for place in ("Talks", "Me", "We talked"):
        page.get_by_role("link", name=place, exact=True).click()
    expect(page.get_by_text("That is your own badge.")).to_be_visible(timeout=15_000)
