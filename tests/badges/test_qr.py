"""The symbol holds the badge's address, and so do its pictures."""

import io
from itertools import pairwise
from typing import Any, TypeAlias

import pytest
import typst
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.main import QRCode
from qrcode.util import QRData

from bench import qr_mask
from wetalked.badges import picture, qr
from wetalked.badges.model import BadgeText
from wetalked.core import code

Point: TypeAlias = tuple[int, int]

BASES = [
    "https://wetalked.example",
    "http://192.168.178.23:8000",
    "https://events.example.org/talks",
    "https://a-rather-long-name-of-a-host.events.department.example.org:8443",
]
codes = st.text(code.ALPHABET, min_size=8, max_size=8)


def badge(url: str) -> BadgeText:
    return BadgeText(code=url[-8:], url=url, name="Mira", given_name="Mira", event_name="Meet")


def read(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("https://wetalked.example", "HTTPS://WETALKED.EXAMPLE/B/0123ABCD"),
        ("https://wetalked.example/", "HTTPS://WETALKED.EXAMPLE/B/0123ABCD"),
        ("http://Localhost:8000", "HTTP://LOCALHOST:8000/B/0123ABCD"),
        ("https://example.org/Talks", "https://example.org/Talks/B/0123ABCD"),
        ("https://example.org/talks/", "https://example.org/talks/B/0123ABCD"),
        ("https://me:pass@example.org", "https://me:pass@example.org/B/0123ABCD"),
    ],
)
def test_an_address_is_in_capitals_unless_case_may_matter(base: str, address: str) -> None:
    assert code.badge_url(base, "0123ABCD") == address


def test_capitals_make_a_smaller_symbol() -> None:
    address = code.badge_url("https://wetalked.example", "0123ABCD")
    assert len(qr.matrix(address)) == 25
    assert len(qr.matrix(address.lower())) == 29


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(BASES), codes)
def test_a_symbol_is_the_one_that_qrcode_draws(base: str, one: str) -> None:
    url = code.badge_url(base, one)
    data = QRData(url)
    version, level = qr.size(data.mode, len(data))
    symbol: QRCode[Any] = QRCode(version=version, error_correction=level, mask_pattern=qr.MASK)
    symbol.add_data(data)
    symbol.make(fit=False)
    assert qr.matrix(url) == symbol.modules


def test_bad_pictures_of_our_symbols_read_as_well_as_of_those_whose_mask_was_sought() -> None:
    qr_mask.chance.seed(11)  # the same pictures in every run; 2,000 codes by hand
    read = {way: counts.total() for way, counts in qr_mask.readings(15).items()}
    assert 30 <= read["sought"] <= 80  # so bad that many of the 90 are lost
    assert read["fixed"] >= read["sought"] * 0.95


def test_an_address_too_long_for_any_symbol_is_refused() -> None:
    assert len(qr.matrix(code.badge_url("https://example.org/" + "x" * 2000, "0123ABCD"))) <= 177
    with pytest.raises(ValueError, match="no QR code can hold an address of 2"):
        qr.matrix(code.badge_url("https://example.org/" + "x" * 2900, "0123ABCD"))


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(BASES), codes)
def test_a_png_reads_back_is_black_and_white_and_keeps_its_quiet_zone(base: str, one: str) -> None:
    url = code.badge_url(base, one)
    image = Image.open(io.BytesIO(picture.png(badge(url))))
    assert image.mode == "1"
    assert image.width == image.height == 16 * qr.width(qr.matrix(url))
    assert read(image.convert("L")) == [url]
    dark = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert dark == (64, 64, image.width - 64, image.height - 64)


@pytest.mark.parametrize("base", BASES)
def test_an_svg_is_one_path_on_white_that_reads_back(base: str) -> None:
    url = code.badge_url(base, code.make())
    drawing = picture.svg(badge(url))
    side = qr.width(qr.matrix(url))
    assert f'viewBox="0 0 {side} {side}"' in drawing
    assert drawing.count("<path") == 2  # the ground and the symbol
    assert read(drawn(drawing, side)) == [url]


@settings(deadline=None, max_examples=60)
@given(
    st.integers(1, 9).flatmap(
        lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_an_outline_encloses_the_dark_modules_and_nothing_else(modules: qr.Matrix) -> None:
    inside = {(x, y) for y, row in enumerate(modules) for x, dark in enumerate(row) if dark}
    assert enclosed(qr.outline(modules), qr.width(modules)) == {(x + 4, y + 4) for x, y in inside}


def enclosed(path: str, side: int) -> set[tuple[int, int]]:
    """The unit squares for which a ray to the left crosses the path an odd number of times."""
    crossings = [(x, y) for a, b in corners(path) for x, y in vertical_units(a, b)]
    return {
        (x, y)
        for x in range(side)
        for y in range(side)
        if sum(cx <= x and cy == y for cx, cy in crossings) % 2
    }


def corners(path: str) -> list[tuple[Point, Point]]:
    lines: list[tuple[Point, Point]] = []
    for loop in path.split("z")[:-1]:
        start, *moves = loop.replace("h", " h").replace("v", " v").replace("M", "M ").split()[1:]
        x, y = int(start), int(moves.pop(0))
        points = [(x, y)]
        for move in moves:
            x, y = (x + int(move[1:]), y) if move[0] == "h" else (x, y + int(move[1:]))
            points.append((x, y))
        assert points[0] == points[-1]
        lines += pairwise(points)
    return lines


def vertical_units(a: Point, b: Point) -> list[Point]:
    return [(a[0], y) for y in range(min(a[1], b[1]), max(a[1], b[1]))] if a[0] == b[0] else []


def drawn(svg: str, side: int) -> Image.Image:
    page = b"""#set page(width: auto, height: auto, margin: 0pt)
    #image(bytes(sys.inputs.svg), width: 40mm)"""
    png = typst.compile(page, format="png", ppi=254, sys_inputs={"svg": svg})
    image = Image.open(io.BytesIO(png)).convert("L")
    assert image.width >= 4 * side
    return image
