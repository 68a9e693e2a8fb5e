"""What a link that somebody handed out opens, and what it does not."""

from typing import Any

import httpx
import msgspec
import pytest

from cast import make_event, make_organizer
from conftest import ManualClock
from office import Office
from wetalked.db import statement
from wetalked.db.context import Context

API = "/api/v1"
KIM = {"name": "Kim Cho", "email": "kim@example.org"}
ORGANIZES = "UPDATE person SET organizer_at = 1 WHERE email = 'kim@example.org'"
RUNS = """
INSERT INTO organizer (event, person, role)
SELECT CAST(:event AS TEXT), id, 'organizer' FROM person WHERE email = 'kim@example.org'
"""
MAILS = "SELECT body FROM mail WHERE kind = 'sign-in' ORDER BY made_at, id"


async def begin(office: Office, url: str | None) -> httpx.Response:
    """A session by a link."""
    body = {"token": str(url).rpartition("/")[2]}
    return await office.client.post(f"{API}/sessions", json=body)


async def begun(office: Office, url: str | None) -> dict[str, str]:
    """The headers of a session by a link."""
    return signed_in(await begin(office, url))


def signed_in(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 201, answer.text
    return {"authorization": f"Bearer {answer.json()['token']}"}


async def listed(office: Office, **person: str) -> dict[str, Any]:
    (created,) = (await office.add(person))["created"]
    return dict(created)


async def is_open(office: Office, headers: dict[str, str]) -> bool:
    return (await office.client.get(f"{API}/me", headers=headers)).status_code == 200


async def by_mail(office: Office, context: Context, email: str) -> dict[str, str]:
    """A session by a mail of ours."""
    await office.client.post(f"{API}/sign-in", json={"email": email})
    (rows,) = await context.db.read(statement(MAILS))
    body = {"token": msgspec.json.decode(rows[-1]["body"])["link_token"]}
    return signed_in(await office.client.post(f"{API}/sessions", json=body))


async def asks(office: Office, headers: dict[str, str], email: str) -> httpx.Response:
    return await office.client.post(f"{API}/me/email", json={"email": email}, headers=headers)


async def test_a_second_use_ends_the_session_of_the_first(office: Office) -> None:
    kim = await listed(office, **KIM)
    first = await begun(office, kim["join_url"])
    assert await is_open(office, first)
    second = await begun(office, kim["join_url"])
    assert (await is_open(office, first), await is_open(office, second)) == (False, True)


async def test_a_link_is_no_good_ten_minutes_after_its_first_use(
    office: Office, clock: ManualClock
) -> None:
    kim = await listed(office, **KIM)
    await begun(office, kim["join_url"])
    clock.move(minutes=11)
    assert (await begin(office, kim["join_url"])).status_code == 401


async def test_another_event_that_lists_the_person_ends_the_link(
    office: Office, context: Context
) -> None:
    kim = await listed(office, **KIM)
    other = await make_event(context, "other")
    there = Office(office.client, other, await make_organizer(context, other, "Otto"))
    again = await listed(there, **KIM)
    assert again["join_url"] is None
    assert (await begin(office, kim["join_url"])).status_code == 401
    for one, where in ((kim, office), (again, there)):
        answer = await where.call("POST", f"participants/{one['participant_id']}/link")
        assert (answer.status_code, answer.json()["join_url"]) == (200, None)


async def test_a_link_signs_nobody_in_who_organizes(office: Office) -> None:
    kim = await listed(office, **KIM)
    appointed = await office.call("POST", "organizers", email=KIM["email"], role="organizer")
    assert appointed.status_code == 200
    assert (await begin(office, kim["join_url"])).status_code == 401


async def test_a_session_of_a_link_organizes_nothing_and_makes_no_tokens(
    office: Office, context: Context
) -> None:
    kim = await listed(office, **KIM)
    headers = await begun(office, kim["join_url"])
    await context.db.write(statement(ORGANIZES), statement(RUNS, event=office.event.id))
    calls = [
        ("GET", office.people_path, None),
        ("POST", f"{API}/tokens", {"name": "mine"}),
        ("POST", f"{API}/events", {"slug": "x"}),
    ]
    for method, path, body in calls:
        answer = await office.client.request(method, path, json=body, headers=headers)
        assert answer.status_code in {403, 422}, (path, answer.text)
        if answer.status_code == 403:
            assert answer.json()["type"] == "/problems/handed-out"
    ours = await by_mail(office, context, KIM["email"])
    assert (await office.client.get(office.people_path, headers=ours)).status_code == 200


async def test_a_session_of_a_link_moves_no_address(office: Office, context: Context) -> None:
    kim = await listed(office, **KIM)
    headers = await begun(office, kim["join_url"])
    answer = await asks(office, headers, "mine@evil.example")
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/handed-out")
    code = {"email": "mine@evil.example", "code": "123456"}
    answer = await office.client.put(f"{API}/me/email", json=code, headers=headers)
    assert answer.status_code == 403
    answer = await office.client.post(f"{API}/me/own-code", headers=headers)
    assert answer.status_code == 403
    assert (await context.db.read(statement("SELECT id FROM mail")))[0] == []


async def test_a_first_sign_in_through_our_mail_ends_what_the_link_began(
    office: Office, context: Context
) -> None:
    kim = await listed(office, **KIM)
    headers = await begun(office, kim["join_url"])
    ours = await by_mail(office, context, KIM["email"])
    assert (await is_open(office, headers), await is_open(office, ours)) == (False, True)
    assert (await begin(office, kim["join_url"])).status_code == 401


async def take(
    office: Office, context: Context, headers: dict[str, str], email: str
) -> httpx.Response:
    (rows,) = await context.db.read(statement(MAILS))
    body = {"email": email, "code": msgspec.json.decode(rows[-1]["body"])["code"]}
    return await office.client.put(f"{API}/me/email", json=body, headers=headers)


async def test_who_has_no_address_adds_one_in_the_session_of_their_link(
    office: Office, context: Context
) -> None:
    kim = await listed(office, name="Kim Cho")
    headers = await begun(office, kim["join_url"])
    assert (await asks(office, headers, "kim@example.org")).status_code == 202
    answer = await take(office, context, headers, "kim@example.org")
    assert (answer.status_code, answer.json()["email"]) == (200, "kim@example.org")
    assert await is_open(office, headers)
    assert (await begin(office, kim["join_url"])).status_code == 401
    assert (await asks(office, headers, "kim@new.example")).status_code == 202


async def test_a_change_of_address_ends_with_the_session_that_asked_for_it(
    office: Office, context: Context
) -> None:
    kim = await listed(office, name="Kim Cho")
    first = await begun(office, kim["join_url"])
    assert (await asks(office, first, "mine@evil.example")).status_code == 202
    second = await begun(office, kim["join_url"])
    assert (await take(office, context, second, "mine@evil.example")).status_code == 403
    assert (await context.db.read(statement("SELECT person FROM email_change")))[0] == []


async def test_an_own_code_is_shown_again_only_where_the_first_answer_was_lost(
    office: Office,
) -> None:
    kim, ben = await listed(office, name="Kim Cho"), await listed(office, name="Ben Roth")
    lost = (await begin(office, kim["join_url"])).json()["own_code"]
    again = (await begin(office, kim["join_url"])).json()["own_code"]
    assert lost != again
    shown = await begin(office, ben["join_url"])
    assert await is_open(office, signed_in(shown))
    thief = await begin(office, ben["join_url"])
    assert "own_code" not in thief.json()
    headers = signed_in(thief)
    assert (await asks(office, headers, "mine@evil.example")).status_code == 403
    answer = await office.client.post(f"{API}/me/own-code", headers=headers)
    assert answer.status_code == 403
    back = {"badge": ben["badge"], "code": shown.json()["own_code"]}
    returned = await office.client.post(f"{API}/sessions", json=back)
    assert await is_open(office, signed_in(returned))
    assert not await is_open(office, headers)
    assert (await begin(office, ben["join_url"])).status_code == 401


@pytest.mark.parametrize("shown", ["{0}", "{0}-{1}", " {0} {1} ", "lower"])
async def test_an_own_code_is_read_as_people_type_it(office: Office, shown: str) -> None:
    kim = await listed(office, name="Kim Cho")
    pin = {"badge": kim["badge"], "pin": kim["pin"]}
    code = (await office.client.post(f"{API}/sessions", json=pin)).json()["own_code"]
    typed = code.lower() if shown == "lower" else shown.format(code[:5], code[5:])
    typed = code if shown == "{0}" else typed
    body = {"badge": kim["badge"], "code": typed}
    answer = await office.client.post(f"{API}/sessions", json=body)
    assert answer.status_code == 201
    assert "own_code" not in answer.json()


async def test_a_new_own_code_in_me_ends_the_one_before(office: Office) -> None:
    kim = await listed(office, name="Kim Cho")
    pin = {"badge": kim["badge"], "pin": kim["pin"]}
    first = await office.client.post(f"{API}/sessions", json=pin)
    answer = await office.client.post(f"{API}/me/own-code", headers=signed_in(first))
    assert answer.status_code == 200
    for code, status in ((first.json()["own_code"], 401), (answer.json()["own_code"], 201)):
        body = {"badge": kim["badge"], "code": code}
        assert (await office.client.post(f"{API}/sessions", json=body)).status_code == status


async def test_a_pin_is_answered_until_the_first_sign_in_and_never_after(office: Office) -> None:
    kim = await listed(office, name="Kim Cho")
    path = f"participants/{kim['participant_id']}"
    assert (await office.get(path)).json()["pin"] == kim["pin"]
    again = await office.reissue(kim["participant_id"])
    assert again["pin"] not in {None, kim["pin"]}
    pin = {"badge": again["badge"], "pin": again["pin"]}
    assert (await office.client.post(f"{API}/sessions", json=pin)).status_code == 201
    assert (await office.get(path)).json()["pin"] is None
    assert (await office.reissue(kim["participant_id"]))["pin"] is None
    assert (await office.get(path)).json()["pin"] is None


async def test_a_new_link_ends_the_one_before_and_is_given_until_it_is_used(
    office: Office, context: Context
) -> None:
    kim = await listed(office, **KIM)
    path = f"participants/{kim['participant_id']}/link"
    new = (await office.call("POST", path)).json()["join_url"]
    assert (await begin(office, kim["join_url"])).status_code == 401
    assert (await begin(office, new)).status_code == 201
    assert (await office.call("POST", path)).json()["join_url"] is None
    dana = await make_organizer(context, office.event, "Dana", role="desk")
    desk = Office(office.client, office.event, dana)
    assert (await desk.call("POST", path)).status_code == 403


async def test_what_went_to_an_old_address_signs_nobody_in(
    office: Office, context: Context, clock: ManualClock
) -> None:
    await listed(office, **KIM)
    await office.client.post(f"{API}/sign-in", json={"email": KIM["email"]})
    ((unused,),) = await context.db.read(statement(MAILS))
    headers = await by_mail(office, context, KIM["email"])
    clock.move(seconds=1)
    await asks(office, headers, "kim@new.example")
    assert (await take(office, context, headers, "kim@new.example")).status_code == 200
    body = {"token": msgspec.json.decode(unused["body"])["link_token"]}
    assert (await office.client.post(f"{API}/sessions", json=body)).status_code == 401
    assert await is_open(office, headers)


async def test_whose_phone_code_and_address_are_gone_gets_a_new_place_and_the_old_stays_sealed(
    office: Office,
) -> None:
    kim = await listed(office, name="Kim Cho")
    path = f"participants/{kim['participant_id']}/new-place"
    assert (await office.call("POST", path)).status_code == 422
    pin = {"badge": kim["badge"], "pin": kim["pin"]}
    first = await office.client.post(f"{API}/sessions", json=pin)
    answer = await office.call("POST", path)
    assert answer.status_code == 200, answer.text
    new = answer.json()
    assert (new["name"], new["email"], new["join_url"]) == ("Kim Cho", None, None)
    begun_anew = {"badge": new["badge"], "pin": new["pin"]}
    second = await office.client.post(f"{API}/sessions", json=begun_anew)
    assert second.json()["person"]["id"] != first.json()["person"]["id"]
    assert second.json()["own_code"]
    assert await is_open(office, signed_in(first))
    back = {"badge": kim["badge"], "code": first.json()["own_code"]}
    assert (await office.client.post(f"{API}/sessions", json=back)).status_code == 201
    assert (await office.get(f"participants/{kim['participant_id']}")).status_code == 404
