"""Answers that are sent again only when they have changed (RFC 9110, section 13.1.2)."""

import hashlib
from typing import Any

import msgspec
from litestar import MediaType, Response

from wetalked.http.request import AnyRequest

HEADERS = {"cache-control": "private, no-cache"}


def tagged(request: AnyRequest, value: Any) -> Response[Any]:
    """The value as JSON with its ETag, or 304 where the caller has it already."""
    body = msgspec.json.encode(value)
    return tagged_bytes(request, body, MediaType.JSON)


def tagged_bytes(request: AnyRequest, body: bytes, media_type: MediaType | str) -> Response[Any]:
    """The same for a body that is ready."""
    tag = f'"{digest(body)}"'
    headers = {**HEADERS, "etag": tag}
    if knows(request.headers.get("if-none-match", ""), tag):
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    return Response(body, headers=headers, media_type=media_type)


def digest(body: bytes) -> str:
    """What stands for these bytes."""
    return hashlib.sha256(body).hexdigest()[:32]


def knows(if_none_match: str, tag: str) -> bool:
    """Whether the header names this tag; weak and strong ones are alike here."""
    named = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return tag in named or named == ["*"]
