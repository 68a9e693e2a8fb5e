"""How long each table keeps its rows: what has had its time goes by itself."""

import asyncio
from typing import NamedTuple

from wetalked.accounts.erasing import erase_accounts, until_met
from wetalked.accounts.proof import HELD
from wetalked.core.clock import DAY, HOUR, MINUTE, SECOND
from wetalked.db import CHANGED, Database, statement
from wetalked.db.context import Context
from wetalked.mail.folder import sweep_folder

A_PART = 500
FIRST_SECONDS = MINUTE // SECOND
EVERY_SECONDS = 10 * MINUTE // SECOND


class Rule(NamedTuple):
    """When rows of a table go; `key` and `over` say which the job deletes, where it does."""

    goes: str
    key: str = ""
    over: str = ""


# Whoever left and is in no talk any more, or was taken off the list and never came. Scans made
# before that still count for 48 hours.
PARTICIPANT_OVER = f"""
((person IS NULL AND left_at IS NOT NULL)
 OR (removed_at < :now - {3 * DAY} AND joined_at IS NULL AND EXISTS (
   SELECT 1 FROM person p WHERE p.id = participant.person
     AND (p.signed_in_at IS NULL OR p.signed_in_at < participant.made_at))))
AND NOT EXISTS (SELECT 1 FROM talk k WHERE k.low = participant.id)
AND NOT EXISTS (SELECT 1 FROM talk k WHERE k.high = participant.id)
"""  # noqa: S608 — our own numbers
# Nowhere any more, and running nothing; a role that somebody else thought up keeps no account.
PERSON_OVER = f"person.made_at < :now - {DAY}"
STAYS = f"""
person.organizer_at IS NOT NULL
OR EXISTS (
  SELECT 1 FROM organizer o WHERE o.person = person.id AND (person.signed_in_at IS NULL OR {HELD}))
OR EXISTS (SELECT 1 FROM participant x WHERE x.person = person.id)
"""  # noqa: S608 — no value in it
TALK_OVER = """
id IN (
  SELECT k.id FROM talk k
  JOIN participant l ON l.id = k.low JOIN participant h ON h.id = k.high
  WHERE l.left_at IS NOT NULL AND h.left_at IS NOT NULL)
"""
ANYBODY_OVER = f"SELECT id FROM person WHERE {PERSON_OVER} AND NOT ({STAYS}) LIMIT 1"  # noqa: S608
WITH_EVENT = "with its event"
WITH_PERSON = "with its person"

# One line a table, in the order in which they are gone through.
RULES: dict[str, Rule] = {
    "migration": Rule("never: nothing of a person"),
    "change": Rule("never: nothing of a person"),
    "setting": Rule("never: the secret, the pace of mails, a proxy; nothing of a person"),
    "attempt": Rule("a day after counting began", "what", f"since <= :now - {DAY}"),
    "sign_in_request": Rule(
        "when worked off, at the latest after an hour", "id", f"made_at < :now - {HOUR}"
    ),
    "email_change": Rule("when done or too late", "person", "expires_at < :now"),
    "pass": Rule(
        "a day after it was used or ended",
        "id",
        f"kind <> 'demo' AND (expires_at < :now - {DAY} OR used_at < :now - {DAY})",
    ),
    "session": Rule("181 days after its last use", "id", f"used_at < :now - {181 * DAY}"),
    "api_token": Rule(
        "when revoked, with its person, or 30 days after it ended by itself",
        "id",
        f"expires_at < :now - {30 * DAY}",
    ),
    "block": Rule("when undone, or with either person"),
    "mail": Rule(
        "with its event; of none, 7 days after it was sent or given up",
        "id",
        f"event IS NULL AND (sent_at < :now - {7 * DAY} OR failed_at < :now - {7 * DAY})",
    ),
    "pulse": Rule("a day after it was taken", "event", f"taken_at < :now - {DAY}"),
    "shop_message": Rule(
        "a week after it came (its signature is good for minutes)",
        "event, id",
        f"made_at < :now - {7 * DAY}",
    ),
    "shop": Rule(WITH_EVENT),
    "shop_hook": Rule(WITH_EVENT),
    "shop_ticket": Rule(WITH_EVENT),
    "talk": Rule("with its event, or when both have left", "id", TALK_OVER),
    "scan": Rule("with its person, or its talk"),
    "note": Rule("with its person, or its talk"),
    "badge": Rule("with its participant"),
    "participant": Rule(
        "with its event; who left or never came, when nobody talked with them",
        "id",
        PARTICIPANT_OVER,
    ),
    "organizer": Rule("when dismissed, with its event or its person"),
    "event": Rule("when its time is over, two weeks after those who were there were told"),
    "person": Rule("when they leave, or with their last event and role"),
}


class RetentionWorker:
    """One a process; several do no harm."""

    name = "retention"

    def __init__(self, context: Context) -> None:
        """Deletes nothing yet."""
        self._context = context

    async def run(self) -> None:
        """Work until cancelled, but not while a server is starting."""
        await asyncio.sleep(FIRST_SECONDS)
        await self._context.db.jobs.keep("erasing what has had its time", self.tick, EVERY_SECONDS)

    async def tick(self) -> None:
        """Go through everything once, by the context's clock."""
        now = self._context.clock()
        await sweep(self._context.db, now)
        await sweep_folder(self._context.settings.mail_folder, now)


async def sweep(db: Database, now: int) -> None:
    """Delete what has had its time, in every table, in parts that keep nobody waiting."""
    for table, rule in RULES.items():
        if rule.over:
            await sweep_table(db, table, rule, now)
    (anybody,) = await db.read(statement(ANYBODY_OVER, now=now))
    if anybody:
        await until_met(lambda: db.write(*erase_accounts(PERSON_OVER, STAYS, now=now), CHANGED))
    await db.scrub()


async def sweep_table(db: Database, table: str, rule: Rule, now: int) -> None:
    """One table; looked at beside the writer, and again when each row goes."""
    keys = rule.key.split(", ")
    select = f"SELECT {rule.key} FROM {table} WHERE {rule.over} LIMIT {A_PART}"  # noqa: S608 — our own words
    this_one = " AND ".join(f"{table}.{name} = :{name}" for name in keys)
    delete = f"DELETE FROM {table} WHERE {this_one} AND ({rule.over})"  # noqa: S608 — our own words
    while rows := (await db.read(statement(select, now=now)))[0]:
        await db.write(*(statement(delete, now=now, **row) for row in rows))
