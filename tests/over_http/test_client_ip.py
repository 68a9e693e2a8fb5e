"""Whose request it is, behind proxies or not."""

import pytest

from wetalked.http.client_ip import client_address

PROXIES = ("10.0.0.0/8", "::1")


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "expected"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "6.6.6.6, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("10.1.2.3", "", "10.1.2.3"),
        ("10.1.2.3", "not an address", "not an address"),
    ],
)
def test_only_trusted_proxies_are_believed(peer: str, forwarded_for: str, expected: str) -> None:
    assert client_address(peer, forwarded_for, PROXIES) == expected
