"""Leaving: one event, or altogether."""

from typing import Any

from litestar import Response, delete
from litestar.di import NamedDependency
from litestar.params import FromQuery

from wetalked.clock import DAY
from wetalked.credentials import no_cookie
from wetalked.db import NotMet, Statement
from wetalked.kit import Kit
from wetalked.lengths import IdInPath
from wetalked.mail.folder_store import files_to, forget_files
from wetalked.mail.outbox import queue
from wetalked.people.attempt_unit import MAILS_A_DAY, counted, mails_to
from wetalked.people.leaving_store import erase_person, erase_place, is_confirmed
from wetalked.people.model import Caller, Person
from wetalked.people.store import announce_places, end_streams, person_of, places_of
from wetalked.text import email_key


@delete("/me", status_code=204)
async def leave(
    me: NamedDependency[Caller], kit: NamedDependency[Kit], leave_card: FromQuery[bool] = False
) -> Response[None]:
    """Erase me, at once and for good; with `leave_card` those I talked with keep my card."""
    await leave_altogether(kit, me.person, leave_card=leave_card)
    response: Response[None] = Response(None, status_code=204)
    response.set_cookie(no_cookie(kit.settings))
    return response


@delete("/me/participations/{participant:str}", status_code=204)
async def leave_event(
    participant: IdInPath,
    me: NamedDependency[Caller],
    kit: NamedDependency[Kit],
    leave_card: FromQuery[bool] = False,
) -> None:
    """Leave one event; who has no other, and organizes nothing, is erased with it."""
    person = await person_of(kit.db, me.person)
    files = await files_to(kit, me.person, participant)
    await erase_place(
        kit.db,
        me.person,
        participant,
        kit.clock(),
        leave_card=leave_card,
        also=await good_bye(kit, person),
    )
    await forget_files(files)
    await announce_places(kit.db, [participant])
    await end_streams(kit.db, me.person)


async def leave_altogether(kit: Kit, id_: str, *, leave_card: bool) -> None:
    """Erase a person, say good-bye, and let the others' phones know."""
    places = await places_of(kit.db, id_)
    person = await person_of(kit.db, id_)
    files = await files_to(kit, id_)
    also = await good_bye(kit, person)
    await erase_person(kit.db, id_, kit.clock(), leave_card=leave_card, also=also)
    await forget_files(files)
    await announce_places(kit.db, places)
    await end_streams(kit.db, id_)


async def good_bye(kit: Kit, person: Person) -> list[Statement]:
    """The last mail, to whoever has an address.

    Where that may be a stranger's, without a name, and not past 10 mails a day.
    """
    if person.email is None:
        return []
    confirmed = await is_confirmed(kit.db, person.id)
    body = {"name": "", "given_name": "", "language": person.language}
    if confirmed:
        body |= {"name": person.name, "given_name": person.given_name}
    elif not await may_be_mailed(kit, person.email):
        return []
    return [queue("good-bye", kit.new_id(), now=kit.clock(), address=person.email, body=body)]


async def may_be_mailed(kit: Kit, email: str) -> bool:
    """Whether this address has had fewer than 10 mails within a day; counts one more."""
    try:
        key = mails_to(kit.secret, email_key(email))
        await kit.db.write(counted(key, MAILS_A_DAY, DAY, kit.clock()))
    except NotMet:
        return False
    return True


ROUTES: list[Any] = [leave, leave_event]
