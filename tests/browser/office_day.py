"""Organizers at their laptops: a server with an event that they run, and how they sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from playwright.sync_api import Page, expect

from browser.room import EVENT, HELP
from inbox import mailed_links
from servers import run_command, server

LAPTOP = 1280
ORGANIZER, DESK = "org@example.org", "desk@example.org"
LONG_ADDRESS = "maximilian-alexander.wolfeschlegelsteinhausenbergerdorff@nachbarschaft.example"
GUESTS = [{"name": "Mira Lang", "email": "mira@example.org"}, {"name": "Otto Außen"}]


class Laptops(NamedTuple):
    """The server's address and folder, links that sign people in, participants by name, the API."""

    url: str
    folder: Path
    links: dict[str, str]
    people: dict[str, str]
    api: httpx.Client

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """One call as the organizer; what it answers."""
        answer = self.api.request(method, path, json=body)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else None


@contextmanager
def open_laptops(folder: Path) -> Iterator[Laptops]:
    """Start a server with an event of long names that begins tomorrow; it may ask a shop here."""
    with server(folder, {"SHOP_HOSTS": "127.0.0.1"}) as url:
        settings = {"DATABASE": f"sqlite:///{folder}/wetalked.db", "BASE_URL": url}

        def printed(*words: str) -> str:
            return run_command(*words, settings=settings, cwd=folder).stdout.strip()

        token = printed("token", ORGANIZER, "--name", "test")
        links = {ORGANIZER: printed("organizer", ORGANIZER)}
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=f"{url}/api/v1", headers=headers) as api:
            laptops = Laptops(url, folder, links, {}, api)
            prepare(laptops)
            # A token gives nobody a role: that takes a session.
            link = {"token": printed("organizer", ORGANIZER).rpartition("/")[2]}
            session = httpx.post(f"{url}/api/v1/sessions", json=link).raise_for_status().json()
            appoint(laptops, {"Authorization": f"Bearer {session['token']}"})
            yield laptops


def prepare(laptops: Laptops) -> None:
    """The event and its guests; the desk's helper is one, too, and so has a link."""
    starts = datetime.now(UTC) + timedelta(days=1)
    event = {
        "slug": "day26",
        "name": EVENT,
        "help_contact": HELP,
        "language": "en",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=8)).isoformat(),
        "time_zone": "Europe/Berlin",
    }
    laptops.call("POST", "/events", event)
    guests = [*GUESTS, {"name": "Dana Desk", "email": DESK}]
    report = laptops.call("POST", "/events/day26/participants", {"participants": guests})
    laptops.people.update({one["name"]: one["participant_id"] for one in report["created"]})
    emails = [guest["email"] for guest in guests if guest.get("email")]
    laptops.links.update(mailed_links(laptops.url, laptops.folder, emails))


def appoint(laptops: Laptops, headers: dict[str, str]) -> None:
    """A team, by whoever these headers sign in."""
    for email, role in ((DESK, "desk"), (LONG_ADDRESS, "organizer")):
        body = {"email": email, "role": role}
        path = f"{laptops.url}/api/v1/events/day26/organizers"
        httpx.post(path, json=body, headers=headers).raise_for_status()


def sit_down(page: Page, laptops: Laptops, email: str = ORGANIZER) -> None:
    """Sign in by the link, and open the app."""
    token = {"token": laptops.links[email].rsplit("/", 1)[1]}
    answer = httpx.post(
        f"{laptops.url}/api/v1/sessions", json=token, headers={"Origin": laptops.url}
    )
    cookie = {"name": "wetalked", "value": answer.cookies["wetalked"], "url": laptops.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict of the same keys
    page.goto("/")
    expect(page.get_by_role("link", name="Me", exact=True)).to_be_visible()


def heading(page: Page, name: str) -> None:
    """Wait for a page with this heading."""
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
