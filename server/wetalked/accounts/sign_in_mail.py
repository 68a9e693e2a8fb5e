"""Sign-in mails: a new code and link, or the newest again, so that no stranger locks one out."""

import logging

from wetalked.accounts.attempts import MAILS_A_DAY, counted, mails_to
from wetalked.accounts.login_tokens import (
    MAILS_AN_HOUR,
    Pass,
    Unused,
    ask_for_mail,
    new_pass,
    pass_called,
    revive,
    unused_passes,
)
from wetalked.accounts.model import Owner
from wetalked.core.clock import DAY, HOUR
from wetalked.core.problems import Problem
from wetalked.db import PreconditionFailed, Statement
from wetalked.db.context import Context
from wetalked.mail.outbox import queue

TRIES = 3

log = logging.getLogger(__name__)


async def mail_pass(context: Context, owner: Owner, done: Statement) -> None:
    """Keep a pass and queue its mail in one unit; past 5 an hour the newest one goes out again.

    Past 10 a day to one address no mail goes out, but the newest one there is good again. `done`
    goes into that unit: where it returns no row, somebody else has done all this. Raises `busy`.
    """
    for _ in range(TRIES):
        unused = await unused_passes(context, owner)
        counts = counted(
            mails_to(context.secret, owner.email_key or ""), MAILS_A_DAY, DAY, context.clock()
        )
        try:
            await context.db.write(done, counts, *next_mail(context, owner, unused))
        except PreconditionFailed as unmet:
            if unmet.position == 0:
                return
            if unmet.position == 1 and await without_counting(context, owner, unused, done):
                return
        else:
            return
    raise Problem("busy", "Others ask for sign-in mails to this address just now.", retry_after=2)


def next_mail(context: Context, owner: Owner, unused: list[Unused]) -> list[Statement]:
    """A new pass, or the newest one again, with its mail."""
    lately = [one for one in unused if one.made_at > context.clock() - HOUR]
    if len(lately) < MAILS_AN_HOUR:
        made = new_pass(context)
        return [*ask_for_mail(context, owner, made), mail_of(context, owner, made)]
    newest = pass_called(context.secret, lately[0].id)
    return [*revive(context, newest.id), mail_of(context, owner, newest)]


async def without_counting(
    context: Context, owner: Owner, unused: list[Unused], done: Statement
) -> bool:
    """No more mail today: what is in the mailbox is good again; one code is always sent."""
    steps = revive(context, unused[0].id) if unused else next_mail(context, owner, unused)
    try:
        await context.db.write(done, *steps)
    except PreconditionFailed as unmet:
        return unmet.position == 0
    log.info("no more than 10 mails a day to one address: the newest one there is good again")
    return True


def mail_of(context: Context, owner: Owner, made: Pass) -> Statement:
    """The mail with this pass; the same pass may be mailed more than once."""
    body = {"link_token": made.link_token, "code": made.code}
    return queue(
        "sign-in", made.id, context.new_id(), now=context.clock(), person=owner.person, body=body
    )
