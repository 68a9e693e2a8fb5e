"""The API's document: what Litestar finds in the handlers, told as strictly as it is enforced."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from litestar import Litestar, Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from wetalked import __version__
from wetalked.http.body import TakesBody
from wetalked.http.errors import PROBLEM_JSON

MODULE = re.compile(rb"(?<=Page_)wetalked[\w.]*\.(?=[A-Z])")
DESCRIPTION = """
Base `/api/v1`, JSON. Errors are problems (RFC 9457), each with a page under `/problems/NAME`.
Who calls says so by `Authorization: Bearer TOKEN` (`wtp_…` a person, `wto_…` an organizer) or,
in the app, by the session cookie.
"""
OPENAPI = OpenAPIConfig(
    title="wetalked",
    version=__version__,
    description=DESCRIPTION.strip(),
    # Its own pages would load from other hosts; `/docs` and `/api/v1/openapi.json` are ours.
    openapi_router=Router("/api/reference", route_handlers=[], include_in_schema=False),
    render_plugins=[JsonRenderPlugin()],
    use_handler_docstrings=True,
    security=[{"bearer": []}, {"cookie": []}],
    components=Components(
        security_schemes={
            "bearer": SecurityScheme(type="http", scheme="bearer"),
            "cookie": SecurityScheme(
                type="apiKey", name="__Host-wetalked", security_scheme_in="cookie"
            ),
        }
    ),
)
EVENT = "/api/v1/events/{slug}/"
TAGS = (
    *((f"/api/v1/{name}", "Signing in") for name in ("sign-in", "links", "session")),
    *((f"/api/v1/me/{name}", "Signing in") for name in ("sessions",)),
    ("/api/v1/me", "Me"),
    *((f"/api/v1/{name}", "Talks") for name in ("scans", "talks", "sync", "live", "follow-up")),
    (f"{EVENT}deck", "Talks"),
    *((f"{EVENT}{name}", "People and badges") for name in ("participants", "badges")),
    (f"{EVENT}shop", "Ticket shop"),
    ("/api/v1/tokens", "API tokens"),
    ("/api/v1/", "Events"),
)
PROBLEM = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/not-found"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
PROBLEM_ANSWER = {
    "description": "A problem (RFC 9457)",
    "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def document(app: Litestar) -> dict[str, Any]:
    """The OpenAPI 3.1 document of this app."""
    found: dict[str, Any] = app.openapi_schema.to_schema()
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for path, operation in operations(found):
        operation["tags"] = [tag_of(path)]
        tell_in_a_sentence(operation)
        tell_problems(operation)
    schemas["Problem"] = PROBLEM
    tell_bodies(app, schemas)
    return without_modules(found)


def without_modules(found: dict[str, Any]) -> dict[str, Any]:
    """Litestar names a page by the module of its items: where those are kept is our business."""
    named: dict[str, Any] = msgspec.json.decode(MODULE.sub(b"", msgspec.json.encode(found)))
    components = named["components"]
    components["schemas"] = dict(sorted(components["schemas"].items()))
    return named


def tell_bodies(app: Litestar, schemas: dict[str, Any]) -> None:
    """Bodies as msgspec reads them: with every length, and whether other fields are refused."""
    raw = list(raw_lists(app))
    items, named = msgspec.json.schema_components(
        [*(one.item for one in raw), *body_types(app)],
        ref_template="#/components/schemas/{name}",
    )
    schemas.update(named)
    for one, item in zip(raw, items, strict=False):
        schemas[one.body]["properties"][one.field]["items"] = item


class RawList(NamedTuple):
    """A list in a body whose items a handler decodes one by one: which, and of what type."""

    body: str
    field: str
    item: Any


def raw_lists(app: Litestar) -> Iterator[RawList]:
    """Those that handlers declare in `opt` as `raw_lists`: {field: type of an item}."""
    for handler in handlers(app):
        for field, item in handler.opt.get("raw_lists", {}).items():
            body = handler.parsed_data_field
            if body is None:
                raise TypeError(f"{handler.handler_name} has no body that a list could be in")
            yield RawList(body.annotation.__name__, field, item)


def body_types(app: Litestar) -> Iterator[Any]:
    """The type of each body, decoded by Litestar or by the handler itself."""
    for handler in handlers(app):
        if handler.parsed_data_field:
            yield handler.parsed_data_field.annotation
        if issubclass(handler.operation_class, TakesBody):
            yield handler.operation_class.kind


def handlers(app: Litestar) -> Iterator[HTTPRouteHandler]:
    """Every handler that the document tells of."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if handler.resolve_include_in_schema():
                yield handler


def operations(found: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every operation, each with its path."""
    return [
        (path, operation)
        for path, methods in found["paths"].items()
        for operation in methods.values()
        if isinstance(operation, dict)
    ]


def tag_of(path: str) -> str:
    """Under which heading a call is found; the first beginning that fits decides."""
    return next(tag for beginning, tag in TAGS if path.startswith(beginning))


def tell_in_a_sentence(operation: dict[str, Any]) -> None:
    """The first line of what is said about it stands beside its path."""
    first, _, rest = str(operation.get("description", "")).partition("\n")
    if first:
        operation["summary"] = first
        operation["description"] = rest.strip() or first


def tell_problems(operation: dict[str, Any]) -> None:
    """Litestar documents a 400 of its own shape; every error here is a problem."""
    operation["responses"].pop("400", None)
    operation["responses"].get("204", {}).pop("content", None)
    operation["responses"]["default"] = PROBLEM_ANSWER
