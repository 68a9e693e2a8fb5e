"""The hook: tickets from any shop, in messages signed by Standard Webhooks."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.openapi.spec import OpenAPIType, Parameter, Schema
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from wetalked.attendees.lists.additions import Addition
from wetalked.core.clock import SECOND, from_datetime
from wetalked.core.lengths import HEADER, SlugInPath
from wetalked.core.problems import Problem, invalid
from wetalked.db import Database
from wetalked.db.context import Context
from wetalked.events.model import EventRow
from wetalked.events.store import find_event
from wetalked.http import body
from wetalked.http.limits import NetworkLimits
from wetalked.http.request import AnyRequest
from wetalked.shops.leaving import take_off
from wetalked.shops.messages import message_done, note_message
from wetalked.shops.model import Said, ShopReport, Ticket
from wetalked.shops.signature import TOLERANCE, Signed, bad_signature, check_signature, signed_by
from wetalked.shops.store import secret_of
from wetalked.shops.tickets import bring_tickets
from wetalked.talks.notes import Moment

TicketId = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=r"^[!-}]+$")]


class Ticketed(Addition, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody with a ticket; `ticket` is its own for ever, whoever holds it."""

    ticket: TicketId


class HookMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tickets that are good, new or changed, and those that are cancelled.

    `timestamp`: when that was so. Without it that is when the message was sent the first time.
    """

    timestamp: Moment | UnsetType = UNSET
    participants: list[Ticketed] = []
    cancelled: list[TicketId] = []


class HookAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the message; one that came before is `known`, and nothing is done."""

    status: Literal["applied", "known"]
    report: ShopReport | None = None


class TakesASignature(body.TakesBody):
    """Documents the headers of Standard Webhooks, and that no session is needed.

    The body is decoded only after its signature was found good.
    """

    kind = HookMessage

    def __post_init__(self) -> None:
        """Headers and body."""
        super().__post_init__()
        self.security = [{}]
        told = {
            "webhook-id": "The message's own id, the same on every try.",
            "webhook-timestamp": "When it is sent: seconds since 1970.",
            "webhook-signature": "`v1,` and the signature in base64; several with spaces between.",
        }
        text = Schema(type=OpenAPIType.STRING, max_length=HEADER)
        self.parameters = [
            *(self.parameters or []),
            *(
                Parameter(
                    name=name, param_in="header", required=True, schema=text, description=words
                )
                for name, words in told.items()
            ),
        ]


@post(
    "/events/{slug:str}/shop/hook",
    status_code=200,
    request_max_body_size=body.MOST_PEOPLE_BYTES,
    operation_class=TakesASignature,
)
async def post_hook(
    request: AnyRequest,
    slug: SlugInPath,
    context: NamedDependency[Context],
    limits: NamedDependency[NetworkLimits],
) -> HookAnswer:
    """Tickets from any shop, signed by Standard Webhooks with the hook's secret; safe to repeat."""
    sent = await request.body()
    try:
        event, signed = await signed_event(context, slug, request.headers, sent)
    except Problem:
        limits.count_failure(request)
        raise
    noted = await note_message(context, event, signed.id, int(signed.timestamp) * SECOND)
    body.check_content_type(request)
    message: HookMessage = body.decode(sent, HookMessage)
    if noted.done_at is not None:
        return HookAnswer(status="known")
    said = said_in(message, moment_of(message, noted.sent_at, context.clock()))
    report = await bring_tickets(context, event, "hook", said)
    removed = await take_off(context, event, "hook")
    await message_done(context, event, signed.id)
    return HookAnswer(status="applied", report=replace(report, removed=removed))


async def signed_event(
    context: Context, slug: str, headers: Any, sent: bytes
) -> tuple[EventRow, Signed]:
    """The event of a message with a good signature, and how it is signed; `bad-signature`."""
    signed = signed_by(headers)
    event, secret = await hooked(context.db, context, slug)
    check_signature(signed, sent, secret, context.clock())
    return event, signed


async def hooked(db: Database, context: Context, slug: str) -> tuple[EventRow, str]:
    """The event and the secret of its hook; that there is none is not told."""
    try:
        event = await find_event(db, slug)
    except Problem:
        raise bad_signature() from None
    secret = await secret_of(context, event)
    if secret is None:
        raise bad_signature()
    return event, secret


def moment_of(message: HookMessage, sent_at: int, now: int) -> int:
    """When it was as the message says; raises `invalid` where that is yet to come."""
    if message.timestamp is UNSET:
        return sent_at
    at = from_datetime(message.timestamp)
    if at > now + TOLERANCE:
        raise invalid("timestamp", "It is more than 5 minutes ahead of now.")
    return at


def said_in(message: HookMessage, at: int) -> Said:
    """The message as a shop's word; of a ticket named twice the last counts."""
    tickets = {
        one.ticket: Ticket(
            id=one.ticket,
            name=one.name,
            given_name=one.given_name,
            email=one.email,
            language=one.language,
            ask_me_about=one.ask_me_about,
        )
        for one in message.participants
    }
    nameless = {id_ for id_, ticket in tickets.items() if not ticket.name.strip()}
    named = [ticket for id_, ticket in tickets.items() if id_ not in nameless]
    return Said(tickets=named, cancelled={*message.cancelled}, nameless=nameless, at=at)


ROUTES = [post_hook]
