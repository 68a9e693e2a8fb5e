"""The first load of the phone app stays light, whole and of its own host."""

import json
import random
import re
from pathlib import Path

import pytest

import wetalked
from build import (
    FIRST_LOAD_LIMIT,
    PAGE_LIMIT,
    first_load,
    heaviest_texts,
    packed_size,
    weigh,
)

SRC = Path(__file__).parents[2] / "web" / "src"
STATIC = Path(wetalked.__file__).parent / "static"
GOAL = 36_000
ADDRESS = re.compile(r'(?:src|href)="([^"]+)"')


@pytest.fixture(scope="module")
def html() -> str:
    return (STATIC / "index.html").read_text(encoding="utf-8")


def test_first_load_of_script_and_style_keeps_its_goal() -> None:
    files = first_load(STATIC)
    assert {file.rpartition(".")[2] for file in files} == {"js", "css"}
    sizes = {file: packed_size(STATIC / file) for file in files} | heaviest_texts(STATIC)
    assert sum(sizes.values()) <= GOAL, sizes


def test_the_texts_of_one_language_come_apart_from_the_first_script() -> None:
    assert [*heaviest_texts(STATIC)] != []
    script = (STATIC / next(file for file in first_load(STATIC) if file.endswith(".js"))).read_text(
        encoding="utf-8"
    )
    for language in ("de", "en"):
        texts = json.loads((SRC / "i18n" / f"first.{language}.json").read_text(encoding="utf-8"))
        long = [text for text in texts.values() if len(text) > 60 and '"' not in text]
        assert [text for text in long if text in script] == []


@pytest.mark.parametrize(
    ("page", "script"), [(PAGE_LIMIT + 1, 1_000), (1_000, FIRST_LOAD_LIMIT + 1)]
)
def test_a_build_past_a_hard_limit_fails(tmp_path: Path, page: int, script: int) -> None:
    built(tmp_path, page=1_000, script=1_000)
    weigh(tmp_path)
    built(tmp_path, page=page, script=script)
    with pytest.raises(SystemExit, match="too heavy"):
        weigh(tmp_path)


def built(static: Path, *, page: int, script: int) -> None:
    """A build with a page and a packed script of so many bytes."""
    (static / "assets").mkdir(exist_ok=True)
    for name in ("index-a.js", "index-a.js.br"):
        (static / "assets" / name).write_bytes(random.randbytes(script))
    html = '<script type="module" src="/assets/index-a.js"></script>'
    (static / "index.html").write_text(html.ljust(page), encoding="utf-8")


def test_the_page_is_small_and_carries_no_inline_script_or_style(html: str) -> None:
    assert len(html.encode()) <= PAGE_LIMIT
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
