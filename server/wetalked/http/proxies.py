"""Forwarding headers from where they are not believed: noted for `wetalked check`."""

from ipaddress import ip_address

import msgspec

from wetalked.core.clock import HOUR
from wetalked.db import Database, statement
from wetalked.db.context import Context
from wetalked.http.client_ip import FORWARDED_FOR, is_trusted
from wetalked.http.request import AnyRequest

NOTED_EVERY = HOUR
NOTE = """
INSERT INTO setting (name, value) VALUES ('untrusted proxy', :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
NOTED = "SELECT value FROM setting WHERE name = 'untrusted proxy'"


class Noted(msgspec.Struct, frozen=True):
    """When such a header came last, and from whom where that is no address on the internet."""

    at: int
    peer: str | None


class Proxies:
    """Looks at what calls come through; notes at most once an hour."""

    def __init__(self, context: Context) -> None:
        """Nothing noted yet."""
        self._context, self._noted_at = context, -NOTED_EVERY

    async def look(self, request: AnyRequest) -> None:
        """Note a forwarding header of somebody whose word is not taken."""
        if FORWARDED_FOR not in request.headers or request.client is None:
            return
        peer, now = request.client.host, self._context.clock()
        trusted = is_trusted(peer, self._context.settings.trusted_proxies)
        if trusted or now - self._noted_at < NOTED_EVERY:
            return
        self._noted_at = now
        noted = Noted(now, peer if is_near(peer) else None)
        await self._context.db.write(statement(NOTE, value=msgspec.json.encode(noted).decode()))


def is_near(peer: str) -> bool:
    """Whether an address is of this machine or its own network: no guest's is kept."""
    try:
        return ip_address(peer).is_private
    except ValueError:
        return False


async def last_noted(db: Database) -> Noted | None:
    """The last such header, if there ever was one."""
    (rows,) = await db.read(statement(NOTED))
    return msgspec.json.decode(rows[0]["value"], type=Noted) if rows else None
