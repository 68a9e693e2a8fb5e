"""The first load of the phone app stays light, whole and of its own host."""

import re
from pathlib import Path

import brotli
import pytest

import wetalked

STATIC = Path(wetalked.__file__).parent / "static"
GOAL = 40_000
HTML_LIMIT = 3_000
FIRST_LOAD = re.compile(r'(?:src|href)="(/assets/[^"]+\.(?:js|css))"')
ADDRESS = re.compile(r'(?:src|href)="([^"]+)"')


@pytest.fixture(scope="module")
def html() -> str:
    return (STATIC / "index.html").read_text(encoding="utf-8")


def test_first_load_of_script_and_style_keeps_its_goal(html: str) -> None:
    files = FIRST_LOAD.findall(html)
    assert len(files) >= 2
    sizes = {file: len(brotli.compress((STATIC / file[1:]).read_bytes())) for file in files}
    assert sum(sizes.values()) <= GOAL, sizes


def test_the_page_is_small_and_carries_no_inline_script_or_style(html: str) -> None:
    assert len(html.encode()) <= HTML_LIMIT
    assert "<style" not in html
    assert " style=" not in html
    assert all(' src="' in tag for tag in re.findall(r"<script[^>]*>", html))


def test_the_page_asks_only_its_own_host_and_only_for_what_is_there(html: str) -> None:
    for address in ADDRESS.findall(html):
        assert address.startswith("/"), address
        assert (STATIC / address[1:]).is_file(), address


def test_the_decoder_comes_later_and_from_here(html: str) -> None:
    (decoder,) = STATIC.glob("assets/*.wasm")
    assert decoder.name not in html
    scripts = "".join(file.read_text(encoding="utf-8") for file in STATIC.glob("assets/*.js"))
    assert decoder.name in scripts
