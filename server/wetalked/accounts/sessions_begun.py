"""A session begins: for whom, by what, and where they come to by it."""

from typing import NamedTuple

from wetalked.accounts.codes import own_code_fingerprint
from wetalked.accounts.model import PERSON_TOKEN
from wetalked.accounts.names_there import TAKE_WORDS, is_only_at
from wetalked.core.code import OWN_LENGTH, make
from wetalked.core.ids import fingerprint, new_token
from wetalked.core.problems import Problem
from wetalked.db import PreconditionFailed, Statement, Value, required, statement
from wetalked.db.context import Context

# Of somebody's first session; a `demo` link is for trying out.
FIRST_WAYS = frozenset({"pin", "join", "command"})


class Begun(NamedTuple):
    """A session that has just begun, with the person's own code where it is to be shown now."""

    token: str
    session: str
    person: str
    own_code: str | None = None


KEEP_OWN_CODE = """
UPDATE person SET own_code = :own_code
WHERE id = :person AND email IS NULL AND arrived_at IS NULL AND CAST(:wanted AS BIGINT) = 1
RETURNING id
"""


BEGIN = """
INSERT INTO session (id, person, token, begun_by, device, made_at, used_at)
SELECT CAST(:id AS TEXT), p.id, CAST(:token AS TEXT),
  CASE WHEN CAST(:begun_by AS TEXT) = 'join' AND p.arrived_at IS NOT NULL THEN 'join-again'
       ELSE CAST(:begun_by AS TEXT) END,
  CAST(:device AS TEXT), CAST(:now AS BIGINT), CAST(:now AS BIGINT)
FROM person p WHERE p.id = :person
RETURNING id
"""


SIGNED_IN = "UPDATE person SET signed_in_at = :now WHERE id = :person AND signed_in_at IS NULL"


# By what leads to one place they come there and nowhere else: what others call them at the events
# that merely list their address is not to change by it.
JOINED = f"""
UPDATE participant SET joined_at = :now
WHERE person = :person AND joined_at IS NULL AND removed_at IS NULL
  AND (event = CAST(:event AS TEXT) OR EXISTS (
    SELECT 1 FROM person p WHERE p.id = participant.person AND {is_only_at("participant.id", "p")}))
"""  # noqa: S608 — our own words


async def begin(
    context: Context,
    person: str,
    begun_by: str,
    device: str,
    first: list[Statement],
    *,
    event: str | None = None,
) -> Begun:
    """Begin a session if what comes first holds; raises `sign-in-failed`.

    `event` is the one that they came to by this, if any. Who has no address gets an own code with
    their first session.
    """
    token, session, own_code = new_token(PERSON_TOKEN), context.new_id(), make(OWN_LENGTH)
    now = context.clock()
    kept = own_code_fingerprint(context.secret, person, own_code)
    wanted = int(begun_by in FIRST_WAYS)
    keep = statement(KEEP_OWN_CODE, person=person, own_code=kept, wanted=wanted)
    row = {"id": session, "person": person, "token": fingerprint(token), "device": device}
    begin_session = required(BEGIN, begun_by=begun_by, now=now, **row)
    came: dict[str, Value] = {"person": person, "now": now, "event": event}
    joined = [statement(sql, **came) for sql in (TAKE_WORDS, SIGNED_IN, JOINED)]
    try:
        results = await context.db.write(*first, keep, begin_session, *joined)
    except PreconditionFailed as late:
        raise Problem("sign-in-failed") from late
    return Begun(token, session, person, own_code if results[len(first)] else None)
