"""Asks pretix's REST API for orders, page by page, and no other machine than the one named."""

import asyncio
import functools
import random
import socket
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec

from wetalked import __version__
from wetalked.core.hosts import is_loopback
from wetalked.shops.answers import Passing, ShopTrouble, check, read_body
from wetalked.shops.pretix_reading import Order, OrderPage, order_of
from wetalked.shops.public_address import is_public

PAGES = 4_000
CONNECT_SECONDS, READ_SECONDS = 10, 30
PAGE_SECONDS = 60
TRIES = 4
LONGEST_PAUSE = 60
GENERATED = "x-page-generated"

Pause = Callable[[float], Awaitable[None]]
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class Page(msgspec.Struct, frozen=True):
    """Some orders, in how many bytes; the shop's time, and what to ask for the next ones."""

    orders: list[Order]
    size: int
    generated: str | None
    following: dict[str, str] | None


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
        """`url` as `shop_address` makes it; `own_hosts` may be in a network of one's own."""
        self._parts = urlsplit(url)
        self._host = self._parts.hostname or ""
        self._port = self._parts.port or (443 if self._parts.scheme == "https" else 80)
        self._token, self._own_hosts = token, own_hosts
        self._pause, self._resolve = pause, resolve

    async def pages(self, query: Mapping[str, str]) -> AsyncGenerator[Page]:
        """The orders that are asked for, one page after the other; raises `ShopTrouble`.

        None is asked for before the one ahead of it is done with.
        """
        certificates = await asyncio.to_thread(known_certificates)
        async with client_with(certificates) as client:
            address, asked = await self._address(), dict(query)
            for _ in range(PAGES):
                answer = await self._answer(client, address, asked)
                listed, orders = await asyncio.to_thread(read_page, answer.body)
                following = self._query_of(listed.next) if listed.next else None
                yield Page(orders, len(answer.body), answer.generated, following)
                if following is None:
                    return
                asked = following
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
        if not own and not all(is_public(one) for one in found):
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

    async def _answer(
        self, client: httpx.AsyncClient, address: str, query: Mapping[str, str]
    ) -> "Answer":
        """One page; waits where the shop asks for it, and tries again what may pass."""
        for attempt in range(1, TRIES + 1):
            try:
                async with asyncio.timeout(PAGE_SECONDS):
                    return await self._ask(client, address, query)
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
            "accept-encoding": "gzip",
            "user-agent": f"wetalked/{__version__}",
        }
        extensions = {"sni_hostname": self._host}
        async with client.stream("GET", url, headers=headers, extensions=extensions) as answer:
            check(answer, self._host)
            return Answer(await read_body(answer), answer.headers.get(GENERATED))


class Answer(msgspec.Struct, frozen=True):
    """The bytes of a page."""

    body: bytes
    generated: str | None


def first_query(since: str | None) -> dict[str, str]:
    """All orders changed since then, those of the test mode aside."""
    query = {"testmode": "false", "include_canceled_positions": "true"}
    return query | ({"modified_since": since} if since else {})


def read_page(body: bytes) -> tuple[OrderPage, list[Order]]:
    """A page of orders; raises `ShopTrouble` where it is another thing."""
    try:
        page = msgspec.json.decode(body, type=OrderPage)
        return page, [order_of(one) for one in page.results]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        words = "The shop's answer is no list of orders as pretix tells them."
        raise ShopTrouble("strange", words) from fault
