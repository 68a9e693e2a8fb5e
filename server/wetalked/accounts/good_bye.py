"""Leaving altogether: the person is erased, the last mail is queued, and others are told."""

from wetalked.accounts.attempts import MAILS_A_DAY, counted, mails_to
from wetalked.accounts.leaving import erase_person, is_confirmed
from wetalked.accounts.model import Person
from wetalked.accounts.store import announce_places, end_streams, person_of, places_of
from wetalked.core.clock import DAY
from wetalked.core.text import email_key
from wetalked.db import PreconditionFailed, Statement
from wetalked.db.context import Context
from wetalked.mail.folder import files_to, forget_files
from wetalked.mail.outbox import queue


async def leave_altogether(context: Context, id_: str, *, leave_card: bool) -> None:
    """Erase a person, say good-bye, and let the others' phones know."""
    places = await places_of(context.db, id_)
    person = await person_of(context.db, id_)
    files = await files_to(context, id_)
    also = await good_bye(context, person)
    await erase_person(context.db, id_, context.clock(), leave_card=leave_card, also=also)
    await forget_files(files)
    await announce_places(context.db, places)
    await end_streams(context.db, id_)


async def good_bye(context: Context, person: Person) -> list[Statement]:
    """The last mail, to whoever has an address.

    Where that may be a stranger's, without a name, and not past 10 mails a day.
    """
    if person.email is None:
        return []
    confirmed = await is_confirmed(context.db, person.id)
    body = {"name": "", "given_name": "", "language": person.language}
    if confirmed:
        body |= {"name": person.name, "given_name": person.given_name}
    elif not await may_be_mailed(context, person.email):
        return []
    return [
        queue("good-bye", context.new_id(), now=context.clock(), address=person.email, body=body)
    ]


async def may_be_mailed(context: Context, email: str) -> bool:
    """Whether this address has had fewer than 10 mails within a day; counts one more."""
    try:
        key = mails_to(context.secret, email_key(email))
        await context.db.write(counted(key, MAILS_A_DAY, DAY, context.clock()))
    except PreconditionFailed:
        return False
    return True
