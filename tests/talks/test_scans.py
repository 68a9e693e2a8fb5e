"""`POST /scans`: one side's word, and when it counts."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import httpx
import pytest

from calls import call, make_mutual, moment, scan, talks
from cast import Cast, Guest, make_event, make_participant, set_card
from conftest import ManualClock
from wetalked.core.clock import HOUR, to_datetime
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context

RETIRE = "UPDATE badge SET retired_at = :at WHERE code = :code"
REMOVE = "UPDATE participant SET removed_at = :at WHERE id = :id"
ERASE = "UPDATE participant SET person = NULL, left_at = :at WHERE id = :id"


async def test_a_scan_by_each_side_makes_the_talk_mutual_and_shows_the_cards(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    await set_card(context, cast.jonas, email="jonas@example.org", ask_me_about="bees")
    first = await scan(client, cast.mira, cast.jonas.code)
    assert first.status_code == 201
    assert first.json()["state"] == "waiting_for_them"
    assert first.json()["with"] == {
        "participant_id": cast.jonas.participant,
        "name": "Jonas Holm",
        "given_name": "Jonas",
        "ask_me_about": "bees",
        "card": None,
        "left": False,
    }
    (waiting,) = await talks(client, cast.jonas)
    assert (waiting["state"], waiting["id"]) == ("waiting_for_you", first.json()["id"])
    clock.move(minutes=1)
    second = await scan(client, cast.jonas, cast.mira.code)
    assert (second.status_code, second.json()["state"]) == (201, "mutual")
    (mutual,) = await talks(client, cast.mira)
    assert mutual["state"] == "mutual"
    assert mutual["with"]["card"] == {"email": "jonas@example.org"}
    assert mutual["began_at"] == first.json()["began_at"]
    assert mutual["mutual_at"] == second.json()["mutual_at"]
    assert second.json()["with"]["card"] == {}
    assert await talks(client, cast.outsider) == []


async def test_the_same_scan_again_is_200_with_the_present_state(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    body = {"id": str(uuid4()), "badge": cast.jonas.code}
    first = await client.post("/api/v1/scans", json=body, headers=cast.mira.headers)
    again = await client.post("/api/v1/scans", json=body, headers=cast.mira.headers)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.content == first.content


async def test_a_badge_scanned_before_is_200_under_another_id_too(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    assert (await scan(client, cast.mira, cast.jonas.code)).status_code == 201
    assert (await scan(client, cast.mira, cast.jonas.code)).status_code == 200


async def test_a_repeat_without_a_time_does_not_undo_a_withdrawal(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    body = {"id": str(uuid4()), "badge": cast.jonas.code}
    first = await client.post("/api/v1/scans", json=body, headers=cast.mira.headers)
    clock.move(minutes=1)
    await client.delete(f"/api/v1/talks/{first.json()['id']}", headers=cast.mira.headers)
    clock.move(minutes=1)
    again = await client.post("/api/v1/scans", json=body, headers=cast.mira.headers)
    assert (again.status_code, again.content) == (204, b"")
    timed = {**body, "scanned_at": moment(clock())}
    later = await client.post("/api/v1/scans", json=timed, headers=cast.mira.headers)
    assert (later.status_code, later.json()["state"]) == (200, "waiting_for_them")


async def test_the_same_id_with_another_badge_is_taken_and_nothing_is_done(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    body = {"id": str(uuid4()), "badge": cast.jonas.code}
    await client.post("/api/v1/scans", json=body, headers=cast.mira.headers)
    other = {**body, "badge": cast.outsider.code}
    refused = await client.post("/api/v1/scans", json=other, headers=cast.mira.headers)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/id-taken")
    assert len(await talks(client, cast.mira)) == 1
    assert await talks(client, cast.outsider) == []


async def test_ids_belong_to_the_person_who_made_them(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    id_ = str(uuid4())
    for who, badge in ((cast.mira, cast.jonas.code), (cast.jonas, cast.outsider.code)):
        body = {"id": id_, "badge": badge}
        answer = await client.post("/api/v1/scans", json=body, headers=who.headers)
        assert answer.status_code == 201


@pytest.mark.parametrize(
    "spelling", ["{code}", "{a}-{b}", " {a} {b} ", "https://x.example/y/b/{code}?z=1", "{typo}"]
)
async def test_a_code_counts_in_every_spelling(
    client: httpx.AsyncClient, cast: Cast, spelling: str
) -> None:
    code = cast.jonas.code
    typo = code.replace("0", "o").replace("1", "l")
    badge = spelling.format(code=code, a=code[:4], b=code[4:], typo=typo)
    assert (await scan(client, cast.mira, badge)).status_code == 201


async def test_my_own_badge_is_told_as_such(client: httpx.AsyncClient, cast: Cast) -> None:
    refused = await scan(client, cast.mira, cast.mira.code)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/own-badge")


async def test_unknown_foreign_erased_and_retired_badges_answer_alike(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    elsewhere = await make_event(context, "other")
    foreign = await make_participant(context, elsewhere, "Fern")
    erased = await make_participant(context, cast.event, "Erna")
    retired = await make_participant(context, cast.event, "Rita")
    removed = await make_participant(context, cast.event, "Remo")
    at_home = await make_participant(context, elsewhere, "Mira", person=cast.mira)
    for known in (foreign, erased, retired, removed):
        assert (await scan(client, cast.mira, known.code)).status_code == 201
    await context.db.write(
        statement(REMOVE, id=at_home.participant, at=clock()),
        statement(ERASE, id=erased.participant, at=clock()),
        statement(RETIRE, code=retired.code, at=clock()),
        statement(RETIRE, code=removed.code, at=clock()),
        statement(REMOVE, id=removed.participant, at=clock()),
        CHANGED,
    )
    clock.move(minutes=1)
    badges = ["ZZZZZZZZ", "nonsense", foreign.code, erased.code, retired.code, removed.code]
    answers = [await scan(client, cast.mira, badge) for badge in badges]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["type"] == "/problems/unknown-badge"


async def test_a_retired_badge_counts_when_it_was_scanned_before(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    before = moment(clock())
    clock.move(minutes=1)
    await context.db.write(statement(RETIRE, code=cast.jonas.code, at=clock()), CHANGED)
    late = await scan(client, cast.mira, cast.jonas.code, scanned_at=moment(clock()))
    assert late.status_code == 404
    early = await scan(client, cast.mira, cast.jonas.code, scanned_at=before)
    assert early.status_code == 201


def yes_by(
    client: httpx.AsyncClient, who: Guest, badge: str, at: int, talk: str
) -> dict[str, Callable[[], Awaitable[httpx.Response]]]:
    """Every way to say yes at this time."""
    when = moment(at)

    def sync(**operation: str) -> Callable[[], Awaitable[httpx.Response]]:
        body = {"person": who.person, "operations": [{**operation, "at": when}]}
        return lambda: call(client, who, "POST", "/sync", body)

    return {
        "scan": lambda: scan(client, who, badge, scanned_at=when),
        "sync scan": sync(op="scan", id=str(uuid4()), badge=badge),
        "sync confirm by badge": sync(op="confirm", badge=badge),
        "sync confirm": sync(op="confirm", talk=talk),
        "confirm": lambda: call(client, who, "POST", f"/talks/{talk}/confirm", {"at": when}),
    }


def counted(answer: httpx.Response) -> bool:
    """Whether a yes was taken; one that was not is answered as an unknown badge is."""
    body = answer.json() if answer.content else {}
    problem = body.get("results", [body])[0].get("problem") or body.get("type", "").split("/")[-1]
    assert problem in {None, "", "unknown-badge"}
    return not problem


# Hours after the event's beginning: when a yes was said and when it arrived. The badges were made
# after two hours; after four somebody is removed, or a badge is retired.
YESES = [
    (1.9, 5, False),
    (2, 5, True),
    (3, 5, True),
    (4, 5, False),
    (5, 5, False),
    (3, 52, True),
    (3, 52.1, False),
]


@pytest.mark.parametrize("what", ["I was removed", "the badge was retired", "they were removed"])
async def test_a_yes_from_before_an_end_counts_for_two_days_by_every_way(
    client: httpx.AsyncClient,
    context: Context,
    cast: Cast,
    clock: ManualClock,
    what: str,
) -> None:
    begun = clock() - 2 * HOUR
    other = cast.jonas
    talk = (await scan(client, other, cast.mira.code)).json()["id"]
    clock.move(hours=2)
    steps = {
        "I was removed": [statement(REMOVE, id=cast.mira.participant, at=clock())],
        "the badge was retired": [statement(RETIRE, code=other.code, at=clock())],
        "they were removed": [
            statement(REMOVE, id=other.participant, at=clock()),
            statement(RETIRE, code=other.code, at=clock()),
        ],
    }
    await context.db.write(*steps[what], CHANGED)
    for said, received, counts in YESES:
        clock.now = begun + round(received * HOUR)
        ways = yes_by(client, cast.mira, other.code, begun + round(said * HOUR), talk)
        for name, say in ways.items():
            # My own talk goes on, whatever became of the other one's badge.
            by_id = name in {"confirm", "sync confirm"} and what != "I was removed"
            assert counted(await say()) is (counts or by_id), (name, said, received)


async def test_a_removed_person_still_says_no_and_notes(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    await context.db.write(statement(REMOVE, id=cast.mira.participant, at=clock()), CHANGED)
    clock.move(days=5)
    path = f"/talks/{talk}"
    noted = await call(client, cast.mira, "PUT", f"{path}/reminded-of", {"text": "Bees"})
    assert noted.status_code == 200
    clock.move(minutes=1)
    body = {
        "person": cast.mira.person,
        "operations": [{"op": "withdraw", "badge": cast.jonas.code}],
    }
    answer = await call(client, cast.mira, "POST", "/sync", body)
    assert answer.json()["results"][0]["status"] == "applied"
    assert await talks(client, cast.mira) == []


async def test_a_scan_far_ahead_is_taken_for_now_and_one_a_little_ahead_is_believed(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    ahead = moment(clock() + 11 * 60_000)
    far = await scan(client, cast.mira, cast.jonas.code, scanned_at=ahead)
    assert far.json()["began_at"].startswith(to_datetime(clock()).isoformat()[:19])
    near = moment(clock() + 9 * 60_000)
    little = await scan(client, cast.mira, cast.outsider.code, scanned_at=near)
    assert little.json()["began_at"].startswith(near[:19])


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_time_at_the_edge_of_the_calendar_breaks_nothing(
    client: httpx.AsyncClient, cast: Cast, at: str
) -> None:
    assert (await scan(client, cast.mira, cast.jonas.code, scanned_at=at)).status_code == 201
    assert len(await talks(client, cast.mira)) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"badge": "00000001"},
        {"id": "1", "badge": "00000001"},
        {"id": str(uuid4()), "badge": 1},
        {"id": str(uuid4()), "badge": "00000001", "scanned_at": 0},
        {"id": str(uuid4()), "badge": "00000001", "scanned_at": "2026-12-05T12:00:00"},
        {"id": str(uuid4()), "badge": "00000001", "more": 1},
    ],
)
async def test_a_body_of_the_wrong_shape_is_refused_and_nothing_is_done(
    client: httpx.AsyncClient, cast: Cast, body: dict[str, object]
) -> None:
    refused = await client.post("/api/v1/scans", json=body, headers=cast.mira.headers)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid")
    assert await talks(client, cast.mira) == []


async def test_after_thirty_unknown_badges_an_hour_scans_are_refused_for_a_while(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    for _ in range(30):
        assert (await scan(client, cast.mira, "ZZZZZZZZ")).status_code == 404
    refused = await scan(client, cast.mira, cast.jonas.code)
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many")
    assert int(refused.headers["retry-after"]) > 0
    assert (await scan(client, cast.outsider, cast.jonas.code)).status_code == 201
    clock.move(hours=1)
    assert (await scan(client, cast.mira, cast.jonas.code)).status_code == 201


async def test_at_most_two_hundred_wait_for_the_other_side(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    others = [await make_participant(context, cast.event, f"Guest {n}") for n in range(201)]
    for other in others[:200]:
        assert (await scan(client, cast.mira, other.code)).status_code == 201
    refused = await scan(client, cast.mira, others[200].code)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/too-many-waiting")
    assert await talks(client, others[200]) == []
    assert (await scan(client, cast.mira, others[0].code)).status_code == 200
    await scan(client, cast.jonas, cast.mira.code)
    answered = await scan(client, cast.mira, cast.jonas.code)
    assert (answered.status_code, answered.json()["state"]) == (201, "mutual")
    await scan(client, others[1], cast.mira.code)
    assert (await scan(client, cast.mira, others[200].code)).status_code == 201


async def test_without_a_session_nothing_is_scanned(client: httpx.AsyncClient, cast: Cast) -> None:
    refused = await client.post(
        "/api/v1/scans", json={"id": str(uuid4()), "badge": cast.jonas.code}
    )
    assert refused.status_code == 401
    assert await talks(client, cast.jonas) == []
