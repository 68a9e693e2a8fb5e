"""A small pretix, and an organizer whose event it sells tickets for."""

from collections.abc import Iterator

import httpx
import msgspec
import pytest

from office import Office, make_office
from shops.pretix_desk import Desk
from shops.pretix_server import Pretix, pretix
from wetalked.db.context import Context


@pytest.fixture
def shop() -> Iterator[Pretix]:
    with pretix() as running:
        yield running


@pytest.fixture
async def office(context: Context, client: httpx.AsyncClient) -> Office:
    context.settings = msgspec.structs.replace(context.settings, shop_hosts=("127.0.0.1",))
    return await make_office(context, client)


@pytest.fixture
async def desk(context: Context, office: Office, shop: Pretix) -> Desk:
    desk = Desk(context, office, shop)
    await desk.set()
    return desk
