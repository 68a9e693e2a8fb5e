"""Which network addresses are on the public internet, whatever form they are written in."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Unicast addresses of the internet are all here (RFC 4291, IANA).
GLOBAL_UNICAST = IPv6Network("2000::/3")
# Those that carry an IPv4 address in their last 32 bits: mapped, compatible, translated (RFC 2765),
# and the well-known prefix of NAT64 (RFC 6052).
CARRYING = tuple(
    IPv6Network(one) for one in ("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96")
)
# What tunnels to an address chosen by whoever wrote it, or is for documentation.
NEVER = tuple(IPv6Network(one) for one in ("2001::/32", "3fff::/20"))
# The last 64 bits of an address of ISATAP (RFC 5214) begin so, and end with an IPv4 address.
ISATAP = {0x0000_5EFE, 0x0200_5EFE}


def is_public(text: str) -> bool:
    """Whether this address, with or without a zone, leads to no network of one's own."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv4Address):
        return is_public_ipv4(address)
    inner = carried_by(address)
    if inner is not None and not is_public_ipv4(inner):
        return False
    if any(address in network for network in CARRYING):
        return True
    return (
        address in GLOBAL_UNICAST
        and address.is_global
        and not any(address in network for network in NEVER)
    )


def is_public_ipv4(address: IPv4Address) -> bool:
    """Whether it is one machine's on the internet."""
    return address.is_global and not address.is_multicast


def carried_by(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address to which packets for this one are passed on, if there is one."""
    whole = int(address)
    if any(address in network for network in CARRYING) or (whole >> 32) & 0xFFFF_FFFF in ISATAP:
        return IPv4Address(whole & 0xFFFF_FFFF)
    return address.sixtofour
