"""A new mail address: asked for, and a code sent there."""

import logging

from wetalked.accounts.attempts import MAILS_A_DAY, counted, mails_to
from wetalked.accounts.model import Caller, Person
from wetalked.accounts.store import (
    ask_for_address,
)
from wetalked.core.clock import DAY
from wetalked.core.problems import Problem, invalid
from wetalked.core.text import BadText, email_address, email_key
from wetalked.db import PreconditionFailed
from wetalked.db.context import Context
from wetalked.mail.outbox import queue

log = logging.getLogger(__name__)


def check_may_prove(me: Caller, person: Person) -> None:
    """Whether this session may add what its person comes back with; raises `handed-out`.

    One of a handed-out link may where there is no address, while nobody used the link again.
    """
    if me.second_use or (me.handed_out and person.email is not None):
        raise Problem("handed-out")


def checked_address(text: str) -> str:
    """An address mail can go to; raises `invalid`."""
    try:
        return email_address(text)
    except BadText as bad:
        raise invalid("email", str(bad)) from bad


async def mail_code(context: Context, person: Person, session: str, address: str) -> None:
    """Keep the wish and queue the code's mail in one unit."""
    key = email_key(address)
    code, keep = ask_for_address(context, person.id, session, address, key)
    counts = counted(mails_to(context.secret, key), MAILS_A_DAY, DAY, context.clock())
    mail = queue(
        "sign-in",
        context.new_id(),
        now=context.clock(),
        person=person.id,
        address=address,
        body={"code": code, "new_address": True},
    )
    try:
        await context.db.write(counts, *keep, mail)
    except PreconditionFailed as unmet:
        why = "10 a day to one address" if unmet.position == 0 else "the session has ended"
        log.info("a code for a new address was not sent: %s", why)
