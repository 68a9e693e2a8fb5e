"""The settings about networks: where to listen, and whose word is believed."""

import re
from ipaddress import ip_network

from wetalked.core.hosts import masked


class WrongSetting(Exception):  # noqa: N818 — reads as what it is
    """One line: which variable, what was read, what is accepted."""

    def __init__(self, variable: str, read: str, accepted: str) -> None:
        """Passwords in `read` are masked."""
        super().__init__(f"{variable}: read {masked(read)!r}, accepted is {accepted}")


def read_bind(variable: str, text: str) -> tuple[str, int]:
    """Host and port."""
    match = re.fullmatch(
        r"(?:\[(?P<six>[0-9a-fA-F:]+)\]|(?P<host>[^:\s\[\]]+)):(?P<port>\d{1,5})", text
    )
    if not match or not 0 <= int(match["port"]) <= 65535:
        raise WrongSetting(variable, text, "HOST:PORT with a port from 0 to 65535")
    return match["six"] or match["host"], int(match["port"])


def read_proxies(variable: str, text: str) -> tuple[str, ...]:
    """Addresses and networks, separated by commas."""
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    for part in parts:
        try:
            ip_network(part, strict=False)
        except ValueError as fault:
            accepted = "IP addresses or networks, separated by commas"
            raise WrongSetting(variable, part, accepted) from fault
    return parts


def read_hosts(variable: str, text: str) -> tuple[str, ...]:
    """Host names or addresses without ports, separated by commas."""
    parts = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    for part in parts:
        if not re.fullmatch(r"[0-9a-z_](?:[0-9a-z_.-]*[0-9a-z])?|[0-9a-f:]*:[0-9a-f:.]+", part):
            raise WrongSetting(variable, part, "host names without ports, separated by commas")
    return parts
