"""Phones: real Chromium pages, each with a camera of its own."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect, sync_playwright

from browser.chromium import ALLOWS, FLAGS, HOW, find_chromium
from browser.day import Host
from browser.office_day import Laptops, open_laptops
from servers import server, smtp_server

# A busy machine is slow, and no test is about how slow.
expect.set_options(timeout=20_000)

PHONE = {"width": 390, "height": 844}
Phone = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser; without one, tests that need it are skipped, and fail in CI."""
    found = find_chromium()
    if found is None and os.environ.get("CI"):
        pytest.fail(HOW)
    if found is None:
        pytest.skip(HOW)
    return found


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """One server for all events of the session: starting one takes longer than most tests."""
    folder: Path = tmp_path_factory.mktemp("host")
    with smtp_server() as (mail, mailbox), server(folder, {"MAIL": mail}) as url:
        yield Host(url, folder, mailbox)


@pytest.fixture(scope="session")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptops]:
    """A server without a mail server, with an event and its team; one for the session, too."""
    with open_laptops(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """The driver; while it runs, no asynchronous test can: hence not for the whole session."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: Path) -> Iterator[Browser]:
    """One browser for all phones without a camera: starting one takes longer than most tests."""
    started = playwright.chromium.launch(executable_path=chromium, args=FLAGS, headless=True)
    yield started
    started.close()


@pytest.fixture
def phone(playwright: Playwright, browser: Browser, chromium: Path) -> Iterator[Phone]:
    """Opens phones: `phone(film=…, locale="de", dark=True, width=320, base_url=…, profile=…)`.

    With a film its camera sees that; with a profile folder it outlives being killed; with flags
    the browser starts with these as well; without being allowed, a page gets no camera.
    A page error, or a line that the policy blocked, fails the test.
    """
    with contextlib.ExitStack() as stack:
        faults: list[str] = []

        def open_phone(
            film: Path | None = None,
            *,
            profile: Path | None = None,
            flags: Sequence[str] = (),
            allowed: bool = True,
            **wishes: Any,
        ) -> Page:
            looks = looks_of(camera=bool(film and allowed), **wishes)
            if film or profile or flags or not allowed:
                args = [*arguments(film, allowed=allowed), *flags]
                context = playwright.chromium.launch_persistent_context(
                    profile or "", executable_path=chromium, args=args, headless=True, **looks
                )
            else:
                context = browser.new_context(**looks)
            stack.callback(context.close)
            page = context.pages[0] if context.pages else context.new_page()
            listen_for_faults(page, faults)
            return page

        yield open_phone
    assert faults == []


def looks_of(
    locale: str = "en",
    *,
    camera: bool,
    dark: bool = False,
    width: int = PHONE["width"],
    base_url: str | None = None,
) -> dict[str, Any]:
    """What Playwright calls these wishes."""
    return {
        "locale": locale,
        "base_url": base_url,
        "viewport": {"width": width, "height": PHONE["height"]},
        "color_scheme": "dark" if dark else "light",
        "permissions": ["camera"] if camera else [],
    }


def arguments(film: Path | None, *, allowed: bool) -> list[str]:
    """What a browser of its own is started with."""
    common = [flag for flag in FLAGS if allowed or flag != ALLOWS]
    return [*common, *([f"--use-file-for-fake-video-capture={film}"] if film else [])]


def listen_for_faults(page: Page, faults: list[str]) -> None:
    """Note every page error, and every line that the policy blocked."""

    def heard(line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            faults.append(line.text)

    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", heard)
