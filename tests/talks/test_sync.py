"""`POST /sync`: a phone's queue, in any order, split and repeated at will."""

from collections.abc import Iterable
from random import Random
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from calls import call, make_mutual, moment, scan, talks
from cast import Cast, Guest, make_participant
from conftest import ManualClock
from wetalked.db.context import Context

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


async def sync(
    client: httpx.AsyncClient, who: Guest, *operations: object, since: str | None = None
) -> httpx.Response:
    """The phone of `who` sends its queue."""
    body = {"person": who.person, "operations": operations, "since": since}
    return await call(client, who, "POST", "/sync", body)


def statuses(answer: httpx.Response) -> list[str]:
    """What became of each operation."""
    assert answer.status_code == 200, answer.text
    return [one.get("problem", one["status"]) for one in answer.json()["results"]]


async def test_a_whole_queue_is_applied_and_the_list_comes_back(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    await scan(client, cast.jonas, cast.mira.code)
    scan_id, question, promise = str(uuid4()), str(uuid4()), str(uuid4())
    on, at = {"badge": cast.jonas.code}, moment(clock())
    answer = await sync(
        client,
        cast.mira,
        {"op": "scan", "id": scan_id, **on, "at": at},
        {"op": "question", "id": question, **on, "at": at, "text": "Why bees?"},
        {"op": "promise", "id": promise, **on, "at": at, "text": "send it", "due": "2026-12-24"},
        {"op": "reminded_of", **on, "at": at, "text": "home"},
    )
    assert statuses(answer) == ["applied"] * 4
    (talk,) = answer.json()["talks"]
    assert [one.get("id") for one in answer.json()["results"]] == [scan_id, question, promise, None]
    assert {one["talk"] for one in answer.json()["results"]} == {talk["id"]}
    assert [one["text"] for one in talk["questions"]] == ["Why bees?"]
    assert [one["due"] for one in talk["promises"]] == ["2026-12-24"]
    assert (talk["reminded_of"], talk["state"]) == ("home", "mutual")
    assert await talks(client, cast.mira) == [talk]


async def test_the_list_is_sent_only_when_it_differs_from_what_the_cursor_stood_for(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    first = (await sync(client, cast.mira)).json()
    assert first["talks"] == []
    again = (await sync(client, cast.mira, since=first["cursor"])).json()
    assert (again["talks"], again["cursor"]) == (None, first["cursor"])
    await scan(client, cast.jonas, cast.mira.code)
    changed = (await sync(client, cast.mira, since=first["cursor"])).json()
    assert [talk["state"] for talk in changed["talks"]] == ["waiting_for_you"]
    assert changed["cursor"] != first["cursor"]
    assert (await sync(client, cast.mira, since="nonsense")).json()["talks"] == changed["talks"]


async def test_a_repeated_queue_changes_nothing_and_is_known(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    on, at = {"badge": cast.jonas.code}, moment(clock())
    queue = [
        {"op": "scan", "id": str(uuid4()), **on, "at": at},
        {"op": "question", "id": str(uuid4()), **on, "at": at, "text": "Why?"},
        {"op": "reminded_of", **on, "at": at, "text": None},
    ]
    first = await sync(client, cast.mira, *queue)
    clock.move(minutes=1)
    again = await sync(client, cast.mira, *queue, since=first.json()["cursor"])
    assert statuses(first) == ["applied"] * 3
    assert statuses(again) == ["unchanged"] * 3
    assert again.json()["talks"] is None


async def test_a_note_before_its_scan_is_kept_is_no_yes_and_shows_once_the_talk_does(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    before = (await call(client, cast.jonas, "GET", "/talks")).content
    note = {"op": "question", "id": str(uuid4()), "badge": cast.jonas.code, "text": "Why?"}
    noted = await sync(client, cast.mira, note)
    assert (statuses(noted), noted.json()["talks"]) == (["applied"], [])
    assert (await call(client, cast.jonas, "GET", "/talks")).content == before
    shown = (await scan(client, cast.mira, cast.jonas.code)).json()
    assert [one["text"] for one in shown["questions"]] == ["Why?"]


async def test_a_withdrawal_by_badge_holds_against_an_older_scan_that_comes_later(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    on = {"badge": cast.jonas.code}
    gone = {"op": "withdraw", **on, "at": moment(clock())}
    older = {"op": "scan", "id": str(uuid4()), **on, "at": moment(clock() - MINUTE)}
    assert statuses(await sync(client, cast.mira, gone)) == ["applied"]
    late = await sync(client, cast.mira, older)
    assert (statuses(late), late.json()["talks"]) == (["unchanged"], [])
    newer = {"op": "confirm", **on, "at": moment(clock() + MINUTE)}
    assert statuses(await sync(client, cast.mira, newer)) == ["applied"]


async def test_by_talk_id_everything_works_as_by_badge(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = (await scan(client, cast.jonas, cast.mira.code)).json()["id"]
    promise = str(uuid4())
    answer = await sync(
        client,
        cast.mira,
        {"op": "confirm", "talk": talk},
        {"op": "promise", "id": promise, "talk": talk, "text": "send it", "state": "kept"},
    )
    assert statuses(answer) == ["applied"] * 2
    assert [one["state"] for one in answer.json()["talks"][0]["promises"]] == ["kept"]
    clock.move(minutes=1)
    deleted = {"op": "promise", "id": promise, "talk": talk, "deleted": True}
    answer = await sync(client, cast.mira, deleted, {"op": "withdraw", "talk": talk})
    assert (statuses(answer), answer.json()["talks"]) == (["applied"] * 2, [])


async def test_what_cannot_be_applied_is_rejected_alone(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    foreign = await make_mutual(client, cast.jonas, cast.outsider)
    scan_id = str(uuid4())
    good = {"op": "scan", "id": scan_id, "badge": cast.jonas.code}
    note = {"text": "Why?", "id": str(uuid4())}
    expected: list[tuple[object, str]] = [
        ({"op": "scan", "id": str(uuid4()), "badge": "ZZZZZZZZ"}, "unknown-badge"),
        ({"op": "scan", "id": str(uuid4()), "badge": cast.mira.code}, "own-badge"),
        (good, "applied"),
        ({**good, "badge": cast.outsider.code}, "id-taken"),
        ({"op": "confirm", "talk": foreign}, "not-found"),
        ({"op": "question", "talk": foreign, **note}, "not-found"),
        ({"op": "confirm"}, "invalid"),
        ({"op": "withdraw", "talk": foreign, "badge": cast.jonas.code}, "invalid"),
        ({"op": "question", "badge": cast.jonas.code, "id": str(uuid4())}, "invalid"),
        ({"op": "promise", "badge": cast.jonas.code, **note, "text": "x" * 1001}, "invalid"),
        ({"op": "reminded_of", "badge": cast.jonas.code}, "invalid"),
        ({"op": "reminded_of", "badge": cast.jonas.code, "text": "home"}, "applied"),
        ({"op": "dance"}, "invalid"),
        ({"op": "confirm", "badge": cast.jonas.code, "more": 1}, "invalid"),
        ({"op": "confirm", "badge": cast.jonas.code, "at": 7}, "invalid"),
        (7, "invalid"),
    ]
    answer = await sync(client, cast.mira, *(operation for operation, _ in expected))
    assert statuses(answer) == [status for _, status in expected]
    (talk,) = answer.json()["talks"]
    assert talk["reminded_of"] == "home"
    assert [one["with"]["name"] for one in await talks(client, cast.outsider)] == ["Jonas Holm"]


async def test_another_persons_queue_is_not_applied(client: httpx.AsyncClient, cast: Cast) -> None:
    body = {
        "person": cast.outsider.person,
        "operations": [{"op": "scan", "id": str(uuid4()), "badge": cast.jonas.code}],
        "since": None,
    }
    refused = await call(client, cast.mira, "POST", "/sync", body)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/other-person")
    assert await talks(client, cast.jonas) == []
    assert (await call(client, cast.outsider, "POST", "/sync", body)).status_code == 200
    assert len(await talks(client, cast.jonas)) == 1


async def test_too_many_operations_are_refused_and_none_is_applied(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    queue = [{"op": "confirm", "badge": cast.jonas.code}] * 501
    refused = await sync(client, cast.mira, *queue)
    assert (refused.status_code, refused.json()["type"]) == (413, "/problems/too-large")
    assert await talks(client, cast.mira) == []
    assert statuses(await sync(client, cast.mira, *queue[:500]))[0] == "applied"


async def test_too_large_a_queue_is_refused_and_none_is_applied(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    long = {"op": "reminded_of", "badge": cast.jonas.code, "text": "x" * 600_000}
    confirm = {"op": "confirm", "badge": cast.jonas.code}
    refused = await sync(client, cast.mira, confirm, long, long)
    assert (refused.status_code, refused.json()["type"]) == (413, "/problems/too-large")
    assert await talks(client, cast.mira) == []


@pytest.mark.parametrize(
    "body", [{}, {"person": "x", "operations": []}, {"operations": []}, [], {"operations": 1}]
)
async def test_a_body_of_the_wrong_shape_is_refused(
    client: httpx.AsyncClient, cast: Cast, body: object
) -> None:
    refused = await call(client, cast.mira, "POST", "/sync", body)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid")


async def test_unknown_badges_never_hold_up_the_rest_of_a_queue(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    unknown = [{"op": "scan", "id": str(uuid4()), "badge": "ZZZZZZZZ"} for _ in range(40)]
    good = {"op": "scan", "id": str(uuid4()), "badge": cast.jonas.code}
    answer = await sync(client, cast.mira, *unknown, good)
    assert statuses(answer) == ["unknown-badge"] * 40 + ["applied"]
    refused = await sync(client, cast.mira, good)
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many")
    assert (await sync(client, cast.mira)).status_code == 200
    clock.move(hours=1)
    assert statuses(await sync(client, cast.mira, good)) == ["unchanged"]


async def test_any_order_split_and_repetition_ends_with_the_same_talks(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    chance = Random(20261205)
    for _ in range(6):
        queue = list(random_day(chance, clock(), cast.jonas.code))
        seen = []
        for _ in range(3):
            mira = await make_participant(context, cast.event, "Mira Klein")
            await send_shuffled(client, chance, mira, queue)
            seen.append([comparable(talk) for talk in await talks(client, mira)])
        assert seen[0] == seen[1] == seen[2]


async def test_a_phone_a_day_ahead_ends_with_its_last_word_and_note(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    chance = Random(20261206)
    badge = cast.jonas.code
    for _ in range(8):
        mira = await make_participant(context, cast.event, "Mira Klein")
        start = clock() + chance.randint(1, 3) * DAY
        words = [chance.choice(["scan", "confirm", "withdraw"]) for _ in range(6)]
        queue = [
            *(
                word_of(op, badge, start + 10 * n + chance.randint(0, 9))
                for n, op in enumerate(words)
            ),
            *(reminder(badge, start + 100 + n, f"note {n}") for n in range(3)),
        ]
        await send_shuffled(client, chance, mira, queue, cuts=False)
        seen = await talks(client, mira)
        assert [one["reminded_of"] for one in seen] == ["note 2"] * (words[-1] != "withdraw"), words


def word_of(op: str, badge: str, at: int) -> dict[str, Any]:
    """A scan, a yes or a no by badge."""
    named = {"id": str(uuid4())} if op == "scan" else {}
    return {"op": op, "badge": badge, "at": moment(at), **named}


def reminder(badge: str, at: int, text: str) -> dict[str, Any]:
    """A note of which there is one on each talk."""
    return {"op": "reminded_of", "badge": badge, "at": moment(at), "text": text}


async def test_what_is_said_after_a_clock_ahead_was_corrected_is_newer_than_what_was_said_before(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    badge, ahead = cast.jonas.code, clock() + DAY
    queue = [word_of(op, badge, ahead + n) for n, op in enumerate(["scan", "withdraw", "confirm"])]
    for _ in range(2):
        answer = await sync(client, cast.mira, *queue)
        assert [one["state"] for one in answer.json()["talks"]] == ["waiting_for_them"]
        clock.move(seconds=1)
    taken_back = await sync(client, cast.mira, word_of("withdraw", badge, clock()))
    assert taken_back.json()["talks"] == []
    one = word_of("scan", badge, clock() + DAY)
    clock.move(seconds=1)
    answer = await sync(client, cast.mira, one, one)
    assert statuses(answer) == ["applied", "unchanged"]
    assert answer.json()["talks"][0]["began_at"] <= moment(clock())


async def test_questions_of_a_phone_ahead_stand_in_the_order_in_which_they_were_asked(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    await scan(client, cast.mira, cast.jonas.code)
    texts = ["first", "second", "third"]
    ids = sorted((str(uuid4()) for _ in texts), reverse=True)
    ahead = [clock() + DAY + n * MINUTE for n in range(len(texts))]
    questions = [
        {"op": "question", "id": id_, "badge": cast.jonas.code, "text": text}
        | {"at": moment(at), "asked_at": moment(at)}
        for id_, text, at in zip(ids, texts, ahead, strict=True)
    ]
    answer = await sync(client, cast.mira, *reversed(questions))
    assert [one["text"] for one in answer.json()["talks"][0]["questions"]] == texts


def random_day(chance: Random, now: int, badge: str) -> Iterable[dict[str, Any]]:
    """What one phone might note about one badge, with many equal times."""
    ids = [str(UUID(int=chance.getrandbits(128), version=4)) for _ in range(4)]
    for _ in range(12):
        at = moment(now - chance.randint(0, 8) * MINUTE)
        on = {"badge": badge, "at": at}
        text = chance.choice(["a", "b", "c"])
        yield chance.choice(
            [
                {"op": "scan", "id": ids[0], **on},
                {"op": "confirm", **on},
                {"op": "withdraw", **on},
                {"op": "question", "id": chance.choice(ids), **on, "text": text},
                {"op": "question", "id": chance.choice(ids), **on, "deleted": True},
                {"op": "promise", "id": chance.choice(ids), **on, "text": text},
                {"op": "reminded_of", **on, "text": chance.choice([text, None])},
            ]
        )


async def send_shuffled(
    client: httpx.AsyncClient,
    chance: Random,
    who: Guest,
    queue: list[dict[str, Any]],
    *,
    cuts: bool = True,
) -> None:
    """All of it in some order, cut somewhere, some of it twice."""
    order = queue + chance.sample(queue, 4)
    chance.shuffle(order)
    cut = chance.randint(0, len(order)) if cuts else 0
    for part in (order[:cut], order[cut:]):
        answer = await sync(client, who, *part)
        assert not {"rejected"} & {one["status"] for one in answer.json()["results"]}


def comparable(talk: dict[str, Any]) -> dict[str, Any]:
    """A talk without what differs between two persons who did the same."""
    return {**talk, "id": "", "with": {**talk["with"], "participant_id": ""}}


async def test_each_guess_of_one_sync_counts_and_none_holds_the_others_for_ever(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    unknown = [{"op": "scan", "id": str(uuid4()), "badge": f"ZZZZZZ{n:02}"} for n in range(40)]
    good = {"op": "scan", "id": str(uuid4()), "badge": cast.jonas.code}
    body = {"person": cast.mira.person, "operations": [*unknown, good]}
    for _ in range(2):
        refused = await call(client, cast.mira, "POST", "/sync", body)
        assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many")
        assert await talks(client, cast.mira) == []
    clock.move(hours=1)
    answer = await call(client, cast.mira, "POST", "/sync", body)
    assert [one["status"] for one in answer.json()["results"]] == ["rejected"] * 40 + ["applied"]
