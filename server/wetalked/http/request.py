"""A request of any user, auth and state: Litestar's own three parameters are not used here."""

from typing import Any

from litestar import Request

AnyRequest = Request[Any, Any, Any]
