"""How a request says who calls: a bearer token, or the session cookie from our own pages."""

from litestar.datastructures import Cookie

from wetalked.core.clock import DAY, SECOND
from wetalked.core.problems import Problem
from wetalked.core.settings import Settings
from wetalked.http.request import AnyRequest

SESSION_LASTS = 180 * DAY
SAFE = {"GET", "HEAD", "OPTIONS"}
# In a request's state: its cookie opens nothing any more, and the answer takes it away.
DEAD_COOKIE = "dead_cookie"
# Likewise: who calls, and whether the request said so at all.
PERSON, CREDENTIALS = "person", "credentials"


def bearer(request: AnyRequest) -> str | None:
    """The token of an `Authorization` header (RFC 6750); raises `signed-out` for another scheme."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem("signed-out", "Authorization takes `Bearer TOKEN`.")
    return token.strip()


def cookie_name(settings: Settings) -> str:
    """`__Host-` binds the cookie to this very host, and needs https."""
    return "__Host-wetalked" if settings.secure else "wetalked"


def session_cookie(settings: Settings, token: str, lasts: int = SESSION_LASTS) -> Cookie:
    """The session's cookie; it lasts as long as the session may."""
    return Cookie(
        key=cookie_name(settings),
        value=token,
        path="/",
        httponly=True,
        secure=settings.secure,
        samesite="lax",
        max_age=lasts // SECOND,
    )


def no_cookie(settings: Settings) -> Cookie:
    """What takes the cookie away: browsers believe it only with all that it was set with.

    (RFC 6265bis, section 5.7: a name that begins with `__Host-` needs `Secure` and the path `/`.)
    """
    return session_cookie(settings, "", lasts=0)


def check_origin(request: AnyRequest, settings: Settings) -> None:
    """An unsafe call by cookie comes from our own pages; raises `cross-origin`."""
    origin = request.headers.get("origin")
    if origin is None:
        own = request.headers.get("sec-fetch-site") == "same-origin"
    else:
        own = origin.lower() == origin_of(settings.base_url)
    if not own:
        raise Problem("cross-origin", f"Accepted is Origin: {origin_of(settings.base_url)}.")


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL (RFC 6454)."""
    return "/".join(url.split("/", 3)[:3]).lower()
