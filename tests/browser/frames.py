"""Badges as a moving phone sees them in a dim hall: small, tilted, blurred, noisy; all seeded."""

import io
import math
import random
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple, TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from wetalked.badges import qr
from wetalked.core import code

WIDTH, HEIGHT = 1280, 720
SMALLEST, LARGEST = 110, 340  # pixels from edge to edge of the symbol
ROOM = 640  # pixels of a square about the middle in which any symbol has room
OFF = 100  # pixels at most that it is off the middle
BASE_URL = "https://talk.example.org/day26"  # its path keeps capitals away: 41 bytes, 29 modules
DISTANCE = 2.4  # of the camera, in widths of the symbol: how strong the perspective is

Matrix: TypeAlias = Sequence[Sequence[float]]  # three by three


class Frame(NamedTuple):
    """One picture of a camera, as JPEG, and what stands in it."""

    text: str
    jpeg: bytes


def frames(count: int, seed: int = 26) -> list[Frame]:
    """So many frames, each of another badge and with another mix of what goes wrong."""
    return [frame(random.Random(f"{seed}/{number}")) for number in range(count)]


def frame(chance: random.Random) -> Frame:
    text = code.badge_url(BASE_URL, "".join(chance.choices(code.ALPHABET, k=code.LENGTH)))
    picture = seen(flat(text), chance)
    picture = blurred(picture, chance)
    picture = noisy(dim(picture, chance), chance)
    return Frame(text, as_jpeg(picture, chance.randint(35, 85)))


def flat(text: str) -> Image.Image:
    """The symbol with its quiet zone, straight and sharp, a pixel a module."""
    modules = qr.matrix(text)
    pixels = bytes(0 if dark else 255 for row in modules for dark in row)
    symbol = Image.frombytes("L", (len(modules),) * 2, pixels)
    return ImageOps.expand(symbol, qr.QUIET_ZONE, 255)


def seen(symbol: Image.Image, chance: random.Random) -> Image.Image:
    """The symbol about the middle of the picture, turned and tilted, on a busy ground.

    It is drawn at twice the size and then shrunk, as a lens would: no jagged edges.
    """
    module = chance.uniform(SMALLEST, LARGEST) / (symbol.width - 2 * qr.QUIET_ZONE)
    width = 2 * symbol.width * module
    middle = (ROOM + 2 * chance.uniform(-OFF, OFF), ROOM + 2 * chance.uniform(-OFF, OFF))
    plane = ((1 / symbol.width, 0, -0.5), (0, 1 / symbol.width, -0.5), (0, 0, 1))
    back = inverse(times(tilted(width, middle, chance), plane))
    terms = [term / back[2][2] for row in back for term in row][:8]
    way = (2 * ROOM, 2 * ROOM), Image.Transform.PERSPECTIVE, terms
    mask = Image.new("L", symbol.size, 255).transform(*way)
    picture = ground(chance)
    corner = ((WIDTH - ROOM) // 2, (HEIGHT - ROOM) // 2)
    picture.paste(symbol.transform(*way).reduce(2), corner, mask.reduce(2))
    return picture


def ground(chance: random.Random) -> Image.Image:
    """What is behind a badge: patches of cloth and people, out of focus."""
    picture = Image.new("L", (WIDTH // 4, HEIGHT // 4), chance.randint(60, 190))
    draw = ImageDraw.Draw(picture)
    for _ in range(14):
        left, top = chance.randint(0, 300), chance.randint(0, 170)
        box = (left, top, left + chance.randint(10, 90), top + chance.randint(10, 90))
        draw.rectangle(box, fill=chance.randint(20, 235))
    return picture.filter(ImageFilter.GaussianBlur(2)).resize((WIDTH, HEIGHT))


def tilted(width: float, middle: tuple[float, float], chance: random.Random) -> Matrix:
    """From the symbol's own plane (-½ … ½) to pixels: turned in three ways, seen from near."""
    roll = turn(0, 1, math.radians(chance.uniform(-40, 40)))
    pitch = turn(1, 2, math.radians(chance.uniform(-40, 40)))
    yaw = turn(0, 2, math.radians(chance.uniform(-40, 40)))
    (ax, bx, _), (ay, by, _), (az, bz, _) = times(times(yaw, pitch), roll)
    scale, (x, y) = width * DISTANCE, middle
    return (
        (scale * ax + x * az, scale * bx + x * bz, x * DISTANCE),
        (scale * ay + y * az, scale * by + y * bz, y * DISTANCE),
        (az, bz, DISTANCE),
    )


def turn(one: int, other: int, angle: float) -> Matrix:
    """A rotation in the plane of two axes."""
    rows = [[float(across == down) for across in range(3)] for down in range(3)]
    rows[one][one] = rows[other][other] = math.cos(angle)
    rows[one][other], rows[other][one] = -math.sin(angle), math.sin(angle)
    return rows


def times(left: Matrix, right: Matrix) -> Matrix:
    columns = list(zip(*right, strict=True))
    return [[sum(map(mul, row, column)) for column in columns] for row in left]


def inverse(of: Matrix) -> Matrix:
    """Up to a factor, which is all that a perspective needs: the cofactors, transposed."""
    (a, b, c), (d, e, f), (g, h, i) = of
    return (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )


def blurred(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Out of focus, and in every third frame moved by the hand as well."""
    picture = picture.filter(ImageFilter.GaussianBlur(chance.uniform(0, 2)))
    if chance.random() < 1 / 3:
        shift = chance.choice([(2, 0), (0, 2), (2, 1), (3, 0)])
        picture = ImageChops.blend(picture, ImageChops.offset(picture, *shift), 0.5)
    return picture


def dim(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Less light than there should be, and from one side."""
    light, darkest = chance.uniform(0.2, 1), chance.uniform(0.4, 1)
    shade = Image.linear_gradient("L").rotate(chance.choice([0, 90, 180, 270]))
    shade = shade.point(lambda value: round(255 * light * (darkest + (1 - darkest) * value / 255)))
    return ImageChops.multiply(picture, shade.resize(picture.size))


def noisy(picture: Image.Image, chance: random.Random) -> Image.Image:
    """The grain of a small sensor that has turned its gain up."""
    strength = chance.uniform(0, 40)
    grain = Image.frombytes("L", picture.size, chance.randbytes(WIDTH * HEIGHT))
    grain = grain.point(lambda value: round(strength * value / 255))
    return ImageChops.add(picture, grain, offset=-round(strength / 2))


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    encoded = io.BytesIO()
    picture.convert("RGB").save(encoded, "JPEG", quality=quality)
    return encoded.getvalue()
