"""Do symbols with our fixed mask read as well as those whose mask was sought?

Run by hand: `uv run python tests/bench/qr_mask.py`, a minute of CPU. 2,000 codes behind five
addresses, six kinds of bad picture each, so bad that about a third cannot be read.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable

import zxingcpp
from PIL import Image, ImageChops, ImageFilter
from qrcode.main import QRCode
from qrcode.util import QRData

from wetalked.badges.qr import MASK, holding, size
from wetalked.core.code import ALPHABET, badge_url

CODES = 2000
ADDRESSES = [
    "https://wetalked.example.org",
    "https://we.example",
    "http://192.168.178.23:8000",
    "https://events.example.org/talk",
    "https://konferenz2027.uni-beispiel.example",
]
chance = random.Random(11)


def main() -> None:
    """Print the share of pictures that were read, for each kind and each way to choose."""
    for way, counts in readings(CODES).items():
        shares = " ".join(f"{kind} {counts[kind] / CODES:.1%}" for kind in KINDS)
        sys.stdout.write(f"{way}: {shares}, all {counts.total() / CODES / len(KINDS):.1%}\n")


def readings(codes: int) -> dict[str, Counter[str]]:
    """How many bad pictures of each kind were read, by the way in which the mask was chosen."""
    read: dict[str, Counter[str]] = {"sought": Counter(), "fixed": Counter()}
    for number in range(codes):
        url = badge_url(ADDRESSES[number % 5], "".join(chance.choices(ALPHABET, k=8)))
        masks = {"sought": sought(url), "fixed": MASK}
        for kind, spoil in KINDS.items():
            state = chance.getstate()
            for way, mask in masks.items():
                chance.setstate(state)  # both get the same angle, size, blur
                found = zxingcpp.read_barcodes(spoil(url, mask))
                read[way][kind] += any(one.text == url for one in found)
    return read


def sought(url: str) -> int:
    return symbol_of(url, None).best_mask_pattern()


def symbol_of(url: str, mask: int | None) -> QRCode:  # type: ignore[type-arg] # as in `holding`
    data = QRData(url)
    symbol = holding(data, size(data.mode, len(data))[1])
    symbol.mask_pattern = mask
    return symbol


def drawn(url: str, mask: int, pixels: int) -> Image.Image:
    """The symbol with its quiet zone, in greys."""
    modules = symbol_of(url, mask).get_matrix()
    side = len(modules)
    greys = bytes(0 if dark else 255 for row in modules for dark in row)
    small = Image.frombytes("L", (side, side), greys)
    return small.resize((side * pixels, side * pixels), Image.Resampling.NEAREST)


def blurred(picture: Image.Image, pixels: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(pixels))


def out_of_focus(url: str, mask: int) -> Image.Image:
    return blurred(drawn(url, mask, 5), chance.uniform(1.75, 3))


def small(url: str, mask: int) -> Image.Image:
    turned = drawn(url, mask, 8).rotate(
        chance.uniform(-20, 20), Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )
    side = chance.randint(52, 72)
    return turned.resize((side, side), Image.Resampling.BILINEAR)


def tilted(url: str, mask: int) -> Image.Image:
    picture = drawn(url, mask, 6)
    side, lean = picture.width, chance.uniform(0.1, 0.25)
    corners = (-lean * 0.5 * side, -0.1 * side, 0, side, side, side, (1 + lean * 0.4) * side, 0)
    seen = picture.transform(
        picture.size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR, fillcolor=255
    )
    return blurred(seen, 1.4)


def faint(url: str, mask: int) -> Image.Image:
    grey = blurred(drawn(url, mask, 4), 1).point(lambda value: 110 + value * 45 // 255)
    return Image.blend(grey, Image.effect_noise(grey.size, chance.uniform(30, 110)), 0.1)


def half_in_shadow(url: str, mask: int) -> Image.Image:
    picture = blurred(drawn(url, mask, 4), 1.2)
    shadow = Image.linear_gradient("L").resize(picture.size).rotate(chance.choice([0, 90, 180]))
    lit = ImageChops.multiply(picture, shadow.point(lambda value: 40 + value * 215 // 255))
    return Image.blend(lit, Image.effect_noise(lit.size, 70), 0.14)


def moving(url: str, mask: int) -> Image.Image:
    whole = picture = drawn(url, mask, 6)
    for step in range(1, chance.randint(8, 13)):
        whole = Image.blend(whole, ImageChops.offset(picture, step, 0), 1 / (step + 1))
    return blurred(whole, 2)


KINDS: dict[str, Callable[[str, int], Image.Image]] = {
    "out of focus": out_of_focus,
    "small": small,
    "tilted": tilted,
    "faint": faint,
    "half in shadow": half_in_shadow,
    "moving": moving,
}


if __name__ == "__main__":
    main()
