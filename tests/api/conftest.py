"""Who calls the API where a test does not say otherwise."""

import httpx
import pytest

from cast import Cast, make_cast
from office import Office, make_office
from wetalked.db.context import Context


@pytest.fixture
async def office(context: Context, client: httpx.AsyncClient) -> Office:
    """An organizer with an event."""
    return await make_office(context, client)


@pytest.fixture
async def cast(context: Context) -> Cast:
    """Mira, Jonas and the outsider."""
    return await make_cast(context)
