"""An event day for phones: an event that runs now, its guests, and how one of them signs in."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
from playwright.sync_api import Page, expect

from servers import Mailbox, run_command

READY = "Ready without a network."
NAMES = ("Mira Lang", "Jonas Weiß", "Otto Außen")


class Host(NamedTuple):
    """A running server, its folder, and where its mails go if not into that folder."""

    url: str
    folder: Path
    mailbox: Mailbox = Mailbox()

    def organizer(self) -> httpx.Client:
        """Calls as the organizer of every event here."""
        headers = {"Authorization": f"Bearer {organizer_token(self.folder)}"}
        return httpx.Client(base_url=f"{self.url}/api/v1", headers=headers)


class Day(NamedTuple):
    """An event on a server, with its guests by name: their addresses, links and badges."""

    host: Host
    slug: str
    guests: dict[str, dict[str, Any]]

    @property
    def url(self) -> str:
        """Where the server is."""
        return self.host.url

    def address(self, name: str) -> str:
        """What the QR code on somebody's badge holds."""
        return f"{self.url}/B/{self.guests[name]['badge']}".upper()


@cache
def organizer_token(folder: Path) -> str:
    """Asked for once a server: starting a command takes longer than most tests."""
    settings = {"DATABASE": f"sqlite:///{folder}/wetalked.db"}
    words = ("token", "org@example.org", "--name", "test")
    return run_command(*words, settings=settings, cwd=folder).stdout.strip()


def open_event(host: Host) -> Day:
    """An event that runs now, with three guests whom no other event of this server knows."""
    now = datetime.now(UTC)
    slug = f"day-{uuid4().hex[:8]}"
    event = {
        "slug": slug,
        "name": "Day",
        "starts_at": (now - timedelta(hours=1)).isoformat(),
        "ends_at": (now + timedelta(hours=5)).isoformat(),
        "time_zone": "Europe/Berlin",
        "language": "en",
    }
    guests = [{"name": name, "email": f"g{n}@{slug}.example"} for n, name in enumerate(NAMES)]
    with host.organizer() as api:
        assert api.post("/events", json=event).status_code == 201
        report = api.post(f"/events/{slug}/participants", json={"participants": guests})
        assert report.status_code == 200, report.text
    return Day(host, slug, {guest["name"]: guest for guest in report.json()["created"]})


def change_event(day: Day, **event: Any) -> None:
    """The organizer changes the event."""
    with day.host.organizer() as api:
        assert api.patch(f"/events/{day.slug}", json=event).status_code == 200


def sign_in(page: Page, guest: dict[str, Any]) -> None:
    """Open the guest's link, tap, and see the own badge."""
    page.goto(guest["join_url"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()


def opened_once(page: Page, host: Host) -> None:
    """One visit of a guest, until the app says that it is ready."""
    sign_in(page, open_event(host).guests["Mira Lang"])
    expect(page.get_by_text(READY)).to_be_visible(timeout=15_000)
