"""Address, mails and roles of one event hold nothing that another event, or the account, says."""

from email.message import EmailMessage

import httpx
import pytest

from attendees.test_names_there import ADDRESS, CALLED, MOVE, REAL, TYPED, answers, words_of
from attendees.test_names_there import boss as boss  # noqa: PLC0414 — fixtures
from attendees.test_names_there import other as other  # noqa: PLC0414
from cast import Guest, Someone, make_event, make_participant
from letters.test_invitation_mails import way_in
from office import Office, taken
from post import carrier, post_office
from wetalked.accounts.login_tokens import sign_in_link
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context
from wetalked.letters.worker import mail_worker

MOVED = "moved@example.org"
KIM = "kim@example.org"


async def list_before_they_move(office: Office, way: str) -> str:
    """Somebody here under this address; the participant's id."""
    if way == "a list":
        (person,) = (await office.import_list(f"Name,Email\n{TYPED},{ADDRESS}\n"))["created"]
        return str(person["participant_id"])
    (person,) = (await office.add({"name": TYPED}))["created"]
    if way == "an address added by a list":
        await office.import_list(f"Name,Email\n{TYPED},{ADDRESS}\n")
    else:
        assert (await office.change(person["participant_id"], email=ADDRESS)).is_success
    return str(person["participant_id"])


async def come_elsewhere_and_move(context: Context, other: Office) -> None:
    """The owner of the address signs in for another event and takes another address."""
    await other.import_list(f"Name,Email\n{REAL},{ADDRESS}\n")
    came = "UPDATE person SET signed_in_at = 1, email = :to, email_key = :to WHERE email = :old"
    await context.db.write(statement(came, to=MOVED, old=ADDRESS), CHANGED)


@pytest.mark.parametrize("way", ["a list", "an address added by a list", "a corrected address"])
async def test_an_address_stays_as_it_was_written_here_until_its_owner_comes(
    office: Office, other: Office, context: Context, way: str
) -> None:
    participant = await list_before_they_move(office, way)
    await come_elsewhere_and_move(context, other)
    (person,) = await office.people()
    assert (person["name"], person["email"]) == (TYPED, ADDRESS)
    assert await office.find(MOVED) == []
    report = await office.import_list(f"Name,Email\n{TYPED},{ADDRESS}\n")
    assert (report["created"], report["updated"], report["unchanged"]) == ([], [], 1)
    seen = await answers(office, participant)
    assert [str(call) for call, answer in seen if MOVED in words_of(answer)] == []


async def test_an_address_added_to_somebody_s_place_here_tells_nothing_of_their_account(
    office: Office, context: Context, boss: Guest
) -> None:
    participant = await list_before_they_move(office, "an address added by a list")
    await context.db.write(statement(MOVE, id=boss.person, to=MOVED), CHANGED)
    seen = await answers(office, participant)
    assert [str(call) for call, answer in seen if MOVED in words_of(answer)] == []


async def test_why_no_mail_reached_somebody_names_no_address_that_was_not_written_here(
    office: Office, context: Context, boss: Guest
) -> None:
    participant = await list_before_they_move(office, "a list")
    await context.db.write(statement(MOVE, id=boss.person, to=MOVED), CHANGED)
    await office.call("POST", "invitations", participants=[participant])
    with post_office() as (mailbox, server):
        mailbox.at_rcpt = lambda address: f"550 <{address}> is not here"
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    told = taken(await office.get("invitations"))
    (failure,) = told["failures"]
    assert (failure["name"], failure["email"]) == (TYPED, ADDRESS)
    assert failure["problem"]
    assert MOVED not in str(told)


async def sign_in(context: Context, client: httpx.AsyncClient, person: str) -> None:
    """By a link that leads to no event."""
    token = (await sign_in_link(context, person, "mail")).rpartition("/")[2]
    answer = await client.post("/api/v1/sessions", json={"token": token})
    assert answer.status_code == 201


async def test_who_was_appointed_is_called_as_typed_until_they_take_up_the_role_here(
    office: Office, context: Context, boss: Guest
) -> None:
    await office.call("POST", "organizers", email=ADDRESS, role="desk")
    await sign_in(context, office.client, boss.person)
    await context.db.write(statement(MOVE, id=boss.person, to=MOVED), CHANGED)
    listed = taken(await office.get("organizers"))["items"]
    assert (ADDRESS, "boss") in [(one["email"], one["name"]) for one in listed]
    path = f"/api/v1/events/{office.event.slug}/participants"
    assert (await office.client.get(path, headers=boss.headers)).status_code == 200
    listed = taken(await office.get("organizers"))["items"]
    assert (MOVED, REAL) in [(one["email"], one["name"]) for one in listed]


async def test_a_list_elsewhere_does_not_name_who_helps_here(
    office: Office, other: Office, context: Context
) -> None:
    await office.call("POST", "organizers", email=KIM, role="desk")
    await other.import_list(f"Name,Email\nKim There,{KIM}\n")
    token, _ = way_in(await invitation_from(context, other))
    session = await office.client.post("/api/v1/sessions", json={"token": token})
    helper = {"authorization": f"Bearer {session.json()['token']}"}
    assert (await office.client.get(office.people_path, headers=helper)).status_code == 200
    listed = taken(await office.get("organizers"))["items"]
    assert (KIM, "kim") in [(one["email"], one["name"]) for one in listed]


async def test_who_was_appointed_is_dismissed_by_the_address_that_was_typed_and_by_no_other(
    office: Office, context: Context, boss: Guest
) -> None:
    await office.call("POST", "organizers", email=ADDRESS, role="organizer")
    await context.db.write(statement(MOVE, id=boss.person, to=MOVED), CHANGED)
    assert (await office.call("DELETE", "organizers", email=MOVED)).status_code == 404
    assert (await office.call("DELETE", "organizers", email=ADDRESS)).status_code == 204
    assert ADDRESS not in (await office.get("organizers")).text


async def invitation_from(context: Context, office: Office) -> EmailMessage:
    """The mail to the one participant of this event, as it arrives."""
    await office.call("POST", "invitations", participants=[await only_id(office)])
    with post_office() as (mailbox, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    ((_, mail),) = mailbox.mails()
    return mail


async def only_id(office: Office) -> str:
    (person,) = await office.people()
    return str(person["participant_id"])


def picture_in(mail: EmailMessage) -> bytes:
    (picture,) = [part for part in mail.walk() if part.get_filename() == "badge.png"]
    file = picture.get_payload(decode=True)
    assert isinstance(file, bytes)
    return file


async def test_an_invitation_and_its_link_speak_in_the_words_of_its_own_event(
    office: Office, other: Office, context: Context
) -> None:
    await other.import_list(f"Name,Email,Language\nAda There,{KIM},en\n")
    await office.import_list(f"Name,Email,Language\nKim Here,{KIM},de\n")
    mail = await invitation_from(context, office)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # every mail has one
    assert ("Kim" in text, "Ada" in text, mail["Content-Language"]) == (True, False, "de")
    badge = await office.get(f"participants/{await only_id(office)}/badge.png")
    assert picture_in(mail) == badge.content
    token, _ = way_in(mail)
    shown = (await office.client.post("/api/v1/links", json={"token": token})).json()
    assert shown == {"name": "Kim Here", "given_name": "Kim"}
    session = (await office.client.post("/api/v1/sessions", json={"token": token})).json()
    me = session["person"]
    assert (me["name"], me["given_name"], me["language"]) == ("Kim Here", "Kim", "de")
    (there,) = await other.people()
    assert (there["name"], there["language"], there["joined_at"]) == ("Ada There", "en", None)


async def test_who_has_said_how_they_are_called_is_called_so_by_every_mail(
    office: Office, other: Office, context: Context, boss: Guest
) -> None:
    await list_before_they_move(office, "a list")
    mail = await invitation_from(context, office)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # every mail has one
    assert (CALLED in text, "Chefin" in text, mail["Content-Language"]) == (True, False, "de")
    token, _ = way_in(mail)
    shown = (await office.client.post("/api/v1/links", json={"token": token})).json()
    assert shown == {"name": REAL, "given_name": CALLED}


async def test_a_further_sign_in_renames_nobody(
    office: Office, context: Context, client: httpx.AsyncClient
) -> None:
    guest: Someone | Guest = await make_participant(
        context, await make_event(context, "first"), "Mira Haas", email=KIM
    )
    await office.import_list(f"Name,Email\nKim Here,{KIM}\n")
    token, _ = way_in(await invitation_from(context, office))
    session = (await client.post("/api/v1/sessions", json={"token": token})).json()
    assert (session["person"]["id"], session["person"]["name"]) == (guest.person, "Mira Haas")
