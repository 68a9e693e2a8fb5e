"""An event's ticket shop over HTTP: its settings, and the hook for shops that send."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, delete, get, post, put
from litestar.di import NamedDependency
from litestar.openapi.spec import OpenAPIType, Parameter, Schema
from litestar.params import JSONBody

from wetalked import body
from wetalked.db import Database
from wetalked.events.access import organized
from wetalked.events.lists_plan import Addition
from wetalked.events.model import EventRow
from wetalked.events.store import find_event
from wetalked.kit import Kit
from wetalked.lengths import HEADER, SlugInPath
from wetalked.people.model import Caller
from wetalked.people.session import Sessions
from wetalked.problems import Problem
from wetalked.shops.model import Hook, Said, Shop, ShopReport, Ticket
from wetalked.shops.signature import bad_signature, check_signature, signed_by
from wetalked.shops.store import (
    ShopChange,
    end_hook,
    forget_shop,
    is_known,
    new_hook,
    note_message,
    pull_soon,
    secret_of,
    set_shop,
    shop_of,
)
from wetalked.shops.tickets_store import bring_tickets

TicketId = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=r"^[!-}]+$")]


@get("/events/{slug:str}/shop")
async def get_shop(
    slug: SlugInPath, caller: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> Shop:
    """The ticket shop, what became of the last pull, and the hook; no token, no secret."""
    return await shop_of(kit, await organized(kit.db, caller, slug))


@put("/events/{slug:str}/shop")
async def put_shop(
    slug: SlugInPath,
    data: JSONBody[ShopChange],
    caller: NamedDependency[Caller],
    kit: NamedDependency[Kit],
) -> Shop:
    """Set pretix as the shop; without `token` the one that is kept stays, for the same host."""
    return await set_shop(kit, await organized(kit.db, caller, slug), data)


@delete("/events/{slug:str}/shop", status_code=204)
async def delete_shop(
    slug: SlugInPath, caller: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> None:
    """Forget the shop and its token; the people it brought stay."""
    await forget_shop(kit.db, await organized(kit.db, caller, slug))


@post("/events/{slug:str}/shop/pull", status_code=202)
async def post_pull(
    slug: SlugInPath, caller: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> Shop:
    """Ask the shop within seconds; `GET` tells the state, then the report or the problem."""
    return await pull_soon(kit, await organized(kit.db, caller, slug))


@post("/events/{slug:str}/shop/hook/secret", status_code=200)
async def post_hook_secret(
    slug: SlugInPath, caller: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> Hook:
    """A new signing secret for the hook, shown only in this answer; the one before it ends."""
    return await new_hook(kit, await organized(kit.db, caller, slug))


@delete("/events/{slug:str}/shop/hook/secret", status_code=204)
async def delete_hook_secret(
    slug: SlugInPath, caller: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> None:
    """Take no more messages at the hook."""
    await end_hook(kit, await organized(kit.db, caller, slug))


class Ticketed(Addition, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody with a ticket; `ticket` is its own for ever, whoever holds it."""

    ticket: TicketId


class HookMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tickets that are good, new or changed, and those that are cancelled."""

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
    request: Request[Any, Any, Any],
    slug: SlugInPath,
    kit: NamedDependency[Kit],
    sessions: NamedDependency[Sessions],
) -> HookAnswer:
    """Tickets from any shop, signed by Standard Webhooks with the hook's secret; safe to repeat."""
    sent = await request.body()
    try:
        event, id_ = await signed_event(kit, slug, request.headers, sent)
    except Problem:
        sessions.count_stranger(request)
        raise
    body.check_content_type(request)
    message: HookMessage = body.decode(sent, HookMessage)
    if await is_known(kit.db, event, id_):
        return HookAnswer(status="known")
    report = await bring_tickets(kit, event, "hook", said_in(message))
    await note_message(kit, event, id_)
    return HookAnswer(status="applied", report=report)


async def signed_event(kit: Kit, slug: str, headers: Any, sent: bytes) -> tuple[EventRow, str]:
    """The event of a message with a good signature, and the message's id; `bad-signature`."""
    signed = signed_by(headers)
    event, secret = await hooked(kit.db, kit, slug)
    check_signature(signed, sent, secret, kit.clock())
    return event, signed.id


async def hooked(db: Database, kit: Kit, slug: str) -> tuple[EventRow, str]:
    """The event and the secret of its hook; that there is none is not told."""
    try:
        event = await find_event(db, slug)
    except Problem:
        raise bad_signature() from None
    secret = await secret_of(kit, event)
    if secret is None:
        raise bad_signature()
    return event, secret


def said_in(message: HookMessage) -> Said:
    """The message as a shop's word; of a ticket named twice the last counts."""
    tickets = {
        one.ticket: Ticket(
            id=one.ticket,
            name=one.name,
            email=one.email,
            language=one.language,
            ask_me_about=one.ask_me_about,
        )
        for one in message.participants
    }
    nameless = {id_ for id_, ticket in tickets.items() if not ticket.name.strip()}
    named = [ticket for id_, ticket in tickets.items() if id_ not in nameless]
    return Said(named, set(message.cancelled), set(), nameless)


ROUTES = [
    get_shop,
    put_shop,
    delete_shop,
    post_pull,
    post_hook_secret,
    delete_hook_secret,
    post_hook,
]
