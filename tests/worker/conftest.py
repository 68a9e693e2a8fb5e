"""Who is at the event where a test does not say otherwise."""

import pytest

from cast import Cast, make_cast
from wetalked.db.context import Context


@pytest.fixture
async def cast(context: Context) -> Cast:
    """Mira, Jonas and the outsider."""
    return await make_cast(context)
