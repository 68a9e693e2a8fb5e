"""What participants say of themselves."""

from typing import Any

import httpx
import pytest

from cast import Guest, make_participant
from office import Office, refused
from wetalked.db.context import Context


async def mine(office: Office, guest: Guest, **fields: Any) -> httpx.Response:
    """What a guest says of themselves."""
    return await office.client.patch(
        f"/api/v1/me/participations/{guest.participant}", json=fields, headers=guest.headers
    )


async def test_a_participant_says_what_to_ask_about_and_what_to_show(
    office: Office, context: Context
) -> None:
    mira = await make_participant(context, office.event, "Mira", email="m@example.org")
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
    office: Office, context: Context, fields: dict[str, Any], field: str
) -> None:
    mira = await make_participant(context, office.event, "Mira")
    before = (await mine(office, mira, ask_me_about="Bees")).json()
    assert refused(await mine(office, mira, **fields), field)
    assert (await mine(office, mira)).json() == before


async def test_only_oneself_speaks_for_oneself(office: Office, context: Context) -> None:
    mira = await make_participant(context, office.event, "Mira")
    kim = await make_participant(context, office.event, "Kim")
    for who in (kim, office.who):
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
