"""An event's ticket shop over HTTP: its settings, and the secret of its hook."""

from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from wetalked.accounts.model import Caller
from wetalked.core.lengths import SlugInPath
from wetalked.db.context import Kit
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
    return await new_hook(kit, await organized(kit.db, caller, slug), caller.token)


@delete("/events/{slug:str}/shop/hook/secret", status_code=204)
async def delete_hook_secret(
    slug: SlugInPath, caller: NamedDependency[Caller], kit: NamedDependency[Kit]
) -> None:
    """Take no more messages at the hook."""
    await end_hook(kit, await organized(kit.db, caller, slug))


ROUTES = [
    get_shop,
    put_shop,
    delete_shop,
    post_pull,
    post_hook_secret,
    delete_hook_secret,
]
