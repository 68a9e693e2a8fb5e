"""The links that a server mails into its folder: what signs people in as often as a test needs."""

import re
import time
from collections.abc import Iterable
from email import message_from_bytes, policy
from pathlib import Path

import httpx

LINK = re.compile(r"https?://\S+/join/\S+")
WAIT_SECONDS = 60


def mailed_links(url: str, folder: Path, emails: Iterable[str]) -> dict[str, str]:
    """The sign-in link of each address, out of the mails that this server writes into `folder`."""
    wanted = set(emails)
    for email in wanted:
        httpx.post(f"{url}/api/v1/sign-in", json={"email": email}).raise_for_status()
    deadline = time.monotonic() + WAIT_SECONDS
    while not wanted <= (links := links_in(folder)).keys():
        assert time.monotonic() < deadline, f"no mail to {wanted - links.keys()}"
        time.sleep(0.1)
    return links


def links_in(folder: Path) -> dict[str, str]:
    """The newest link that was mailed to each address."""
    links: dict[str, str] = {}
    for file in sorted(folder.glob("outbox/*.eml"), key=lambda file: file.stat().st_mtime_ns):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = mail.get_body(("plain",))
        found = LINK.search(body.get_content()) if body else None
        if found:
            links[mail["To"].addresses[0].addr_spec] = found[0]
    return links
