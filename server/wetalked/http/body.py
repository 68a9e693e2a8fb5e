"""Request bodies, decoded strictly: no `"1"` for 1, no unknown field, no time without an offset."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import msgspec
from litestar.exceptions import InternalServerException
from litestar.openapi.spec import OpenAPIMediaType, Operation, Reference, RequestBody, Schema

from wetalked.core.problems import FieldError, Problem, invalid
from wetalked.http.request import AnyRequest

JSON_TYPES = ("application/json",)
KIB = 1024
MOST_BYTES = 16 * KIB
MOST_SYNC_BYTES = 1024 * KIB
MOST_DECK_BYTES = 256 * KIB
# The ids of everybody on the longest list, or the tickets of one message.
MOST_PEOPLE_BYTES = 1024 * KIB

SECONDS = 30
BYTES_A_SECOND = 32 * KIB

# A backslash that stands for itself, a whole pair, or half of one (RFC 8259, sections 7 and 8.2).
_ESCAPES = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
NO_TEXT = "A NUL character, or half of a surrogate pair; text is accepted."
_NUL = b"\\u0000"


class StrictRequest(AnyRequest):
    """Where Litestar converts leniently, a body is decoded into the handler's type or refused."""

    async def json(self) -> Any:
        """The body as the Struct that the handler's `data` is annotated with."""
        check_content_type(self)
        field = self.route_handler.parsed_data_field
        return decode(await self.body(), field.annotation if field else Any)

    async def body(self) -> bytes:
        """The whole body; raises `too-slow`, `not-json` where it broke off."""
        most = self.route_handler.resolve_request_max_body_size() or 0
        try:
            async with asyncio.timeout(seconds_for(most)):
                return await super().body()
        except TimeoutError as fault:
            raise Problem("too-slow") from fault
        except InternalServerException as fault:
            raise Problem("not-json", "The body broke off before its end.") from fault


@dataclass
class TakesBody(Operation):
    """Documents a body that the handler decodes by itself, as it may have to look at it before."""

    kind: ClassVar[Any]
    required: ClassVar[bool] = True

    def __post_init__(self) -> None:
        """Names the type; `openapi` tells what it holds."""
        content = {kind: OpenAPIMediaType(schema) for kind, schema in self.content().items()}
        self.request_body = RequestBody(content=content, required=self.required)

    def content(self) -> dict[str, Reference | Schema]:
        """What the body may be, by its media type."""
        return {JSON_TYPES[0]: Reference(ref=f"#/components/schemas/{self.kind.__name__}")}


def seconds_for(most: int) -> float:
    """How long a body of a call that takes `most` bytes may take to arrive."""
    return SECONDS + most / BYTES_A_SECOND


def check_content_type(request: AnyRequest) -> None:
    """A body without a `Content-Type` is taken for JSON; any other type is refused."""
    given = request.headers.get("content-type", JSON_TYPES[0]).partition(";")[0].strip().lower()
    if given not in JSON_TYPES:
        raise Problem(
            "unsupported-media-type", f"Read {given[:80]!r}, accepted is {JSON_TYPES[0]}."
        )


def decode(body: bytes, kind: Any) -> Any:
    """Bytes as this type; raises `not-json` or `invalid`.

    Half a surrogate pair is read as a NUL, and a NUL is refused wherever it stands: no database
    keeps either. What a type leaves raw is looked at when it is decoded in its turn.
    """
    try:
        return without_nul(body, decoder(kind).decode(body))
    except msgspec.ValidationError as fault:
        raise as_invalid(fault) from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        whole = _ESCAPES.sub(lambda found: _NUL if found[1] else found[0], body)
        if whole != body:
            return decode(whole, kind)
        raise Problem("not-json", f"The body cannot be read as JSON: {fault}.") from fault


@cache
def decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    """The decoder of a type, made once."""
    return msgspec.json.Decoder(kind, strict=True)


def without_nul(body: bytes, found: Any) -> Any:
    """What was decoded; raises `invalid` for the first text in it that holds a NUL."""
    if _NUL in body:
        for field, text in texts_in("", found):
            if "\0" in text:
                raise invalid(field or "body", NO_TEXT)
    return found


def texts_in(field: str, found: Any) -> Iterator[tuple[str, str]]:
    """Every text in a decoded value, each with the path to its field."""
    if isinstance(found, str):
        yield field, found
    elif isinstance(found, list):
        for place, one in enumerate(found):
            yield from texts_in(f"{field}[{place}]", one)
    elif isinstance(found, msgspec.Struct):
        for name in found.__struct_fields__:
            yield from texts_in(f"{field}.{name}".removeprefix("."), getattr(found, name))


def as_invalid(fault: msgspec.ValidationError) -> Problem:
    """msgspec's `message - at `$.path`` as a field and its message."""
    message, _, path = str(fault).partition(" - at `")
    field = path.rstrip("`").removeprefix("$").removeprefix(".") or "body"
    return Problem("invalid", f"{field}: {message}", errors=[FieldError(field, message)])
