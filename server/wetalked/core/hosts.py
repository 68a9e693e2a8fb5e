"""Hosts as URLs name them, and URLs as they may be shown."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """The host of a URL, or nothing where it has none that can be read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Whether a host name means this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def masked(text: str) -> str:
    """The text without the password of a URL."""
    return re.sub(r"(://[^:/@\s]*:)[^/\s]*@", r"\1***@", text)
