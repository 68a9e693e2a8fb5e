"""Every string that the API's document lets a caller send, and requests that put a text there."""

import copy
import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, quote_from_bytes

Schema = dict[str, Any]
Place = tuple[str | int, ...]

# What fits where a field's type alone does not say it.
FITTING = {
    "badge": "00000000",
    "email": "nobody@example.org",
    "ends_at": "2027-01-02T12:00:00Z",
    "event": "day26",
    "phone": "+49 30 123456",
    "link": "https://example.org",
    "slug": "day26",
    "starts_at": "2027-01-01T12:00:00Z",
    "time_zone": "Europe/Berlin",
    "url": "https://pretix.example.org/demo/day26",
}
OF_FORMAT = {
    "date": "2027-01-01",
    "date-time": "2026-12-05T11:00:00Z",
    "uuid": "0193f0a0-0000-7000-8000-000000000001",
}


class Request(NamedTuple):
    """A request as bytes: what travels is what the test means."""

    method: str
    path: bytes
    query: bytes = b""
    body: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Text(NamedTuple):
    """A text in the ways in which it travels: escaped in a URL, in JSON, and bare."""

    in_url: bytes
    in_json: str
    bare: bytes

    @classmethod
    def of(cls, text: str) -> "Text":
        """Any text; half a surrogate pair too, as the bytes that it would have in UTF-8."""
        encoded = text.encode("utf-8", "surrogatepass")
        return cls(quote_from_bytes(encoded, safe="").encode(), text, encoded)


class Spot(NamedTuple):
    """One string of one call; `name` tells a reader which."""

    name: str
    method: str
    template: str
    where: str  # "path", "query", "header", "json" or the media type of a bare body
    place: Place
    values: dict[str, Any]  # what else the call needs: path, query, body


def spots(document: Schema, **there: str) -> Iterator[Spot]:
    """Every string of every call; what is `there` stands in paths by its name."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for spot in of_call(document, method.upper(), path, operation):
                values = {**spot.values, "path": {**spot.values["path"], **there}}
                yield spot._replace(values=values)


def of_call(document: Schema, method: str, path: str, operation: Schema) -> Iterator[Spot]:
    """The strings of one call."""
    parameters = operation.get("parameters", [])
    bodies = operation.get("requestBody", {}).get("content", {})
    json_schema = bodies.get("application/json", {}).get("schema")
    values = {
        "path": {one["name"]: sample(document, one["schema"], one["name"]) for one in parameters},
        "query": {
            one["name"]: sample(document, one["schema"], one["name"])
            for one in parameters
            if one["in"] == "query" and one["required"]
        },
        "body": sample(document, json_schema, "") if json_schema else None,
    }
    for one in parameters:
        if "string" in types(document, one["schema"]):
            name = f"{method} {path} {one['in']} {one['name']}"
            yield Spot(name, method, path, one["in"], (one["name"],), values)
    for media, content in bodies.items():
        for place in strings(document, content["schema"], ()) if media.endswith("json") else [()]:
            where = "json" if media.endswith("json") else media
            name = f"{method} {path} {where} {'.'.join(map(str, place))}"
            yield Spot(name, method, path, where, place, values)


def strings(document: Schema, schema: Schema, place: Place) -> Iterator[Place]:
    """Where in a JSON body a string may stand; of a list its first item stands for all."""
    for one in variants(document, schema):
        if "string" in types(document, one) and "const" not in one:
            yield place
        for name, inner in one.get("properties", {}).items():
            if "op" in one["properties"]:  # an operation of a sync: its kind goes with it
                kind = one["properties"]["op"]["enum"][0]
                yield from strings(document, inner, (*place, f"op={kind}", name))
            else:
                yield from strings(document, inner, (*place, name))
        if "items" in one:
            yield from strings(document, one["items"], (*place, 0))


def variants(document: Schema, schema: Schema) -> Iterator[Schema]:
    """The schema without references, each alternative for itself."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    inner = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    beside = {key: value for key, value in schema.items() if key in {"maxLength", "pattern"}}
    for one in inner:
        yield from variants(document, {**beside, **one})
    if not inner:
        yield schema


def types(document: Schema, schema: Schema) -> set[str]:
    """What a value may be."""
    found: set[str] = set()
    for one in variants(document, schema):
        named = one.get("type", [])
        found.update([named] if isinstance(named, str) else named)
        found.update({"string"} if "enum" in one else ())
    return found


def sample(document: Schema, schema: Schema, name: str) -> Any:
    """A small value that fits, with only what is required."""
    first = next(one for one in variants(document, schema) if one.get("type") != "null")
    if "enum" in first:
        return first["enum"][0]
    match first.get("type"):
        case "object":
            required = first.get("required", [])
            return {
                key: sample(document, first["properties"][key], key)
                for key in required
                if key in first["properties"]
            }
        case "array":
            return []
        case "boolean":
            return False
        case "integer":
            return 1
    return OF_FORMAT.get(first.get("format", ""), FITTING.get(name, "x"))


def request_with(document: Schema, spot: Spot, text: Text) -> Request:
    """The call with this text in its place, and what fits everywhere else."""
    path, query = spot.template.encode(), dict(spot.values["query"])
    for name, value in spot.values["path"].items():
        here = spot.where == "path" and spot.place == (name,)
        path = path.replace(
            b"{%s}" % name.encode(), text.in_url if here else quote(str(value)).encode()
        )
    pairs = [b"%s=%s" % (key.encode(), quote(str(value)).encode()) for key, value in query.items()]
    if spot.where == "query":
        pairs = [one for one in pairs if not one.startswith(spot.place[0].encode() + b"=")]  # type: ignore[union-attr]  # a name
        pairs.append(b"%s=%s" % (str(spot.place[0]).encode(), text.in_url))
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body = b""
    if spot.where == "header":
        headers = ((str(spot.place[0]).encode(), text.bare),)
    elif "/" in spot.where:
        body, headers = text.bare, ((b"content-type", spot.where.encode()),)
    elif spot.values["body"] is not None:
        whole = copy.deepcopy(spot.values["body"])
        if spot.where == "json":
            whole = put(document, whole, spot.place, text.in_json)
        body, headers = json.dumps(whole).encode(), ((b"content-type", b"application/json"),)
    return Request(spot.method, path, b"&".join(pairs), body, headers)


def put(document: Schema, whole: Any, place: Place, text: str) -> Any:
    """The body with the text in this place; what is missing on the way is made."""
    if not place:
        return text
    head, *rest = place
    if isinstance(head, int):
        return [put(document, (whole or [{}])[0], tuple(rest), text)]
    if head.startswith("op="):
        kind = head.removeprefix("op=")
        needed = operation_with(document, kind)
        return {**needed, **put(document, needed, tuple(rest), text)}
    whole = dict(whole or {})
    return {**whole, head: put(document, whole.get(head), tuple(rest), text)}


def operation_with(document: Schema, kind: str) -> dict[str, Any]:
    """An operation of this kind with what it needs."""
    for schema in document["components"]["schemas"].values():
        if schema.get("properties", {}).get("op", {}).get("enum") == [kind]:
            return {"badge": FITTING["badge"], **sample(document, schema, "")}
    raise LookupError(kind)
