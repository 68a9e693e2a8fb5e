"""The desk: finds people, adds walk-ins, reissues and prints single badges, and nothing else."""

from typing import Any

import httpx
import pytest

from cast import make_organizer
from document import Operation, operations
from office import Office, taken
from wetalked.db.context import Context

# What a helper may call at the event, each with what is sent.
AT = "/events/{slug}"
ONE = f"{AT}/participants/{{participant}}"
ALLOWED: dict[tuple[str, str], dict[str, Any]] = {
    ("GET", AT): {},
    ("GET", f"{AT}/deck"): {},
    ("GET", f"{AT}/participants"): {},
    ("POST", f"{AT}/participants"): {"json": {"participants": [{"name": "Walk In"}]}},
    ("GET", ONE): {},
    ("GET", f"{ONE}/badge.svg"): {},
    ("GET", f"{ONE}/badge.png"): {},
    ("POST", f"{ONE}/badge"): {},
    ("GET", f"{AT}/badges.pdf"): {"params": {"participant": "{participant}"}},
    ("POST", f"{AT}/badges/printed"): {
        "json": {"at": "2026-12-05T11:00:00Z", "participants": ["{participant}"]}
    },
}
# Bodies with which an organizer's call would be taken.
BODIES: dict[tuple[str, str], Any] = {
    ("PATCH", AT): {"name": "Mine"},
    ("POST", f"{AT}/organizers"): {"email": "d@example.org"},
    ("DELETE", f"{AT}/organizers"): {"email": "d@example.org"},
    ("POST", f"{AT}/invitations"): {},
    ("PATCH", ONE): {"name": "Tim"},
    ("POST", f"{AT}/badges/unprinted"): {"participants": []},
    ("PUT", f"{AT}/shop"): {"url": "https://shop.example/org/day", "token": "t"},
}
# Signed by the shop, not by a person.
SIGNED = ("POST", f"{AT}/shop/hook")


@pytest.fixture
async def desk(office: Office, context: Context) -> Office:
    """The same event from its desk."""
    return Office(
        office.client,
        office.event,
        await make_organizer(context, office.event, "Dana", role="desk"),
    )


@pytest.fixture
async def kim(office: Office) -> dict[str, Any]:
    """Somebody on the list."""
    (kim,) = (await office.add({"name": "Kim", "email": "kim@example.org"}))["created"]
    return dict(kim)


def named(value: Any, participant: str) -> Any:
    """The value with the participant in its place."""
    if isinstance(value, dict):
        return {name: named(one, participant) for name, one in value.items()}
    if isinstance(value, list):
        return [named(one, participant) for one in value]
    return value.replace("{participant}", participant) if isinstance(value, str) else value


async def test_the_desk_does_what_it_is_for_and_nothing_else(
    desk: Office, kim: dict[str, Any]
) -> None:
    for operation in operations():
        if operation.path.startswith(AT) and operation != SIGNED:
            expected = 200 if operation in ALLOWED else 403
            answer = await called(desk, operation, kim["participant_id"])
            assert answer.status_code == expected, (operation, answer.text)


async def called(desk: Office, operation: Operation, participant: str) -> httpx.Response:
    """The call, as an organizer would make it."""
    options = named(ALLOWED.get(operation, {}), participant)
    if (body := BODIES.get(operation)) is not None:
        options["json"] = body
    path = operation.path.format(slug=desk.event.slug, participant=participant)
    return await desk.client.request(
        operation.method, f"/api/v1{path}", headers=desk.who.headers, **options
    )


async def test_the_desk_finds_people_and_adds_one_walk_in_at_a_time(desk: Office) -> None:
    (tim,) = (await desk.add({"name": "Tim"}))["created"]
    assert tim["pin"]
    assert await desk.find("tim") == ["Tim"]
    for people in ([], [{"name": "One"}, {"name": "Two"}]):
        answer = await desk.call("POST", "participants", participants=people)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
    answer = await desk.send_list("Name\nMira\n")
    assert answer.status_code == 403
    assert [one["name"] for one in await desk.people()] == ["Tim"]


async def test_a_walk_in_changes_nobody_who_is_there(
    office: Office, desk: Office, kim: dict[str, Any]
) -> None:
    before = await office.people()
    same = {"name": "KIM", "email": "kim@example.org", "language": "de", "ask_me_about": "Bees"}
    told = await desk.add(same)
    assert (told["created"], told["updated"], told["unchanged"]) == ([], [], 1)
    assert await office.people() == before
    # A list still finds them, and says anew what it says.
    assert [one["ask_me_about"] for one in (await office.add(same))["updated"]] == ["Bees"]
    foreseen = taken(
        await office.client.post(
            desk.people_path,
            json={"participants": [{**same, "ask_me_about": "Trees"}]},
            params={"dry_run": "true"},
            headers=desk.who.headers,
        )
    )
    assert (foreseen["updated"], foreseen["unchanged"]) == ([], 1)


async def test_the_desk_makes_no_tokens_and_no_events(desk: Office) -> None:
    calls = [("GET", "/tokens", None), ("POST", "/tokens", {"name": "mine"})]
    for method, path, body in calls:
        answer = await desk.client.request(
            method, f"/api/v1{path}", json=body, headers=desk.who.headers
        )
        assert answer.status_code == 403
