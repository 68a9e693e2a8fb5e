"""The desk: finds people, adds walk-ins, and nothing else."""

from typing import Any

from cast import make_organizer
from office import Office
from wetalked.kit import Kit


async def test_the_desk_finds_people_and_adds_walk_ins_and_nothing_else(
    office: Office, kit: Kit
) -> None:
    dana = await make_organizer(kit, office.event, "Dana", role="desk")
    desk = Office(office.client, office.event, dana)
    (kim,) = (await desk.add({"name": "Kim"}))["created"]
    assert kim["pin"]
    assert await desk.find("kim") == ["Kim"]
    told = await desk.get(f"participants/{kim['participant_id']}")
    assert (told.status_code, told.json()["pin"]) == (200, kim["pin"])
    path, event = office.people_path, office.path
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
        ("GET", f"{path}/{kim['participant_id']}/invitation", {}),
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
    assert [one["name"] for one in await office.people()] == ["Kim"]
