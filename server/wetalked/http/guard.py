"""What no call can take is refused before any part of the app looks at it.

A path or query that is no text (a NUL, bytes that are no UTF-8) or longer than any of ours, and
headers longer than any that a browser sends.
"""

from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from wetalked.core.lengths import HEADER
from wetalked.core.problems import Problem, invalid
from wetalked.http.errors import send_problem

MOST_PATH_BYTES = 2_048
MOST_QUERY_BYTES = 64 * 1024  # six headings of a list, each sign of them three escaped bytes


def guarded(app: ASGIApp) -> ASGIApp:
    """Refuse such requests; all others go on."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        problem = None
        if scope["type"] == ScopeType.HTTP:
            problem = next(problems_of(scope), None)
        if problem is None:
            await app(scope, receive, send)
        else:
            await send_problem(problem, scope, receive, send)

    return wrapped


def problems_of(scope: HTTPScope) -> Iterator[Problem]:
    """What is wrong with path, query and headers."""
    path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    if len(path) > MOST_PATH_BYTES or not is_text(path):
        yield Problem("not-found")
    if len(query) > MOST_QUERY_BYTES:
        yield invalid("query", f"{len(query)} bytes; at most {MOST_QUERY_BYTES} are accepted.")
    if not is_text(query):
        yield invalid("query", "A NUL character, or no UTF-8; escaped text is accepted.")
    for name, value in scope["headers"]:
        if len(value) > HEADER or b"\0" in value:
            accepted = f"at most {HEADER} without a NUL are accepted."
            yield invalid(name.decode("latin-1"), f"{len(value)} bytes; {accepted}")


def is_text(escaped: bytes) -> bool:
    """Whether these bytes are UTF-8 without a NUL once they are read as in a URL (RFC 3986)."""
    found = unquote_to_bytes(escaped)
    try:
        found.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in found
