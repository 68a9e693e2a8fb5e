"""Asks pretix's REST API for orders, page by page, and no other machine than the one named."""

import asyncio
import functools
import random
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec

from wetalked import __version__
from wetalked.settings import is_loopback
from wetalked.shops.model import TroubleKind
from wetalked.shops.pretix_reading import Order, OrderPage

PAGE_BYTES = 5 * 1024 * 1024
PAGES = 4_000
CONNECT_SECONDS, READ_SECONDS = 10, 30
PAGE_SECONDS = 60
TRIES = 4
LONGEST_PAUSE = 60
GENERATED = "x-page-generated"

Pause = Callable[[float], Awaitable[None]]
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class ShopTrouble(Exception):  # noqa: N818 — what an organizer reads
    """Why the shop could not be asked, in a sentence without token or address of a person."""

    def __init__(self, kind: TroubleKind, words: str, *, retry_after: int = 0) -> None:
        """`kind` is what other languages have a sentence for; `retry_after` in seconds."""
        super().__init__(words)
        self.kind = kind
        self.retry_after = retry_after


class Fetched(msgspec.Struct, frozen=True):
    """Orders, and what the shop said its time was when it began to answer."""

    orders: list[Order]
    generated: str | None


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@functools.cache
def known_certificates() -> ssl.SSLContext:
    """The machine's own certificate authorities (`SSL_CERT_FILE` names others); slow to read."""
    return ssl.create_default_context()


def client_with(certificates: ssl.SSLContext) -> httpx.AsyncClient:
    """Follows no redirect, heeds no proxy of the environment, waits for nobody for long."""
    return httpx.AsyncClient(
        timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        follow_redirects=False,
        trust_env=False,
        verify=certificates,
    )


class Pretix:
    """One event in pretix, while it is being asked."""

    def __init__(
        self,
        url: str,
        token: str,
        own_hosts: Sequence[str] = (),
        *,
        pause: Pause = asyncio.sleep,
        resolve: Resolve = resolve,
    ) -> None:
        """`url` as `api_address` makes it; `own_hosts` may be in a network of one's own."""
        self._parts = urlsplit(url)
        self._host = self._parts.hostname or ""
        self._port = self._parts.port or (443 if self._parts.scheme == "https" else 80)
        self._token, self._own_hosts = token, own_hosts
        self._pause, self._resolve = pause, resolve

    async def orders(self, since: str | None, hold_on: Callable[[], Awaitable[None]]) -> Fetched:
        """All orders changed since then, those of the test mode aside; `hold_on` at each page.

        Raises `ShopTrouble`.
        """
        query = {"testmode": "false", "include_canceled_positions": "true"}
        query |= {"modified_since": since} if since else {}
        orders: list[Order] = []
        certificates = await asyncio.to_thread(known_certificates)
        async with client_with(certificates) as client:
            address = await self._address()
            page, generated = await self._page(client, address, query)
            orders += page.results
            for _ in range(PAGES):
                if page.next is None:
                    return Fetched(orders, generated)
                await hold_on()
                page, _ = await self._page(client, address, self._query_of(page.next))
                orders += page.results
        raise ShopTrouble(
            "strange", f"The shop's list does not end: it has more than {PAGES:,} pages."
        )

    async def _address(self) -> str:
        """The machine to ask, looked up once: a name that moves elsewhere meanwhile gains nothing.

        Unless the settings allow the host, it has to be a public one.
        """
        try:
            found = await asyncio.wait_for(self._resolve(self._host, self._port), CONNECT_SECONDS)
        except (OSError, UnicodeError, TimeoutError) as fault:
            words = f"There is no host {self._host}, or its name cannot be found."
            raise ShopTrouble("no-host", words) from fault
        if not found:
            raise ShopTrouble("no-host", f"There is no host {self._host}.")
        own = self._host in self._own_hosts
        if not own and not all(ip_address(one.partition("%")[0]).is_global for one in found):
            raise ShopTrouble(
                "not-public",
                f"{self._host} is not on the public internet. Whoever runs this server can allow "
                "it by WETALKED_SHOP_HOSTS.",
            )
        if self._parts.scheme != "https" and not is_loopback(self._host):
            raise ShopTrouble("not-https", "The shop has to be asked by https.")
        return found[0]

    def _query_of(self, following: str) -> dict[str, str]:
        """The question of the next page, asked of the same place whatever the link says."""
        parts = urlsplit(following)
        if parts.hostname != self._host or not parts.path.endswith("/orders/"):
            words = "The shop's next page is said to be on another host; it is not asked."
            raise ShopTrouble("strange", words)
        return dict(parse_qsl(parts.query))

    async def _page(
        self, client: httpx.AsyncClient, address: str, query: Mapping[str, str]
    ) -> tuple[OrderPage, str | None]:
        """One page; waits where the shop asks for it, and tries again what may pass."""
        for attempt in range(1, TRIES + 1):
            try:
                async with asyncio.timeout(PAGE_SECONDS):
                    answer = await self._ask(client, address, query)
                return await asyncio.to_thread(read_page, answer.body), answer.generated
            except Passing as passing:
                if attempt == TRIES or passing.retry_after > LONGEST_PAUSE:
                    raise
                await self._pause(passing.retry_after or 2**attempt + random.random())  # noqa: S311 — no secret
            except (httpx.HTTPError, TimeoutError) as fault:
                if attempt == TRIES:
                    words = f"{self._host} did not answer ({type(fault).__name__})."
                    raise ShopTrouble("no-answer", words) from None
                await self._pause(2**attempt + random.random())  # noqa: S311 — no secret
        raise AssertionError("every try ends one way or the other")

    async def _ask(
        self, client: httpx.AsyncClient, address: str, query: Mapping[str, str]
    ) -> "Answer":
        """What it answers; raises `ShopTrouble`, `Passing`, `httpx.HTTPError`."""
        literal = f"[{address}]" if ":" in address else address
        url = httpx.URL(
            scheme=self._parts.scheme,
            host=literal.strip("[]"),
            port=self._port,
            path=f"{self._parts.path}orders/",
            params=dict(query),
        )
        headers = {
            "host": self._parts.netloc,
            "authorization": f"Token {self._token}",
            "accept": "application/json",
            "user-agent": f"wetalked/{__version__}",
        }
        extensions = {"sni_hostname": self._host}
        async with client.stream("GET", url, headers=headers, extensions=extensions) as answer:
            check(answer, self._host)
            body = b""
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > PAGE_BYTES:
                    words = "The shop's answer is too large for a page of orders."
                    raise ShopTrouble("strange", words)
        return Answer(body, answer.headers.get(GENERATED))


class Answer(msgspec.Struct, frozen=True):
    """The bytes of a page."""

    body: bytes
    generated: str | None


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


def read_page(body: bytes) -> OrderPage:
    """A page of orders; raises `ShopTrouble` where it is another thing."""
    try:
        return msgspec.json.decode(body, type=OrderPage)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        words = "The shop's answer is no list of orders as pretix tells them."
        raise ShopTrouble("strange", words) from fault
