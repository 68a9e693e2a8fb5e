"""What has had its time goes, and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from cast import make_cast, make_event, make_organizer, make_participant, make_person
from conftest import ManualClock
from stored import everything_in
from wetalked.core.clock import DAY, HOUR
from wetalked.db import Value, do
from wetalked.db.context import Kit
from wetalked.mail.folder import sweep_folder
from wetalked.retention import RetentionWorker, sweep

BEGUN = {"begun_by": "mail", "device": "x", "made_at": 0}
ASKED = {"email": "x", "email_key": "x", "code": "x"}


async def ids(kit: Kit, table: str, key: str = "id") -> set[str]:
    return {str(row[key]) for row in (await everything_in(kit.db))[table]}


async def add(kit: Kit, table: str, **values: Value) -> None:
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    await kit.db.write(do(f"INSERT INTO {table} ({names}) VALUES ({marks})", **values))  # noqa: S608 — of this test


@pytest.mark.parametrize(
    ("table", "key", "row", "ages"),
    [
        ("attempt", "what", {"times": 1}, {"since": DAY}),
        ("sign_in_request", "id", {"email": "a@b.example"}, {"made_at": HOUR + 1}),
        ("session", "id", BEGUN, {"used_at": 181 * DAY + 1}),
        ("pass", "id", {"kind": "mail", "made_at": 0}, {"expires_at": DAY + 1}),
        ("pass", "id", {"kind": "invitation", "made_at": 0}, {"used_at": DAY + 1}),
        ("email_change", "person", ASKED, {"expires_at": 1}),
        ("mail", "id", {"kind": "sign-in", "made_at": 0, "due_at": 0}, {"sent_at": 7 * DAY + 1}),
        ("mail", "id", {"kind": "sign-in", "made_at": 0, "due_at": 0}, {"failed_at": 7 * DAY + 1}),
        ("pulse", "event", {"body": "{}"}, {"taken_at": DAY + 1}),
        ("shop_message", "id", {}, {"made_at": 7 * DAY + 1}),
    ],
)  # fmt: skip
async def test_a_row_goes_when_it_has_had_its_time_and_not_before(
    kit: Kit,
    clock: ManualClock,
    table: str,
    key: str,
    row: dict[str, Value],
    ages: dict[str, int],
) -> None:
    cast = await make_cast(kit)
    other = await make_event(kit, "other")
    kept = {"person": cast.jonas.person, "event": other.id}.get(key, "kept")
    gone = {"person": cast.mira.person, "event": cast.event.id}.get(key, "gone")
    needs: dict[str, Any] = {
        "session": {"person": cast.mira.person},
        "pass": {"person": cast.mira.person},
        "shop_message": {"event": cast.event.id},
    }
    for name, younger in ((kept, 1), (gone, 0)):
        at = {column: clock.now - age + younger for column, age in ages.items()}
        token = {"token": name} if table in {"session", "pass"} else {}
        await add(kit, table, **{key: name}, **row, **at, **token, **needs.get(table, {}))
    await sweep(kit.db, clock.now)
    left = await ids(kit, table, key)
    assert kept in left
    assert gone not in left


async def test_a_link_of_the_demo_and_an_invitation_that_waits_stay(
    kit: Kit, clock: ManualClock
) -> None:
    mira = (await make_cast(kit)).mira
    of: dict[str, Value] = {"person": mira.person, "made_at": 0}
    await add(kit, "pass", id="demo", kind="demo", token="1", used_at=1, **of)
    await add(kit, "pass", id="invitation", kind="invitation", token="2", **of)
    await sweep(kit.db, clock.now)
    assert await ids(kit, "pass") == {"demo", "invitation"}


async def test_a_person_who_is_nowhere_and_organizes_nothing_goes(
    kit: Kit, clock: ManualClock
) -> None:
    cast = await make_cast(kit)
    nowhere = await make_person(kit, "Nowhere Man", email="nowhere@example.org")
    runs = await make_person(kit, "Olga", organizer=True)
    desk = await make_organizer(kit, cast.event, "Dora", role="desk")
    clock.move(days=1, seconds=1)
    new = await make_person(kit, "Just Made")
    await sweep(kit.db, clock.now)
    left = await ids(kit, "person")
    assert {runs.person, desk.person, new.person, cast.mira.person} <= left
    assert nowhere.person not in left


async def test_a_role_that_somebody_else_thought_up_keeps_no_account_until_it_is_used(
    kit: Kit, clock: ManualClock
) -> None:
    cast = await make_cast(kit)
    appoint = """
        INSERT INTO organizer (event, person, role, email, taken_at, used)
        VALUES (:event, :person, 'organizer', 'typed@example.org', :taken_at, :used)
    """
    roles: dict[str, dict[str, Value]] = {
        "Appointed": {"taken_at": None, "used": None},
        "By Mail": {"taken_at": 1, "used": None},
        "At Work": {"taken_at": None, "used": 1},
    }
    people = {name: await make_person(kit, name) for name in [*roles, "Not Yet Here"]}
    roles["Not Yet Here"] = roles["Appointed"]
    for name, of in roles.items():
        await kit.db.write(do(appoint, event=cast.event.id, person=people[name].person, **of))
    unseen = "UPDATE person SET signed_in_at = NULL WHERE name = 'Not Yet Here'"
    await kit.db.write(do(unseen))
    clock.move(days=1, seconds=1)
    await sweep(kit.db, clock.now)
    left = await ids(kit, "person")
    kept = [name for name, someone in people.items() if someone.person in left]
    assert kept == ["By Mail", "At Work", "Not Yet Here"]


async def test_who_was_taken_off_the_list_and_never_came_goes_unseen(
    kit: Kit, clock: ManualClock
) -> None:
    event = await make_event(kit)
    came = await make_participant(kit, event, "Mira Came", email="came@example.org")
    never = await make_participant(kit, event, "Nora Never", email="never@example.org")
    await kit.db.write(
        do("UPDATE participant SET removed_at = :now", now=clock.now),
        do("UPDATE participant SET joined_at = NULL WHERE id = :id", id=never.participant),
        do("UPDATE person SET signed_in_at = NULL WHERE id = :id", id=never.person),
    )
    clock.move(days=2)
    await sweep(kit.db, clock.now)
    assert never.participant in await ids(kit, "participant")
    clock.move(days=1, seconds=1)
    await sweep(kit.db, clock.now)
    assert await ids(kit, "participant") == {came.participant}
    assert never.person not in await ids(kit, "person")


async def test_a_talk_goes_when_both_have_left_it(kit: Kit, clock: ManualClock) -> None:
    cast = await make_cast(kit)
    talk = {"event": cast.event.id, "low": cast.mira.participant, "high": cast.jonas.participant}
    await add(kit, "talk", id="talk", low_yes=1, high_yes=1, **talk)
    leave = "UPDATE participant SET person = NULL, left_at = 1, kept_card = 'x' WHERE id = :id"
    await kit.db.write(do(leave, id=cast.mira.participant))
    await sweep(kit.db, clock.now)
    assert await ids(kit, "talk") == {"talk"}
    await kit.db.write(do(leave, id=cast.jonas.participant))
    await sweep(kit.db, clock.now)
    assert await ids(kit, "talk") == set()
    assert await ids(kit, "participant") == {cast.outsider.participant}


async def test_mails_that_were_written_as_files_go_after_a_week_and_other_files_stay(
    kit: Kit, clock: ManualClock, tmp_path: Path
) -> None:
    names = {
        "20261101T120000-sign-in-0123456789ab.eml",
        ".20261101T120000-sign-in-0123456789ab.eml.part",
        "20261204T120000-follow-up-0123456789ab.eml",
        "notes.eml",
    }
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    await sweep_folder(str(tmp_path), clock.now)
    assert left_in(tmp_path) == {"20261204T120000-follow-up-0123456789ab.eml", "notes.eml"}
    await sweep_folder(str(tmp_path / "nowhere"), clock.now)


def left_in(folder: Path) -> set[str]:
    return {file.name for file in folder.glob("*.eml*")}


async def test_the_job_goes_through_all_of_it(kit: Kit, clock: ManualClock) -> None:
    await add(kit, "attempt", what="x", times=1, since=0)
    await RetentionWorker(kit).tick()
    assert await ids(kit, "attempt", "what") == set()
