"""Signing in: the sessions that passes, PINs and own codes begin."""

import msgspec

from wetalked.accounts.attempts import forgiven, mails_to, marked, tried
from wetalked.accounts.codes import code_fingerprint, own_code_fingerprint, pin_of, same_word
from wetalked.accounts.model import Owner
from wetalked.accounts.proof import came_back, end_handed_out, proved
from wetalked.accounts.sessions_begun import Begun, begin
from wetalked.core.clock import MINUTE
from wetalked.core.ids import fingerprint
from wetalked.core.problems import Problem
from wetalked.db import changed, required, statement
from wetalked.db.context import Context

# Answers get lost: who signed in a moment ago may do so again with the same link or code.
AGAIN_WITHIN = 10 * MINUTE
WRONG_CODES, PAUSE = 5, 15 * MINUTE
WRONG_PINS = 10
# Sent by us to the address of a person, who has shown by using it that they read it.
OUR_MAILS = frozenset({"mail", "invitation"})


class Found(msgspec.Struct, frozen=True):
    """A pass that fits what was shown."""

    id: str
    person: str
    kind: str
    event: str | None
    email_key: str | None


# What may still be used: not too old, and unused but for a moment ago. A `demo` link never ends. A
# `join` link ends with its owner's first sign-in of any kind, when another event lists them, and
# when they organize something: it must not open more than the one who handed it out gave.
USABLE = """
(s.expires_at IS NULL OR s.expires_at > :now)
AND (s.used_at > :a_moment_ago OR s.kind = 'demo'
     OR (s.used_at IS NULL AND (s.kind <> 'join' OR p.signed_in_at IS NULL)))
AND (s.kind <> 'join' OR (
  p.organizer_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM organizer o WHERE o.person = p.id)
  AND (SELECT COUNT(*) FROM participant x WHERE x.person = p.id) <= 1))
"""
PASS_OF_TOKEN = f"""
SELECT s.id, s.person, s.kind, s.event, p.email_key FROM pass s JOIN person p ON p.id = s.person
WHERE s.token = :token AND {USABLE}
"""  # noqa: S608 — no value in it
PASS_OF_CODE = f"""
SELECT s.id, s.person, s.kind, s.event, p.email_key FROM pass s JOIN person p ON p.id = s.person
WHERE s.person = :person AND s.code = :code AND {USABLE}
"""  # noqa: S608 — no value in it


async def begin_by_link(context: Context, token: str, device: str) -> Begun:
    """Sign in by the token of a link; raises `sign-in-failed`."""
    return await begin_by_pass(context, await pass_of_link(context, token), device)


async def pass_of_link(context: Context, token: str) -> Found | None:
    """The pass behind the token of a link, while it may be used."""
    now = context.clock()
    return await context.db.one(
        Found,
        PASS_OF_TOKEN,
        token=fingerprint(token),
        now=now,
        a_moment_ago=now - AGAIN_WITHIN,
    )


async def begin_by_code(
    context: Context, owner: Owner | None, asked: str, code: str, device: str
) -> Begun:
    """Sign in by a code; `asked` is what wrong codes are counted for, known or not."""
    key = f"code:{owner.person}" if owner else marked(context.secret, "code", asked)
    await count_attempt(context, key)
    now = context.clock()
    found = await context.db.one(
        Found,
        PASS_OF_CODE,
        person=owner.person if owner else "",
        code=code_fingerprint(context.secret, code),
        now=now,
        a_moment_ago=now - AGAIN_WITHIN,
    )
    begun = await begin_by_pass(context, found, device, event=owner.event if owner else None)
    await context.db.write(forgiven(key))
    return begun


async def count_attempt(context: Context, key: str) -> None:
    """One more try of a code; raises `sign-in-failed` while codes pause."""
    (rows,) = await context.db.write(tried(key, WRONG_CODES, PAUSE, context.clock()))
    if not rows:
        raise Problem("sign-in-failed", "Too many wrong codes; codes pause for 15 minutes.")


USE_PASS = f"""
UPDATE pass SET used_at = COALESCE(used_at, :now)
WHERE id IN (SELECT s.id FROM pass s JOIN person p ON p.id = s.person WHERE s.id = :id AND {USABLE})
RETURNING id
"""  # noqa: S608 — no value in it


async def begin_by_pass(
    context: Context, found: Found | None, device: str, *, event: str | None = None
) -> Begun:
    """Use the pass and begin a session, in one unit; `event` is that of the badge they showed."""
    if found is None:
        raise Problem("sign-in-failed")
    now, person = context.clock(), found.person
    first = [required(USE_PASS, id=found.id, now=now, a_moment_ago=now - AGAIN_WITHIN)]
    if found.kind in OUR_MAILS:
        read = forgiven(mails_to(context.secret, found.email_key or ""))
        first += [*proved(person, now), read, changed("sessions", person)]
    if found.kind == "join":
        first += [end_handed_out(person), changed("sessions", person)]
    return await begin(context, person, found.kind, device, first, event=found.event or event)


class PinHolder(msgspec.Struct, frozen=True):
    """A participant who can sign in by PIN."""

    participant: str
    event: str
    person: str
    pin_number: int


NEVER_SIGNED_IN = "person IN (SELECT p.id FROM person p WHERE p.signed_in_at IS NULL)"
TRY_PIN = f"""
UPDATE participant SET pin_tries = pin_tries + 1
WHERE id IN (SELECT participant FROM badge WHERE code = :code AND retired_at IS NULL)
  AND pin_number IS NOT NULL AND pin_spent_at IS NULL AND pin_tries < :most
  AND removed_at IS NULL AND {NEVER_SIGNED_IN}
RETURNING id AS participant, event, person, pin_number
"""  # noqa: S608 — our own words
SPEND_PIN = f"""
UPDATE participant SET pin_spent_at = :now, pin_tries = 0
WHERE id = :participant AND pin_number = :number AND pin_spent_at IS NULL AND {NEVER_SIGNED_IN}
RETURNING id
"""  # noqa: S608 — our own words


async def begin_by_pin(context: Context, code: str, pin: str, device: str) -> Begun:
    """Sign in the first time, by badge and PIN; 10 wrong tries end the PIN."""
    (rows,) = await context.db.write(statement(TRY_PIN, code=code, most=WRONG_PINS))
    if not rows:
        raise Problem("sign-in-failed")
    holder = msgspec.convert(dict(rows[0]), PinHolder)
    if not same_word(pin, pin_of(context.secret, holder.participant, holder.pin_number)):
        raise Problem("sign-in-failed")
    spend = required(
        SPEND_PIN, now=context.clock(), participant=holder.participant, number=holder.pin_number
    )
    spent = [spend, changed("sessions", holder.person)]
    return await begin(context, holder.person, "pin", device, spent, event=holder.event)


# Who was taken off the list has no badge any more, but what they noted there is still theirs.
OWNER_OF_BADGE = """
SELECT p.id AS person, x.event, p.own_code
FROM badge b JOIN participant x ON x.id = b.participant JOIN person p ON p.id = x.person
WHERE b.code = :code AND (b.retired_at IS NULL OR x.removed_at IS NOT NULL)
"""


class CodeHolder(msgspec.Struct, frozen=True):
    """Whose badge it is, and the fingerprint of their own code."""

    person: str
    event: str
    own_code: str | None


async def begin_by_own_code(
    context: Context, badge: str, code: str, network: str, device: str
) -> Begun:
    """Sign in by badge and own code; wrong ones are counted for the badge's owner and a network.

    So nobody elsewhere can keep the owner out. Raises `sign-in-failed`.
    """
    holder = await context.db.one(CodeHolder, OWNER_OF_BADGE, code=badge)
    whose = holder.person if holder else badge
    key = marked(context.secret, "own-code", f"{whose} {network}")
    await count_attempt(context, key)
    if holder is None or holder.own_code is None:
        raise Problem("sign-in-failed")
    shown = own_code_fingerprint(context.secret, holder.person, code)
    if not same_word(shown, holder.own_code):
        raise Problem("sign-in-failed")
    still = required(STILL_GOOD, person=holder.person, own_code=shown)
    first = [still, *came_back(holder.person), changed("sessions", holder.person)]
    begun = await begin(context, holder.person, "own-code", device, first, event=holder.event)
    await context.db.write(forgiven(key))
    return begun


STILL_GOOD = """
UPDATE person SET own_code = own_code WHERE id = :person AND own_code = :own_code RETURNING id
"""
