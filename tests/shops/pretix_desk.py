"""An organizer whose event sells its tickets in a small pretix."""

from typing import Any

from office import Office
from shops.pretix_server import TOKEN, Pretix
from wetalked.db.context import Context
from wetalked.shops.worker import ShopWorker


class Desk:
    """An organizer whose event sells its tickets in this shop."""

    def __init__(self, context: Context, office: Office, shop: Pretix) -> None:
        self.context, self.office, self.shop = context, office, shop
        self.worker = ShopWorker(context)

    async def set(self, **more: Any) -> dict[str, Any]:
        answer = await self.office.call(
            "PUT", "shop", **{"url": self.shop.url, "token": TOKEN, **more}
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def pull(self) -> dict[str, Any]:
        """As the page does it: wanted, done by the worker, looked at."""
        wanted = await self.office.call("POST", "shop/pull")
        assert (wanted.status_code, wanted.json()["state"]) == (202, "waiting"), wanted.text
        assert await self.worker.tick()
        return await self.look()

    async def look(self) -> dict[str, Any]:
        return dict((await self.office.get("shop")).json())

    async def report(self) -> tuple[int, int, int, int]:
        """Created, updated, unchanged and removed by a pull."""
        seen = await self.pull()
        assert seen["problem"] is None, seen["problem"]
        return tuple(
            seen["report"][name] for name in ("created", "updated", "unchanged", "removed")
        )

    async def people(self) -> list[tuple[str, str | None, bool]]:
        """Name, address, and whether they hold a badge."""
        return [
            (one["name"], one["email"], bool(one["badge"])) for one in await self.office.people()
        ]
