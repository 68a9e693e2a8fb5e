"""One badge over the API: a picture that reads back, and a new one for a lost one."""

from typing import Any

from cast import make_event, make_organizer, make_participant
from conftest import ManualClock
from office import Office
from printed import read, url
from wetalked.accounts.codes import pin_of
from wetalked.db import statement
from wetalked.db.context import Context


async def add(office: Office, *names: str) -> list[dict[str, Any]]:
    """Who was added, by these names."""
    report = await office.add(*({"name": name} for name in names))
    return list(report["created"])


async def test_a_badge_reads_back_as_its_address(office: Office, context: Context) -> None:
    mira = await make_participant(context, office.event, "Mira")
    for base, headers in (
        (f"{office.path}/participants", office.who.headers),
        ("/api/v1/me/participations", mira.headers),
    ):
        png = await office.client.get(f"{base}/{mira.participant}/badge.png", headers=headers)
        assert png.headers["content-type"] == "image/png"
        assert read(png.content) == [url(mira.code)]
        svg = await office.client.get(f"{base}/{mira.participant}/badge.svg", headers=headers)
        assert svg.headers["content-type"].startswith("image/svg+xml")
        assert svg.text.startswith("<svg ")


async def test_a_known_picture_is_not_sent_again_until_the_badge_is_new(
    office: Office, context: Context
) -> None:
    mira = await make_participant(context, office.event, "Mira")
    for kind in ("svg", "png"):
        path = f"/api/v1/me/participations/{mira.participant}/badge.{kind}"
        first = await office.client.get(path, headers=mira.headers)
        assert first.headers["cache-control"] == "private, no-cache"
        known = {**mira.headers, "if-none-match": f'"other", W/{first.headers["etag"]}'}
        same = await office.client.get(path, headers=known)
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["etag"] == first.headers["etag"]
        await office.reissue(mira.participant)
        assert (await office.client.get(path, headers=known)).status_code == 200


async def test_pictures_are_for_their_holder_and_the_events_organizers(
    office: Office, context: Context
) -> None:
    mira = await make_participant(context, office.event, "Mira")
    kim = await make_participant(context, office.event, "Kim")
    other = await make_organizer(context, await make_event(context, "other"), "Otto")
    own = f"/api/v1/me/participations/{mira.participant}/badge"
    single = f"{office.path}/participants/{mira.participant}/badge"
    for path in (f"{own}.svg", f"{own}.png", f"{single}.svg", f"{single}.png"):
        for who in (kim, other):
            assert (await office.client.get(path, headers=who.headers)).status_code == 404
        assert (await office.client.get(path)).status_code == 401
    for path in (own, single):
        assert (await office.client.post(path, headers=kim.headers)).status_code == 404


async def test_a_lost_badge_is_replaced_by_its_holder(
    office: Office, context: Context, clock: ManualClock
) -> None:
    mira = await make_participant(context, office.event, "Mira")
    await context.db.write(statement("UPDATE participant SET printed_at = 1"))
    clock.move(seconds=1)
    path = f"/api/v1/me/participations/{mira.participant}/badge"
    answer = await office.client.post(path, headers=mira.headers)
    assert answer.status_code == 200
    badge = answer.json()["badge"]
    assert badge["code"] != mira.code
    assert badge["url"] == url(badge["code"])
    (badges,) = await context.db.read(statement("SELECT code, retired_at FROM badge"))
    assert {row["code"]: row["retired_at"] for row in badges} == {
        mira.code: clock.now,
        badge["code"]: None,
    }
    (places,) = await context.db.read(statement("SELECT printed_at FROM participant"))
    assert places[0]["printed_at"] is None


async def test_a_reissue_brings_a_new_code_and_a_new_pin(office: Office, context: Context) -> None:
    (kim,) = await add(office, "Kim")
    id_ = kim["participant_id"]
    await context.db.write(statement("UPDATE participant SET pin_tries = 10, pin_spent_at = 1"))
    told = await office.reissue(id_)
    assert told["badge"] != kim["badge"]
    assert told["pin"] == pin_of(context.secret, id_, 2) != kim["pin"]
    (rows,) = await context.db.read(statement("SELECT pin_tries, pin_spent_at FROM participant"))
    assert (rows[0]["pin_tries"], rows[0]["pin_spent_at"]) == (0, None)


async def test_who_has_an_address_gets_no_pin(office: Office, context: Context) -> None:
    mira = await make_participant(context, office.event, "Mira", email="m@example.org")
    assert (await office.reissue(mira.participant))["pin"] is None
