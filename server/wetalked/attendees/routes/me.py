"""`/me` and the signed-in devices."""

from typing import Any

import msgspec
from litestar import MediaType, Response, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from wetalked.accounts.model import Caller, Device, Language, Person
from wetalked.accounts.sessions import Sessions
from wetalked.accounts.store import (
    announce_places,
    change_person,
    count_new_address,
    devices_of,
    end_other_sessions,
    end_session,
    end_streams,
    move_address,
    person_of,
    places_of,
    renew_own_code,
)
from wetalked.attendees.new_address import check_may_prove, checked_address, mail_code
from wetalked.attendees.participations import participations_of
from wetalked.core.lengths import AddressText, CodeText, IdInPath, LineText
from wetalked.core.problems import invalid
from wetalked.core.text import BadText, digits_of, email_key, one_line
from wetalked.db import Value
from wetalked.db.context import Context
from wetalked.events.model import Participation
from wetalked.http.body import StrictRequest
from wetalked.http.credentials import no_cookie
from wetalked.http.paging import Page
from wetalked.mail.outbox import queue


class Me(msgspec.Struct):
    """The person who is signed in, and where they take part."""

    person: Person
    participations: list[Participation]


class Here(msgspec.Struct):
    """Who is signed in; null for nobody."""

    me: Me | None


class MeChanges(msgspec.Struct, forbid_unknown_fields=True):
    """What a person may change about themselves; what is absent stays."""

    name: LineText | msgspec.UnsetType = msgspec.UNSET
    given_name: LineText | msgspec.UnsetType = msgspec.UNSET
    language: Language | msgspec.UnsetType = msgspec.UNSET
    quiet: bool | msgspec.UnsetType = msgspec.UNSET
    mail: bool | msgspec.UnsetType = msgspec.UNSET


class NewAddress(msgspec.Struct, forbid_unknown_fields=True):
    """Where the code goes."""

    email: AddressText


class NewAddressCode(msgspec.Struct, forbid_unknown_fields=True):
    """The address, and the code that was mailed there."""

    email: AddressText
    code: CodeText


@get("/me")
async def me_and_my_events(me: NamedDependency[Caller], context: NamedDependency[Context]) -> Me:
    """Who I am, and where I take part."""
    return await me_of(context, me)


async def me_of(context: Context, caller: Caller) -> Me:
    """This person, with their events."""
    return Me(
        await person_of(context.db, caller.person), await participations_of(context, caller.person)
    )


@get("/session")
async def who_is_here(
    request: StrictRequest, context: NamedDependency[Context], sessions: NamedDependency[Sessions]
) -> Here:
    """Who is signed in, if anybody: for a page that opens, where nobody is no error."""
    caller = await sessions.here(request)
    return Here(await me_of(context, caller) if caller else None)


@patch("/me")
async def change_me(
    data: JSONBody[MeChanges], me: NamedDependency[Caller], context: NamedDependency[Context]
) -> Person:
    """Change name, language, quiet mode or whether mails come."""
    person = await change_person(context.db, me.person, checked(data), context.clock())
    await announce_places(context.db, await places_of(context.db, me.person))
    return person


def checked(changes: MeChanges) -> dict[str, Value]:
    """The changes as they are kept; raises `invalid`."""
    given = {name: getattr(changes, name) for name in changes.__struct_fields__}
    wanted = {name: value for name, value in given.items() if value is not msgspec.UNSET}
    for name in ("name", "given_name"):
        if name in wanted:
            wanted[name] = checked_line(name, wanted[name])
    return {
        name: int(value) if isinstance(value, bool) else value for name, value in wanted.items()
    }


def checked_line(field: str, text: str) -> str:
    """One line as `text.one_line` takes it; raises `invalid`."""
    try:
        return one_line(text)
    except BadText as bad:
        raise invalid(field, str(bad)) from bad


@post("/me/email", status_code=202, media_type=MediaType.TEXT)
async def ask_for_new_address(
    data: JSONBody[NewAddress], me: NamedDependency[Caller], context: NamedDependency[Context]
) -> Response[bytes]:
    """Mail a code to a new address; whether another account has it shows only with the code."""
    address = checked_address(data.email)
    person = await person_of(context.db, me.person)
    check_may_prove(me, person)
    await count_new_address(context.db, me.person, context.clock())
    await mail_code(context, person, str(me.session), address)
    return Response(b"", status_code=202, media_type=MediaType.TEXT)


@put("/me/email")
async def take_new_address(
    data: JSONBody[NewAddressCode], me: NamedDependency[Caller], context: NamedDependency[Context]
) -> Person:
    """Take the new address with the code; the old one is told."""
    person = await person_of(context.db, me.person)
    check_may_prove(me, person)
    told = [
        queue(
            "address-changed",
            context.new_id(),
            now=context.clock(),
            person=person.id,
            address=person.email,
        )
    ]
    also = told if person.email else []
    key, code = email_key(data.email), digits_of(data.code)
    return await move_address(context, me.person, str(me.session), key, code, also)


class OwnCode(msgspec.Struct, frozen=True):
    """A code of one's own, 10 characters of the badge alphabet; with a badge it signs in."""

    own_code: str


@post("/me/own-code", status_code=200)
async def new_own_code(me: NamedDependency[Caller], context: NamedDependency[Context]) -> OwnCode:
    """A new code of my own, shown only in this answer; the one before it ends."""
    check_may_prove(me, await person_of(context.db, me.person))
    return OwnCode(await renew_own_code(context, me.person))


@get("/me/sessions")
async def my_devices(
    me: NamedDependency[Caller], context: NamedDependency[Context]
) -> Page[Device]:
    """Where I am signed in."""
    return Page(await devices_of(context.db, me.person, me.session), None)


@delete("/sessions/{session:str}", status_code=204)
async def sign_out_device(
    session: IdInPath, me: NamedDependency[Caller], context: NamedDependency[Context]
) -> Response[None]:
    """Sign out one device, or with `current` this one."""
    own = session in {"current", me.session}
    await end_session(context.db, me.person, str(me.session) if own else session)
    await end_streams(context.db, me.person)
    response: Response[None] = Response(None, status_code=204)
    if own:
        response.set_cookie(no_cookie(context.settings))
    return response


@delete("/sessions", status_code=204)
async def sign_out_others(me: NamedDependency[Caller], context: NamedDependency[Context]) -> None:
    """Sign out all devices but this one."""
    await end_other_sessions(context.db, me.person, str(me.session))
    await end_streams(context.db, me.person)


ROUTES: list[Any] = [
    me_and_my_events,
    who_is_here,
    change_me,
    ask_for_new_address,
    take_new_address,
    new_own_code,
    my_devices,
    sign_out_device,
    sign_out_others,
]
