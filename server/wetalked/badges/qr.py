"""The QR symbol of a badge: what it holds, its modules and their outline."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from operator import sub
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import QRData

Point: TypeAlias = tuple[int, int]
Ways: TypeAlias = dict[Point, list[Point]]
Matrix: TypeAlias = list[list[bool]]  # rows of modules, True is dark, without the quiet zone

QUIET_ZONE = 4  # modules on each side (ISO/IEC 18004)
LEVELS = (ERROR_CORRECT_M, ERROR_CORRECT_Q, ERROR_CORRECT_H)
LARGEST_VERSION = 40
# Fixed: seeking the best of the eight is three quarters of the work, and such symbols read no
# better (docs/decisions/0002-one-qr-mask.md).
MASK = 6


def address(base_url: str, code: str) -> str:
    """BASE_URL/B/CODE, in capitals where scheme and host are all there is to the base URL.

    Capitals fit QR's alphanumeric mode, which makes a smaller symbol; a path or a password
    may tell case apart, so such an address stays as it is.
    """
    base = base_url.rstrip("/")
    parts = urlsplit(base)
    case_matters = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    return f"{base if case_matters else base.upper()}/B/{code}"


def matrix(url: str) -> Matrix:
    """The modules of the symbol that holds this address.

    Raises ValueError for an address that no QR code can hold (about 2,300 bytes).
    """
    data = QRData(url)  # in one mode: a change of mode costs more than it saves
    version, level = size(data.mode, len(data))
    symbol = holding(data, level)
    symbol.version = version
    symbol.make(fit=False)
    return [[bool(module) for module in row] for row in symbol.modules]


@lru_cache(maxsize=256)
def size(mode: Literal[1, 2, 4], length: int) -> tuple[int, int]:
    """Version and error correction for all addresses of this kind and length.

    The smallest version that holds them at level M, and the highest level for which that version
    still has room.
    """
    data = QRData(b"A" * length, mode)
    version = smallest_version(data, ERROR_CORRECT_M)
    if version > LARGEST_VERSION:
        raise ValueError(f"no QR code can hold an address of {length} characters")
    return version, [level for level in LEVELS if smallest_version(data, level) == version][-1]


def smallest_version(data: QRData, level: int) -> int:
    try:
        return holding(data, level).best_fit()
    except (DataOverflowError, ValueError):  # qrcode itself trips over version 41 at times
        return LARGEST_VERSION + 1


def holding(data: QRData, level: int) -> QRCode:  # type: ignore[type-arg] # of a picture maker, not used
    symbol = QRCode(error_correction=level, mask_pattern=MASK)
    symbol.add_data(data)
    return symbol


def svg(modules: Matrix) -> str:
    """The symbol with its quiet zone, one unit a module; black on white in dark mode too."""
    side = width(modules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{outline(modules)}"/></svg>'
    )


def width(modules: Matrix) -> int:
    """Modules from edge to edge, quiet zone included."""
    return len(modules) + 2 * QUIET_ZONE


def outline(modules: Matrix) -> str:
    """SVG path data of the dark modules, one unit a module, moved inwards by the quiet zone.

    It runs around whole areas: half as long as a box for each run of modules, and no viewer can
    show a seam between neighbours.
    """
    across: Ways = defaultdict(list)
    down: Ways = defaultdict(list)
    for start, end in edges(modules):
        across[start].append(end)
    for (start_y, start_x), (end_y, end_x) in edges(
        [list(column) for column in zip(*modules, strict=True)]
    ):
        down[end_x, end_y].append((start_x, start_y))
    drawn = ""
    while across:
        drawn += loop(across, down)
    return drawn


def edges(lines: Matrix) -> Iterator[tuple[Point, Point]]:
    """The straight borders between one line of modules and the next, with dark on their right."""
    light = [False] * len(lines)
    for y, (above, below) in enumerate(pairwise([light, *lines, light]), QUIET_ZONE):
        x = QUIET_ZONE
        for change, same in groupby(map(sub, below, above)):
            start, x = x, x + len(list(same))
            if change:
                yield ((start, y), (x, y)) if change > 0 else ((x, y), (start, y))


def loop(across: Ways, down: Ways) -> str:
    """Take one closed walk out of the edges: by turns across and down, until back at the start."""
    start = x, y = next(iter(across))
    drawn = [f"M{x} {y}"]
    while True:
        corner = taken(across, (x, y))
        end = taken(down, corner)
        drawn.append(f"h{corner[0] - x}v{end[1] - y}")
        x, y = end
        if (x, y) == start:
            return "".join(drawn) + "z"


def taken(ways: Ways, start: Point) -> Point:
    end = ways[start].pop()
    if not ways[start]:
        del ways[start]
    return end
