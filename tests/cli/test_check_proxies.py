"""What `wetalked check` can know of a proxy that is not trusted, and what it cannot."""

import msgspec
import pytest

from wetalked.cli.check import proxy_hint
from wetalked.core.clock import DAY, system_clock
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.http.proxies import NOTE, Noted


async def noted(context: Context, at: int, peer: str | None) -> None:
    """What a running server has met."""
    await context.db.write(statement(NOTE, value=msgspec.json.encode(Noted(at, peer)).decode()))


async def test_https_in_front_and_no_proxy_trusted_is_told(context: Context) -> None:
    hint = await proxy_hint(context.settings)
    assert hint
    assert "WETALKED_TRUSTED_PROXIES" in hint
    trusting = msgspec.structs.replace(context.settings, trusted_proxies=("127.0.0.1",))
    assert await proxy_hint(trusting) is None
    plain = msgspec.structs.replace(context.settings, base_url="http://127.0.0.1:8000")
    assert await proxy_hint(plain) is None


@pytest.mark.parametrize(
    ("peer", "told"), [("10.0.0.7", "from 10.0.0.7 "), (None, "from an address on the internet")]
)
async def test_a_forwarding_header_that_a_server_has_met_is_told_for_a_week(
    context: Context, peer: str | None, told: str
) -> None:
    plain = msgspec.structs.replace(context.settings, base_url="http://127.0.0.1:8000")
    await noted(context, system_clock(), peer)
    hint = await proxy_hint(plain)
    assert hint
    assert told in hint
    assert "if not, somebody made it up" in hint
    await noted(context, system_clock() - 8 * DAY, peer)
    assert await proxy_hint(plain) is None
