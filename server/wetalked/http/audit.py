"""Who did what from where, in the log: signing in, organizers' changes, and what was refused.

Who is an id, what is the route's template and the ids in it, where is a network address. Of what
guests do only refusals are told.
"""

import logging
from ipaddress import ip_address

from litestar import Request
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from wetalked.core.clock import MINUTE
from wetalked.core.logs import tell
from wetalked.core.problems import PROBLEM, Problem
from wetalked.db.context import Context
from wetalked.http.client_ip import FORWARDED_FOR, client_address
from wetalked.http.credentials import CREDENTIALS, PERSON, SAFE
from wetalked.http.limits import Limit

SIGN_IN = "/api/v1/sessions"
OFFICE = ("/api/v1/events", "/api/v1/tokens")
REFUSED = {401, 403, 409, 429}
NAMED = ("slug", "participant")
LINES_A_MINUTE = 600

log = logging.getLogger(__name__)


class Audit:
    """Writes these lines, but not so many that somebody outside could fill the disk."""

    def __init__(self, context: Context) -> None:
        """Nothing told yet."""
        self._trusted = context.settings.trusted_proxies
        self._lines = Limit(LINES_A_MINUTE, MINUTE, context.clock)

    def look(self, scope: HTTPScope, status: int) -> None:
        """Tell of this answer, if it is worth a line."""
        route = str(scope.get("path_template") or "")
        level, what = worth_telling(scope, route, status)
        if not what:
            return
        try:
            self._lines.count("all")
        except Problem:
            return
        state, named = scope.get("state", {}), scope.get("path_params", {})
        tell(
            log,
            level,
            what,
            person=state.get(PERSON),
            call=f"{scope['method']} {route}",
            status=status,
            problem=state.get(PROBLEM),
            **{name: named[name] for name in NAMED if name in named},
            address=self._address(scope),
        )

    def _address(self, scope: HTTPScope) -> str:
        request: Request[object, object, object] = Request(scope)  # type: ignore[type-var]  # it has no state of its own
        peer = request.client.host if request.client else ""
        found = client_address(peer, request.headers.get(FORWARDED_FOR, ""), self._trusted)
        try:
            return str(ip_address(found))
        except ValueError:
            return "unknown"


def worth_telling(scope: HTTPScope, route: str, status: int) -> tuple[int, str]:
    """How grave it is, and what happened; nothing for all that goes its usual way."""
    unsafe = scope["method"] not in SAFE
    if route == SIGN_IN and unsafe and status == 401:
        return logging.WARNING, "sign-in failed"
    if route == SIGN_IN and status == 201:
        return logging.INFO, "signed in"
    if status in REFUSED and (status != 401 or scope.get("state", {}).get(CREDENTIALS)):
        return logging.WARNING, "refused"
    if unsafe and status < 300 and route.startswith(OFFICE):
        return logging.INFO, "changed"
    return logging.INFO, ""


def audited(app: ASGIApp, audit: Audit) -> ASGIApp:
    """Look at every answer when it begins."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return

        async def look_and_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                audit.look(scope, message["status"])
            await send(message)

        await app(scope, receive, look_and_send)

    return wrapped
