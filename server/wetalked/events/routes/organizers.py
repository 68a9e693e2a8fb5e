"""Organizers, the desk, and API tokens over HTTP."""

from typing import Any

import msgspec
from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from wetalked.accounts.model import Caller
from wetalked.core.lengths import AddressInQuery, AddressText, LineInQuery, LineText, SlugInPath
from wetalked.core.problems import invalid
from wetalked.db.context import Context
from wetalked.events.access import check_organizes, check_signed_in, organized
from wetalked.events.api_tokens import create_token, revoke_token, tokens_of
from wetalked.events.model import ApiToken, Organizer, Role
from wetalked.events.organizers import called, dismiss_organizer, make_organizer, organizers_of
from wetalked.http import body
from wetalked.http.paging import Page
from wetalked.http.query_time import Moment
from wetalked.http.request import AnyRequest


class OrganizerBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is to run an event, or to help at its desk."""

    email: AddressText
    role: Role = "organizer"


class NamedOrganizer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose role is to end, whichever it is."""

    email: AddressText
    role: Role | None = None


class NamesAnOrganizer(body.TakesBody):
    """The body of a DELETE may be left out for the query."""

    kind = NamedOrganizer
    required = False


@get("/events/{slug:str}/organizers")
async def get_organizers(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Page[Organizer]:
    """Everyone who runs this event or helps at its desk."""
    return Page(await organizers_of(context.db, await organized(context.db, caller, slug)), None)


@post("/events/{slug:str}/organizers", status_code=200)
async def post_organizer(
    slug: SlugInPath,
    data: JSONBody[OrganizerBody],
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Organizer:
    """Give somebody a role at this event, or another one; sends no mail."""
    check_signed_in(caller)
    event = await organized(context.db, caller, slug)
    email = (await make_organizer(context, data.email, event, data.role)).email
    return Organizer(email, called(email), data.role)


@delete("/events/{slug:str}/organizers", status_code=204, operation_class=NamesAnOrganizer)
async def delete_organizer(
    request: AnyRequest,
    slug: SlugInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
    email: AddressInQuery = None,
) -> None:
    """End somebody's role, named in the body (`{"email"}`) or in the query."""
    check_signed_in(caller)
    event = await organized(context.db, caller, slug)
    said = await named_in(request, NamedOrganizer)
    await dismiss_organizer(context, event, given("email", said.email if said else email))


class TokenBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A token by its name."""

    name: LineText


class NamesAToken(body.TakesBody):
    """The body of a DELETE may be left out for the query."""

    kind = TokenBody
    required = False


class NewTokenBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a new token is for, and until when it is good; null for as long as it is not ended."""

    name: LineText
    expires_at: Moment | None = None


@get("/tokens")
async def get_tokens(
    caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Page[ApiToken]:
    """My API tokens, without their values."""
    check_organizes(caller)
    return Page(await tokens_of(context.db, caller.person), None)


@post("/tokens", status_code=200)
async def post_token(
    data: JSONBody[NewTokenBody], caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> ApiToken:
    """A new API token; its value is shown only in this answer. No token makes another one."""
    check_organizes(caller)
    check_signed_in(caller)
    return await create_token(context, caller.person, data.name, data.expires_at)


@delete("/tokens", status_code=204, operation_class=NamesAToken)
async def delete_token(
    request: AnyRequest,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
    name: LineInQuery = None,
) -> None:
    """End a token, named in the body (`{"name"}`) or in the query, and what it made.

    That is links handed out with it and not yet used, and the secret of a hook.
    """
    check_organizes(caller)
    said = await named_in(request, TokenBody)
    await revoke_token(context, caller.person, given("name", said.name if said else name))


async def named_in(request: AnyRequest, kind: Any) -> Any:
    """What the body of a DELETE names; nothing where there is none, as some clients send none."""
    sent = await request.body()
    if not sent:
        return None
    body.check_content_type(request)
    return body.decode(sent, kind)


def given(field: str, value: str | None) -> str:
    """The value; raises `invalid` where it is neither in the body nor in the query."""
    if value is None:
        raise invalid(field, "It is missing; it is read from the body or from the query.")
    return value


ROUTES = [
    get_organizers,
    post_organizer,
    delete_organizer,
    get_tokens,
    post_token,
    delete_token,
]
