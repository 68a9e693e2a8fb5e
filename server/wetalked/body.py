"""Request bodies, decoded strictly: no `"1"` for 1, no unknown field, no time without an offset."""

from typing import Any

import msgspec
from litestar import Request

from wetalked.problems import FieldError, Problem

JSON_TYPES = ("application/json",)
MOST_BYTES = 1024 * 1024


class StrictRequest(Request[Any, Any, Any]):
    """Where Litestar converts leniently, a body is decoded into the handler's type or refused."""

    async def json(self) -> Any:
        """The body as the Struct that the handler's `data` is annotated with."""
        check_content_type(self)
        field = self.route_handler.parsed_data_field
        return decode(await self.body(), field.annotation if field else Any)


def check_content_type(request: Request[Any, Any, Any]) -> None:
    """A body without a `Content-Type` is taken for JSON; any other type is refused."""
    given = request.headers.get("content-type", JSON_TYPES[0]).partition(";")[0].strip().lower()
    if given not in JSON_TYPES:
        raise Problem(
            "unsupported-media-type", f"Read {given[:80]!r}, accepted is {JSON_TYPES[0]}."
        )


def decode(body: bytes, kind: Any) -> Any:
    """Bytes as this type; raises `not-json` or `invalid`."""
    try:
        return msgspec.json.decode(body, type=kind, strict=True)
    except msgspec.ValidationError as fault:
        raise as_invalid(fault) from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Problem("not-json", f"The body cannot be read as JSON: {fault}.") from fault


def as_invalid(fault: msgspec.ValidationError) -> Problem:
    """msgspec's `message - at `$.path`` as a field and its message."""
    message, _, path = str(fault).partition(" - at `")
    field = path.rstrip("`").removeprefix("$").removeprefix(".") or "body"
    return Problem("invalid", f"{field}: {message}", errors=[FieldError(field, message)])
