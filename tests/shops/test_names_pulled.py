"""What a ticket says of somebody is said at its event alone, and tells nothing of their account."""

import httpx
import pytest

from attendees.test_names_there import ADDRESS, CALLED, REAL, SECRETS, TYPED, answers, words_of
from attendees.test_names_there import boss as boss  # noqa: PLC0414 — fixtures
from attendees.test_names_there import other as other  # noqa: PLC0414
from calls import call
from cast import Guest
from office import Office
from shops.pretix_desk import Desk
from shops.pretix_server import position


@pytest.mark.parametrize("way", ["a ticket", "an address added to a ticket"])
async def test_a_pull_tells_nothing_of_the_account_behind_an_address_and_changes_nothing_of_it(
    desk: Desk, other: Office, boss: Guest, way: str
) -> None:
    if way == "an address added to a ticket":
        desk.shop.order("AAAAA", position(1, TYPED))
        await desk.pull()
    desk.shop.order("AAAAA", position(1, TYPED, ADDRESS), locale="en")
    seen = str(await desk.pull())
    ((name, _, _),) = await desk.people()
    (person,) = await desk.office.people()
    seen += "".join(
        words_of(one) for _, one in await answers(desk.office, person["participant_id"])
    )
    assert (name, [secret for secret in SECRETS if secret in seen]) == (TYPED, [])
    (there,) = await other.people()
    assert (there["name"], there["language"], there["email"]) == (REAL, "de", ADDRESS)
    me = (await call(other.client, boss, "GET", "/me")).json()["person"]
    assert (me["name"], me["given_name"], me["language"]) == (REAL, CALLED, "de")


async def test_tickets_of_two_events_call_who_never_signed_in_each_by_its_own_word(
    desk: Desk, client: httpx.AsyncClient, other: Office
) -> None:
    await other.import_list("Name,Email\nKim There,kim@example.org\n")
    desk.shop.order("AAAAA", position(1, "Kim Here", "kim@example.org"))
    await desk.pull()
    desk.shop.change("AAAAA", positions=[position(1, "Kim Park Here", "kim@example.org")])
    assert await desk.report() == (0, 1, 0, 0)
    (here,), (there,) = await desk.office.people(), await other.people()
    assert (here["name"], there["name"]) == ("Kim Park Here", "Kim There")
