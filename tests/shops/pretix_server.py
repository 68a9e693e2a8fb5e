"""A small pretix: the orders list of its REST API, on a real port, with the faults it may have."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

TOKEN = "e1l6gq2ye72thbwkacj7jbri7a7tvxe614ojv8ybureain92ocub46t5gab5966k"
PATH = "/api/v1/organizers/acme/events/day26/orders/"
OWN = {"code", "positions", "last_modified"}
EPOCH = datetime(2026, 10, 1, tzinfo=UTC)


def position(
    number: int, name: str | None, email: str | None = None, **more: Any
) -> dict[str, Any]:
    """An order position with the fields that pretix documents."""
    first, _, last = (name or "").partition(" ")
    parts = {"_scheme": "given_family", "given_name": first, "family_name": last} if name else {}
    return {
        "id": 23_000 + number,
        "order": "",
        "positionid": number,
        "canceled": False,
        "item": 1345,
        "variation": None,
        "price": "23.00",
        "attendee_name": name,
        "attendee_name_parts": parts,
        "attendee_email": email,
        "company": "ACME",
        "voucher": None,
        "tax_rate": "0.00",
        "secret": "z3fsn8jyufm5kpk768q69gkbyr5f4h6w",
        "addon_to": None,
        "subevent": None,
        "pseudonymization_id": "MQLJvANO3B",
        "checkins": [],
        "answers": [],
        "downloads": [],
        **more,
    }


class Pretix:
    """What is sold, and how the server behaves."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        """An empty shop."""
        self.server = server
        self.orders: dict[str, dict[str, Any]] = {}
        self.ticks = 0
        self.page_size = 50
        self.asked: list[dict[str, str]] = []
        # What to answer instead, one after the other: status, headers, body.
        self.instead: list[tuple[int, dict[str, str], bytes]] = []
        self.next_host: str | None = None
        # Pages at which the token is not known, once each.
        self.broken_pages: set[str] = set()

    @property
    def url(self) -> str:
        """The event's address."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/acme/day26/"

    def now(self) -> str:
        """The shop's time, later each time it is asked."""
        self.ticks += 1
        return (EPOCH + timedelta(seconds=self.ticks)).isoformat().replace("+00:00", "Z")

    def order(self, code: str, *positions: dict[str, Any], **more: Any) -> None:
        """A new order, or one that is changed."""
        self.orders[code] = {
            "code": code,
            "event": "day26",
            "status": "p",
            "testmode": False,
            "secret": "k24fiuwvu8kxz3y1",
            "email": "buyer@example.org",
            "locale": "en",
            "sales_channel": "web",
            "datetime": "2026-10-01T10:00:00Z",
            "total": "23.00",
            "require_approval": False,
            "valid_if_pending": False,
            "invoice_address": None,
            "fees": [],
            "payments": [],
            "refunds": [],
            "downloads": [],
            "positions": [{**one, "order": code} for one in positions],
            **more,
            "last_modified": self.now(),
        }

    def load(self, orders: list[dict[str, Any]]) -> None:
        """Orders as a pretix told them."""
        for one in orders:
            self.orders[one["code"]] = {**one, "last_modified": self.now()}

    def change(self, code: str, **more: Any) -> None:
        """Some fields of an order."""
        order = self.orders[code]
        positions = more.pop("positions", order["positions"])
        fields = {name: value for name, value in order.items() if name not in OWN}
        self.order(code, *positions, **{**fields, **more})

    def breaks(self, query: dict[str, str]) -> bool:
        """Whether it fails at this page, the first time."""
        page = query.get("page", "1")
        broken = page in self.broken_pages
        self.broken_pages.discard(page)
        return broken

    def answer(self, query: dict[str, str]) -> dict[str, Any]:
        """The page that is asked for."""
        since = query.get("modified_since", "")
        found = [one for one in self.orders.values() if one["last_modified"] >= since]
        if query.get("testmode") == "false":
            found = [one for one in found if not one["testmode"]]
        page = int(query.get("page", "1"))
        shown = found[(page - 1) * self.page_size : page * self.page_size]
        if query.get("include_canceled_positions") != "true":
            shown = [
                {**one, "positions": [p for p in one["positions"] if not p.get("canceled")]}
                for one in shown
            ]
        more = page * self.page_size < len(found)
        host = self.next_host or f"127.0.0.1:{self.server.server_address[1]}"
        following = f"http://{host}{PATH}?{urlencode({**query, 'page': page + 1})}"
        return {
            "count": len(found),
            "next": following if more else None,
            "previous": None,
            "results": shown,
        }


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The orders list, to whoever has the token."""
        shop: Pretix = self.server.shop  # type: ignore[attr-defined]  # put there below
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        shop.asked.append(query)
        if shop.instead:
            self.say(*shop.instead.pop(0))
        elif self.headers["authorization"] != f"Token {TOKEN}" or shop.breaks(query):
            self.say(401, {"content-type": "application/json"}, b'{"detail": "Invalid token."}')
        elif parts.path != PATH:
            self.say(404, {"content-type": "application/json"}, b'{"detail": "Not found."}')
        else:
            headers = {"content-type": "application/json", "x-page-generated": shop.now()}
            self.say(200, headers, json.dumps(shop.answer(query)).encode())

    def say(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """Answer."""
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def pretix() -> Iterator[Pretix]:
    """A shop on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.shop = Pretix(server)  # type: ignore[attr-defined]  # for the handler
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield server.shop  # type: ignore[attr-defined]  # as above
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
