"""The QR symbol of a badge: what it holds, its modules and their outline."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import itemgetter, methodcaller, ne
from typing import Literal, NamedTuple, TypeAlias

from qrcode.base import rs_blocks
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import QRData, create_data

Pick: TypeAlias = Callable[[Sequence[int]], tuple[int, ...]]
Matrix: TypeAlias = list[list[bool]]  # rows of modules, True is dark, without the quiet zone

QUIET_ZONE = 4  # modules on each side (ISO/IEC 18004)
LEVELS = (ERROR_CORRECT_M, ERROR_CORRECT_Q, ERROR_CORRECT_H)
LARGEST_VERSION = 40
# Fixed: seeking the best of the eight is three quarters of the work, and such symbols read no
# better (docs/decisions/0002-one-qr-mask.md).
MASK = 6

BITS = [tuple(word >> 7 - bit & 1 for bit in range(8)) for word in range(256)]
DARK_ABOVE, DARK_BELOW = re.compile(rb"\x01+"), re.compile(rb"\x02+")
SPAN = methodcaller("span")


def matrix(url: str) -> Matrix:
    """The modules of the symbol that holds this address.

    Raises ValueError for an address that no QR code can hold (about 2,300 bytes).
    """
    data = QRData(url)  # in one mode: a change of mode costs more than it saves
    version, level = size(data.mode, len(data))
    blank, picked = ground(version, level)
    bits = [0]
    for word in create_data(version, level, [data]):
        bits += BITS[word]
    modules = list(map(ne, blank, picked(bits)))
    side = 17 + 4 * version
    return [modules[start : start + side] for start in range(0, side * side, side)]


@cache
def ground(version: int, level: int) -> tuple[list[bool], Pick]:
    """A symbol of nothing but zeros, module by module, and what gets each module's bit.

    That is found out by drawing the number of each bit, one binary digit at a time: qrcode lays the
    modules of each symbol one by one, which takes longer than all the rest. Bit 0 stands for a
    module that holds none.
    """
    count = sum(block.total_count for block in rs_blocks(version, level))
    blank = drawn_with(version, level, [0] * count)
    numbers = [0] * len(blank)
    for digit in range((8 * count).bit_length()):
        bits = [number >> digit & 1 for number in range(1, 8 * count + 1)]
        words = [sum(bits[8 * at + bit] << 7 - bit for bit in range(8)) for at in range(count)]
        for place, module in enumerate(drawn_with(version, level, words)):
            numbers[place] |= (module != blank[place]) << digit
    return blank, itemgetter(*numbers)


def drawn_with(version: int, level: int, words: list[int]) -> list[bool]:
    """The modules of a symbol with these code words, row after row."""
    symbol = QRCode(version=version, error_correction=level)
    symbol.data_cache = words
    symbol.makeImpl(False, MASK)
    return [bool(module) for row in symbol.modules for module in row]


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
    show a seam between neighbours. The walks go by turns across and down, with dark on their right;
    corners are numbered row by row.
    """
    row = len(modules) + 1  # corners
    across, down = Ways(*edges(modules)), Ways(*edges([*zip(*modules, strict=True)]))
    seen = turned(row)
    back = {seen[end]: seen[start] for start, end in down.there.items()}
    down = Ways(back, {seen[end]: seen[start] for start, end in down.back.items()})
    drawn: list[str] = []
    while across.there:
        drawn += loop(across, down, row)
    return "".join(drawn)


@cache
def turned(row: int) -> list[int]:
    """The numbers of the corners when rows are columns."""
    return [corner % row * row + corner // row for corner in range(row * row)]


class Ways(NamedTuple):
    """Where each border leads from its corner: at most one way there, and one back."""

    there: dict[int, int]
    back: dict[int, int]

    def taken(self, corner: int) -> int:
        """Go one of the ways from here, for the only time."""
        end = self.there.pop(corner, -1)
        return end if end >= 0 else self.back.pop(corner)


def edges(lines: Sequence[Sequence[bool]]) -> tuple[dict[int, int], dict[int, int]]:
    """The borders between a line of modules and the next: with dark below, and with dark above.

    All are looked for at once: a byte for each corner has 2 where it is dark below, 1 where it is
    dark above.
    """
    blank = bytes(len(lines) + 1)
    rows = b"".join(bytes((*line, 0)) for line in lines)
    above, below = int.from_bytes(blank + rows), int.from_bytes(rows + blank)
    borders = (above + 2 * below).to_bytes(len(rows) + len(blank))
    there = dict(map(SPAN, DARK_BELOW.finditer(borders)))
    return there, {end: start for start, end in map(SPAN, DARK_ABOVE.finditer(borders))}


def loop(across: Ways, down: Ways, row: int) -> list[str]:
    """Take one closed walk out of the borders, in steps of SVG path data."""
    first = corner = next(iter(across.there))
    drawn = [f"M{first % row + QUIET_ZONE} {first // row + QUIET_ZONE}"]
    while True:
        turn = across.taken(corner)
        end = down.taken(turn)
        drawn.append(f"h{turn - corner}v{(end - turn) // row}")
        corner = end
        if corner == first:
            return [*drawn, "z"]
