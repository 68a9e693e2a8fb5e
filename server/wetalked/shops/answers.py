"""Whether a ticket shop's answer is one, and why not in words for its organizer."""

import zlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from wetalked.shops.model import TroubleKind

PAGE_BYTES = 5 * 1024 * 1024


class ShopTrouble(Exception):  # noqa: N818 — what an organizer reads
    """Why the shop could not be asked, in a sentence without token or address of a person."""

    def __init__(self, kind: TroubleKind, words: str, *, retry_after: int = 0) -> None:
        """`kind` is what other languages have a sentence for; `retry_after` in seconds."""
        super().__init__(words)
        self.kind = kind
        self.retry_after = retry_after


class Passing(ShopTrouble):
    """What may be better in a moment."""


REFUSALS: dict[int, tuple[TroubleKind, str]] = {
    401: ("token", "The shop does not know this API token."),
    403: (
        "permission",
        "The shop shows this token no orders: may its team view those of this event?",
    ),
    404: ("no-event", "The shop knows no such event: is the address right?"),
}


def check(answer: httpx.Response, host: str) -> None:
    """Raises `ShopTrouble` unless it is JSON as it should be."""
    status = answer.status_code
    if status in REFUSALS:
        raise ShopTrouble(*REFUSALS[status])
    wait = seconds(answer.headers.get("retry-after", ""))
    if status == 429:
        raise Passing("wait", "The shop asks to wait.", retry_after=wait)
    if status >= 500:
        raise Passing("fault", f"The shop has a fault ({status}).", retry_after=wait)
    if answer.is_redirect:
        to = urlsplit(answer.headers["location"]).hostname or host
        words = f"The shop sends elsewhere, to {to}; give the address where it really is."
        raise ShopTrouble("moved", words)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    if status != 200 or kind != "application/json":
        words = f"At {host} there is no pretix API: it answered {status} {kind[:40]}."
        raise ShopTrouble("no-pretix", words)


def seconds(text: str) -> int:
    """`Retry-After` (RFC 9110, section 10.2.3): seconds or a date; 0 where it is neither."""
    if text.isascii() and text.isdigit():
        return min(int(text), 24 * 3600)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 0
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, min(24 * 3600, round((aware - datetime.now(UTC)).total_seconds())))


async def read_body(answer: httpx.Response) -> bytes:
    """All of it, unpacked no further than a page may be large; raises `ShopTrouble`."""
    packed = answer.headers.get("content-encoding", "identity") != "identity"
    unpacking, body = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32), bytearray()
    async for part in answer.aiter_raw():
        try:
            body += unpacking.decompress(part, PAGE_BYTES + 1 - len(body)) if packed else part
        except zlib.error as fault:
            raise ShopTrouble("strange", "The shop's answer cannot be unpacked.") from fault
        if len(body) > PAGE_BYTES:
            raise ShopTrouble("strange", "The shop's answer is too large for a page of orders.")
    return bytes(body)
