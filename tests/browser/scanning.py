"""What tests of the scan view share: one event for a whole file, and a guest's first steps."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from browser.day import Day, Host, open_event, sign_in

MIRA, JONAS, OTTO = "Mira Lang", "Jonas Weiß", "Otto Außen"


@pytest.fixture(scope="module")
def day(host: Host) -> Day:
    """One event for all tests of a file."""
    return open_event(host)


def come_as_mira(page: Page, day: Day) -> None:
    """Signed in, with no talk yet."""
    sign_in(page, day.guests[MIRA])
    for talk in talks_of(page, day):
        take_back(page, day, talk["id"])
    page.reload()


def talks_of(page: Page, day: Day) -> list[dict[str, Any]]:
    """The talks of whoever is signed in there."""
    items: list[dict[str, Any]] = page.context.request.get(
        f"{day.url}/api/v1/talks?event={day.slug}"
    ).json()["items"]
    return items


def take_back(page: Page, day: Day, talk: str) -> None:
    """My no to a talk, said elsewhere than in the app."""
    headers = {"origin": day.url}
    gone = page.context.request.delete(f"{day.url}/api/v1/talks/{talk}", headers=headers)
    assert gone.status == 204


def requests_of(page: Page) -> list[Request]:
    """Every request from now on, of the page and of its workers."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.context.on("request", note)
    return asked


def open_camera(page: Page) -> None:
    """Tap the main button."""
    page.get_by_role("link", name="We talked", exact=True).click()
    expect(page.get_by_role("link", name="Type the code")).to_be_visible()
