"""What is reported of a list that was brought in, or would be."""

from collections.abc import Mapping, Sequence

import msgspec

from wetalked.accounts.codes import pin_of
from wetalked.attendees.lists.plan import Newcomer, Plan, Update
from wetalked.attendees.lists.row import RejectedRow
from wetalked.attendees.lists.statements import ON_A_BADGE, Work
from wetalked.db import (
    Row,
    Statement,
)
from wetalked.db.context import Context
from wetalked.events.model import EventRow, NewParticipant, Participant, Rejected
from wetalked.events.view import participant_of


class Done(msgspec.Struct):
    """What has become of the rows, by line."""

    created: dict[int, NewParticipant] = {}
    updated: dict[int, Participant] = {}
    lines: set[int] = set()


def told_of(row: RejectedRow) -> Rejected:
    return Rejected(line=row.line, problem=row.problem, wrong=row.wrong, cells=row.cells)


def foresee(event: EventRow, plan: Plan, done: Done) -> None:
    """What would become of the rows: nobody has a badge yet."""
    for new in plan.newcomers:
        done.created[new.row.line] = NewParticipant(
            participant_id=None,
            name=new.row.name,
            email=new.email,
            language=new.row.language or event.language,
            ask_me_about=new.row.ask_me_about,
            badge=None,
        )
    for update in plan.updates:
        changes = {**update.changes, **({"email": update.email} if update.email else {})}
        if changes:
            done.updated[update.row.line] = changed(update, changes)


def changed(update: Update, changes: Mapping[str, str]) -> Participant:
    """The participant with these fields changed."""
    known = update.known
    printed_at = None if changes.keys() & ON_A_BADGE else known.printed_at
    return participant_of(msgspec.structs.replace(known, printed_at=printed_at, **changes))


def note(
    context: Context,
    event: EventRow,
    part: Sequence[Work],
    steps: Sequence[Sequence[Statement]],
    results: list[list[Row]],
    done: Done,
) -> None:
    """Take down what the rows of the statements say."""
    left = iter(results)
    for work, statements in zip(part, steps, strict=True):
        found = [next(left) for _ in statements]
        line = work.row.line
        done.lines.add(line)
        if isinstance(work, Update):
            pairs = zip(work.changes.items(), found, strict=False)
            made = {field: value for (field, value), rows in pairs if rows}
            if work.email and found[-1]:
                made["email"] = work.email
            if made:
                done.updated[line] = changed(work, made)
        elif found[1]:
            done.created[line] = created(context, event, work, found[0][0])


def created(context: Context, event: EventRow, new: Newcomer, person: Row) -> NewParticipant:
    """Who was added, as they were listed: nothing of an account is read.

    With what signs them in: a link for a new person, a PIN without an address.
    """
    made_here = person["id"] == new.person
    base_url = context.settings.base_url
    return NewParticipant(
        participant_id=new.participant,
        name=new.row.name,
        email=new.email,
        language=new.row.language or event.language,
        ask_me_about=new.row.ask_me_about,
        badge=new.code,
        join_url=f"{base_url}/join/{new.token}" if made_here else None,
        pin=None if new.email else pin_of(context.secret, new.participant, 1),
    )
