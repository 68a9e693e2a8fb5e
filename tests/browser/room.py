"""A hall with somebody in every state that the app can show, behind a real server."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from inbox import mailed_links
from servers import run_command, server

TOPIC = "Bienen auf dem Dach, Lastenräder und die Frage, wie man mit dem Aufhören anfängt"
LINK = "https://example.org/~wolfeschlegelsteinhausenbergerdorff/bienen-auf-dem-dach"
HELP = "Olga Nachbarschaftsbeauftragte, nachbarschaftsbeauftragte@genossenschaften.example"
EVENT = "Zusammenarbeits- und Nachbarschaftstag der Genossenschaften"
NEVER = "00000000-0000-7000-8000-000000000000"


class Who(StrEnum):
    """Whose phone it is, by the name on the badge (the names are those of tests/data)."""

    NOBODY = ""
    FULL = "Wolfeschlegelsteinhausenbergerdorff Maximilian-Alexander Freiherr von und zu"
    FRESH = "Seán Ó'Súilleabháin"
    EMPTY = "Aylin Krüger"
    QUIET = "Øyvind Dvořáková"
    REMOVED = "José Krüger"
    ORGANIZER = "org@example.org"


class Met(StrEnum):
    """Whom the full phone has met, by what became of it."""

    MUTUAL = "Maximilian-Alexander Freiherr von und zu Wolfeschlegelsteinhausenbergerdorff"
    BARE = "محمد علي"
    WAITS_FOR_THEM = "Šárka Dvořáková-Østergård"
    WAITS_FOR_ME = "Marie-Louise Großmann-Żółć"
    WAITS_TOO = "שרה כהן"
    LEFT = "Lena Iyer"
    BLOCKED = "Tomáš Nguyễn"
    INVITED = "Hélène Fernández"
    WRITES = "Siân Jones"
    TAKEN_BACK = "Gökçe Yılmaz"


class Room:
    """The server's address, and what everybody in the room holds."""

    def __init__(self, url: str, folder: Path, client: httpx.Client) -> None:
        """Empty as yet."""
        self.url, self.folder, self._client = url, folder, client
        self.codes: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.cookies: dict[str, str] = {}
        self.talks: dict[str, str] = {}
        self._tokens: dict[str, str] = {}

    def call(self, who: str, method: str, path: str, body: Any = None) -> Any:
        """One call of the API, as somebody who has signed in; what it answers."""
        headers = {"Authorization": f"Bearer {self._tokens[who]}"} if who else {}
        answer = self._client.request(
            method, f"{self.url}/api/v1{path}", json=body, headers=headers
        )
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else None

    def enter(self, who: str) -> None:
        """Sign in twice: a script's session, and a browser's."""
        token = {"token": self.links[who].rsplit("/", 1)[1]}
        self._tokens[who] = self.call("", "POST", "/sessions", token)["token"]
        answer = self._client.post(
            f"{self.url}/api/v1/sessions", json=token, headers={"Origin": self.url}
        )
        self.cookies[who] = answer.cookies["wetalked"]
        self._client.cookies.clear()

    def scan(self, who: str, other: str) -> str:
        """One side says that they talked; the talk's id."""
        scan = {"id": str(uuid4()), "badge": self.codes[other]}
        return str(self.call(who, "POST", "/scans", scan)["id"])

    def note(self, talk: str, kind: str, **note: str) -> None:
        """The full phone's owner notes something."""
        self.call(Who.FULL, "PUT", f"/talks/{talk}/{kind}s/{uuid4()}", note)


@contextmanager
def open_room(folder: Path) -> Iterator[Room]:
    """Start a server, and fill its room."""
    with server(folder) as url, httpx.Client() as client:
        room = Room(url, folder, client)
        invite(room)
        for name in room.links:
            if name != Met.INVITED:
                room.enter(name)
        tell_of_themselves(room)
        talk(room)
        part(room)
        yield room


def invite(room: Room) -> None:
    """An event for all, and another one, in-house, for one of them."""
    people = [name for name in (*Who, *Met) if name not in (Who.NOBODY, Who.ORGANIZER)]
    guests = [
        {"name": name, "email": f"g{n}@example.org", "language": "en"}
        for n, name in enumerate(people)
    ]
    settings = {
        "DATABASE": f"sqlite:///{room.folder}/wetalked.db",
        "BASE_URL": room.url,
    }
    token = printed(settings, room.folder, "token", Who.ORGANIZER, "--name", "test")
    room.links[Who.ORGANIZER] = printed(settings, room.folder, "organizer", Who.ORGANIZER)
    with httpx.Client(
        base_url=f"{room.url}/api/v1", headers={"Authorization": f"Bearer {token}"}
    ) as api:
        created = hold(api, {"slug": "day26", "name": EVENT, "help_contact": HELP}, guests)
        for guest in created:
            room.codes[guest["name"]] = guest["badge"]
            room.links[guest["name"]] = guest["join_url"]
        quiet = guests[people.index(Who.QUIET)]
        hold(api, {"slug": "inside", "name": "Unser Tag im Haus", "in_house": True}, [quiet])
    coming = {guest["email"]: guest["name"] for guest in created if guest["name"] != Met.INVITED}
    links = mailed_links(room.url, room.folder, coming)
    room.links.update({name: links[email] for email, name in coming.items()})


def printed(settings: Mapping[str, str], folder: Path, *words: str) -> str:
    """What a command prints."""
    return run_command(*words, settings=settings, cwd=folder).stdout.strip()


def hold(
    api: httpx.Client, event: dict[str, Any], guests: list[dict[str, str]]
) -> list[dict[str, Any]]:
    """An event that began an hour ago; its guests."""
    now = datetime.now(UTC)
    times = {
        "starts_at": (now - timedelta(hours=1)).isoformat(),
        "ends_at": (now + timedelta(hours=5)).isoformat(),
        "time_zone": "Europe/Berlin",
        "language": "en",
    }
    api.post("/events", json=event | times).raise_for_status()
    path = f"/events/{event['slug']}/participants"
    report = api.post(path, json={"participants": guests})
    assert report.status_code == 200, report.text
    created: list[dict[str, Any]] = report.json()["created"]
    return created


def tell_of_themselves(room: Room) -> None:
    """Some have a topic and a card, one likes it quiet, most have neither."""
    card = {"email": "wolfeschlegelsteinhausenbergerdorff@example.org", "phone": "+49 341 1234567"}
    shows(room, Who.FULL, {"ask_me_about": TOPIC, "card": card})
    shows(room, Met.MUTUAL, {"ask_me_about": TOPIC, "card": card | {"link": LINK}})
    shows(room, Who.QUIET, {"ask_me_about": "nichts, ich höre zu"})
    room.call(Who.QUIET, "PATCH", "/me", {"quiet": True})


def shows(room: Room, who: str, change: dict[str, Any]) -> None:
    """Change what somebody shows at the event."""
    (here,) = [
        one
        for one in room.call(who, "GET", "/me")["participations"]
        if one["event"]["slug"] == "day26"
    ]
    room.call(who, "PATCH", f"/me/participations/{here['participant_id']}", change)


def talk(room: Room) -> None:
    """The full phone's owner has a talk in every state, with all kinds of notes."""
    for met in (Met.MUTUAL, Met.BARE, Met.WAITS_FOR_THEM, Met.LEFT, Met.WRITES, Met.TAKEN_BACK):
        room.talks[met] = room.scan(Who.FULL, met)
    for met in (
        Met.MUTUAL,
        Met.BARE,
        Met.LEFT,
        Met.WRITES,
        Met.WAITS_FOR_ME,
        Met.WAITS_TOO,
        Met.BLOCKED,
    ):
        room.talks[met] = room.scan(met, Who.FULL)
    room.talks[Who.FRESH] = room.scan(Met.MUTUAL, Who.FRESH)
    room.scan(Who.FRESH, Met.MUTUAL)
    for met in (Met.MUTUAL, Met.LEFT):
        take_notes(room, room.talks[met])
    room.note(room.talks[Met.WAITS_FOR_THEM], "promise", text="den Artikel schicken")


def take_notes(room: Room, talk: str) -> None:
    """Promises in their three states, questions with and without an answer, a memory."""
    room.note(talk, "promise", text=f"die Adresse schicken: {LINK}", due="2027-03-01")
    room.note(
        talk, "promise", text="nach der Donaudampfschifffahrtsgesellschaft fragen", state="kept"
    )
    room.note(talk, "promise", text="den Umzugswagen am Samstag fahren", state="let_go")
    room.note(talk, "question", text="Welcher Umweg hat sich für dich gelohnt?")
    room.note(
        talk,
        "question",
        text="Was machst du, wenn du nicht weiterkommst?",
        answer="Spazieren gehen, ohne Telefon, bis zum dritten Kiosk, und dann jemanden anrufen.",
    )
    room.call(
        Who.FULL, "PUT", f"/talks/{talk}/reminded-of", {"text": "den Garten meiner Großmutter"}
    )


def part(room: Room) -> None:
    """One leaves, one is blocked, one is taken off the list."""
    room.call(Met.LEFT, "DELETE", "/me?leave_card=false")
    room.call(Who.FULL, "POST", f"/talks/{room.talks[Met.BLOCKED]}/block")
    (here,) = room.call(Who.REMOVED, "GET", "/me")["participations"]
    path = f"/events/day26/participants/{here['participant_id']}"
    room.call(Who.ORGANIZER, "DELETE", path)
