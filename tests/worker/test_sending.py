"""What waits in the outbox goes out over real SMTP: once, in time, and nobody waits for others."""

import asyncio
from collections.abc import Callable, Mapping

import msgspec
import pytest

from cast import Someone, make_person
from conftest import ManualClock
from post import PostOffice, carrier, post_office, reached
from servers import free_port
from wetalked.db import do
from wetalked.followups.worker import mail_worker
from wetalked.kit import Kit, open_kit
from wetalked.mail import outbox
from wetalked.mail.delivery import SIGNING_IN
from wetalked.mail.worker import Worker

ROW = "SELECT * FROM mail WHERE id = :id"


class Row(msgspec.Struct):
    """What the outbox knows of a mail."""

    sent_at: int | None
    failed_at: int | None
    tries: int
    due_at: int
    problem: str | None
    body: str | None
    address: str | None
    claimed_by: str | None


async def queue_note(kit: Kit, someone: Someone, address: str, name: str = "1") -> str:
    """A mail to an address, of the kind that needs nothing else."""
    words = ("address-changed", f"{someone.person}:{name}")
    note = outbox.queue(*words, now=kit.clock(), person=someone.person, address=address)  # type: ignore[arg-type]  # the kind is one
    await kit.db.write(note)
    return ":".join(words)


async def queue_code(kit: Kit, someone: Someone, address: str, body: Mapping[str, object]) -> str:
    """A sign-in mail, as asking for one queues it."""
    name = kit.new_id()
    asked = outbox.queue(
        "sign-in", name, now=kit.clock(), person=someone.person, address=address, body=body
    )
    await kit.db.write(asked)
    return f"sign-in:{name}"


async def queue_many(kit: Kit, count: int) -> list[str]:
    """One mail to each of many addresses."""
    someone = await make_person(kit, "Mira Klein")
    addresses = [f"guest{number}@example.org" for number in range(count)]
    for number, address in enumerate(addresses):
        await queue_note(kit, someone, address, str(number))
    return addresses


async def row(kit: Kit, mail: str) -> Row:
    found = await kit.db.one(Row, ROW, id=mail)
    assert found is not None
    return found


async def test_a_sign_in_mail_brings_link_and_code_and_leaves_neither_behind(kit: Kit) -> None:
    mira = await make_person(kit, "Mira Klein", email="mira@example.org", language="de")
    body = {"link_token": "a-token", "code": "012345"}
    mail = await queue_code(kit, mira, "mira@example.org", body)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    ((recipient, got),) = office.mails()
    text = got.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has one
    assert recipient == "mira@example.org"
    assert "https://talk.example/join/a-token" in text
    assert "012345" in text
    assert got["Subject"] == "Deine Anmeldung bei wetalked"
    assert got["Content-Language"] == "de"
    assert got["List-Unsubscribe"] is None
    kept = await row(kit, mail)
    assert (kept.sent_at, kept.body, kept.address) == (kit.clock(), None, None)


async def test_a_code_that_is_good_no_longer_is_not_sent(kit: Kit, clock: ManualClock) -> None:
    mira = await make_person(kit, "Mira Klein", email="mira@example.org")
    mail = await queue_code(kit, mira, "mira@example.org", {"link_token": "a", "code": "012345"})
    clock.move(minutes=15)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    assert office.mails() == []
    assert await kit.db.one(Row, ROW, id=mail) is None


async def test_the_same_mail_queued_twice_goes_out_once(kit: Kit) -> None:
    mira = await make_person(kit, "Mira Klein")
    for _ in range(2):
        await queue_note(kit, mira, "mira@example.org")
    with post_office() as (office, server):
        async with carrier(server) as transport:
            worker = mail_worker(kit, transport)
            await worker.tick()
            await queue_note(kit, mira, "mira@example.org")
            await worker.tick()
    assert office.recipients() == ["mira@example.org"]


async def test_many_mails_share_few_connections(kit: Kit) -> None:
    addresses = await queue_many(kit, 60)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)
    assert office.connections <= 4


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("at_mail", "421 closing"),
        ("at_mail", "hang up"),
        ("at_rcpt", "451 greylisted"),
        ("at_rcpt", "hang up"),
        ("in_data", "hang up"),
        ("at_data", "451 later"),
        ("at_data", "hang up"),
    ],
)
async def test_a_temporary_refusal_is_tried_again_at_the_promised_times(
    kit: Kit, clock: ManualClock, where: str, answer: str
) -> None:
    mira = await make_person(kit, "Mira Klein")
    mail = await queue_note(kit, mira, "mira@example.org")
    pauses = []
    with post_office() as (office, server):
        setattr(office, where, lambda _: answer)
        async with carrier(server) as transport:
            worker = mail_worker(kit, transport)
            for _ in range(7):
                await worker.tick()
                pauses.append((await row(kit, mail)).due_at - clock.now)
                clock.now += pauses[-1] - 1
                await worker.tick()
                clock.now += 1
            setattr(office, where, lambda _: None)
            await worker.tick()
    assert [pause // 1_000 for pause in pauses] == [15, 60, 120, 300, 900, 1_800, 1_800]
    assert office.recipients() == ["mira@example.org"]
    assert (await row(kit, mail)).problem is None


async def test_every_try_has_the_same_message_id(kit: Kit, clock: ManualClock) -> None:
    mira = await make_person(kit, "Mira Klein")
    await queue_note(kit, mira, "mira@example.org")
    seen = []

    class Forgetful(PostOffice):
        async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]  # noqa: N802 — aiosmtpd's name
            await super().handle_DATA(server, session, envelope)
            seen.append(self.mails()[-1][1]["Message-ID"])
            return "451 taken, and forgotten" if len(seen) < 3 else "250 kept"

    with post_office(office=Forgetful()) as (_, server):
        async with carrier(server) as transport:
            for _ in range(3):
                await mail_worker(kit, transport).tick()
                clock.move(minutes=30)
    assert len(seen) == 3
    assert len(set(seen)) == 1


async def test_a_final_refusal_is_settled_with_its_reason_and_holds_up_nobody(kit: Kit) -> None:
    addresses = await queue_many(kit, 5)
    someone = await make_person(kit, "Otto Sider")
    refused = await queue_note(kit, someone, "gone@example.org")
    with post_office() as (office, server):
        office.at_rcpt = lambda address: "550 no such user" if "gone" in address else None
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)
    kept = await row(kit, refused)
    assert (kept.failed_at, kept.problem) == (kit.clock(), "550 no such user")
    assert (kept.body, kept.address) == (None, None)


async def test_while_the_mail_server_is_away_mails_wait_and_then_each_goes_out_once(
    kit: Kit, clock: ManualClock
) -> None:
    addresses = await queue_many(kit, 50)
    port = free_port()
    async with carrier(reached(port)) as transport:
        worker = mail_worker(kit, transport)
        for _ in range(30):
            await worker.tick()
            clock.move(minutes=2)
        with post_office(port) as (office, _):
            for _ in range(16):
                await worker.tick()
                clock.move(minutes=2)
    assert sorted(office.recipients()) == sorted(addresses)


async def test_after_48_hours_it_is_given_up_with_the_reason(kit: Kit, clock: ManualClock) -> None:
    mira = await make_person(kit, "Mira Klein")
    mail = await queue_note(kit, mira, "mira@example.org")
    began = clock.now
    async with carrier(reached(free_port())) as transport:
        worker = mail_worker(kit, transport)
        while (await row(kit, mail)).failed_at is None:
            clock.now = (await row(kit, mail)).due_at
            await worker.tick()
    assert 47 * 3_600_000 < clock.now - began <= 48 * 3_600_000
    assert "127.0.0.1" in str((await row(kit, mail)).problem)


async def test_an_address_that_needs_smtputf8_is_told_where_the_server_lacks_it(kit: Kit) -> None:
    mira = await make_person(kit, "Mira Klein")
    mail = await queue_note(kit, mira, "jörg@example.org")
    with post_office(enable_SMTPUTF8=False) as (office, server):
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    assert office.mails() == []
    assert "beyond ASCII" in str((await row(kit, mail)).problem)


async def test_an_address_that_needs_smtputf8_gets_its_mail_where_the_server_has_it(
    kit: Kit,
) -> None:
    mira = await make_person(kit, "Mira Klein")
    await queue_note(kit, mira, "jörg@bücher.example")
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    assert office.recipients() == ["jörg@xn--bcher-kva.example"]


async def test_who_waits_to_sign_in_comes_before_all_others(kit: Kit) -> None:
    await queue_many(kit, 45)
    mira = await make_person(kit, "Mira Klein")
    await queue_code(kit, mira, "mira@example.org", {"link_token": "a", "code": "012345"})
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    # Four go at once, so a few may overtake it on their own connections; unsorted it came last.
    assert "mira@example.org" in office.recipients()[:20]


async def test_no_more_mails_a_minute_than_the_provider_allows(
    kit: Kit, clock: ManualClock
) -> None:
    await queue_many(kit, 25)
    kit.settings = msgspec.structs.replace(kit.settings, mail_per_minute=10)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            worker, counts = mail_worker(kit, transport), []
            for _ in range(4):
                await worker.tick()
                counts.append(len(office.mails()))
                clock.move(seconds=60)
    assert counts == [10, 20, 25, 25]


async def test_one_mail_that_cannot_be_composed_holds_up_no_other(
    kit: Kit, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    mira = await make_person(kit, "Mira Klein")
    broken = await queue_code(kit, mira, "mira@example.org", {"no": "code"})
    await queue_note(kit, mira, "mira@example.org")
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    assert len(office.mails()) == 1
    assert (await row(kit, broken)).due_at == clock.now + 15_000
    assert "could not be composed" in caplog.text


async def test_two_workers_on_one_database_send_nothing_twice(kit: Kit) -> None:
    addresses = await queue_many(kit, 120)
    other = await open_kit(kit.settings, kit.clock)
    with post_office() as (office, server):
        async with carrier(server) as one, carrier(server) as two:
            workers = mail_worker(kit, one), mail_worker(other, two)
            await asyncio.gather(*(worker.tick() for worker in workers))
    await other.db.close()
    assert sorted(office.recipients()) == sorted(addresses)


async def test_what_a_dead_process_claimed_is_free_after_a_minute(
    kit: Kit, clock: ManualClock
) -> None:
    (address,) = await queue_many(kit, 1)
    await outbox.claim(kit.db, "dead", clock.now, 10, SIGNING_IN)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            worker = mail_worker(kit, transport)
            clock.move(seconds=59)
            await worker.tick()
            assert office.mails() == []
            clock.move(seconds=1)
            await worker.tick()
    assert office.recipients() == [address]


async def test_on_sqlite_it_is_free_at_the_next_start(kit: Kit, clock: ManualClock) -> None:
    if not kit.settings.database.startswith("sqlite"):
        pytest.skip("other machines may be at work on PostgreSQL")
    (address,) = await queue_many(kit, 1)
    await outbox.claim(kit.db, "dead", clock.now, 10, SIGNING_IN)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await until(mail_worker(kit, transport), lambda: bool(office.mails()))
    assert office.recipients() == [address]


async def test_stopping_finishes_what_is_under_way_and_frees_the_rest(kit: Kit) -> None:
    addresses = await queue_many(kit, 30)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await until(mail_worker(kit, transport), lambda: len(office.mails()) >= 3)
        waiting = await kit.db.all(Row, "SELECT * FROM mail WHERE sent_at IS NULL")
        assert len(office.mails()) + len(waiting) == 30
        assert all(one.claimed_by is None and one.tries == 0 for one in waiting)
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)


async def until(worker: Worker, done: Callable[[], bool]) -> None:
    """Run the worker until this is so, then stop it."""
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(20):
        while not done() and not running.done():  # noqa: ASYNC110 — another thread makes it so
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_without_an_address_or_with_mail_stopped_a_mail_is_taken_back(kit: Kit) -> None:
    nobody = await make_person(kit, "Mira Klein")
    stopped = await make_person(kit, "Jonas Holm", email="jonas@example.org")
    sql = "UPDATE person SET mail_stopped_at = 1 WHERE id = :id"
    await kit.db.write(do(sql, id=stopped.person))
    for someone in (nobody, stopped):
        invited = outbox.queue("invitation", someone.person, now=0, person=someone.person)
        await kit.db.write(invited)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(kit, transport).tick()
    assert office.mails() == []
    assert await kit.db.all(Row, "SELECT * FROM mail") == []
