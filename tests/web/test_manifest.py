"""What a phone needs to install the app: manifest, icons, colours."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

WEB = Path(__file__).parents[2] / "web"
PUBLIC = WEB / "public"
RED = (0xC8, 0x10, 0x2E)
PAPER = re.compile(r"--paper: (#\w+);")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PUBLIC / "manifest.webmanifest").read_text("utf-8"))
    return found


def test_the_manifest_says_what_installing_needs(manifest: dict[str, Any]) -> None:
    assert manifest["name"] == manifest["short_name"] == "wetalked"
    assert manifest["id"] == manifest["start_url"] == manifest["scope"] == "/"
    assert manifest["display"] == "standalone"
    assert manifest["lang"] == "en"
    assert manifest["description"]


def test_it_opens_on_the_colour_of_the_page(manifest: dict[str, Any]) -> None:
    tokens = (WEB / "src" / "style" / "tokens.css").read_text("utf-8")
    light, dark = PAPER.findall(tokens)
    assert manifest["background_color"] == manifest["theme_color"] == light.upper()
    page = (WEB / "index.html").read_text("utf-8")
    for theme, paper in (("light", light), ("dark", dark)):
        tag = f'content="{paper.upper()}" media="(prefers-color-scheme: {theme})"'
        assert f'name="theme-color" {tag}' in page


def test_every_icon_is_there_in_the_size_it_claims(manifest: dict[str, Any]) -> None:
    icons = manifest["icons"] + [icon for one in manifest["shortcuts"] for icon in one["icons"]]
    for icon in icons:
        file = PUBLIC / icon["src"].lstrip("/")
        assert file.is_file()
        if file.suffix == ".png":
            width, height = opened(file).size
            assert icon["sizes"] == f"{width}x{height}"
    offered = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert {(f"{n}x{n}", way) for n in (192, 512) for way in ("any", "maskable")} <= offered
    assert opened(PUBLIC / "icon-180.png").size == (180, 180)


def opened(file: Path) -> Image.Image:
    """The picture, its file closed again."""
    with Image.open(file) as picture:
        return picture.convert("RGB")


@pytest.mark.parametrize("size", [180, 192, 512])
def test_the_mark_stands_in_the_part_that_no_mask_cuts(size: int) -> None:
    icon = opened(PUBLIC / f"icon-{size}.png")
    assert {icon.getpixel((x, y)) for x in (0, size - 1) for y in (0, size - 1)} == {RED}
    box = ImageChops.difference(icon, Image.new("RGB", icon.size, RED)).getbbox()
    assert box
    left, top, right, bottom = box
    assert (bottom - top) / size == pytest.approx(0.56, abs=0.02)
    assert abs((left + right) / 2 - size / 2) <= size * 0.01
    assert abs((top + bottom) / 2 - size / 2) <= size * 0.01


def test_shortcuts_lead_into_the_app_and_bear_its_words(manifest: dict[str, Any]) -> None:
    places = {one["url"]: one for one in manifest["shortcuts"]}
    assert set(places) == {"/scan", "/"}
    for url, key in (("/scan", "we-talked"), ("/", "badge.title")):
        assert places[url]["name"] == text("en", key)
        assert places[url]["name_localized"] == {"de": text("de", key)}


def text(language: str, key: str) -> str:
    """A sentence of the app."""
    found: dict[str, str] = json.loads(
        (WEB / "src/i18n" / f"first.{language}.json").read_text("utf-8")
    )
    return found[key]
