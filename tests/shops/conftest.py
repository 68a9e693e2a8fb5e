"""A small pretix, and an organizer whose event it sells tickets for."""

from collections.abc import Iterator

import httpx
import msgspec
import pytest

from office import Office, make_office
from shops.pretix_desk import Desk
from shops.pretix_server import Pretix, pretix
from wetalked.db.context import Kit


@pytest.fixture
def shop() -> Iterator[Pretix]:
    with pretix() as running:
        yield running


@pytest.fixture
async def office(kit: Kit, client: httpx.AsyncClient) -> Office:
    kit.settings = msgspec.structs.replace(kit.settings, shop_hosts=("127.0.0.1",))
    return await make_office(kit, client)


@pytest.fixture
async def desk(kit: Kit, office: Office, shop: Pretix) -> Desk:
    desk = Desk(kit, office, shop)
    await desk.set()
    return desk
