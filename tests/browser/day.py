"""An event day for phones: an event that runs now, its guests, and how one of them signs in."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from servers import run_command

NAMES = ("Mira Lang", "Jonas Weiß", "Otto Außen")


def open_event(url: str, folder: Path) -> dict[str, dict[str, Any]]:
    """An event that runs now, with three guests by name: their links and badges."""
    settings = {"DATABASE": f"sqlite:///{folder}/wetalked.db"}
    words = ("token", "org@example.org", "--name", "test")
    token = run_command(*words, settings=settings, cwd=folder).stdout.strip()
    now = datetime.now(UTC)
    event = {
        "slug": "day",
        "name": "Day",
        "starts_at": (now - timedelta(hours=1)).isoformat(),
        "ends_at": (now + timedelta(hours=5)).isoformat(),
        "time_zone": "Europe/Berlin",
        "language": "en",
    }
    guests = [{"name": name, "email": f"g{n}@example.org"} for n, name in enumerate(NAMES)]
    with httpx.Client(
        base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {token}"}
    ) as api:
        assert api.post("/events", json=event).status_code == 201
        report = api.post("/events/day/participants", json={"participants": guests})
        assert report.status_code == 200, report.text
    return {guest["name"]: guest for guest in report.json()["created"]}


def sign_in(page: Page, guest: dict[str, Any]) -> None:
    """Open the guest's link, tap, and see the own badge."""
    page.goto(guest["join_url"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()
