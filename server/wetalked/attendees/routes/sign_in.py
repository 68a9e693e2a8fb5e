"""`POST /sign-in` and `POST /sessions`: asking for a mail, and beginning a session."""

from typing import Any, NamedTuple

import msgspec
from litestar import MediaType, Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from wetalked.accounts.link_owner import LinkOwner, owner_of_link
from wetalked.accounts.login_tokens import SIGN_IN_DIGITS, owner_of_address, owner_of_badge
from wetalked.accounts.model import Owner, Person
from wetalked.accounts.sessions import Sessions
from wetalked.accounts.sessions_begun import Begun
from wetalked.accounts.sign_in import begin_by_code, begin_by_link, begin_by_own_code, begin_by_pin
from wetalked.accounts.sign_in_mail import mail_pass
from wetalked.accounts.sign_in_requests import Asked, keep_request, work_off_requests
from wetalked.accounts.store import person_of
from wetalked.attendees.participations import participations_of
from wetalked.core.code import OWN_LENGTH
from wetalked.core.code import parse as parse_code
from wetalked.core.jobs import after_the_answer
from wetalked.core.lengths import AddressText, BadgeCodeText, CodeText, TokenText
from wetalked.core.problems import invalid
from wetalked.core.settings import Settings
from wetalked.core.text import digits_of, email_key
from wetalked.db import Statement
from wetalked.db.context import Context
from wetalked.events.model import Participation
from wetalked.http.body import StrictRequest
from wetalked.http.credentials import PERSON, check_origin, session_cookie
from wetalked.http.limits import NetworkLimits

SIGN_IN_REQUESTS = "sign-in requests"


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    """Who wants a mail to sign in with: by address, or by the badge they hold."""

    email: AddressText | None = None
    badge: BadgeCodeText | None = None


class Credentials(msgspec.Struct, forbid_unknown_fields=True):
    """What signs in: a link's token; an address or badge with a code; a badge with its PIN."""

    token: TokenText | None = None
    email: AddressText | None = None
    badge: BadgeCodeText | None = None
    code: CodeText | None = None
    pin: CodeText | None = None


class Link(msgspec.Struct, forbid_unknown_fields=True):
    """The token of a sign-in link."""

    token: TokenText


class Session(msgspec.Struct):
    """A session that has begun; the token is null where a cookie carries it.

    `own_code` is there at the first sign-in of somebody without an address, and only then: with a
    badge of theirs it signs them in again.
    """

    token: str | None
    person: Person
    participations: list[Participation]
    own_code: str | msgspec.UnsetType = msgspec.UNSET


@post("/sign-in", status_code=202, media_type=MediaType.TEXT)
async def sign_in(
    data: JSONBody[SignIn],
    request: StrictRequest,
    context: NamedDependency[Context],
    sessions: NamedDependency[Sessions],
) -> Response[bytes]:
    """Mail a link and a 6-digit code to whom this is; the answer says nothing about that."""
    await sessions.count_asking(request)
    check_browser(request, context.settings)
    if (data.email is None) == (data.badge is None):
        raise invalid("email", "Give either `email` or `badge`.")
    await keep_request(context, data.email, data.badge)
    work = after_the_answer(SIGN_IN_REQUESTS, lambda: work_off_sign_in(context))
    return Response(b"", status_code=202, background=work, media_type=MediaType.TEXT)


def check_browser(request: StrictRequest, settings: Settings) -> None:
    """A browser signs in from our own pages only; a script sends no `Origin`."""
    if "origin" in request.headers:
        check_origin(request, settings)


async def work_off_sign_in(context: Context) -> None:
    """Mail what was asked for; at once after the answer, and again where that failed."""
    await work_off_requests(context, mail_to_owner)


async def mail_to_owner(context: Context, asked: Asked, done: Statement) -> None:
    """Mail what signs in to whom this is; for a stranger nothing is done."""
    owner = await owner_of(context, asked.email, asked.badge)
    if owner is None or owner.email is None:
        await context.db.write(done._replace(required=False))
    else:
        await mail_pass(context, owner, done)


async def owner_of(context: Context, email: str | None, badge: str | None) -> Owner | None:
    """Who an address or a badge belongs to."""
    if email is not None:
        return await owner_of_address(context.db, email_key(email))
    code = parse_code(badge or "")
    return await owner_of_badge(context.db, code) if code else None


@post("/links", status_code=200)
async def look_at_link(
    data: JSONBody[Link],
    request: StrictRequest,
    context: NamedDependency[Context],
    sessions: NamedDependency[Sessions],
) -> LinkOwner:
    """Whom a sign-in link is for, before it is used; looking spends nothing."""
    check_browser(request, context.settings)
    async with sessions.counting_failure(request):
        return await owner_of_link(context, data.token)


@post("/sessions", status_code=201)
async def begin_session(
    data: JSONBody[Credentials],
    request: StrictRequest,
    context: NamedDependency[Context],
    sessions: NamedDependency[Sessions],
    limits: NamedDependency[NetworkLimits],
) -> Response[Session]:
    """Sign in; with an `Origin` the session is a cookie, without one a token in the answer."""
    check_browser(request, context.settings)
    phone = Phone(device_name(request.headers.get("user-agent", "")), limits.network_of(request))
    async with sessions.counting_failure(request, guessable=data.token is None):
        begun = await begin(context, data, phone)
    request.state[PERSON] = begun.person
    by_cookie = "origin" in request.headers
    session = Session(
        token=None if by_cookie else begun.token,
        person=await person_of(context.db, begun.person),
        participations=await participations_of(context, begun.person),
        own_code=begun.own_code or msgspec.UNSET,
    )
    cookies = [session_cookie(context.settings, begun.token)] if by_cookie else []
    return Response(session, status_code=201, cookies=cookies)


class Phone(NamedTuple):
    """What somebody signs in with, and from which network address."""

    device: str
    network: str


async def begin(context: Context, data: Credentials, phone: Phone) -> Begun:
    """By whichever of the ways the body shows."""
    match data:
        case Credentials(token=str(token), email=None, badge=None, code=None, pin=None):
            return await begin_by_link(context, token, phone.device)
        case Credentials(token=None, email=str(email), badge=None, code=str(code), pin=None):
            owner, key = await owner_of(context, email, None), email_key(email)
            return await begin_by_code(context, owner, key, typed(code), phone.device)
        case Credentials(token=None, email=None, badge=str(badge), code=str(code), pin=None):
            return await begin_by_badge(context, badge, code, phone)
        case Credentials(token=None, email=None, badge=str(badge), code=None, pin=str(pin)):
            return await begin_by_pin(
                context, parse_code(badge) or "", digits_of(pin), phone.device
            )
    raise invalid("token", "Give `token`; `email` or `badge` with `code`; or `badge` with `pin`.")


async def begin_by_badge(context: Context, badge: str, code: str, phone: Phone) -> Begun:
    """By the badge's owner's own code, or by a code that was mailed to them."""
    key, own_code = parse_code(badge) or badge, parse_code(code, OWN_LENGTH)
    if own_code:
        return await begin_by_own_code(context, key, own_code, phone.network, phone.device)
    owner = await owner_of(context, None, badge)
    return await begin_by_code(context, owner, key, typed(code), phone.device)


def typed(code: str) -> str:
    """A code as it is kept: 6 digits of a sign-in mail, or an invitation's badge-like code."""
    digits = digits_of(code)
    return digits if len(digits) == SIGN_IN_DIGITS else parse_code(code) or ""


def device_name(user_agent: str) -> str:
    """A device as its owner would call it, from the browser's own words."""
    systems = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")
    browsers = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet"} | {
        name: name for name in ("Firefox", "FxiOS", "CriOS", "Chrome", "Safari")
    }
    system = next((name for name in systems if name in user_agent), "")
    browser = next((name for word, name in browsers.items() if f"{word}/" in user_agent), "")
    words = [{"FxiOS": "Firefox", "CriOS": "Chrome"}.get(browser, browser), system]
    return ", ".join(word for word in words if word) or user_agent[:60]


ROUTES: list[Any] = [sign_in, look_at_link, begin_session]
