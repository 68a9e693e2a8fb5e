"""The kinds of card that badges are printed on, and how a sheet of them is wished for."""

from typing import Literal

import msgspec

from wetalked.core.problems import invalid

DEFAULT = "a6"


class Name(msgspec.Struct, frozen=True):
    """The largest type of the given name and of the rest of the name, in points."""

    given: float
    rest: float


class Ask(msgspec.Struct, frozen=True):
    """The label in points, the text's largest type and height, and the room for a pen."""

    label: float
    most: float
    height: float
    pen: float


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of card, in millimetres (type sizes: points), and how many go on a page.

    `symbol` is the QR with its quiet zone. `strip` is torn off with the PIN on it: out of the card,
    or added to it where it `grows`; 0: the PIN comes on a card of its own.
    """

    width: float
    height: float
    margin: float
    symbol: float
    code: float
    small: float
    name: Name
    ask: Ask
    strip: float = 0
    grows: bool = False
    folded: bool = False
    landscape: bool = False
    paper: tuple[float, float] | None = None
    columns: int = 1
    rows: int = 1


A6 = Layout(
    width=105,
    height=148,
    margin=8,
    symbol=48,
    code=14,
    small=10,
    name=Name(58, 27),
    ask=Ask(12, 18, 22, 10),
    strip=17,
)
A7 = Layout(
    width=74,
    height=105,
    margin=5,
    symbol=37,
    code=11,
    small=7.5,
    name=Name(36, 18),
    ask=Ask(8, 11, 13, 7),
    strip=14,
)
CLIP = Layout(
    width=90,
    height=60,
    margin=4,
    symbol=39,
    code=11,
    small=7,
    name=Name(28, 15),
    ask=Ask(7.5, 10, 13, 6.5),
    landscape=True,
)
change = msgspec.structs.replace
LAYOUTS = {
    "a6": A6,
    "a4-4xa6": change(A6, paper=(210, 297), columns=2, rows=2),
    "a7": A7,
    "a4-8xa7": change(A7, paper=(297, 210), columns=4, rows=2),
    # As makers of clip-on badges name them: height first, worn across.
    "54x90": change(CLIP, height=54, symbol=37),
    "60x90": CLIP,
    "roll62": change(A7, width=62, height=100, margin=4, name=Name(32, 16), grows=True),
    "butterfly": change(A7, width=82, height=203, margin=6, symbol=39, strip=0, folded=True),
}


class SheetOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a sheet is to come out of the printer.

    With two `sides` every page is followed by its back, for a printer that flips on the long edge.
    A PIN is on a strip of its badge (or a card of its own, where there is no room for a strip), or
    all PINs are on a `sheet` of their own behind the badges.
    """

    layout: str = DEFAULT
    sides: Literal["1", "2"] = "1"
    pins: Literal["strip", "sheet"] = "strip"
    crop_marks: bool = False


AS_USUAL = SheetOptions()

# A4 in slips that a ruler and two cuts part.
SLIPS = Layout(
    width=105,
    height=37,
    margin=5,
    symbol=0,
    code=0,
    small=7.5,
    name=Name(0, 0),
    ask=Ask(0, 0, 0, 0),
    paper=(210, 297),
    columns=2,
    rows=8,
)


def layout_of(wish: SheetOptions) -> Layout:
    """The layout of this name; raises `invalid` where there is none, or no back to print on."""
    if wish.layout not in LAYOUTS:
        raise invalid("layout", f"read {wish.layout!r}, accepted are {', '.join(LAYOUTS)}")
    chosen = LAYOUTS[wish.layout]
    if wish.sides == "2" and chosen.grows:
        raise invalid("sides", "a label from the roll has one side; butterfly folds into two")
    return chosen
