"""Leaving: one event, or altogether."""

from typing import Any

from litestar import Response, delete
from litestar.di import NamedDependency
from litestar.params import FromQuery

from wetalked.accounts.good_bye import good_bye, leave_altogether
from wetalked.accounts.leaving import erase_place
from wetalked.accounts.model import Caller
from wetalked.accounts.store import announce_places, end_streams, person_of
from wetalked.core.lengths import IdInPath
from wetalked.db.context import Context
from wetalked.http.credentials import no_cookie
from wetalked.mail.folder import files_to, forget_files


@delete("/me", status_code=204)
async def leave(
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    leave_card: FromQuery[bool] = False,
) -> Response[None]:
    """Erase me, at once and for good; with `leave_card` those I talked with keep my card."""
    await leave_altogether(context, me.person, leave_card=leave_card)
    response: Response[None] = Response(None, status_code=204)
    response.set_cookie(no_cookie(context.settings))
    return response


@delete("/me/participations/{participant:str}", status_code=204)
async def leave_event(
    participant: IdInPath,
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    leave_card: FromQuery[bool] = False,
) -> None:
    """Leave one event; who has no other, and organizes nothing, is erased with it."""
    person = await person_of(context.db, me.person)
    files = await files_to(context, me.person, participant)
    await erase_place(
        context.db,
        me.person,
        participant,
        context.clock(),
        leave_card=leave_card,
        also=await good_bye(context, person),
    )
    await forget_files(files)
    await announce_places(context.db, [participant])
    await end_streams(context.db, me.person)


ROUTES: list[Any] = [leave, leave_event]
