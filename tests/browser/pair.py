"""Two guests who talked: one with a phone in hand, the other one speaking over the API."""

import contextlib
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import msgspec
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.day import Day, Host, open_event, sign_in

PATIENCE = 15


class Pair(msgspec.Struct):
    """Mira's phone, and Jonas without one."""

    day: Day
    mira: Page
    jonas: httpx.Client
    talk: str = ""

    @property
    def url(self) -> str:
        """Where the server is."""
        return self.day.url

    @property
    def guests(self) -> dict[str, dict[str, Any]]:
        """The event's guests by name."""
        return self.day.guests

    def open_talk(self) -> Page:
        """Mira's phone on the page of this talk."""
        self.mira.goto(f"{self.url}/talks/{self.talk}")
        expect(self.mira.get_by_role("heading", name="Jonas Weiß")).to_be_visible()
        return self.mira

    def kept(self) -> dict[str, Any]:
        """The talk as the server tells it to Mira; nothing where it tells her none."""
        answer = self.mira.request.get(f"{self.url}/api/v1/talks/{self.talk}")
        told: dict[str, Any] = answer.json() if answer.ok else {}
        return told

    def _holds(self, holds: Callable[[dict[str, Any]], object]) -> bool:
        """A note that is not there yet is none that differs."""
        with contextlib.suppress(IndexError):
            return bool(holds(self.kept()))
        return False

    def until_kept(self, holds: Callable[[dict[str, Any]], object]) -> None:
        """Wait until the server's word about this talk holds."""
        deadline = time.monotonic() + PATIENCE
        while not self._holds(holds):
            assert time.monotonic() < deadline, self.kept()
            time.sleep(0.1)

    def jonas_says_yes(self) -> None:
        """Jonas scans Mira's badge."""
        body = {"id": str(uuid.uuid4()), "badge": self.guests["Mira Lang"]["badge"]}
        answer = self.jonas.post("/scans", json=body)
        assert answer.status_code == 201, answer.text
        self.talk = answer.json()["id"]

    def mira_says_yes(self) -> None:
        """Mira confirms, without her phone's view knowing of it beforehand."""
        path = f"/talks/{self.talk}/confirm"
        answer = self.mira.request.post(
            f"{self.url}/api/v1{path}", data={}, headers={"origin": self.url}
        )
        assert answer.ok, answer.text()

    def email_shown_to_jonas(self) -> str | None:
        """What the card of Mira's says to Jonas."""
        card = self.jonas.get(f"/talks/{self.talk}").json()["with"]["card"]
        return str(card["email"]) if "email" in card else None

    def jonas_shows(self, **card: str) -> None:
        """What Mira may have of Jonas."""
        participant = self.guests["Jonas Weiß"]["participant_id"]
        answer = self.jonas.patch(f"/me/participations/{participant}", json={"card": card})
        assert answer.status_code == 200, answer.text


@contextlib.contextmanager
def two_guests(phone: Phone, host: Host, **how: Any) -> Iterator[Pair]:
    """Both signed in, and nothing said yet; `how` is for the phone."""
    with httpx.Client(base_url=f"{host.url}/api/v1") as jonas:
        day = open_event(host)
        mira = phone(**how)
        sign_in(mira, day.guests["Mira Lang"])
        token = day.guests["Jonas Weiß"]["join_url"].rpartition("/")[2]
        session = jonas.post("/sessions", json={"token": token}).json()
        jonas.headers["Authorization"] = f"Bearer {session['token']}"
        yield Pair(day, mira, jonas)


@contextlib.contextmanager
def mutual(phone: Phone, host: Host, **how: Any) -> Iterator[Pair]:
    """Both have said yes, and Mira looks at their talk."""
    with two_guests(phone, host, **how) as pair:
        pair.jonas_says_yes()
        pair.mira_says_yes()
        pair.open_talk()
        yield pair
