"""Attendee lists over the API, as ticket shops export them."""

import asyncio
import json
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from cast import Happening, Someone, make_event, make_organizer, make_participant, make_person
from conftest import ManualClock
from wetalked.db import Database, do
from wetalked.ids import fingerprint
from wetalked.kit import Kit
from wetalked.people.code import pin_of

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text("utf-8"))
COUNTS = """
SELECT (SELECT COUNT(*) FROM person) AS people, (SELECT COUNT(*) FROM participant) AS places,
  (SELECT COUNT(*) FROM badge) AS badges, (SELECT COUNT(*) FROM pass) AS passes,
  (SELECT COUNT(*) FROM mail) AS mails
"""


class Office:
    """An organizer's end of the API."""

    def __init__(self, client: httpx.AsyncClient, event: Happening, olga: Someone) -> None:
        self.client, self.event, self.olga = client, event, olga
        self.path = f"/api/v1/events/{event.slug}/participants"

    async def send(self, data: bytes | str, **query: str) -> httpx.Response:
        """A list as a file."""
        headers = {**self.olga.headers, "content-type": "text/csv"}
        body = data.encode() if isinstance(data, str) else data
        return await self.client.post(self.path, content=body, headers=headers, params=query)

    async def read(self, data: bytes | str, **query: str) -> dict[str, Any]:
        """The report of a list that is taken."""
        answer = await self.send(data, **query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def add(self, *people: dict[str, Any]) -> dict[str, Any]:
        """The report of people told as JSON."""
        answer = await self.client.post(
            self.path, json={"participants": people}, headers=self.olga.headers
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def people(self) -> list[dict[str, Any]]:
        """All participants, page by page."""
        found: list[dict[str, Any]] = []
        after: dict[str, str] = {}
        while True:
            answer = await self.client.get(
                self.path, headers=self.olga.headers, params={"limit": "37", **after}
            )
            found += answer.json()["items"]
            if answer.json()["next"] is None:
                return found
            after = {"after": answer.json()["next"]}


@pytest.fixture
async def office(kit: Kit, client: httpx.AsyncClient) -> Office:
    event = await make_event(kit)
    return Office(client, event, await make_organizer(kit, event))


async def counts(db: Database) -> dict[str, int]:
    ((row,),) = await db.read(do(COUNTS))
    return dict(row)


@pytest.mark.parametrize("file", sorted(EXPECTED))
async def test_a_list_is_imported_as_expected_and_again_changes_nothing(
    file: str, office: Office, db: Database
) -> None:
    data, expected = (DATA / file).read_bytes(), EXPECTED[file]
    foreseen = await office.read(data, dry_run="true")
    assert len(foreseen["created"]) == expected["created"]
    assert await office.people() == []

    report = await office.read(data)
    assert len(report["created"]) == expected["created"]
    assert len(report["rejected"]) == expected["rejected"]
    assert Counter(one["name"] for one in report["created"]) == Counter(expected["names"])
    assert Counter(one["email"] for one in report["created"]) == Counter(expected["emails"])
    people, before = await office.people(), await counts(db)
    assert [one["participant_id"] for one in people] == [
        one["participant_id"] for one in report["created"]
    ]

    again = await office.read(data)
    assert (again["created"], again["updated"]) == ([], [])
    assert again["unchanged"] == report["unchanged"] + expected["created"]
    assert again["rejected"] == report["rejected"]
    assert await office.people() == people
    assert await counts(db) == before


async def test_all_lists_after_another_double_nobody(office: Office, db: Database) -> None:
    for file in sorted(EXPECTED):
        await office.read((DATA / file).read_bytes())
    before = await counts(db)
    for file in sorted(EXPECTED, reverse=True):
        report = await office.read((DATA / file).read_bytes())
        assert (report["created"], report["updated"]) == ([], [])
    assert await counts(db) == before


async def test_noise_is_no_list_and_imports_nothing(office: Office) -> None:
    answer = await office.send((DATA / "not-a-list.csv").read_bytes())
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/not-a-list")
    assert answer.headers["content-type"] == "application/problem+json"
    assert await office.people() == []


async def test_a_list_too_large_is_refused_whole(office: Office) -> None:
    rows = "Name\n" + "Mira\n" * 20_001
    answer = await office.send(rows)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")
    assert "20,001 rows" in answer.json()["detail"]
    answer = await office.send(b"Name\n" + b"x" * (5 * 1024 * 1024))
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")
    assert await office.people() == []


async def test_a_dry_run_tells_all_and_makes_nothing(office: Office, db: Database) -> None:
    before = await counts(db)
    report = await office.read(
        "Name;E-Mail\nMira Haas;m@example.org\n;x@example.org\n", dry_run="1"
    )
    assert report["created"] == [
        {
            "participant_id": None,
            "name": "Mira Haas",
            "email": "m@example.org",
            "language": "en",
            "ask_me_about": None,
            "badge": None,
            "invited_at": None,
            "joined_at": None,
            "printed_at": None,
            "removed_at": None,
            "join_url": None,
            "pin": None,
        }
    ]
    assert report["rejected"] == [{"line": 3, "problem": 'No name beside "x@example.org".'}]
    assert report["columns"] == {"name": "Name", "email": "E-Mail"}
    assert await counts(db) == before


async def test_columns_are_corrected_by_their_headings(office: Office) -> None:
    data = "Wer;Post;Name\nMira Haas;m@example.org;ACME\n"
    report = await office.read(data, name="Wer", email="Post")
    assert report["columns"] == {"name": "Wer", "email": "Post"}
    assert [(one["name"], one["email"]) for one in report["created"]] == [
        ("Mira Haas", "m@example.org")
    ]
    answer = await office.send(data, name="Was")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "name"
    assert (await office.send(data, nmae="Wer")).json()["errors"][0]["field"] == "nmae"


async def test_who_is_new_gets_a_link_a_badge_and_without_an_address_a_pin(
    office: Office, kit: Kit, db: Database
) -> None:
    report = await office.add({"name": "Mira", "email": " M@Example.org "}, {"name": "Kim"})
    mira, kim = report["created"]
    assert (mira["email"], mira["pin"]) == ("m@example.org", None)
    assert (kim["email"], kim["pin"]) == (None, pin_of(kit.secret, kim["participant_id"], 1))
    for one in (mira, kim):
        token = one["join_url"].removeprefix("https://talk.example/join/")
        sql = "SELECT kind, expires_at, used_at FROM pass WHERE token = :token"
        ((row,),) = await db.read(do(sql, token=fingerprint(token)))
        assert dict(row) == {"kind": "join", "expires_at": None, "used_at": None}
        assert len(one["badge"]) == 8
    assert (await counts(db))["mails"] == 0


async def test_a_row_says_its_language_and_topic_or_takes_the_events(office: Office) -> None:
    report = await office.read(
        "Name,Sprache,Ask me about\nMira,Deutsch,Bees\nKim,,\nZoë,en-GB,Rust\n"
    )
    assert [(one["language"], one["ask_me_about"]) for one in report["created"]] == [
        ("de", "Bees"),
        ("en", None),
        ("en", "Rust"),
    ]


async def test_another_name_at_an_address_is_a_second_person_and_told(office: Office) -> None:
    data = "Name,Email\nMira,m@example.org\nKim,m@example.org\nmira,M@example.org\n"
    report = await office.read(data)
    assert [(one["name"], one["email"]) for one in report["created"]] == [
        ("Mira", "m@example.org"),
        ("Kim", None),
    ]
    assert (report["unchanged"], [one["line"] for one in report["told"]]) == (1, [3])
    assert '"Kim" is taken without an address' in report["told"][0]["message"]
    again = await office.read(data)
    assert (again["created"], again["updated"], again["unchanged"]) == ([], [], 3)


async def test_people_of_one_name_keep_what_their_own_rows_say(office: Office) -> None:
    data = "Name,Ask me about\n" + "".join(f"Kim,topic {n}\n" for n in range(30))
    report = await office.read(data)
    assert len(report["created"]) == 30
    again = await office.read(data)
    assert (again["created"], again["updated"], again["unchanged"]) == ([], [], 30)


async def test_a_changed_list_updates_what_it_says_anew(office: Office) -> None:
    await office.read("Name,Email,Language\npetra krüger,p@example.org,de\n")
    report = await office.read(
        "Name,Email,Language,Ask me about\nPetra Krüger,p@example.org,en,Bees\n"
    )
    assert report["created"] == []
    (petra,) = report["updated"]
    assert (petra["name"], petra["language"], petra["ask_me_about"]) == (
        "Petra Krüger",
        "en",
        "Bees",
    )
    assert await office.people() == [petra]


async def test_what_people_set_themselves_no_import_overwrites(
    office: Office, db: Database
) -> None:
    first = "Name,Email,Language,Ask me about\nMira Haas,m@example.org,de,Bees\n"
    await office.read(first)
    await db.write(
        do("UPDATE person SET name = 'Mimi', name_set_at = 1, language_set_at = 1"),
        do("UPDATE participant SET ask_set_at = 1"),
    )
    for data in (first, "Name,Email,Language,Ask me about\nMIRA HAAS,m@example.org,en,Ants\n"):
        report = await office.read(data)
        assert (report["created"], report["updated"], report["unchanged"]) == ([], [], 1)
    (mira,) = await office.people()
    assert (mira["name"], mira["language"], mira["ask_me_about"]) == ("Mimi", "de", "Bees")


async def test_what_an_organizer_corrected_the_old_list_does_not_bring_back(
    office: Office,
) -> None:
    data = "Name,Email,Language\nJon Holm,j@example.org,de\n"
    (jon,) = (await office.read(data))["created"]
    answer = await office.client.patch(
        f"{office.path}/{jon['participant_id']}",
        json={"name": "John Holm", "email": "john@example.org", "language": "en"},
        headers=office.olga.headers,
    )
    assert answer.status_code == 200, answer.text
    report = await office.read(data)
    assert (report["created"], report["updated"], report["unchanged"]) == ([], [], 1)
    (john,) = await office.people()
    assert (john["name"], john["email"], john["language"]) == (
        "John Holm",
        "john@example.org",
        "en",
    )


async def test_an_account_from_an_earlier_event_is_found_by_its_address_alone(
    office: Office, kit: Kit
) -> None:
    earlier = await make_event(kit, "day25")
    mira = await make_participant(kit, earlier, "Mira Haas", email="m@example.org")
    await kit.db.write(do("UPDATE person SET name_set_at = 1 WHERE id = :id", id=mira.person))
    data = "Name,Email\nMiriam Haas-Lang,m@example.org\n"
    report = await office.read(data)
    (again,) = report["created"]
    assert again["participant_id"] != mira.participant
    assert (again["name"], again["join_url"], again["pin"]) == ("Mira Haas", None, None)
    ((row,),) = await kit.db.read(
        do("SELECT person FROM participant WHERE id = :id", id=again["participant_id"])
    )
    assert row["person"] == mira.person
    assert (await office.read(data))["unchanged"] == 1


async def test_an_import_removes_nobody_and_brings_nobody_back(
    office: Office, db: Database, clock: ManualClock
) -> None:
    both = "Name,Email\nMira,m@example.org\nKim,k@example.org\n"
    await office.read(both)
    clock.move(seconds=1)
    await office.read("Name,Email\nZoë,z@example.org\n")
    assert [row["name"] for row in await office.people()] == ["Mira", "Kim", "Zoë"]
    mira, _, _ = await office.people()
    await db.write(do("UPDATE participant SET joined_at = 1"))
    one = f"{office.path}/{mira['participant_id']}"
    assert (await office.client.delete(one, headers=office.olga.headers)).status_code == 204
    again = await office.read(both)
    assert (again["created"], again["updated"], again["unchanged"]) == ([], [], 2)
    assert [row["removed_at"] is None for row in await office.people()] == [False, True, True]


async def test_two_imports_at_once_double_nobody(office: Office, db: Database) -> None:
    rows = [f"Guest {n},{f'g{n}@example.org' if n % 3 else ''}" for n in range(300)]
    data = "Name,Email\n" + "\n".join(rows)
    reports = await asyncio.gather(*(office.read(data) for _ in range(3)))
    created = [one["participant_id"] for report in reports for one in report["created"]]
    assert len(created) == len(set(created)) == 300
    assert sum(report["unchanged"] for report in reports) == 600
    assert [one["name"] for one in await office.people()] == [f"Guest {n}" for n in range(300)]
    assert (await counts(db))["people"] == 301


async def test_imports_into_two_events_at_once_make_one_person_of_an_address(
    office: Office, kit: Kit, db: Database
) -> None:
    other = await make_event(kit, "other")
    second = Office(office.client, other, await make_organizer(kit, other, "Ottilie"))
    rows = [f"Guest {n},g{n}@example.org" for n in range(250)]
    forth, back = "\n".join(rows), "\n".join(reversed(rows))
    reports = await asyncio.gather(
        office.read(f"Name,Email\n{forth}"), second.read(f"Name,Email\n{back}")
    )
    assert [len(report["created"]) for report in reports] == [250, 250]
    links = [one["join_url"] for report in reports for one in report["created"]]
    assert len([link for link in links if link]) == 250
    assert (await counts(db))["people"] == 252


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"participants": [{"name": "Mira", "title": "Dr."}]}, "participants[0]"),
        ({"participants": [{"email": "m@example.org"}]}, "participants[0]"),
        ({"people": []}, "body"),
        ({"participants": [{"name": 1}]}, "participants[0].name"),
    ],
)
async def test_json_of_another_shape_is_refused_whole(
    office: Office, body: dict[str, Any], field: str
) -> None:
    answer = await office.client.post(office.path, json=body, headers=office.olga.headers)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert await office.people() == []


async def test_a_wrong_row_of_json_is_told_by_its_place_and_the_others_are_taken(
    office: Office,
) -> None:
    report = await office.add({"name": "Mira"}, {"name": " "}, {"name": "K", "email": "k@k@k"})
    assert [one["name"] for one in report["created"]] == ["Mira"]
    assert [one["line"] for one in report["rejected"]] == [2, 3]


async def test_other_kinds_of_body_are_refused(office: Office) -> None:
    headers = {**office.olga.headers, "content-type": "application/vnd.ms-excel"}
    answer = await office.client.post(office.path, content=b"Name\nMira\n", headers=headers)
    assert answer.status_code == 415
    answer = await office.client.post(
        office.path + "?name=Wer", json={"participants": []}, headers=office.olga.headers
    )
    assert answer.json()["errors"] == [
        {"field": "name", "message": "This parameter names a column, which only text/csv has."}
    ]


async def test_strangers_and_participants_import_nothing(office: Office, kit: Kit) -> None:
    guest = await make_participant(kit, office.event, "Gast")
    stranger = await make_person(kit, "Fremd", organizer=True)
    for who in (guest, stranger):
        answer = await office.client.post(
            office.path, json={"participants": [{"name": "X"}]}, headers=who.headers
        )
        assert answer.status_code == 404
    answer = await office.client.post(office.path, json={"participants": []})
    assert answer.status_code == 401
    assert [one["name"] for one in await office.people()] == ["Gast"]
