"""Questions, promises and what a talk reminded of: whole values, the latest wins."""

from uuid import uuid4

import httpx
import pytest

from calls import call, make_mutual, moment, scan, talks
from cast import Cast
from conftest import ManualClock

MINUTE = 60_000


async def test_what_i_note_is_shown_to_me_alone(client: httpx.AsyncClient, cast: Cast) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    before = (await call(client, cast.jonas, "GET", "/talks")).content
    question, promise = str(uuid4()), str(uuid4())
    asked = await call(
        client, cast.mira, "PUT", f"/talks/{talk}/questions/{question}", {"text": "Why bees?"}
    )
    assert asked.status_code == 201
    assert asked.json()["id"] == question
    assert (asked.json()["text"], asked.json()["answer"]) == ("Why bees?", None)
    due = {"text": "send the article", "due": "2026-12-24"}
    promised = await call(client, cast.mira, "PUT", f"/talks/{talk}/promises/{promise}", due)
    assert promised.status_code == 201
    assert promised.json() == {"id": promise, **due, "state": "open"}
    reminded = await call(client, cast.mira, "PUT", f"/talks/{talk}/reminded-of", {"text": "home"})
    assert (reminded.status_code, reminded.json()) == (200, {"text": "home"})
    (mine,) = await talks(client, cast.mira)
    assert mine["questions"] == [asked.json()]
    assert mine["promises"] == [promised.json()]
    assert mine["reminded_of"] == "home"
    assert (await call(client, cast.jonas, "GET", "/talks")).content == before


async def test_a_put_replaces_all_but_the_time_of_asking(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    path = f"/talks/{talk}/questions/{uuid4()}"
    first = await call(client, cast.mira, "PUT", path, {"text": "Why?", "answer": "Honey."})
    clock.move(minutes=1)
    second = await call(client, cast.mira, "PUT", path, {"text": "Why bees?"})
    assert second.status_code == 200
    assert second.json() == {**first.json(), "text": "Why bees?", "answer": None}


async def test_an_older_put_changes_nothing_and_is_answered_with_the_present(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    path = f"/talks/{talk}/promises/{uuid4()}"
    new = await call(client, cast.mira, "PUT", path, {"text": "new", "state": "kept"})
    old = {"text": "old", "at": moment(clock() - MINUTE)}
    answer = await call(client, cast.mira, "PUT", path, old)
    assert (answer.status_code, answer.json()) == (200, new.json())


async def test_at_the_same_time_the_greater_json_wins_and_a_deletion_over_all(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    at = moment(clock())
    for texts in (["a", "b"], ["b", "a"]):
        path = f"/talks/{talk}/questions/{uuid4()}"
        for text in texts:
            answer = await call(client, cast.mira, "PUT", path, {"text": text, "at": at})
        assert answer.json()["text"] == "b"
        gone = await call(client, cast.mira, "DELETE", f"{path}?at={at.replace('+', '%2B')}")
        assert gone.status_code == 204
        again = await call(client, cast.mira, "PUT", path, {"text": "c", "at": at})
        assert (again.status_code, again.content) == (204, b"")


@pytest.mark.parametrize("kind", ["questions", "promises"])
async def test_deleting_what_was_never_seen_holds_against_an_older_put(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock, kind: str
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    path = f"/talks/{talk}/{kind}/{uuid4()}"
    assert (await call(client, cast.mira, "DELETE", path)).status_code == 204
    older = {"text": "old", "at": moment(clock() - MINUTE)}
    assert (await call(client, cast.mira, "PUT", path, older)).status_code == 204
    assert (await talks(client, cast.mira))[0][kind] == []
    clock.move(minutes=1)
    assert (await call(client, cast.mira, "PUT", path, {"text": "new"})).status_code == 201


async def test_reminded_of_can_be_taken_back(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    path = f"/talks/{talk}/reminded-of"
    await call(client, cast.mira, "PUT", path, {"text": "home"})
    clock.move(minutes=1)
    assert (await call(client, cast.mira, "DELETE", path)).status_code == 204
    assert (await talks(client, cast.mira))[0]["reminded_of"] is None
    older = {"text": "home", "at": moment(clock() - MINUTE)}
    assert (await call(client, cast.mira, "PUT", path, older)).status_code == 204


async def test_my_no_ends_my_notes_up_to_then_and_no_later_ones(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    old, new, theirs = uuid4(), uuid4(), uuid4()
    await call(client, cast.mira, "PUT", f"/talks/{talk}/questions/{old}", {"text": "old"})
    await call(client, cast.jonas, "PUT", f"/talks/{talk}/questions/{theirs}", {"text": "theirs"})
    clock.move(minutes=1)
    await call(client, cast.mira, "DELETE", f"/talks/{talk}")
    clock.move(minutes=1)
    path = f"/talks/{talk}/questions/{new}"
    hidden = await call(client, cast.mira, "PUT", path, {"text": "new"})
    assert (hidden.status_code, hidden.content) == (204, b"")
    clock.move(minutes=1)
    back = await call(client, cast.mira, "POST", f"/talks/{talk}/confirm", {})
    assert [question["text"] for question in back.json()["questions"]] == ["new"]
    (other,) = await talks(client, cast.jonas)
    assert [question["text"] for question in other["questions"]] == ["theirs"]


async def test_a_note_id_stays_with_its_talk_and_its_person(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    other = (await scan(client, cast.mira, cast.outsider.code)).json()["id"]
    note = uuid4()
    await call(client, cast.mira, "PUT", f"/talks/{talk}/questions/{note}", {"text": "one"})
    for method, body in (("PUT", {"text": "two"}), ("DELETE", None)):
        taken = await call(client, cast.mira, method, f"/talks/{other}/questions/{note}", body)
        assert (taken.status_code, taken.json()["type"]) == (409, "/problems/id-taken")
    noted = [one for seen in await talks(client, cast.mira) for one in seen["questions"]]
    assert [question["text"] for question in noted] == ["one"]
    theirs = await call(
        client, cast.jonas, "PUT", f"/talks/{talk}/questions/{note}", {"text": "mine"}
    )
    assert theirs.status_code == 201


@pytest.mark.parametrize("kind", ["questions", "promises"])
async def test_a_talk_holds_twenty_of_a_kind(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock, kind: str
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    paths = [f"/talks/{talk}/{kind}/{uuid4()}" for _ in range(21)]
    for path in paths[:20]:
        answer = await call(client, cast.mira, "PUT", path, {"text": "one more"})
        assert answer.status_code == 201
    refused = await call(client, cast.mira, "PUT", paths[20], {"text": "too many"})
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid")
    clock.move(minutes=1)
    changed = await call(client, cast.mira, "PUT", paths[0], {"text": "changed"})
    assert changed.status_code == 200
    assert (await call(client, cast.mira, "DELETE", paths[1])).status_code == 204
    accepted = await call(client, cast.mira, "PUT", paths[20], {"text": "fits"})
    assert accepted.status_code == 201


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("questions/{id}", {"text": "x" * 1001}, "text"),
        ("questions/{id}", {"text": " "}, "text"),
        ("questions/{id}", {"text": "a\u0000b"}, "text"),
        ("questions/{id}", {"text": "a", "answer": "x" * 1001}, "answer"),
        ("questions/{id}", {"text": "a", "asked_at": "2026-12-05T12:00:00"}, "asked_at"),
        ("questions/{id}", {}, "body"),
        ("promises/{id}", {"text": "a", "state": "broken"}, "state"),
        ("promises/{id}", {"text": "a", "due": "soon"}, "due"),
        ("reminded-of", {"text": None}, "text"),
    ],
)
async def test_a_wrong_note_is_refused_with_its_field(
    client: httpx.AsyncClient, cast: Cast, path: str, body: object, field: str
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    where = f"/talks/{talk}/{path.format(id=uuid4())}"
    assert (await call(client, cast.mira, "PUT", where, {"text": "x" * 1000})).status_code < 300
    refused = await call(client, cast.mira, "PUT", where, body)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid")
    assert refused.json()["errors"][0]["field"] == field
