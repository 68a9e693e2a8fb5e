"""Nothing goes on unheard: `jobs` begins every task, and tells what it died of."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "server" / "wetalked"
BEGINS_TASKS = {"create_task", "ensure_future", "BackgroundTask", "BackgroundTasks", "TaskGroup"}
FILES = sorted(file for file in PACKAGE.rglob("*.py") if file.name != "jobs.py")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_only_jobs_begins_tasks(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & BEGINS_TASKS
