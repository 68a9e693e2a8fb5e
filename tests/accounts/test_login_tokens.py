"""Passes, codes and PINs, as they are kept and used up."""

import asyncio
from collections.abc import Awaitable

import pytest

from conftest import ManualClock
from wetalked.accounts.codes import pin_of
from wetalked.accounts.login_tokens import (
    Pass,
    ask_for_mail,
    new_pass,
    owner_of_address,
    sign_in_link,
)
from wetalked.accounts.sessions_begun import Begun
from wetalked.accounts.sign_in import begin_by_code, begin_by_link, begin_by_own_code, begin_by_pin
from wetalked.accounts.store import renew_own_code
from wetalked.core.problems import Problem
from wetalked.db import statement
from wetalked.db.context import Context

MIRA = "mira@example.org"
PERSON = """
INSERT INTO person (id, email, email_key, name, given_name, language, made_at)
VALUES (:id, :email, :email, 'Mira Lang', 'Mira', 'de', 0)
"""
EVENT = """
INSERT INTO event
  (id, slug, name, starts_at, ends_at, time_zone, language, erase_after_days, made_at)
VALUES ('e', 'day26', 'Day', 0, 1, 'Europe/Berlin', 'de', 180, 0)
"""
PARTICIPANT = """
INSERT INTO participant (id, event, person, pin_number, made_at) VALUES ('t', 'e', :person, 1, 0)
"""
BADGE = "INSERT INTO badge (code, participant, made_at) VALUES ('7K3M9QXT', 't', 0)"
BADGE_OF_BEN = "7K3M9QXT"
SESSIONS = "SELECT id, begun_by FROM session ORDER BY begun_by"


async def make_mira(context: Context) -> None:
    await context.db.write(statement(PERSON, id="mira", email=MIRA))


async def make_ben_without_an_address(context: Context) -> str:
    """Ben's PIN."""
    await context.db.write(
        statement(PERSON, id="ben", email=None),
        statement(EVENT),
        statement(PARTICIPANT, person="ben"),
        statement(BADGE),
    )
    return pin_of(context.secret, "t", 1)


async def mail(context: Context) -> Pass:
    """A sign-in mail's pass for Mira."""
    owner = await owner_of_address(context.db, MIRA)
    assert owner
    made = new_pass(context)
    await context.db.write(*ask_for_mail(context, owner, made))
    return made


async def by_code(context: Context, code: str, address: str = MIRA) -> Begun:
    return await begin_by_code(
        context, await owner_of_address(context.db, address), address, code, "phone"
    )


async def refused(attempt: Awaitable[Begun]) -> bool:
    with pytest.raises(Problem) as told:
        await attempt
    return told.value.name == "sign-in-failed"


async def test_link_and_code_of_a_mail_sign_in_and_again_for_ten_minutes(
    context: Context, clock: ManualClock
) -> None:
    await make_mira(context)
    made = await mail(context)
    assert (await begin_by_link(context, made.link_token, "phone")).person == "mira"
    clock.move(minutes=9)
    assert (await by_code(context, made.code)).person == "mira"
    clock.move(minutes=2)
    assert await refused(begin_by_link(context, made.link_token, "phone"))


async def test_an_unused_mail_ends_after_fifteen_minutes(
    context: Context, clock: ManualClock
) -> None:
    await make_mira(context)
    made = await mail(context)
    clock.move(minutes=15)
    assert await refused(by_code(context, made.code))
    assert await refused(begin_by_link(context, made.link_token, "phone"))


async def test_only_the_three_newest_mails_are_alive(context: Context, clock: ManualClock) -> None:
    await make_mira(context)
    made = []
    for _ in range(4):
        made.append(await mail(context))
        clock.move(seconds=1)
    assert await refused(begin_by_link(context, made[0].link_token, "phone"))
    assert (await begin_by_link(context, made[1].link_token, "phone")).person == "mira"


async def test_five_wrong_codes_pause_codes_but_not_links(
    context: Context, clock: ManualClock
) -> None:
    await make_mira(context)
    made = await mail(context)
    wrong = f"{(int(made.code) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert await refused(by_code(context, wrong))
    assert await refused(by_code(context, made.code))
    assert (await begin_by_link(context, made.link_token, "phone")).person == "mira"
    clock.move(minutes=14)
    later = await mail(context)
    assert await refused(by_code(context, later.code))
    clock.move(minutes=2)
    assert (await by_code(context, later.code)).person == "mira"


async def test_a_right_code_forgives_the_wrong_ones_before(context: Context) -> None:
    await make_mira(context)
    made = await mail(context)
    for _ in range(3):
        for _ in range(4):
            assert await refused(by_code(context, "000000" if made.code != "000000" else "1"))
        await by_code(context, made.code)


async def test_many_guesses_at_once_get_no_more_tries(context: Context) -> None:
    await make_mira(context)
    made = await mail(context)
    wrong = [f"{(int(made.code) + n) % 1_000_000:06}" for n in range(1, 30)]
    await asyncio.gather(*(by_code(context, code) for code in wrong), return_exceptions=True)
    (rows,) = await context.db.read(statement("SELECT times FROM attempt"))
    assert [row["times"] for row in rows] == [5]


async def test_codes_pause_for_strangers_too(context: Context) -> None:
    for _ in range(6):
        assert await refused(by_code(context, "123456", "nobody@example.org"))
    (rows,) = await context.db.read(statement("SELECT times FROM attempt"))
    assert [row["times"] for row in rows] == [5]


@pytest.mark.parametrize("typed", ["nobody@example.org", "x" * 1_000_000])
async def test_of_what_a_stranger_types_only_a_mark_of_one_length_is_kept(
    context: Context, typed: str
) -> None:
    assert await refused(by_code(context, "123456", typed))
    assert await refused(begin_by_own_code(context, typed, "0123456789", typed, "phone"))
    (rows,) = await context.db.read(statement("SELECT what FROM attempt ORDER BY what"))
    assert [row["what"].partition(":")[0] for row in rows] == ["code", "own-code"]
    assert all(len(row["what"]) < 80 and "nobody" not in row["what"] for row in rows)


async def own_code_of_ben(context: Context) -> str:
    """From his first sign-in, by PIN."""
    begun = await begin_by_pin(
        context, BADGE_OF_BEN, await make_ben_without_an_address(context), "phone"
    )
    assert begun.own_code
    return begun.own_code


async def by_own_code(context: Context, code: str, network: str = "hall") -> Begun:
    return await begin_by_own_code(context, BADGE_OF_BEN, code, network, "another phone")


async def test_who_has_no_address_comes_back_with_badge_and_own_code(context: Context) -> None:
    code = await own_code_of_ben(context)
    assert len(code) == 10
    begun = await by_own_code(context, code)
    assert (begun.person, begun.own_code) == ("ben", None)
    (rows,) = await context.db.read(statement("SELECT own_code FROM person"))
    assert code not in rows[0]["own_code"]


async def test_a_new_own_code_ends_the_one_before(context: Context) -> None:
    old = await own_code_of_ben(context)
    new = await renew_own_code(context, "ben")
    assert await refused(by_own_code(context, old))
    assert (await by_own_code(context, new)).person == "ben"


async def test_who_has_an_address_gets_no_own_code_at_their_first_sign_in(context: Context) -> None:
    await make_mira(context)
    link = (await sign_in_link(context, "mira", "join")).rpartition("/")[2]
    assert (await begin_by_link(context, link, "phone")).own_code is None


async def test_wrong_own_codes_pause_where_they_came_from_and_nowhere_else(
    context: Context, clock: ManualClock
) -> None:
    code = await own_code_of_ben(context)
    for _ in range(5):
        assert await refused(by_own_code(context, "0123456789", "a stranger's network"))
    assert await refused(by_own_code(context, code, "a stranger's network"))
    assert (await by_own_code(context, code)).person == "ben"
    clock.move(minutes=16)
    assert (await by_own_code(context, code, "a stranger's network")).person == "ben"


async def test_who_was_taken_off_the_list_still_comes_back_to_what_they_noted(
    context: Context,
) -> None:
    code = await own_code_of_ben(context)
    await context.db.write(statement("UPDATE badge SET retired_at = 1"))
    assert await refused(by_own_code(context, code))
    await context.db.write(statement("UPDATE participant SET removed_at = 1"))
    assert (await by_own_code(context, code)).person == "ben"


async def test_a_link_handed_out_ends_with_the_first_sign_in_through_our_mail(
    context: Context,
) -> None:
    await make_mira(context)
    handed_out = (await sign_in_link(context, "mira", "join")).rpartition("/")[2]
    await begin_by_link(context, handed_out, "somebody's phone")
    made = await mail(context)
    await begin_by_link(context, made.link_token, "phone")
    (rows,) = await context.db.read(statement(SESSIONS))
    assert [row["begun_by"] for row in rows] == ["mail"]
    assert await refused(begin_by_link(context, handed_out, "somebody's phone"))


async def test_a_link_handed_out_is_no_good_after_another_first_sign_in(context: Context) -> None:
    await make_mira(context)
    handed_out = (await sign_in_link(context, "mira", "join")).rpartition("/")[2]
    await begin_by_link(context, (await mail(context)).link_token, "phone")
    assert await refused(begin_by_link(context, handed_out, "phone"))


async def test_a_pin_signs_in_once(context: Context) -> None:
    pin = await make_ben_without_an_address(context)
    begun = await begin_by_pin(context, BADGE_OF_BEN, pin, "phone")
    (rows,) = await context.db.read(statement(SESSIONS))
    assert [row["id"] for row in rows] == [begun.session]
    assert await refused(begin_by_pin(context, BADGE_OF_BEN, pin, "phone"))


async def test_a_pin_ends_with_a_first_sign_in_of_any_kind(context: Context) -> None:
    pin = await make_ben_without_an_address(context)
    await begin_by_link(
        context, (await sign_in_link(context, "ben", "join")).rpartition("/")[2], "phone"
    )
    assert await refused(begin_by_pin(context, BADGE_OF_BEN, pin, "another phone"))


async def test_ten_wrong_tries_end_a_pin(context: Context) -> None:
    pin = await make_ben_without_an_address(context)
    wrong = f"{(int(pin) + 1) % 100_000_000:08}"
    for _ in range(9):
        assert await refused(begin_by_pin(context, BADGE_OF_BEN, wrong, "phone"))
    assert (await begin_by_pin(context, BADGE_OF_BEN, pin, "phone")).person == "ben"


async def test_the_right_pin_after_ten_wrong_ones_is_refused(context: Context) -> None:
    pin = await make_ben_without_an_address(context)
    for _ in range(10):
        assert await refused(begin_by_pin(context, BADGE_OF_BEN, "", "phone"))
    assert await refused(begin_by_pin(context, BADGE_OF_BEN, pin, "phone"))
