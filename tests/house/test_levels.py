"""Imports run one way: down the levels, and along the folders within one."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "server" / "wetalked"
FOLDERS = [
    *("people", "events", "badges", "notes", "talks", "mail", "followups", "live", "export"),
    "shops",
]
# fmt: off
LEVELS = [
    {
        "ids", "clock", "settings", "problems", "limits", "i18n", "text", "body", "logs", "address",
        "request", "credentials", "lengths", "paging", "when", "lifeline", "templates", "files",
        "jobs", "zones",
    },
    {"model", "layout"},
    {"headings", "spelling"},
    {"legacy", "values", "standing"},
    {"encoding"},
    {"reading", "columns"},
    {
        "merge", "code", "qr", "fonts", "render", "given", "row", "naming", "alike",
        "hint", "opener", "deck", "export", "vcard", "schedule", "card",
        "message", "stopping", "plain", "choice", "seal", "signature",
    },
    {"roster"},
    {"match"},
    {"picture", "sheet", "plan", "view", "writing", "compose", "letters"},
    {"db"},
    {"unit"},
    {"store", "outbox", "access", "kit", "smtp"},
    {"session", "hub", "transport", "queue", "blocks", "sync", "drafts"},
    {"delivery"},
    {"routes", "worker", "answers", "audit", "guard", "headers", "openapi", "etag", "metrics"},
    {"app", "pages", "static", "helper"},
    {"cli", "demo", "commands"},
]
# fmt: on


def place(file: Path) -> tuple[int, int]:
    """The level and the folder's rank of a file, by the last word of its name.

    All of `db/` or `i18n/` is one level.
    """
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    name = parts[0] if parts[0] in {"db", "i18n", "commands"} else parts[-1].split("_")[-1]
    (level,) = [rank for rank, names in enumerate(LEVELS) if name in names] or [-1]
    return level, FOLDERS.index(parts[0]) if parts[0] in FOLDERS else -1


def imported(file: Path) -> list[Path]:
    """The project's own files that this one imports."""
    modules = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wetalked"):
            modules += [f"{node.module}.{alias.name}" for alias in node.names] + [node.module or ""]
        elif isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names if alias.name.startswith("wetalked.")]
    paths = [PACKAGE.parent.joinpath(*module.split(".")) for module in modules]
    return [path.with_suffix(".py") for path in paths if path.with_suffix(".py").is_file()]


FILES = sorted(file for file in PACKAGE.rglob("*.py") if not file.name.startswith("__"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_file_stands_at_a_named_level_and_imports_only_from_below(file: Path) -> None:
    level, folder = place(file)
    assert level >= 0, f"{file.name} has no level: name it as its neighbours are, or add the word"
    for other in imported(file):
        below, earlier = place(other)
        inside_a_level = folder == earlier == -1 and below == level
        assert (below, earlier) < (level, folder) or inside_a_level, (
            f"{file.relative_to(PACKAGE)} imports {other.relative_to(PACKAGE)} above it"
        )
