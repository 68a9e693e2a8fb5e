"""An event's ticket shop over HTTP: its settings, and the secret of its hook."""

from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from wetalked.accounts.model import Caller
from wetalked.core.lengths import SlugInPath
from wetalked.db.context import Context
from wetalked.events.access import organized
from wetalked.shops.model import Hook, Shop
from wetalked.shops.store import (
    ShopChange,
    end_hook,
    forget_shop,
    new_hook,
    pull_soon,
    set_shop,
    shop_of,
)


@get("/events/{slug:str}/shop")
async def get_shop(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Shop:
    """The ticket shop, what became of the last pull, and the hook; no token, no secret."""
    return await shop_of(context, await organized(context.db, caller, slug))


@put("/events/{slug:str}/shop")
async def put_shop(
    slug: SlugInPath,
    data: JSONBody[ShopChange],
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Shop:
    """Set pretix as the shop; without `token` the one that is kept stays, for the same host."""
    return await set_shop(context, await organized(context.db, caller, slug), data)


@delete("/events/{slug:str}/shop", status_code=204)
async def delete_shop(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> None:
    """Forget the shop and its token; the people it brought stay."""
    await forget_shop(context.db, await organized(context.db, caller, slug))


@post("/events/{slug:str}/shop/pull", status_code=202)
async def post_pull(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Shop:
    """Ask the shop within seconds; `GET` tells the state, then the report or the problem."""
    return await pull_soon(context, await organized(context.db, caller, slug))


@post("/events/{slug:str}/shop/hook/secret", status_code=200)
async def post_hook_secret(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> Hook:
    """A new signing secret for the hook, shown only in this answer; the one before it ends."""
    return await new_hook(context, await organized(context.db, caller, slug), caller.token)


@delete("/events/{slug:str}/shop/hook/secret", status_code=204)
async def delete_hook_secret(
    slug: SlugInPath, caller: NamedDependency[Caller], context: NamedDependency[Context]
) -> None:
    """Take no more messages at the hook."""
    await end_hook(context, await organized(context.db, caller, slug))


ROUTES = [
    get_shop,
    put_shop,
    delete_shop,
    post_pull,
    post_hook_secret,
    delete_hook_secret,
]
