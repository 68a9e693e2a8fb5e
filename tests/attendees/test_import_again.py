"""Who of a list is there already: lists again, changed, at once, and people of earlier events."""

import asyncio

from cast import make_event, make_participant
from conftest import ManualClock
from office import Office, make_office
from wetalked.db import Database, statement
from wetalked.db.context import Context

PEOPLE = "SELECT COUNT(*) AS number FROM person"


async def test_another_name_at_an_address_is_a_second_person_and_told(office: Office) -> None:
    data = "Name,Email\nMira,m@example.org\nKim,m@example.org\nmira,M@example.org\n"
    report = await office.import_list(data)
    assert [(one["name"], one["email"]) for one in report["created"]] == [
        ("Mira", "m@example.org"),
        ("Kim", None),
    ]
    assert (report["unchanged"], [one["line"] for one in report["told"]]) == (1, [3])
    assert '"Kim" is taken without an address' in report["told"][0]["message"]
    again = await office.import_list(data)
    assert (again["created"], again["updated"], again["unchanged"]) == ([], [], 3)


async def test_people_of_one_name_keep_what_their_own_rows_say(office: Office) -> None:
    data = "Name,Ask me about\n" + "".join(f"Kim,topic {n}\n" for n in range(30))
    report = await office.import_list(data)
    assert len(report["created"]) == 30
    again = await office.import_list(data)
    assert (again["created"], again["updated"], again["unchanged"]) == ([], [], 30)


async def test_a_changed_list_updates_what_it_says_anew(office: Office) -> None:
    await office.import_list("Name,Email,Language\npetra krüger,p@example.org,de\n")
    report = await office.import_list(
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
    await office.import_list(first)
    await db.write(
        statement("UPDATE person SET name = 'Mimi', name_set_at = 1, language_set_at = 1"),
        statement("UPDATE participant SET ask_set_at = 1, joined_at = 1"),
    )
    for data in (first, "Name,Email,Language,Ask me about\nMIRA HAAS,m@example.org,en,Ants\n"):
        report = await office.import_list(data)
        assert (report["created"], report["updated"], report["unchanged"]) == ([], [], 1)
    (mira,) = await office.people()
    assert (mira["name"], mira["language"], mira["ask_me_about"]) == ("Mimi", "de", "Bees")


async def test_what_an_organizer_corrected_the_old_list_does_not_bring_back(
    office: Office,
) -> None:
    data = "Name,Email,Language\nJon Holm,j@example.org,de\n"
    (jon,) = (await office.import_list(data))["created"]
    answer = await office.change(
        jon["participant_id"], name="John Holm", email="john@example.org", language="en"
    )
    assert answer.status_code == 200, answer.text
    report = await office.import_list(data)
    assert (report["created"], report["updated"], report["unchanged"]) == ([], [], 1)
    (john,) = await office.people()
    assert (john["name"], john["email"], john["language"]) == (
        "John Holm",
        "john@example.org",
        "en",
    )


async def test_an_account_from_an_earlier_event_is_found_by_its_address_alone(
    office: Office, context: Context
) -> None:
    earlier = await make_event(context, "day25")
    mira = await make_participant(context, earlier, "Mira Haas", email="m@example.org")
    await context.db.write(
        statement("UPDATE person SET name_set_at = 1 WHERE id = :id", id=mira.person)
    )
    data = "Name,Email\nMiriam Haas-Lang,m@example.org\n"
    report = await office.import_list(data)
    (again,) = report["created"]
    assert again["participant_id"] != mira.participant
    assert (again["name"], again["join_url"], again["pin"]) == ("Miriam Haas-Lang", None, None)
    ((row,),) = await context.db.read(
        statement("SELECT person FROM participant WHERE id = :id", id=again["participant_id"])
    )
    assert row["person"] == mira.person
    assert (await office.import_list(data))["unchanged"] == 1


async def test_an_import_removes_nobody_and_brings_nobody_back(
    office: Office, db: Database, clock: ManualClock
) -> None:
    both = "Name,Email\nMira,m@example.org\nKim,k@example.org\n"
    await office.import_list(both)
    clock.move(seconds=1)
    await office.import_list("Name,Email\nZoë,z@example.org\n")
    assert [row["name"] for row in await office.people()] == ["Mira", "Kim", "Zoë"]
    mira, _, _ = await office.people()
    await db.write(statement("UPDATE participant SET joined_at = 1"))
    assert (await office.remove(mira["participant_id"])).status_code == 204
    again = await office.import_list(both)
    assert (again["created"], again["updated"], again["unchanged"]) == ([], [], 2)
    assert again["told"] == [
        {
            "line": 2,
            "message": '"Mira" was removed, and stays so.',
            "kind": "removed",
            "name": "Mira",
            "email": "m@example.org",
        }
    ]
    assert [row["name"] for row in await office.people()] == ["Kim", "Zoë"]


async def test_two_imports_at_once_double_nobody(office: Office, db: Database) -> None:
    rows = [f"Guest {n},{f'g{n}@example.org' if n % 3 else ''}" for n in range(300)]
    data = "Name,Email\n" + "\n".join(rows)
    reports = await asyncio.gather(*(office.import_list(data) for _ in range(3)))
    created = [one["participant_id"] for report in reports for one in report["created"]]
    assert len(created) == len(set(created)) == 300
    assert sum(report["unchanged"] for report in reports) == 600
    # Whose rows come first is open; each of them is there once.
    names = sorted(one["name"] for one in await office.people())
    assert names == sorted(f"Guest {n}" for n in range(300))
    assert await people_in(db) == 301


async def test_imports_into_two_events_at_once_make_one_person_of_an_address(
    office: Office, context: Context, db: Database
) -> None:
    second = await make_office(context, office.client, "other")
    rows = [f"Guest {n},g{n}@example.org" for n in range(250)]
    forth, back = "\n".join(rows), "\n".join(reversed(rows))
    reports = await asyncio.gather(
        office.import_list(f"Name,Email\n{forth}"), second.import_list(f"Name,Email\n{back}")
    )
    assert [len(report["created"]) for report in reports] == [250, 250]
    links = [one["join_url"] for report in reports for one in report["created"]]
    assert len([link for link in links if link]) == 250
    assert await people_in(db) == 252


async def people_in(db: Database) -> int:
    ((row,),) = await db.read(statement(PEOPLE))
    return int(row["number"])
