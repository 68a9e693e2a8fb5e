"""Who calls the API where a test does not say otherwise."""

import httpx
import pytest

from cast import Cast, make_cast
from office import Office, make_office
from wetalked.db.context import Kit


@pytest.fixture
async def office(kit: Kit, client: httpx.AsyncClient) -> Office:
    """An organizer with an event."""
    return await make_office(kit, client)


@pytest.fixture
async def cast(kit: Kit) -> Cast:
    """Mira, Jonas and the outsider."""
    return await make_cast(kit)
