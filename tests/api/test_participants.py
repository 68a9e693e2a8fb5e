"""Participants: found and corrected by organizers, and what they say of themselves."""

from typing import Any

import httpx
import pytest

from cast import Guest, Happening, Someone, make_event, make_organizer, make_participant
from conftest import ManualClock
from wetalked.db import do
from wetalked.kit import Kit


class Office:
    """An organizer's end of the API."""

    def __init__(self, client: httpx.AsyncClient, event: Happening, olga: Someone) -> None:
        self.client, self.event, self.olga = client, event, olga
        self.path = f"/api/v1/events/{event.slug}/participants"

    async def add(self, *people: dict[str, Any]) -> list[dict[str, Any]]:
        answer = await self.client.post(
            self.path, json={"participants": people}, headers=self.olga.headers
        )
        assert answer.status_code == 200, answer.text
        return list(answer.json()["created"])

    async def find(self, words: str, **query: str) -> list[str]:
        """Names."""
        answer = await self.client.get(
            self.path, params={"q": words, **query}, headers=self.olga.headers
        )
        assert answer.status_code == 200, answer.text
        return [one["name"] for one in answer.json()["items"]]

    async def all(self) -> list[dict[str, Any]]:
        answer = await self.client.get(self.path, headers=self.olga.headers)
        return list(answer.json()["items"])

    async def change(self, id_: str, **fields: Any) -> httpx.Response:
        return await self.client.patch(f"{self.path}/{id_}", json=fields, headers=self.olga.headers)

    async def remove(self, id_: str) -> httpx.Response:
        return await self.client.delete(f"{self.path}/{id_}", headers=self.olga.headers)


@pytest.fixture
async def office(kit: Kit, client: httpx.AsyncClient) -> Office:
    event = await make_event(kit)
    return Office(client, event, await make_organizer(kit, event))


def refused(answer: httpx.Response, field: str) -> bool:
    """Whether this field was refused."""
    body = answer.json()
    return answer.status_code == 422 and [one["field"] for one in body["errors"]] == [field]


async def test_people_are_found_by_name_address_and_badge(office: Office) -> None:
    jurgen, anna, _ = await office.add(
        {"name": "Jürgen Großmann", "email": "jg@example.org"},
        {"name": "Anna-Lucía García", "email": "ana@example.net"},
        {"name": "Anna Ørsted"},
    )
    assert await office.find("jurgen") == ["Jürgen Großmann"]
    assert await office.find("GROSSMANN ju") == ["Jürgen Großmann"]
    assert await office.find("lucia") == ["Anna-Lucía García"]
    assert await office.find("anna") == ["Anna-Lucía García", "Anna Ørsted"]
    assert await office.find("@example.net") == ["Anna-Lucía García"]
    code = jurgen["badge"]
    for typed in (code, code.lower(), f"{code[:4]}-{code[4:]}", f"https://x.example/b/{code}"):
        assert await office.find(typed) == ["Jürgen Großmann"]
    assert await office.find("nobody") == []
    assert len(await office.find(" ")) == 3
    answer = await office.client.get(
        office.path, params={"q": "anna", "limit": "1"}, headers=office.olga.headers
    )
    assert answer.json()["next"] == anna["participant_id"]
    assert await office.find("anna", after=answer.json()["next"]) == ["Anna Ørsted"]


async def test_a_name_that_means_something_to_a_pattern_is_only_text(office: Office) -> None:
    await office.add({"name": "100% Kim_"}, {"name": "Mira"})
    assert await office.find("%") == ["100% Kim_"]
    assert await office.find("_") == ["100% Kim_"]


async def test_a_participant_is_told_with_all_that_organizers_may_know(
    office: Office, kit: Kit
) -> None:
    mira = await make_participant(kit, office.event, "Mira Klein", email="mira@example.org")
    assert await office.all() == [
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
    (jon,) = await office.add({"name": "Jon", "email": "jon@exmaple.org"})
    answer = await office.change(
        jon["participant_id"],
        name=" John  Holm ",
        email="John@Example.org",
        language="de",
        ask_me_about="Bees",
    )
    assert answer.status_code == 200, answer.text
    (told,) = await office.all()
    assert answer.json() == told
    assert (told["name"], told["email"]) == ("John Holm", "john@example.org")
    assert (told["language"], told["ask_me_about"]) == ("de", "Bees")
    assert (await office.change(jon["participant_id"], ask_me_about=None)).json() == {
        **told,
        "ask_me_about": None,
    }


async def test_what_people_set_themselves_stays_theirs(office: Office, kit: Kit) -> None:
    mira = await make_participant(kit, office.event, "Mira")
    headers = mira.headers
    mine = f"/api/v1/me/participations/{mira.participant}"
    await kit.db.write(
        do("UPDATE person SET name_set_at = 1, language_set_at = 1 WHERE id = :id", id=mira.person)
    )
    await office.client.patch(mine, json={"ask_me_about": "Bees"}, headers=headers)
    for field in ("name", "given_name", "language", "ask_me_about"):
        assert refused(await office.change(mira.participant, **{field: "en"}), field)
    answer = await office.change(mira.participant, ask_me_about=None, name="Kim")
    assert answer.status_code == 422
    (told,) = await office.all()
    assert (told["name"], told["ask_me_about"]) == ("Mira", "Bees")


async def test_the_address_of_an_account_is_for_its_owner_alone(
    office: Office, kit: Kit, client: httpx.AsyncClient
) -> None:
    mira = await make_participant(kit, office.event, "Mira", email="mira@example.org")
    assert refused(await office.change(mira.participant, email="olga@example.org"), "email")
    other = await make_event(kit, "other")
    (kim,) = await office.add({"name": "Kim", "email": "kim@example.org"})
    elsewhere = Office(client, other, await make_organizer(kit, other, "Ottilie"))
    (same,) = await elsewhere.add({"name": "Kim", "email": "kim@example.org"})
    for place, one in ((office, kim), (elsewhere, same)):
        answer = await place.change(one["participant_id"], email="olga@example.org")
        assert refused(answer, "email")
    assert (await office.change(mira.participant, email="MIRA@example.org")).status_code == 200


async def test_an_address_of_somebody_else_is_taken(office: Office) -> None:
    _, kim = await office.add({"name": "Mira", "email": "m@example.org"}, {"name": "Kim"})
    answer = await office.change(kim["participant_id"], email="m@example.org", name="Kimberly")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/address-taken")
    assert [one["name"] for one in await office.all()] == ["Mira", "Kim"]


async def test_a_new_address_ends_what_went_to_the_old_one(office: Office, kit: Kit) -> None:
    (kim,) = await office.add({"name": "Kim", "email": "wrong@example.org"})
    await office.client.post(
        f"/api/v1/events/{office.event.slug}/invitations", json={}, headers=office.olga.headers
    )
    insert = """
    INSERT INTO pass (id, person, kind, token, made_at)
    SELECT 'sent', person, 'invitation', 'sent', 0 FROM participant WHERE id = :id
    """
    await kit.db.write(do(insert, id=kim["participant_id"]))
    answer = await office.change(kim["participant_id"], email="right@example.org")
    assert answer.json()["invited_at"] is None
    passes, mails = await kit.db.read(do("SELECT kind FROM pass"), do("SELECT id FROM mail"))
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
    (kim,) = await office.add({"name": "Kim"})
    before = await office.all()
    assert refused(await office.change(kim["participant_id"], **fields), field)
    assert await office.all() == before


async def test_who_never_came_is_erased(office: Office, kit: Kit) -> None:
    (kim,) = await office.add({"name": "Kim", "email": "k@example.org"})
    assert (await office.remove(kim["participant_id"])).status_code == 204
    assert await office.all() == []
    people, passes = await kit.db.read(do("SELECT name FROM person"), do("SELECT id FROM pass"))
    assert ([row["name"] for row in people], passes) == (["Olga"], [])
    assert (await office.remove(kim["participant_id"])).status_code == 404


async def test_an_account_outlives_its_place_at_an_event(office: Office, kit: Kit) -> None:
    other = await make_event(kit, "other")
    await make_participant(kit, other, "Kim", email="k@example.org")
    (kim,) = await office.add({"name": "Kim", "email": "k@example.org"})
    await kit.db.write(do("UPDATE person SET signed_in_at = 1"))
    assert (await office.remove(kim["participant_id"])).status_code == 204
    assert await office.all() == []
    (people,) = await kit.db.read(do("SELECT id FROM person WHERE email_key = 'k@example.org'"))
    assert len(people) == 1


TALK = """
INSERT INTO talk (id, event, low, high, low_first_yes, low_yes)
VALUES ('t', :event, :low, :high, 1, 1)
"""


async def talk(kit: Kit, event: Happening, one: str, other: str) -> None:
    low, high = sorted((one, other))
    await kit.db.write(do(TALK, event=event.id, low=low, high=high))


async def test_of_whoever_has_a_talk_only_the_badge_goes(
    office: Office, kit: Kit, clock: ManualClock
) -> None:
    mira = await make_participant(kit, office.event, "Mira", email="m@example.org")
    (kim,) = await office.add({"name": "Kim"})
    await talk(kit, office.event, mira.participant, kim["participant_id"])
    clock.move(minutes=1)
    for id_ in (mira.participant, kim["participant_id"]):
        assert (await office.remove(id_)).status_code == 204
    told = {one["name"]: one for one in await office.all()}
    for one in told.values():
        assert (one["badge"], one["removed_at"]) == (None, "2026-12-05T11:01:00Z")
    (badges,) = await kit.db.read(do("SELECT retired_at FROM badge"))
    assert [row["retired_at"] for row in badges] == [clock.now, clock.now]
    mine = await kit.db.read(do("SELECT id FROM talk"))
    assert len(mine[0]) == 1


async def test_somebody_removed_comes_back_with_a_new_badge(office: Office, kit: Kit) -> None:
    mira = await make_participant(kit, office.event, "Mira")
    assert (await office.remove(mira.participant)).status_code == 204
    answer = await office.change(mira.participant, removed=False)
    assert answer.json()["removed_at"] is None
    assert answer.json()["badge"] not in {None, mira.code}
    again = await office.change(mira.participant, removed=False)
    assert again.json() == answer.json()


async def test_the_desk_finds_people_and_adds_walk_ins_and_nothing_else(
    office: Office, kit: Kit
) -> None:
    dana = await make_organizer(kit, office.event, "Dana", role="desk")
    desk = Office(office.client, office.event, dana)
    (kim,) = await desk.add({"name": "Kim"})
    assert kim["pin"]
    assert await desk.find("kim") == ["Kim"]
    path, event = office.path, f"/api/v1/events/{office.event.slug}"
    forbidden: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", path, {"headers": {"content-type": "text/csv"}, "content": b"Name\nMira\n"}),
        ("PATCH", f"{path}/{kim['participant_id']}", {"json": {"name": "Tim"}}),
        ("DELETE", f"{path}/{kim['participant_id']}", {}),
        ("PATCH", event, {"json": {"name": "Mine"}}),
        ("DELETE", event, {}),
        ("GET", f"{event}/organizers", {}),
        ("POST", f"{event}/organizers", {"json": {"email": "d@example.org"}}),
        ("DELETE", f"{event}/organizers", {"json": {"email": "d@example.org"}}),
        ("POST", f"{event}/invitations", {"json": {}}),
        ("GET", f"{event}/pulse", {}),
        ("GET", f"{event}/badges", {}),
        ("GET", f"{event}/badges.pdf", {}),
        ("GET", "/api/v1/tokens", {}),
        ("POST", "/api/v1/tokens", {"json": {"name": "mine"}}),
    ]
    for method, url, options in forbidden:
        headers = {**dana.headers, **options.pop("headers", {})}
        answer = await office.client.request(method, url, headers=headers, **options)
        assert answer.status_code == 403, (method, url, answer.text)
        assert answer.json()["type"] == "/problems/forbidden"
    assert [one["name"] for one in await office.all()] == ["Kim"]


async def mine(office: Office, guest: Guest, **fields: Any) -> httpx.Response:
    """What a guest says of themselves."""
    return await office.client.patch(
        f"/api/v1/me/participations/{guest.participant}", json=fields, headers=guest.headers
    )


async def test_a_participant_says_what_to_ask_about_and_what_to_show(
    office: Office, kit: Kit
) -> None:
    mira = await make_participant(kit, office.event, "Mira", email="m@example.org")
    card = {"email": "Mira@Work.Example", "phone": "0170 1234567", "link": "https://mira.example"}
    answer = await mine(office, mira, ask_me_about=" Bees ", card=card)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told == {
        "participant_id": mira.participant,
        "event": {
            "slug": "day26",
            "name": "The Day",
            "starts_at": "2026-12-05T09:00:00Z",
            "ends_at": "2026-12-05T17:00:00Z",
            "time_zone": "Europe/Berlin",
            "language": "en",
            "follow_up_at": "2026-12-06T08:00:00Z",
            "remind_after_days": None,
            "erase_after_days": 180,
            "in_house": False,
            "help_contact": None,
        },
        "ask_me_about": "Bees",
        "badge": {"code": mira.code, "url": f"HTTPS://TALK.EXAMPLE/B/{mira.code}"},
        "card": {**card, "email": "mira@work.example"},
    }
    answer = await mine(office, mira, card={"phone": None, "link": None})
    assert answer.json() == {**told, "card": {"email": "mira@work.example"}}
    answer = await mine(office, mira, ask_me_about=None, card={"email": None})
    assert answer.json() == {**told, "ask_me_about": None, "card": {}}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ask_me_about": "x" * 121}, "ask_me_about"),
        ({"ask_me_about": "a\nb"}, "ask_me_about"),
        ({"ask_me_about": "a\u202eb"}, "ask_me_about"),
        ({"card": {"email": "nobody"}}, "card.email"),
        ({"card": {"phone": "call me"}}, "card.phone"),
        ({"card": {"link": "javascript:alert(1)"}}, "card.link"),
        ({"card": {"fax": "1"}}, "card"),
        ({"card": None}, "card"),
        ({"badge": "x"}, "body"),
    ],
)
async def test_a_wrong_word_about_oneself_changes_nothing(
    office: Office, kit: Kit, fields: dict[str, Any], field: str
) -> None:
    mira = await make_participant(kit, office.event, "Mira")
    before = (await mine(office, mira, ask_me_about="Bees")).json()
    assert refused(await mine(office, mira, **fields), field)
    assert (await mine(office, mira)).json() == before


async def test_only_oneself_speaks_for_oneself(office: Office, kit: Kit) -> None:
    mira = await make_participant(kit, office.event, "Mira")
    kim = await make_participant(kit, office.event, "Kim")
    for who in (kim, office.olga):
        answer = await office.client.patch(
            f"/api/v1/me/participations/{mira.participant}",
            json={"ask_me_about": "me"},
            headers=who.headers,
        )
        assert answer.status_code == 404
    answer = await office.client.patch(
        f"/api/v1/me/participations/{mira.participant}", json={"ask_me_about": "me"}
    )
    assert answer.status_code == 401
    assert (await mine(office, mira)).json()["ask_me_about"] is None
