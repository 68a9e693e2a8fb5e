"""What has had its time goes, and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from cast import make_cast, make_event, make_organizer, make_participant, make_person
from conftest import ManualClock
from stored import everything_in
from wetalked.core.clock import DAY, HOUR
from wetalked.db import Value, statement
from wetalked.db.context import Context
from wetalked.mail.folder import sweep_folder
from wetalked.retention import RetentionWorker, sweep

BEGUN = {"begun_by": "mail", "device": "x", "made_at": 0}
ASKED = {"email": "x", "email_key": "x", "code": "x"}


async def ids(context: Context, table: str, key: str = "id") -> set[str]:
    return {str(row[key]) for row in (await everything_in(context.db))[table]}


async def add(context: Context, table: str, **values: Value) -> None:
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    await context.db.write(statement(f"INSERT INTO {table} ({names}) VALUES ({marks})", **values))  # noqa: S608 — of this test


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
    context: Context,
    clock: ManualClock,
    table: str,
    key: str,
    row: dict[str, Value],
    ages: dict[str, int],
) -> None:
    cast = await make_cast(context)
    other = await make_event(context, "other")
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
        await add(context, table, **{key: name}, **row, **at, **token, **needs.get(table, {}))
    await sweep(context.db, clock.now)
    left = await ids(context, table, key)
    assert kept in left
    assert gone not in left


async def test_a_link_of_the_demo_and_an_invitation_that_waits_stay(
    context: Context, clock: ManualClock
) -> None:
    mira = (await make_cast(context)).mira
    of: dict[str, Value] = {"person": mira.person, "made_at": 0}
    await add(context, "pass", id="demo", kind="demo", token="1", used_at=1, **of)
    await add(context, "pass", id="invitation", kind="invitation", token="2", **of)
    await sweep(context.db, clock.now)
    assert await ids(context, "pass") == {"demo", "invitation"}


async def test_a_person_who_is_nowhere_and_organizes_nothing_goes(
    context: Context, clock: ManualClock
) -> None:
    cast = await make_cast(context)
    nowhere = await make_person(context, "Nowhere Man", email="nowhere@example.org")
    runs = await make_person(context, "Olga", organizer=True)
    desk = await make_organizer(context, cast.event, "Dora", role="desk")
    clock.move(days=1, seconds=1)
    new = await make_person(context, "Just Made")
    await sweep(context.db, clock.now)
    left = await ids(context, "person")
    assert {runs.person, desk.person, new.person, cast.mira.person} <= left
    assert nowhere.person not in left


async def test_a_role_that_somebody_else_thought_up_keeps_no_account_until_it_is_used(
    context: Context, clock: ManualClock
) -> None:
    cast = await make_cast(context)
    appoint = """
        INSERT INTO organizer (event, person, role, email, taken_at, used)
        VALUES (:event, :person, 'organizer', 'typed@example.org', :taken_at, :used)
    """
    roles: dict[str, dict[str, Value]] = {
        "Appointed": {"taken_at": None, "used": None},
        "By Mail": {"taken_at": 1, "used": None},
        "At Work": {"taken_at": None, "used": 1},
    }
    people = {name: await make_person(context, name) for name in [*roles, "Not Yet Here"]}
    roles["Not Yet Here"] = roles["Appointed"]
    for name, of in roles.items():
        await context.db.write(
            statement(appoint, event=cast.event.id, person=people[name].person, **of)
        )
    unseen = "UPDATE person SET signed_in_at = NULL WHERE name = 'Not Yet Here'"
    await context.db.write(statement(unseen))
    clock.move(days=1, seconds=1)
    await sweep(context.db, clock.now)
    left = await ids(context, "person")
    kept = [name for name, someone in people.items() if someone.person in left]
    assert kept == ["By Mail", "At Work", "Not Yet Here"]


async def test_who_was_taken_off_the_list_and_never_came_goes_unseen(
    context: Context, clock: ManualClock
) -> None:
    event = await make_event(context)
    came = await make_participant(context, event, "Mira Came", email="came@example.org")
    never = await make_participant(context, event, "Nora Never", email="never@example.org")
    await context.db.write(
        statement("UPDATE participant SET removed_at = :now", now=clock.now),
        statement("UPDATE participant SET joined_at = NULL WHERE id = :id", id=never.participant),
        statement("UPDATE person SET signed_in_at = NULL WHERE id = :id", id=never.person),
    )
    clock.move(days=2)
    await sweep(context.db, clock.now)
    assert never.participant in await ids(context, "participant")
    clock.move(days=1, seconds=1)
    await sweep(context.db, clock.now)
    assert await ids(context, "participant") == {came.participant}
    assert never.person not in await ids(context, "person")


async def test_a_talk_goes_when_both_have_left_it(context: Context, clock: ManualClock) -> None:
    cast = await make_cast(context)
    talk = {"event": cast.event.id, "low": cast.mira.participant, "high": cast.jonas.participant}
    await add(context, "talk", id="talk", low_yes=1, high_yes=1, **talk)
    leave = "UPDATE participant SET person = NULL, left_at = 1, kept_card = 'x' WHERE id = :id"
    await context.db.write(statement(leave, id=cast.mira.participant))
    await sweep(context.db, clock.now)
    assert await ids(context, "talk") == {"talk"}
    await context.db.write(statement(leave, id=cast.jonas.participant))
    await sweep(context.db, clock.now)
    assert await ids(context, "talk") == set()
    assert await ids(context, "participant") == {cast.outsider.participant}


async def test_mails_that_were_written_as_files_go_after_a_week_and_other_files_stay(
    context: Context, clock: ManualClock, tmp_path: Path
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


async def test_the_job_goes_through_all_of_it(context: Context, clock: ManualClock) -> None:
    await add(context, "attempt", what="x", times=1, since=0)
    await RetentionWorker(context).tick()
    assert await ids(context, "attempt", "what") == set()
