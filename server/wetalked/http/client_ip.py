"""Where a request comes from, also behind proxies that the settings trust."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

FORWARDED_FOR = "x-forwarded-for"
FORWARDING = (
    *(f"x-forwarded-{what}" for what in ("for", "host", "port", "proto", "server", "ssl")),
    *("forwarded", "via", "x-real-ip", "x-client-ip", "cf-connecting-ip", "true-client-ip"),
)


def client_address(peer: str, forwarded_for: str, trusted: Sequence[str]) -> str:
    """The nearest address that is not a trusted proxy's; a header of others is not believed."""
    chain = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    address = peer
    while chain and is_trusted(address, trusted):
        address = chain.pop()
    return address


def is_trusted(address: str, trusted: Sequence[str]) -> bool:
    """Whether this is one of the proxies."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(network, strict=False) for network in trusted)
