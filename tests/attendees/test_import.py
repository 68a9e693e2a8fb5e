"""Attendee lists over the API, as ticket shops export them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cast import make_participant, make_person
from office import Office
from wetalked.accounts.codes import pin_of
from wetalked.accounts.sign_in import begin_by_link, begin_by_pin
from wetalked.core.ids import fingerprint
from wetalked.db import Database, statement
from wetalked.db.context import Context

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text("utf-8"))
COUNTS = """
SELECT (SELECT COUNT(*) FROM person) AS people, (SELECT COUNT(*) FROM participant) AS places,
  (SELECT COUNT(*) FROM badge) AS badges, (SELECT COUNT(*) FROM pass) AS passes,
  (SELECT COUNT(*) FROM mail) AS mails
"""


async def counts(db: Database) -> dict[str, int]:
    ((row,),) = await db.read(statement(COUNTS))
    return dict(row)


@pytest.mark.parametrize("file", sorted(EXPECTED))
async def test_a_list_is_imported_as_expected_and_again_changes_nothing(
    file: str, office: Office, db: Database
) -> None:
    data, expected = (DATA / file).read_bytes(), EXPECTED[file]
    foreseen = await office.import_list(data, dry_run="true")
    assert len(foreseen["created"]) == expected["created"]
    assert await office.people() == []

    report = await office.import_list(data)
    assert len(report["created"]) == expected["created"]
    assert len(report["rejected"]) == expected["rejected"]
    assert Counter(one["name"] for one in report["created"]) == Counter(expected["names"])
    assert Counter(one["email"] for one in report["created"]) == Counter(expected["emails"])
    people, before = await office.people(), await counts(db)
    assert [one["participant_id"] for one in people] == [
        one["participant_id"] for one in report["created"]
    ]

    again = await office.import_list(data)
    assert (again["created"], again["updated"]) == ([], [])
    assert again["unchanged"] == report["unchanged"] + expected["created"]
    assert again["rejected"] == report["rejected"]
    assert await office.people() == people
    assert await counts(db) == before


async def test_all_lists_after_another_double_nobody(office: Office, db: Database) -> None:
    for file in sorted(EXPECTED):
        await office.import_list((DATA / file).read_bytes())
    before = await counts(db)
    for file in sorted(EXPECTED, reverse=True):
        report = await office.import_list((DATA / file).read_bytes())
        assert (report["created"], report["updated"]) == ([], [])
    assert await counts(db) == before


async def test_noise_is_no_list_and_imports_nothing(office: Office) -> None:
    answer = await office.send_list((DATA / "not-a-list.csv").read_bytes())
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/not-a-list")
    assert answer.headers["content-type"] == "application/problem+json"
    assert await office.people() == []


async def test_a_list_too_large_is_refused_whole(office: Office) -> None:
    rows = "Name\n" + "Mira\n" * 20_001
    answer = await office.send_list(rows)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")
    assert "20,001 rows" in answer.json()["detail"]
    answer = await office.send_list(b"Name\n" + b"x" * (5 * 1024 * 1024))
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")
    assert await office.people() == []


async def test_a_dry_run_tells_all_and_makes_nothing(office: Office, db: Database) -> None:
    before = await counts(db)
    report = await office.import_list(
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
    (rejected,) = report["rejected"]
    assert (rejected["line"], rejected["problem"]) == (3, 'No name beside "x@example.org".')
    assert report["columns"] == {"name": "Name", "email": "E-Mail"}
    assert await counts(db) == before


async def test_columns_are_corrected_by_their_headings(office: Office) -> None:
    data = "Wer;Post;Name\nMira Haas;m@example.org;ACME\n"
    report = await office.import_list(data, name="Wer", email="Post")
    assert report["columns"] == {"name": "Wer", "email": "Post"}
    assert [(one["name"], one["email"]) for one in report["created"]] == [
        ("Mira Haas", "m@example.org")
    ]
    answer = await office.send_list(data, name="Was")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "name"
    assert (await office.send_list(data, nmae="Wer")).json()["errors"][0]["field"] == "nmae"


async def test_who_is_new_gets_a_link_a_badge_and_without_an_address_a_pin(
    office: Office, context: Context, db: Database
) -> None:
    report = await office.add({"name": "Mira", "email": " M@Example.org "}, {"name": "Kim"})
    mira, kim = report["created"]
    assert (mira["email"], mira["pin"]) == ("m@example.org", None)
    assert (kim["email"], kim["pin"]) == (None, pin_of(context.secret, kim["participant_id"], 1))
    for one in (mira, kim):
        token = one["join_url"].removeprefix("https://talk.example/join/")
        sql = "SELECT kind, expires_at, used_at FROM pass WHERE token = :token"
        ((row,),) = await db.read(statement(sql, token=fingerprint(token)))
        assert dict(row) == {"kind": "join", "expires_at": None, "used_at": None}
        assert len(one["badge"]) == 8
    assert (await counts(db))["mails"] == 0


async def test_link_and_pin_of_a_report_sign_in(office: Office, context: Context) -> None:
    report = await office.add({"name": "Mira", "email": "m@example.org"}, {"name": "Kim"})
    mira, kim = report["created"]
    await begin_by_link(context, mira["join_url"].rpartition("/")[2], "phone")
    await begin_by_pin(context, kim["badge"], kim["pin"], "phone")
    assert all(one["joined_at"] for one in await office.people())


async def test_a_row_says_its_language_and_topic_or_takes_the_events(office: Office) -> None:
    report = await office.import_list(
        "Name,Sprache,Ask me about\nMira,Deutsch,Bees\nKim,,\nZoë,en-GB,Rust\n"
    )
    assert [(one["language"], one["ask_me_about"]) for one in report["created"]] == [
        ("de", "Bees"),
        ("en", None),
        ("en", "Rust"),
    ]


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
    answer = await office.client.post(office.people_path, json=body, headers=office.who.headers)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert await office.people() == []


async def test_a_wrong_row_of_json_is_told_by_its_place_and_the_others_are_taken(
    office: Office,
) -> None:
    report = await office.add({"name": "Mira"}, {"name": " "}, {"name": "K", "email": "k@k@k"})
    assert [one["name"] for one in report["created"]] == ["Mira"]
    assert [one["line"] for one in report["rejected"]] == [2, 3]


async def test_other_kinds_of_body_are_refused(office: Office) -> None:
    headers = {**office.who.headers, "content-type": "application/vnd.ms-excel"}
    answer = await office.client.post(office.people_path, content=b"Name\nMira\n", headers=headers)
    assert answer.status_code == 415
    answer = await office.client.post(
        office.people_path + "?name=Wer", json={"participants": []}, headers=office.who.headers
    )
    assert answer.json()["errors"] == [
        {"field": "name", "message": "This parameter names a column, which only text/csv has."}
    ]


async def test_strangers_and_participants_import_nothing(office: Office, context: Context) -> None:
    guest = await make_participant(context, office.event, "Gast")
    stranger = await make_person(context, "Fremd", organizer=True)
    for who in (guest, stranger):
        answer = await office.client.post(
            office.people_path, json={"participants": [{"name": "X"}]}, headers=who.headers
        )
        assert answer.status_code == 404
    answer = await office.client.post(office.people_path, json={"participants": []})
    assert answer.status_code == 401
    assert [one["name"] for one in await office.people()] == ["Gast"]


async def test_more_people_than_a_list_may_have_are_refused_as_json_too(office: Office) -> None:
    people = [{"name": "x"}] * 20_001
    answer = await office.call("POST", "participants", participants=people)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")
    assert await office.people() == []


async def test_a_dry_run_tells_what_a_page_needs_to_say_it_in_its_own_words(office: Office) -> None:
    await office.add({"name": "Anna", "email": "anna@example.org"})
    report = await office.import_list(
        "Name;Firma;E-Mail\n;Acme;x@example.org\nOtto;=1+1;otto@\nBerta;;anna@example.org\n",
        dry_run="true",
    )
    assert report["headings"] == ["Name", "Firma", "E-Mail"]
    assert [(one["line"], one["wrong"], one["cells"]) for one in report["rejected"]] == [
        (2, [{"field": "name", "reason": "missing"}], ["", "Acme", "x@example.org"]),
        (3, [{"field": "email", "reason": "address"}], ["Otto", "=1+1", "otto@"]),
    ]
    (told,) = report["told"]
    assert (told["kind"], told["name"]) == ("without-email", "Berta")
