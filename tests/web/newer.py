"""What browsers learned after the oldest ones that the app is for, by MDN's own data."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parents[2] / "web/node_modules/@mdn/browser-compat-data/data.json"
OLDEST = {"safari_ios": 16.4, "chrome": 109.0, "chrome_android": 109.0, "firefox": 115.0}
# A statement about something that is not there as such, or under another name.
NOT_PLAIN = {"flags", "prefix", "alternative_name"}


class Feature(NamedTuple):
    """Something in the data, as `("api", "URL", "canParse_static")`; old if all of ours have it."""

    path: tuple[str, ...]
    old: bool

    @property
    def name(self) -> str:
        """As it is written in a script."""
        return self.path[-1].removesuffix("_static").removesuffix("_event")

    @property
    def owner(self) -> str:
        """What it is a part of."""
        return ".".join(
            part for part in self.path[:-1] if part not in {"api", "javascript", "builtins"}
        )


@cache
def features() -> list[Feature]:
    """All that scripts and styles may use."""
    data = json.loads(DATA.read_text("utf-8"))
    scripts = [data["api"], data["javascript"]["builtins"]]
    paths = [("api",), ("javascript", "builtins")]
    found = [one for node, path in zip(scripts, paths, strict=True) for one in below(node, path)]
    return [*found, *below(data["css"], ("css",))]


def below(node: dict[str, Any], path: tuple[str, ...]) -> Iterator[Feature]:
    """The features in a part of the data."""
    for name, child in node.items():
        if name == "__compat":
            yield Feature(path, is_old(child["support"]))
        elif isinstance(child, dict):
            yield from below(child, (*path, name))


def is_old(support: dict[str, Any]) -> bool:
    """Whether each of the oldest browsers has it."""
    return all(had_by(support.get(browser), version) for browser, version in OLDEST.items())


def had_by(statements: Any, version: float) -> bool:
    """Whether a browser of this version has it; what is not said counts as had."""
    listed = statements if isinstance(statements, list) else [statements or {"version_added": True}]
    return any(
        since(one["version_added"]) <= version < since(one.get("version_removed", False))
        for one in listed
        if not NOT_PLAIN & one.keys()
    )


def since(version: Any) -> float:
    """`"16.4"`, `"≤18"`; endless for what no version has."""
    if version is True:
        return 0
    return float(version.lstrip("≤")) if version and version != "preview" else float("inf")


def newer_members() -> list[Feature]:
    """Functions and fields of what scripts know by name."""
    return [one for one in features() if not one.old and is_member(one)]


def is_member(feature: Feature) -> bool:
    """Not an option, an event or a detail."""
    parts = len(feature.path) - (1 if feature.path[0] == "api" else 2)
    return feature.path[0] != "css" and parts == 2 and not feature.path[-1].endswith("_event")


def newer_globals() -> list[Feature]:
    """What scripts know by name."""
    return [one for one in features() if not one.old and is_global(one)]


def is_global(feature: Feature) -> bool:
    """An interface, or a built-in object."""
    parts = len(feature.path) - (1 if feature.path[0] == "api" else 2)
    return feature.path[0] != "css" and parts == 1
