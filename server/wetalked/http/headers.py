"""Headers of every answer: what a page may load, and what is kept by nobody."""

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from wetalked.core.settings import Settings
from wetalked.http.credentials import DEAD_COOKIE, no_cookie

# 'wasm-unsafe-eval' is what instantiating the QR decoder needs; nothing else is evaluated.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'wasm-unsafe-eval'; "
    "worker-src 'self'; "
    "connect-src 'self'; "
    "img-src 'self' data: blob:; "
    "media-src 'self' blob:; "
    "frame-src blob:; "
    "style-src 'self'; "
    "object-src 'none'; "
    "base-uri 'none'; "
    "form-action 'self'; "
    "frame-ancestors 'none'"
)
FIXED = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "x-robots-tag": "noindex",
}
SECRET_PATHS = ("/join/", "/unsubscribe/")
TWO_YEARS = "max-age=63072000"


def with_headers(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Set them on every answer, errors included; what a handler has set stays.

    An answer to a cookie that opens nothing any more takes it away.
    """
    secure = settings.secure
    without_cookie = no_cookie(settings).to_header(header="")

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                add(headers, scope["path"], secure=secure)
                dead = scope.get("state", {}).get(DEAD_COOKIE)
                if dead and "set-cookie" not in headers:  # signing in sets a new one
                    headers.add("set-cookie", without_cookie)
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped


def add(headers: MutableScopeHeaders, path: str, *, secure: bool) -> None:
    """The headers for this path."""
    for name, value in FIXED.items():
        headers.setdefault(name, value)
    secret = path.startswith(SECRET_PATHS)
    headers.setdefault("referrer-policy", "no-referrer" if secret else "same-origin")
    if path.startswith("/api/"):
        headers.setdefault("cache-control", "no-store")
    if secure:
        headers.setdefault("strict-transport-security", TWO_YEARS)
