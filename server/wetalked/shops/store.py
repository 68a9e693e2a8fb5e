"""The settings of an event's ticket shop and of its hook, and what organizers see of them."""

from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from wetalked.core.clock import to_datetime
from wetalked.core.encryption import encrypt
from wetalked.core.hosts import is_loopback
from wetalked.core.lengths import LinkText, TokenText
from wetalked.core.problems import Problem, invalid
from wetalked.db import Database, PreconditionFailed, required, statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow
from wetalked.shops.model import Hook, Shop, ShopReport, ShopRow
from wetalked.shops.pretix_address import shop_address
from wetalked.shops.signature import hook_secret

TOKEN = "pretix-token"
TOKEN_LENGTH = 500
SHORTEST, LONGEST = 5, 24 * 60
OF_EVENT = "SELECT s.* FROM shop s WHERE s.event = :event"
HOOK_OF = "SELECT number, made_at FROM shop_hook WHERE event = :event AND ended_at IS NULL"


class ShopChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to ask a shop; without a `token` the one that is kept stays, for the same host."""

    url: LinkText
    token: TokenText | UnsetType = UNSET
    pending: bool = False
    subevent: int | None = None
    every_minutes: int | None = None


class HookRow(msgspec.Struct, frozen=True):
    """Which signing secret is good."""

    number: int
    made_at: int


async def shop_of(context: Context, event: EventRow) -> Shop:
    """The event's shop, as its organizers see it; nothing set where there is none."""
    row = await context.db.one(ShopRow, OF_EVENT, event=event.id)
    made = await context.db.one(HookRow, HOOK_OF, event=event.id)
    hook = hook_of(context, event, made) if made else None
    if row is None:
        return Shop(**NO_SHOP, hook=hook)
    return Shop(
        url=row.url,
        token_set=True,
        pending=row.pending,
        subevent=row.subevent,
        every_minutes=row.every_minutes,
        state=state_of(row, context.clock()),
        due_at=moment(row.due_at),
        pulled_at=moment(row.pulled_at),
        report=msgspec.json.decode(row.report, type=ShopReport) if row.report else None,
        problem=row.problem,
        problem_kind=row.problem_kind,
        hook=hook,
    )


def moment(at: int | None) -> datetime | None:
    """As it is told."""
    return None if at is None else to_datetime(at)


NO_SHOP: dict[str, Any] = {
    **dict.fromkeys(("url", "subevent", "every_minutes", "due_at", "pulled_at", "report")),
    **dict.fromkeys(("problem", "problem_kind")),
    "token_set": False,
    "pending": False,
    "state": "none",
}


def state_of(row: ShopRow, now: int) -> Any:
    """Whether it is being asked, or will be in a moment."""
    if row.claimed_until is not None and row.claimed_until > now:
        return "pulling"
    return "waiting" if row.due_at is not None and row.due_at <= now else "idle"


def hook_of(context: Context, event: EventRow, row: HookRow) -> Hook:
    """The hook without its secret."""
    url = f"{context.settings.base_url}/api/v1/events/{event.slug}/shop/hook"
    return Hook(url=url, made_at=to_datetime(row.made_at))


# Other settings than those of the last pull: everything is asked for again.
KEEP = """
INSERT INTO shop (event, url, token, pending, subevent, every_minutes, due_at)
VALUES (:event, :url, :token, :pending, :subevent, :every_minutes, :due_at)
ON CONFLICT (event) DO UPDATE SET url = excluded.url, token = excluded.token,
  since = CASE WHEN shop.url = excluded.url AND shop.pending = excluded.pending
      AND COALESCE(shop.subevent, 0) = COALESCE(excluded.subevent, 0)
    THEN shop.since ELSE NULL END,
  pending = excluded.pending, subevent = excluded.subevent,
  every_minutes = excluded.every_minutes, due_at = excluded.due_at,
  claimed_by = NULL, claimed_until = NULL, problem = NULL, problem_kind = NULL, progress = NULL
"""


async def set_shop(context: Context, event: EventRow, said: ShopChange) -> Shop:
    """Keep how to ask the shop; raises `invalid`. Asks at once where it is to be asked often."""
    url, date = shop_address(said.url)
    check_secure(url)
    if said.every_minutes is not None and not SHORTEST <= said.every_minutes <= LONGEST:
        raise invalid("every_minutes", f"Accepted is {SHORTEST} to {LONGEST}, or null for never.")
    if said.subevent is not None and not 0 < said.subevent < 2**63:
        raise invalid("subevent", "Accepted is the number of a date of an event series, or null.")
    await context.db.write(
        statement(
            KEEP,
            event=event.id,
            url=url,
            token=await token_for(context, event, url, said.token),
            pending=int(said.pending),
            subevent=date if said.subevent is None else said.subevent,
            every_minutes=said.every_minutes,
            due_at=context.clock() if said.every_minutes else None,
        )
    )
    return await shop_of(context, event)


def check_secure(url: str) -> None:
    """The token goes over the wire: in the clear only within this machine; raises `invalid`."""
    scheme, _, rest = url.partition("://")
    host = rest.partition("/")[0].rpartition(":")[0] or rest.partition("/")[0]
    if scheme != "https" and not is_loopback(host.strip("[]")):
        raise invalid(
            "url", "Accepted is https://…; without encryption anyone could read the token."
        )


async def token_for(context: Context, event: EventRow, url: str, said: str | UnsetType) -> str:
    """The encrypted token; one that was given for one host goes to no other. Raises `invalid`."""
    if said is not UNSET:
        token = said.strip()
        if not (0 < len(token) <= TOKEN_LENGTH and token.isascii() and token.isprintable()):
            raise invalid("token", "This is no API token of pretix.")
        return encrypt(context.secret, TOKEN, token)
    row = await context.db.one(ShopRow, OF_EVENT, event=event.id)
    if row is None or row.url.split("/")[:3] != url.split("/")[:3]:
        raise invalid("token", "It is needed: an API token of pretix that may view orders.")
    return row.token


FORGET = "DELETE FROM shop WHERE event = :event"


async def forget_shop(db: Database, event: EventRow) -> None:
    """The shop and its token go; people and their tickets stay."""
    await db.write(statement(FORGET, event=event.id))


SOON = "UPDATE shop SET due_at = :now, problem = NULL WHERE event = :event RETURNING event"


async def pull_soon(context: Context, event: EventRow) -> Shop:
    """Have the shop asked by whoever looks next; raises `not-found` where none is set."""
    try:
        await context.db.write(required(SOON, event=event.id, now=context.clock()))
    except PreconditionFailed as none:
        raise no_shop() from none
    return await shop_of(context, event)


def no_shop() -> Problem:
    """Nothing to ask."""
    return Problem("not-found", "No ticket shop is set for this event.")


NEW_HOOK = """
INSERT INTO shop_hook (event, number, made_at, api_token) VALUES (:event, 1, :now, :api_token)
ON CONFLICT (event) DO UPDATE SET number = shop_hook.number + 1, made_at = excluded.made_at,
  ended_at = NULL, api_token = excluded.api_token
RETURNING number, made_at
"""
END_HOOK = "UPDATE shop_hook SET ended_at = COALESCE(ended_at, :now) WHERE event = :event"


async def new_hook(context: Context, event: EventRow, api_token: str | None = None) -> Hook:
    """The hook with a new secret, shown only now; the one before it ends.

    With `api_token` it ends when that token is revoked.
    """
    made = statement(NEW_HOOK, event=event.id, now=context.clock(), api_token=api_token)
    ((row,),) = await context.db.write(made)
    hook = hook_of(context, event, HookRow(row["number"], row["made_at"]))
    return msgspec.structs.replace(
        hook, secret=hook_secret(context.secret, event.id, row["number"])
    )


async def end_hook(context: Context, event: EventRow) -> None:
    """No message is taken any more; people and their tickets stay."""
    await context.db.write(statement(END_HOOK, event=event.id, now=context.clock()))


async def secret_of(context: Context, event: EventRow) -> str | None:
    """The signing secret that is good now, if there is one."""
    row = await context.db.one(HookRow, HOOK_OF, event=event.id)
    return hook_secret(context.secret, event.id, row.number) if row else None
