"""Signing in: the sessions that passes and PINs begin."""

from typing import NamedTuple

import msgspec

from wetalked.clock import MINUTE
from wetalked.db import NotMet, Statement, changed, do, must
from wetalked.ids import fingerprint, new_token
from wetalked.kit import Kit
from wetalked.people.code import code_fingerprint, pin_of
from wetalked.people.model import PERSON_TOKEN, Owner
from wetalked.problems import Problem

# Answers get lost: who signed in a moment ago may do so again with the same link or code.
AGAIN_WITHIN = 10 * MINUTE
WRONG_CODES, PAUSE = 5, 15 * MINUTE
WRONG_PINS = 10


class Begun(NamedTuple):
    """A session that has just begun."""

    token: str
    session: str
    person: str


class Found(msgspec.Struct, frozen=True):
    """A pass that fits what was shown."""

    id: str
    person: str
    kind: str


# What may still be used: not too old, and unused but for a moment ago. A `join` link ends with its
# owner's first sign-in of any kind; a `demo` link never does.
USABLE = """
(s.expires_at IS NULL OR s.expires_at > :now)
AND (s.used_at > :a_moment_ago OR s.kind = 'demo'
     OR (s.used_at IS NULL AND (s.kind <> 'join' OR p.signed_in_at IS NULL)))
"""
PASS_OF_TOKEN = f"""
SELECT s.id, s.person, s.kind FROM pass s JOIN person p ON p.id = s.person
WHERE s.token = :token AND {USABLE}
"""  # noqa: S608 — no value in it
PASS_OF_CODE = f"""
SELECT s.id, s.person, s.kind FROM pass s JOIN person p ON p.id = s.person
WHERE s.person = :person AND s.code = :code AND {USABLE}
"""  # noqa: S608 — no value in it


async def begin_by_link(kit: Kit, token: str, device: str) -> Begun:
    """Sign in by the token of a link; raises `sign-in-failed`."""
    return await begin_by_pass(kit, await pass_of_link(kit, token), device)


async def owner_of_link(kit: Kit, token: str) -> str:
    """Whom a link would sign in; spends nothing. Raises `sign-in-failed`."""
    found = await pass_of_link(kit, token)
    if found is None:
        raise Problem("sign-in-failed")
    return found.person


async def pass_of_link(kit: Kit, token: str) -> Found | None:
    """The pass behind the token of a link, while it may be used."""
    now = kit.clock()
    return await kit.db.one(
        Found,
        PASS_OF_TOKEN,
        token=fingerprint(token),
        now=now,
        a_moment_ago=now - AGAIN_WITHIN,
    )


async def begin_by_code(kit: Kit, owner: Owner | None, asked: str, code: str, device: str) -> Begun:
    """Sign in by a code; `asked` is what wrong codes are counted for, known or not."""
    key = f"code:{owner.email_key or owner.person if owner else asked}"
    await count_attempt(kit, key)
    now = kit.clock()
    found = await kit.db.one(
        Found,
        PASS_OF_CODE,
        person=owner.person if owner else "",
        code=code_fingerprint(kit.secret, code),
        now=now,
        a_moment_ago=now - AGAIN_WITHIN,
    )
    begun = await begin_by_pass(kit, found, device)
    await kit.db.write(do(FORGIVE, what=key))
    return begun


# Counted before it is judged, so that many at once get no more tries than one after another.
ATTEMPT = """
INSERT INTO attempt (what, times, since) VALUES (:what, 1, :now)
ON CONFLICT (what) DO UPDATE SET
  times = CASE WHEN attempt.since <= :before THEN 1 ELSE attempt.times + 1 END,
  since = excluded.since
WHERE attempt.times < :most OR attempt.since <= :before
RETURNING times
"""
FORGIVE = "DELETE FROM attempt WHERE what = :what"


async def count_attempt(kit: Kit, what: str) -> None:
    """One more try of a code; raises `sign-in-failed` while codes pause for this address."""
    now = kit.clock()
    (rows,) = await kit.db.write(
        do(ATTEMPT, what=what, now=now, before=now - PAUSE, most=WRONG_CODES)
    )
    if not rows:
        raise Problem("sign-in-failed", "Too many wrong codes; codes pause for 15 minutes.")


USE_PASS = f"""
UPDATE pass SET used_at = COALESCE(used_at, :now)
WHERE id IN (SELECT s.id FROM pass s JOIN person p ON p.id = s.person WHERE s.id = :id AND {USABLE})
RETURNING id
"""  # noqa: S608 — no value in it
END_HANDED_OUT = "DELETE FROM session WHERE person = :person AND begun_by = 'join'"
SPEND_HANDED_OUT = """
UPDATE pass SET used_at = 0 WHERE person = :person AND kind = 'join'
"""


async def begin_by_pass(kit: Kit, found: Found | None, device: str) -> Begun:
    """Use the pass and begin a session, in one unit."""
    if found is None:
        raise Problem("sign-in-failed")
    now = kit.clock()
    use = must(USE_PASS, id=found.id, now=now, a_moment_ago=now - AGAIN_WITHIN)
    ours = found.kind in {"mail", "invitation"}
    ending = [do(sql, person=found.person) for sql in (END_HANDED_OUT, SPEND_HANDED_OUT)]
    return await begin(
        kit,
        found.person,
        found.kind,
        device,
        [use, *ending, changed("sessions", found.person)] if ours else [use],
    )


class PinHolder(msgspec.Struct, frozen=True):
    """A participant who can sign in by PIN."""

    participant: str
    person: str
    pin_number: int


TRY_PIN = """
UPDATE participant SET pin_tries = pin_tries + 1
WHERE id IN (SELECT participant FROM badge WHERE code = :code AND retired_at IS NULL)
  AND pin_number IS NOT NULL AND pin_spent_at IS NULL AND pin_tries < :most
  AND removed_at IS NULL AND person IS NOT NULL
RETURNING id AS participant, person, pin_number
"""
SPEND_PIN = """
UPDATE participant SET pin_spent_at = :now, pin_tries = 0
WHERE id = :participant AND pin_number = :number AND pin_spent_at IS NULL RETURNING id
"""
END_OTHERS = "DELETE FROM session WHERE person = :person AND id <> :session"


async def begin_by_pin(kit: Kit, code: str, pin: str, device: str) -> Begun:
    """Sign in by badge and PIN; ends the person's other sessions. 10 wrong tries end the PIN."""
    (rows,) = await kit.db.write(do(TRY_PIN, code=code, most=WRONG_PINS))
    if not rows:
        raise Problem("sign-in-failed")
    holder = msgspec.convert(dict(rows[0]), PinHolder)
    if pin != pin_of(kit.secret, holder.participant, holder.pin_number):
        raise Problem("sign-in-failed")
    spend = must(
        SPEND_PIN, now=kit.clock(), participant=holder.participant, number=holder.pin_number
    )
    others = do(END_OTHERS, person=holder.person, session="")
    return await begin(
        kit, holder.person, "pin", device, [spend, others, changed("sessions", holder.person)]
    )


BEGIN = """
INSERT INTO session (id, person, token, begun_by, device, made_at, used_at)
VALUES (:id, :person, :token, :begun_by, :device, :now, :now)
"""
SIGNED_IN = "UPDATE person SET signed_in_at = :now WHERE id = :person AND signed_in_at IS NULL"
JOINED = """
UPDATE participant SET joined_at = :now
WHERE person = :person AND joined_at IS NULL AND removed_at IS NULL
"""


async def begin(kit: Kit, person: str, begun_by: str, device: str, first: list[Statement]) -> Begun:
    """Begin a session if what comes first holds; raises `sign-in-failed`."""
    begun = Begun(new_token(PERSON_TOKEN), kit.new_id(), person)
    now = kit.clock()
    session = do(
        BEGIN,
        id=begun.session,
        person=person,
        token=fingerprint(begun.token),
        begun_by=begun_by,
        device=device,
        now=now,
    )
    joined = [do(sql, person=person, now=now) for sql in (SIGNED_IN, JOINED)]
    try:
        await kit.db.write(*first, session, *joined)
    except NotMet as late:
        raise Problem("sign-in-failed") from late
    return begun
