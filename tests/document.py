"""The calls of the API's own document, so that a new one cannot be left out of a test of all."""

import functools
from typing import Any, NamedTuple

from conftest import all_handlers
from wetalked.http.openapi import document

METHODS = ("get", "post", "put", "patch", "delete")


class Operation(NamedTuple):
    """A method and a path with its parameters in braces."""

    method: str
    path: str

    def __str__(self) -> str:
        """As tests name it."""
        return f"{self.method} {self.path}"


@functools.cache
def operations() -> list[Operation]:
    """Every call there is."""
    paths: dict[str, dict[str, Any]] = document(all_handlers())["paths"]
    return [
        Operation(method.upper(), path.removeprefix("/api/v1"))
        for path, item in paths.items()
        for method in METHODS
        if method in item
    ]
