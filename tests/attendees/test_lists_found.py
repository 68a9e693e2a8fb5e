"""Lists as people have them, brought in twice; what is said about one; who of it is there."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from cast import make_event, make_participant
from office import Office, make_office, refused
from wetalked.db import Database, statement
from wetalked.db.context import Context

DATA = Path(__file__).parents[1] / "data"
LISTS = json.loads((DATA / "lists" / "expected.json").read_text("utf-8"))["files"]
FOUND = json.loads((DATA / "found" / "expected.json").read_text("utf-8"))["files"]
EXPECTED = {
    **{f"found/{file}": people for file, people in FOUND.items()},
    **{f"lists/{file}": said["people"] for file, said in LISTS.items()},
}


def people_of(rows: list[dict[str, Any]]) -> list[list[str | None]]:
    return sorted([[row["name"], row["email"]] for row in rows], key=str)


async def test_each_list_brings_its_people_and_a_second_time_nobody(
    context: Context, client: httpx.AsyncClient
) -> None:
    for place, (file, expected) in enumerate(sorted(EXPECTED.items())):
        office = await make_office(context, client, f"list-{place}")
        data = (DATA / file).read_bytes()
        first = await office.import_list(data)
        listed = await office.people()
        assert people_of(listed) == sorted(expected, key=str), file
        again = await office.import_list(data)
        assert (again["created"], again["updated"]) == ([], []), file
        assert again["unchanged"] == first["unchanged"] + len(first["created"]), file
        assert await office.people() == listed, file


async def test_who_does_not_come_is_left_out_unless_everybody_is_to_be_taken(
    office: Office,
) -> None:
    data = "Name,Email,RSVP\nMira,m@example.org,yes\nKim,k@example.org,Declined\n"
    report = await office.import_list(data)
    assert [one["name"] for one in report["created"]] == ["Mira"]
    assert report["told"] == [
        {
            "line": 3,
            "message": 'Left out: "RSVP" says "Declined" of "Kim".',
            "kind": "not-coming",
            "name": "Kim",
            "email": "k@example.org",
            "heading": "RSVP",
            "value": "Declined",
        }
    ]
    report = await office.import_list(data, status="ignore")
    assert ([one["name"] for one in report["created"]], report["told"]) == (["Kim"], [])
    assert refused(await office.send_list(data, status="all"), "status")


async def test_the_charset_of_the_request_counts(office: Office) -> None:
    headers = {**office.who.headers, "content-type": "text/csv; charset=cp1250"}
    data = "Name\nPeňa\n".encode("cp1250")
    answer = await office.client.post(office.people_path, content=data, headers=headers)
    assert [one["name"] for one in answer.json()["created"]] == ["Peňa"]
    headers["content-type"] = "text/csv; charset=klingon"
    answer = await office.client.post(office.people_path, content=data, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/not-a-list")
    assert "CSV UTF-8" in answer.json()["detail"]


async def test_an_address_added_to_somebody_listed_without_one_is_theirs(office: Office) -> None:
    (kim,) = (await office.import_list("Name\nKim Lee\n"))["created"]
    data = "Name,Email\nKim Lee,k@example.org\nMira,m@example.org\n"
    foreseen = await office.import_list(data, dry_run="true")
    report = await office.import_list(data)
    for told in (foreseen, report):
        (updated,) = told["updated"]
        assert updated["participant_id"] == kim["participant_id"]
        assert updated["email"] == "k@example.org"
    assert sorted(one["email"] for one in await office.people()) == [
        "k@example.org",
        "m@example.org",
    ]
    for again in (data, "Name\nKim Lee\n"):
        later = await office.import_list(again)
        assert (later["created"], later["updated"]) == ([], [])


async def test_an_added_address_of_an_account_makes_the_place_the_accounts(
    office: Office, context: Context, db: Database
) -> None:
    earlier = await make_event(context, "day25")
    kim = await make_participant(context, earlier, "Kim Lee", email="k@example.org")
    await office.import_list("Name\nKim Lee\n")
    data = "Name,Email\nKim Lee,k@example.org\n"
    report = await office.import_list(data)
    assert (report["created"], len(report["updated"])) == ([], 1)
    (listed,) = await office.people()
    assert (listed["name"], listed["email"]) == ("Kim Lee", "k@example.org")
    sql = "SELECT person FROM participant WHERE id = :id"
    ((row,),) = await db.read(statement(sql, id=listed["participant_id"]))
    assert row["person"] == kim.person
    ((count,),) = await db.read(
        statement("SELECT COUNT(*) AS n FROM person WHERE name = 'Kim Lee'")
    )
    assert count["n"] == 1
    again = await office.import_list(data)
    assert (again["created"], again["updated"]) == ([], [])


async def test_nobody_who_has_signed_in_gets_an_address_from_a_list(
    office: Office, db: Database
) -> None:
    await office.import_list("Name\nKim Lee\n")
    await db.write(statement("UPDATE person SET signed_in_at = 1 WHERE name = 'Kim Lee'"))
    for _ in range(2):
        report = await office.import_list("Name,Email\nKim Lee,k@example.org\n")
        assert (report["created"], report["updated"]) == ([], [])
        assert [told["kind"] for told in report["told"]] == ["address-theirs"]
    assert [one["email"] for one in await office.people()] == [None]


async def test_an_address_does_not_take_the_place_of_a_namesake_in_the_list(
    office: Office,
) -> None:
    await office.import_list("Name\nKim\n")
    data = "Name,Email\nKim,k@example.org\nKim,\n"
    report = await office.import_list(data)
    assert [one["email"] for one in report["created"]] == ["k@example.org"]
    assert sorted(str(one["email"]) for one in await office.people()) == ["None", "k@example.org"]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Anna Schmidt", "Dr. Anna Schmidt"),
        ("Jörg Müller", "Joerg Mueller"),
        ("Anna Schmidt", "Anna Schmitd"),
        ("Anna Ott", "Ott Anna"),
        ("Anna Maria Ott", "Anna Ott"),
    ],
)
async def test_a_corrected_name_is_offered_as_the_same_person_and_one_says_yes(
    office: Office, before: str, now: str
) -> None:
    (anna,) = (await office.import_list(f"Name\n{before}\nKim\n"))["created"][:1]
    id_ = anna["participant_id"]
    data = f"Name\n{now}\nKim\n"
    foreseen = await office.import_list(data, dry_run="true")
    (told,) = foreseen["told"]
    assert (told["kind"], told["line"], told["value"]) == ("same-person", 2, before)
    assert told["participant_id"] == id_
    report = await office.import_list(data, same=f"2:{id_}")
    assert (report["created"], [one["name"] for one in report["updated"]]) == ([], [now])
    again = await office.import_list(data)
    assert (again["created"], again["updated"], again["told"]) == ([], [], [])
    assert [one["name"] for one in await office.people()] == [now, "Kim"]


async def test_another_apostrophe_makes_nobody_twice(office: Office) -> None:
    await office.import_list("Name\nKim O'Brien\n")
    report = await office.import_list("Name\nKim O’Brien\n")
    assert (report["created"], [one["name"] for one in report["updated"]]) == ([], ["Kim O’Brien"])


async def test_json_says_a_given_name_and_who_is_the_same(office: Office, db: Database) -> None:
    (kim,) = (await office.add({"name": "Nguyễn Thị Minh Khai", "given_name": "Khai"}))["created"]
    ((row,),) = await db.read(statement("SELECT given_name FROM person WHERE name LIKE 'Ng%'"))
    assert row["given_name"] == "Khai"
    same = {"name": "Dr. Nguyễn Thị Minh Khai", "same_as": kim["participant_id"]}
    report = await office.add(same)
    assert (report["created"], [one["name"] for one in report["updated"]]) == ([], [same["name"]])
    answer = await office.call(
        "POST", "participants", participants=[{"name": "Kim", "same_as": "nobody"}]
    )
    assert refused(answer, "same")
    assert refused(await office.send_list("Name\nKim\n", same="two"), "same")
