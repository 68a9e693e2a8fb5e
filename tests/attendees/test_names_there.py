"""What is listed at an event is its own: nobody reads or changes there how an account is called.

A person of another event is listed here under other words. Nothing that organizers here can call
tells what that account is called, and nothing that they write reaches the other event.
"""

from typing import Any

import httpx
import pypdfium2
import pytest

from accounts.test_sign_in import asked, begin
from calls import call, scan
from cast import Guest, make_event, make_organizer, make_participant
from document import Operation
from office import Office, make_office, taken
from talks.test_one_talk_apart import BODIES, LAST, QUERIES, in_order
from wetalked.accounts.login_tokens import sign_in_link
from wetalked.db import statement
from wetalked.db.context import Context

REAL, CALLED, ADDRESS = "Annegret Zwölfbein", "Anneliese", "boss@example.org"
TYPED = "Chefin Nummer Eins"
# What of an account must not be told, in letters as in JSON.
SECRETS = ("Zwölfbein", "Zw\\u00f6lfbein", "Annegret", CALLED, "moved@example.org")
SET = "UPDATE person SET name_set_at = 1, language_set_at = 1, given_name = :called WHERE id = :id"
MOVE = "UPDATE person SET email = :to, email_key = :to WHERE id = :id"
WAYS = ("csv", "json", "an address added by a list", "a corrected address", "a role")


@pytest.fixture
async def other(context: Context, client: httpx.AsyncClient) -> Office:
    """Another event, which this person came to and where they said what they are called."""
    return await make_office(context, client, "earlier")


@pytest.fixture
async def boss(context: Context, other: Office) -> Guest:
    guest = await make_participant(context, other.event, REAL, email=ADDRESS, language="de")
    await context.db.write(statement(SET, id=guest.person, called=CALLED))
    return guest


async def list_them(office: Office, way: str) -> str:
    """List the address here; the participant's id."""
    if way == "csv":
        report = await office.import_list(f"Name,Email\n{TYPED},{ADDRESS}\n")
    elif way == "json":
        report = await office.add({"name": TYPED, "email": ADDRESS, "language": "en"})
    else:
        report = await office.add({"name": TYPED})
    (person,) = report["created"]
    if way == "an address added by a list":
        await office.import_list(f"Name,Email\n{TYPED},{ADDRESS}\n")
    elif way == "a corrected address":
        await office.change(person["participant_id"], email=ADDRESS)
    elif way == "a role":
        await office.call("POST", "organizers", email=ADDRESS, role="desk")
    return str(person["participant_id"])


async def answers(office: Office, participant: str) -> list[tuple[Operation, httpx.Response]]:
    """What an organizer is answered by every call but those that end something."""
    found = []
    for operation in in_order():
        if tuple(operation) in LAST:
            break
        path = operation.path.format(slug=office.event.slug, participant=participant)
        answer = await office.client.request(
            operation.method,
            f"/api/v1{path}",
            json=named(BODIES.get(operation), office, participant),
            params=QUERIES.get(operation, {}),
            headers=office.who.headers,
        )
        found.append((operation, answer))
    return found


def named(body: Any, office: Office, participant: str) -> Any:
    """The body for this event and participant."""
    if isinstance(body, dict):
        return {key: named(value, office, participant) for key, value in body.items()}
    if isinstance(body, list):
        return [named(value, office, participant) for value in body]
    if isinstance(body, str):
        return body.replace("SLUG", office.event.slug).replace("PARTICIPANT", participant)
    return body


def words_of(answer: httpx.Response) -> str:
    """All that can be read in an answer."""
    if answer.headers.get("content-type") != "application/pdf":
        return answer.text
    pdf = pypdfium2.PdfDocument(answer.content)
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.mark.parametrize("way", WAYS)
async def test_no_call_of_an_organizer_tells_what_an_account_is_called_elsewhere(
    office: Office, other: Office, boss: Guest, way: str
) -> None:
    participant = await list_them(office, way)
    told = await answers(office, participant)
    assert any(TYPED in words_of(answer) for _, answer in told)
    for operation, answer in told:
        read = words_of(answer)
        assert [secret for secret in SECRETS if secret in read] == [], str(operation)
    (there,) = await other.people()
    assert (there["name"], there["language"], there["email"]) == (REAL, "de", ADDRESS)
    me = (await call(other.client, boss, "GET", "/me")).json()["person"]
    assert (me["name"], me["given_name"], me["language"]) == (REAL, CALLED, "de")


async def test_where_an_account_moved_to_is_not_told_where_its_old_address_is_listed(
    office: Office, context: Context, boss: Guest
) -> None:
    participant = await list_them(office, "csv")
    await context.db.write(statement(MOVE, id=boss.person, to="moved@example.org"))
    for operation, answer in await answers(office, participant):
        read = words_of(answer)
        assert [secret for secret in SECRETS if secret in read] == [], str(operation)


async def test_a_guest_who_organizes_reads_it_only_once_they_said_yes_to_each_other(
    office: Office, context: Context, boss: Guest
) -> None:
    participant = await list_them(office, "csv")
    badge = taken(await office.get(f"participants/{participant}"))["badge"]
    curious = await make_participant(
        context, office.event, "Curious", person=office.who, email="c@example.org"
    )
    talk = (await scan(office.client, curious, badge)).json()
    assert (talk["with"]["name"], talk["with"]["given_name"]) == (TYPED, "Chefin")
    mine = (await call(office.client, curious, "GET", "/talks")).json()["items"]
    assert [one["with"]["name"] for one in mine] == [TYPED]
    await call(office.client, boss, "POST", f"/talks/{talk['id']}/confirm")
    mine = (await call(office.client, curious, "GET", "/talks")).json()["items"]
    assert [one["with"]["name"] for one in mine] == [REAL]
    # That they have talked is nothing for organizers.
    assert taken(await office.get(f"participants/{participant}"))["name"] == TYPED


async def test_who_is_blocked_stays_called_as_they_were_known(
    office: Office, context: Context, boss: Guest
) -> None:
    participant = await list_them(office, "csv")
    badge = taken(await office.get(f"participants/{participant}"))["badge"]
    curious = await make_participant(context, office.event, "Curious", person=office.who)
    talk = (await scan(office.client, curious, badge)).json()
    await call(office.client, curious, "POST", f"/talks/{talk['id']}/block")
    (blocked,) = (await call(office.client, curious, "GET", "/me/blocks")).json()["items"]
    assert (blocked["name"], blocked["given_name"]) == (TYPED, "Chefin")


async def test_a_sign_in_for_another_event_is_no_coming_to_this_one(
    office: Office, context: Context, boss: Guest
) -> None:
    participant = await list_them(office, "csv")
    token = (await sign_in_link(context, boss.person)).rpartition("/")[2]
    answer = await office.client.post("/api/v1/sessions", json={"token": token})
    assert answer.status_code == 201
    person = taken(await office.get(f"participants/{participant}"))
    assert (person["name"], person["joined_at"]) == (TYPED, None)


async def test_whoever_says_something_of_themselves_here_came_and_is_called_as_they_say(
    office: Office, boss: Guest
) -> None:
    participant = await list_them(office, "csv")
    path = f"/me/participations/{participant}"
    assert (await call(office.client, boss, "PATCH", path, {"ask_me_about": "Bees"})).is_success
    person = taken(await office.get(f"participants/{participant}"))
    assert (person["name"], person["joined_at"] is None) == (REAL, False)
    assert (await office.change(participant, name=TYPED)).status_code == 422


async def test_whoever_asks_for_a_new_badge_of_theirs_here_came(
    office: Office, boss: Guest
) -> None:
    participant = await list_them(office, "csv")
    path = f"/me/participations/{participant}/badge"
    assert (await call(office.client, boss, "POST", path)).is_success
    person = taken(await office.get(f"participants/{participant}"))
    assert (person["name"], person["joined_at"] is None) == (REAL, False)


async def test_whoever_signs_in_by_the_badge_of_this_event_came(
    office: Office, context: Context, boss: Guest
) -> None:
    participant = await list_them(office, "csv")
    badge = taken(await office.get(f"participants/{participant}"))["badge"]
    mail = await asked(office.client, context, {"badge": badge})
    assert (await begin(office.client, email=ADDRESS, code=mail["code"])).status_code == 201
    person = taken(await office.get(f"participants/{participant}"))
    assert (person["name"], person["joined_at"]) == (TYPED, None)
    assert (await begin(office.client, badge=badge, code=mail["code"])).status_code == 201
    person = taken(await office.get(f"participants/{participant}"))
    assert (person["name"], person["joined_at"] is None) == (REAL, False)


async def test_a_new_badge_made_at_the_desk_is_no_coming(office: Office, boss: Guest) -> None:
    participant = await list_them(office, "csv")
    person = await office.reissue(participant)
    assert (person["name"], person["joined_at"]) == (TYPED, None)


async def test_two_events_call_somebody_who_never_signed_in_each_by_its_own_word(
    office: Office, other: Office
) -> None:
    for place, name in ((office, "Kim Here"), (other, "Kim There")):
        await place.import_list(f"Name,Email,Language\n{name},kim@example.org,de\n")
    (here,) = await office.people()
    await office.change(here["participant_id"], name="Kim Here Again", language="en")
    (here,), (there,) = await office.people(), await other.people()
    assert (here["name"], here["language"]) == ("Kim Here Again", "en")
    assert (there["name"], there["language"]) == ("Kim There", "de")
    assert (await other.change(there["participant_id"], name="Kim Over There")).is_success
    (here,), (there,) = await office.people(), await other.people()
    assert (here["name"], there["name"]) == ("Kim Here Again", "Kim Over There")


async def test_nobody_who_has_signed_in_is_renamed_by_an_organizer(
    office: Office, context: Context
) -> None:
    guest = await make_participant(context, office.event, "Mira Haas", email="m@example.org")
    assert (await office.change(guest.participant, name="Mira Hase")).is_success
    me = (await call(office.client, guest, "GET", "/me")).json()["person"]
    assert me["name"] == "Mira Haas"
    (there,) = await office.people()
    assert there["name"] == "Mira Hase"


async def test_an_appointed_organizer_is_not_read_either(
    office: Office, context: Context, boss: Guest
) -> None:
    await make_organizer(context, await make_event(context, "third"))
    await office.call("POST", "organizers", email=ADDRESS, role="organizer")
    listed = (await office.get("organizers")).text
    assert [secret for secret in SECRETS if secret in listed] == []
