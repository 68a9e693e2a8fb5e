"""Participants: found and corrected by organizers, and taken off."""

from typing import Any

import httpx
import pytest

from cast import Happening, make_event, make_participant
from conftest import ManualClock
from office import Office, make_office, refused
from wetalked.db import statement
from wetalked.db.context import Context


async def test_people_are_found_by_name_address_and_badge(office: Office) -> None:
    jurgen, anna, _ = (
        await office.add(
            {"name": "Jürgen Großmann", "email": "jg@example.org"},
            {"name": "Anna-Lucía García", "email": "ana@example.net"},
            {"name": "Anna Ørsted"},
        )
    )["created"]
    assert await office.find("jurgen") == ["Jürgen Großmann"]
    assert await office.find("GROSSMANN ju") == ["Jürgen Großmann"]
    assert await office.find("lucia") == ["Anna-Lucía García"]
    assert await office.find("anna") == ["Anna-Lucía García", "Anna Ørsted"]
    await office.add({"name": "Łukasz Żółć"})
    assert await office.find("Lukasz zolc") == await office.find("łuk") == ["Łukasz Żółć"]
    assert await office.find("orsted") == ["Anna Ørsted"]
    assert await office.find("@example.net") == ["Anna-Lucía García"]
    code = jurgen["badge"]
    for typed in (code, code.lower(), f"{code[:4]}-{code[4:]}", f"https://x.example/b/{code}"):
        assert await office.find(typed) == ["Jürgen Großmann"]
    assert await office.find("nobody") == []
    assert len(await office.find(" ")) == 4
    answer = await office.get("participants", q="anna", limit="1")
    assert answer.json()["next"] == anna["participant_id"]
    assert await office.find("anna", after=answer.json()["next"]) == ["Anna Ørsted"]


async def test_a_name_that_means_something_to_a_pattern_is_only_text(office: Office) -> None:
    await office.add({"name": "100% Kim_"}, {"name": "Mira"})
    assert await office.find("%") == ["100% Kim_"]
    assert await office.find("_") == ["100% Kim_"]


async def test_a_participant_is_told_with_all_that_organizers_may_know(
    office: Office, context: Context
) -> None:
    mira = await make_participant(context, office.event, "Mira Klein", email="mira@example.org")
    assert await office.people() == [
        {
            "participant_id": mira.participant,
            "name": "Mira Klein",
            "email": "mira@example.org",
            "language": "en",
            "ask_me_about": None,
            "badge": mira.code,
            "invited_at": None,
            "joined_at": "2026-12-05T11:00:00Z",
            "printed_at": None,
            "removed_at": None,
        }
    ]


async def test_an_organizer_corrects_what_a_list_had_wrong(office: Office) -> None:
    (jon,) = (await office.add({"name": "Jon", "email": "jon@exmaple.org"}))["created"]
    answer = await office.change(
        jon["participant_id"],
        name=" John  Holm ",
        email="John@Example.org",
        language="de",
        ask_me_about="Bees",
    )
    assert answer.status_code == 200, answer.text
    (told,) = await office.people()
    assert answer.json() == told
    assert (told["name"], told["email"]) == ("John Holm", "john@example.org")
    assert (told["language"], told["ask_me_about"]) == ("de", "Bees")
    assert (await office.change(jon["participant_id"], ask_me_about=None)).json() == {
        **told,
        "ask_me_about": None,
    }


async def test_what_people_set_themselves_stays_theirs(office: Office, context: Context) -> None:
    mira = await make_participant(context, office.event, "Mira")
    headers = mira.headers
    mine = f"/api/v1/me/participations/{mira.participant}"
    await context.db.write(
        statement(
            "UPDATE person SET name_set_at = 1, language_set_at = 1 WHERE id = :id", id=mira.person
        )
    )
    await office.client.patch(mine, json={"ask_me_about": "Bees"}, headers=headers)
    for field in ("name", "given_name", "language", "ask_me_about"):
        assert refused(await office.change(mira.participant, **{field: "en"}), field)
    answer = await office.change(mira.participant, ask_me_about=None, name="Kim")
    assert answer.status_code == 422
    (told,) = await office.people()
    assert (told["name"], told["ask_me_about"]) == ("Mira", "Bees")


async def test_the_address_of_an_account_is_for_its_owner_alone(
    office: Office, context: Context, client: httpx.AsyncClient
) -> None:
    mira = await make_participant(context, office.event, "Mira", email="mira@example.org")
    assert refused(await office.change(mira.participant, email="olga@example.org"), "email")
    elsewhere = await make_office(context, client, "other")
    (kim,) = (await office.add({"name": "Kim", "email": "kim@example.org"}))["created"]
    (same,) = (await elsewhere.add({"name": "Kim", "email": "kim@example.org"}))["created"]
    for place, one in ((office, kim), (elsewhere, same)):
        answer = await place.change(one["participant_id"], email="olga@example.org")
        assert refused(answer, "email")
    assert (await office.change(mira.participant, email="MIRA@example.org")).status_code == 200


async def test_an_address_of_somebody_else_is_taken(office: Office) -> None:
    _, kim = (await office.add({"name": "Mira", "email": "m@example.org"}, {"name": "Kim"}))[
        "created"
    ]
    answer = await office.change(kim["participant_id"], email="m@example.org", name="Kimberly")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/address-taken")
    assert [one["name"] for one in await office.people()] == ["Mira", "Kim"]


async def test_a_new_address_ends_what_went_to_the_old_one(
    office: Office, context: Context
) -> None:
    (kim,) = (await office.add({"name": "Kim", "email": "wrong@example.org"}))["created"]
    await office.client.post(f"{office.path}/invitations", json={}, headers=office.who.headers)
    insert = """
    INSERT INTO pass (id, person, kind, token, made_at)
    SELECT 'sent', person, 'invitation', 'sent', 0 FROM participant WHERE id = :id
    """
    await context.db.write(statement(insert, id=kim["participant_id"]))
    answer = await office.change(kim["participant_id"], email="right@example.org")
    assert answer.json()["invited_at"] is None
    passes, mails = await context.db.read(
        statement("SELECT kind FROM pass"), statement("SELECT id FROM mail")
    )
    assert ([row["kind"] for row in passes], mails) == (["join"], [])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": None}, "email"),
        ({"language": "fr"}, "language"),
        ({"ask_me_about": "x" * 121}, "ask_me_about"),
        ({"removed": True}, "removed"),
        ({"badge": "7K3M9QXT"}, "body"),
    ],
)
async def test_a_wrong_correction_is_refused_by_its_field(
    office: Office, fields: dict[str, Any], field: str
) -> None:
    (kim,) = (await office.add({"name": "Kim"}))["created"]
    before = await office.people()
    assert refused(await office.change(kim["participant_id"], **fields), field)
    assert await office.people() == before


async def test_whoever_is_taken_off_is_not_listed_any_more_and_nobody_sees_why(
    office: Office, context: Context
) -> None:
    mira = await make_participant(context, office.event, "Mira", email="m@example.org")
    jonas = await make_participant(context, office.event, "Jonas")
    (kim,) = (await office.add({"name": "Kim", "email": "k@example.org"}))["created"]
    await talk(context, office.event, mira.participant, jonas.participant)
    answers = []
    for id_ in (mira.participant, kim["participant_id"]):
        removed = await office.remove(id_)
        calls = ["", "/badge.svg", "/invitation", "/follow-up"]
        told = [await office.get(f"participants/{id_}{call}") for call in calls]
        told += [await office.remove(id_), await office.change(id_, name="Tim")]
        told += [await office.call("POST", f"participants/{id_}/badge")]
        answers.append([(one.status_code, one.content) for one in (removed, *told)])
    assert answers[0] == answers[1]
    assert [status for status, _ in answers[0]] == [204, *[404] * 7]
    assert [one["name"] for one in await office.people()] == ["Jonas"]
    assert await office.find("kim") == []


async def test_an_account_outlives_its_place_at_an_event(office: Office, context: Context) -> None:
    other = await make_event(context, "other")
    await make_participant(context, other, "Kim", email="k@example.org")
    (kim,) = (await office.add({"name": "Kim", "email": "k@example.org"}))["created"]
    await context.db.write(statement("UPDATE person SET signed_in_at = 1"))
    assert (await office.remove(kim["participant_id"])).status_code == 204
    assert await office.people() == []
    (people,) = await context.db.read(
        statement("SELECT id FROM person WHERE email_key = 'k@example.org'")
    )
    assert len(people) == 1


TALK = """
INSERT INTO talk (id, event, low, high, low_first_yes, low_yes)
VALUES ('t', :event, :low, :high, 1, 1)
"""


async def talk(context: Context, event: Happening, one: str, other: str) -> None:
    low, high = sorted((one, other))
    await context.db.write(statement(TALK, event=event.id, low=low, high=high))


async def test_of_whoever_has_a_talk_only_the_badge_goes(
    office: Office, context: Context, clock: ManualClock
) -> None:
    mira = await make_participant(context, office.event, "Mira", email="m@example.org")
    (kim,) = (await office.add({"name": "Kim"}))["created"]
    await talk(context, office.event, mira.participant, kim["participant_id"])
    clock.move(minutes=1)
    for id_ in (mira.participant, kim["participant_id"]):
        assert (await office.remove(id_)).status_code == 204
    assert await office.people() == []
    (badges,) = await context.db.read(statement("SELECT retired_at FROM badge"))
    assert [row["retired_at"] for row in badges] == [clock.now, clock.now]
    mine = await context.db.read(statement("SELECT id FROM talk"))
    assert len(mine[0]) == 1


async def test_somebody_removed_comes_back_with_a_new_badge(
    office: Office, context: Context
) -> None:
    mira = await make_participant(context, office.event, "Mira")
    assert (await office.remove(mira.participant)).status_code == 204
    answer = await office.change(mira.participant, removed=False)
    assert answer.json()["removed_at"] is None
    assert answer.json()["badge"] not in {None, mira.code}
    again = await office.change(mira.participant, removed=False)
    assert again.json() == answer.json()


async def test_one_is_told_with_the_pin_that_still_signs_them_in(office: Office) -> None:
    kim, anna = (await office.add({"name": "Kim"}, {"name": "Anna", "email": "a@example.org"}))[
        "created"
    ]
    told = (await office.get(f"participants/{kim['participant_id']}")).json()
    assert (told["name"], told["pin"]) == ("Kim", kim["pin"])
    assert (await office.get(f"participants/{anna['participant_id']}")).json()["pin"] is None
    assert (await office.get("participants/nobody")).status_code == 404


async def test_an_invitation_is_shown_with_a_link_that_opens_nothing(
    office: Office, context: Context
) -> None:
    (anna,) = (await office.add({"name": "Anna Holm", "email": "a@example.org", "language": "de"}))[
        "created"
    ]
    shown = (await office.get(f"participants/{anna['participant_id']}/invitation")).json()
    assert "Hallo Anna" in shown["text"]
    assert f"{context.settings.base_url}/join/…" in shown["text"]
    assert "<html" in shown["html"]
