"""Headers of every answer: what a page may load, and what is kept by nobody."""

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

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


def with_headers(app: ASGIApp, *, secure: bool) -> ASGIApp:
    """Set them on every answer, errors included; what a handler has set stays."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add(MutableScopeHeaders.from_message(message), scope["path"], secure=secure)
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
