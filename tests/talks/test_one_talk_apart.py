"""Nothing that organizers, helpers and tokens can call tells whether two people have talked."""

from typing import Any

import httpx
import pytest

from conftest import ManualClock
from document import Operation, operations
from wetalked.db.context import Context
from worlds import STAGES, Stage, World, make_worlds

AT = "/events/{slug}"
ONE = f"{AT}/participants/{{participant}}"
# Of each call that takes a body: what is sent.
BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/events"): {"slug": "copy-SLUG", "copy_of": "SLUG", "name": "Copy"},
    ("PATCH", AT): {"name": "The Day"},
    ("POST", f"{AT}/organizers"): {"email": "new@example.org", "role": "desk"},
    ("DELETE", f"{AT}/organizers"): {"email": "new@example.org"},
    ("POST", f"{AT}/participants"): {
        "participants": [{"name": "Guest 0", "email": "g0@SLUG.example", "ask_me_about": "Bees"}]
    },
    ("PATCH", ONE): {"ask_me_about": "Trees", "name": "Guest Nought"},
    ("POST", f"{AT}/invitations"): {"participants": ["PARTICIPANT"]},
    ("POST", f"{AT}/badges/printed"): {
        "at": "2026-12-05T11:00:00Z",
        "participants": ["PARTICIPANT"],
    },
    ("POST", f"{AT}/badges/unprinted"): {"participants": ["PARTICIPANT"]},
    ("POST", "/tokens"): {"name": "another"},
    ("DELETE", "/tokens"): {"name": "another"},
    ("PUT", f"{AT}/shop"): {"url": "https://shop.example/org/day", "token": "t"},
}
BODILESS = {
    ("POST", f"{ONE}/badge"),
    ("POST", f"{ONE}/link"),
    ("POST", f"{ONE}/new-place"),
    ("POST", f"{AT}/follow-ups"),
    ("POST", f"{AT}/follow-ups/{{participant}}"),
    ("POST", f"{AT}/shop/pull"),
    ("POST", f"{AT}/shop/hook/secret"),
    ("DELETE", f"{AT}/shop/hook/secret"),
    ("DELETE", f"{AT}/shop"),
    # Signed by the shop: without a signature it is refused.
    ("POST", f"{AT}/shop/hook"),
}
QUERIES = {
    ("POST", f"{AT}/follow-ups/{{participant}}"): {"even_if_sent": "true"},
    ("GET", f"{AT}/badges.pdf"): {"layout": "a4-8xa7"},
}
# These end what the others look at, so they come last, and in this order.
LAST = [("DELETE", ONE), ("DELETE", AT)]
# Pictures of codes: what differs there is the code.
DRAWN = (".pdf", ".svg", ".png")
CALLERS = ("desk", "token", "organizer")


def is_theirs(operation: Operation) -> bool:
    """Whether the call is for who runs an event, and not about one's own self."""
    return operation.path.startswith(("/events", "/tokens")) and not operation.path.endswith(
        "/deck"
    )


def in_order() -> list[Operation]:
    """Looking first, then changing, then looking again, then what ends something."""
    theirs = [one for one in operations() if is_theirs(one)]
    looks = [one for one in theirs if one.method == "GET"]
    ends = [one for one in theirs if tuple(one) in LAST]
    changes = [one for one in theirs if one not in looks and one not in ends]
    changes.sort(key=lambda one: one.path.endswith("/new-place"))
    unknown = {tuple(one) for one in changes} - set(BODIES) - BODILESS
    assert not unknown, f"say what is sent by {unknown}"
    again = [one for one in looks if not one.path.endswith(DRAWN)]
    ends.sort(key=lambda one: LAST.index((one.method, one.path)))
    return [*looks, *changes, *again, ends[0], *again, ends[1], *again]


async def ask(
    client: httpx.AsyncClient, world: World, operation: Operation, caller: str
) -> tuple[object, ...]:
    """What this caller is answered, as far as it can be compared."""
    participant = world.pair[0].participant
    path = operation.path.format(slug=world.event.slug, participant=participant)

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: named(one) for key, one in value.items()}
        if isinstance(value, list):
            return [named(one) for one in value]
        return value.replace("SLUG", world.event.slug).replace("PARTICIPANT", participant)

    answer = await client.request(
        operation.method,
        f"/api/v1{path}",
        json=named(BODIES[operation]) if operation in BODIES else None,
        params=QUERIES.get(operation, {}),
        headers=world.callers[caller],
    )
    drawn = operation.path.endswith(DRAWN) and answer.status_code == 200
    # Both are made of the body, ids and all.
    made_of_it = {"etag", "content-length"}
    headers = {name: world.masked(value) for name, value in answer.headers.items()}
    headers = {name: value for name, value in headers.items() if name not in made_of_it}
    body = f"drawn {answer.headers['content-type']}" if drawn else world.masked(answer.text)
    return answer.status_code, headers, body


def difference(one: tuple[object, ...], other: tuple[object, ...]) -> list[tuple[str, str]]:
    """The words that are not the same, for whoever reads of it."""
    pairs = zip(str(one).split(","), str(other).split(","), strict=False)
    return [pair for pair in pairs if pair[0] != pair[1]][:5]


@pytest.mark.parametrize("stage", STAGES, ids=str)
async def test_two_worlds_one_talk_apart_are_answered_alike(
    client: httpx.AsyncClient, context: Context, clock: ManualClock, stage: Stage
) -> None:
    with_, without = await make_worlds(context, client, clock, stage)
    for operation in in_order():
        for caller in CALLERS:
            one = await ask(client, with_, operation, caller)
            other = await ask(client, without, operation, caller)
            assert one == other, (str(operation), caller, difference(one, other))
