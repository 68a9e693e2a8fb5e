"""Lists of people brought into an event: twice, or two at once, and nobody is doubled."""

import asyncio
from collections.abc import Mapping, Sequence

import msgspec

from wetalked.accounts.names_there import email_at, language_at, name_at
from wetalked.attendees.lists.additions import Addition, OneOfMany, roster_of
from wetalked.attendees.lists.plan import Known, Plan, plan_of
from wetalked.attendees.lists.report import Done, foresee, note, told_of
from wetalked.attendees.lists.roster import Roster, read_list
from wetalked.attendees.lists.row import RosterRow
from wetalked.attendees.lists.statements import Work, steps_of
from wetalked.core.problems import Problem
from wetalked.db import (
    PreconditionFailed,
    Row,
    UniqueViolation,
    as_kind,
    required,
    statement,
)
from wetalked.db.context import Context
from wetalked.events.model import EventRow, ImportReport

# Of four statements each: scans wait for one such part at most.
ROWS_A_PART = 120
TRIES = 20


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the sender says about a list: which columns, which encoding, who is whom.

    `everybody` takes those, too, of whom the list says that they do not come; `same` says of lines
    which participants they are.
    """

    columns: Mapping[str, str] = {}
    charset: str | None = None
    everybody: bool = False
    same: Mapping[int, str] = {}


NOTHING_SAID = Said()


async def import_list(
    context: Context,
    event: EventRow,
    data: bytes,
    said: Said = NOTHING_SAID,
    *,
    dry_run: bool = False,
) -> ImportReport:
    """Bring in a CSV list; raises `not-a-list`, `too-large`, `invalid` for a wrong column."""
    roster = await asyncio.to_thread(
        lambda: read_list(data, said.columns, charset=said.charset, everybody=said.everybody)
    )
    return await import_roster(context, event, roster, said.same, dry_run=dry_run)


async def import_people(
    context: Context, event: EventRow, people: Sequence[Addition], *, dry_run: bool = False
) -> ImportReport:
    """Bring in these people; the first is line 1. Raises `too-large`, and for the desk `forbidden`.

    The desk adds one at a time, and changes nobody who is there.
    """
    if event.role == "desk" and len(people) != 1:
        raise Problem(
            "forbidden", "The desk adds walk-ins one at a time; lists are for organizers."
        )
    roster = await asyncio.to_thread(roster_of, people)
    same = {
        line: one.same_as
        for line, one in enumerate(people, start=1)
        if isinstance(one, OneOfMany) and one.same_as
    }
    return await import_roster(context, event, roster, same, dry_run=dry_run)


class People(msgspec.Struct, frozen=True):
    """The rows of a list, and of which lines somebody said who they are."""

    rows: list[RosterRow]
    same: Mapping[int, str]


async def import_roster(
    context: Context,
    event: EventRow,
    roster: Roster,
    same: Mapping[int, str] | None = None,
    *,
    dry_run: bool = False,
) -> ImportReport:
    """Bring these people in, or say what would become of them; sends no mail."""
    done, people = Done(), People(roster.rows, same or {})
    if dry_run:
        _, plan = await look(context, event, people)
        foresee(event, plan, done)
    else:
        plan = await bring_in(context, event, people, done)
    return ImportReport(
        created=[done.created[line] for line in sorted(done.created)],
        updated=[done.updated[line] for line in sorted(done.updated)],
        unchanged=len(roster.rows) - len(done.created) - len(done.updated),
        rejected=[told_of(row) for row in roster.rejected],
        told=sorted([*roster.told, *plan.told], key=lambda told: told.line),
        columns=roster.columns,
        headings=roster.headings,
    )


async def bring_in(context: Context, event: EventRow, people: People, done: Done) -> Plan:
    """Write the list in parts; when somebody else changes the event's people, look again."""
    tries = 0
    while tries < TRIES:
        number, plan = await look(context, event, people)
        before = len(done.lines)
        try:
            await write_parts(context, event, number, plan, done)
        except (PreconditionFailed, UniqueViolation):
            tries = 0 if len(done.lines) > before else tries + 1
        else:
            return plan
    raise Problem("busy", "Others are changing this list; send it again.", retry_after=2)


NUMBER = "SELECT list_number FROM event WHERE id = :event"
KNOWN = f"""
SELECT x.id AS participant_id, {name_at("x", "p")} AS name, {email_at("x", "p")} AS email,
  {language_at("x", "p")} AS language, x.ask_me_about,
  (SELECT b.code FROM badge b WHERE b.participant = x.id AND b.retired_at IS NULL
   ORDER BY b.made_at DESC LIMIT 1) AS badge,
  x.invited_at, x.joined_at, x.printed_at, x.removed_at,
  p.id AS person, p.signed_in_at, x.ask_set_at,
  CASE WHEN x.joined_at IS NULL THEN CAST(NULL AS BIGINT) ELSE p.name_set_at END AS name_set_at,
  CASE WHEN x.joined_at IS NULL THEN CAST(NULL AS BIGINT) ELSE p.language_set_at END
    AS language_set_at,
  x.listed_name, x.listed_email_key, x.listed_language, x.listed_ask_me_about
FROM participant x JOIN person p ON p.id = x.person WHERE x.event = :event ORDER BY x.id
"""  # noqa: S608 — our own words


async def look(context: Context, event: EventRow, people: People) -> tuple[int, Plan]:
    """The number of how things stand, and what there is to do then."""
    numbers, known = await context.db.read(
        statement(NUMBER, event=event.id), statement(KNOWN, event=event.id)
    )
    if not numbers:
        raise Problem("not-found", "The event has been erased.")
    plan = await asyncio.to_thread(
        lambda: plan_of(people.rows, known_of(known), context.new_id, people.same)
    )
    if event.role == "desk":
        plan = msgspec.structs.replace(plan, updates=[])
    return numbers[0]["list_number"], plan


def known_of(rows: Sequence[Row]) -> list[Known]:
    """The rows as Structs, in parts: one long conversion would hold up every other thread."""
    starts = range(0, len(rows), ROWS_A_PART)
    parts = (rows[start : start + ROWS_A_PART] for start in starts)
    return [one for part in parts for one in as_kind(Known, part)]


# Of two imports at once the second finds another number, and looks again who is there.
NEXT_NUMBER = """
UPDATE event SET list_number = list_number + 1
WHERE id = :event AND list_number = :number RETURNING list_number
"""


async def write_parts(
    context: Context, event: EventRow, number: int, plan: Plan, done: Done
) -> None:
    """Write what is not yet done; `PreconditionFailed`, `UniqueViolation`: others came between."""
    all_work: list[Work] = [*plan.newcomers, *plan.updates]
    work = [one for one in all_work if one.row.line not in done.lines]
    for place in range(0, len(work), ROWS_A_PART):
        part = work[place : place + ROWS_A_PART]
        steps = await asyncio.to_thread(steps_of, event, part, context.clock())
        turn = required(NEXT_NUMBER, event=event.id, number=number)
        _, *results = await context.db.write(turn, *(one for step in steps for one in step))
        number += 1
        note(context, event, part, steps, results, done)
