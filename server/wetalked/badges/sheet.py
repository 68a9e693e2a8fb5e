"""The badge sheet: all badges as one PDF to print, in the layouts that ticket shops know."""

import io
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
import pypdfium2
import typst

from wetalked.badges import fonts, qr
from wetalked.badges.code import show
from wetalked.badges.model import BadgeText
from wetalked.i18n import text
from wetalked.people.given import family_name
from wetalked.problems import invalid

TEMPLATE = Path(__file__).with_name("sheet.typ")
# Badges typeset at a time, for full pages in every layout: typst takes 0.2 MiB for each.
PART = 96
ONE_AT_A_TIME = Lock()  # PDFium may be in one thread only
SMALLEST_MODULE = 0.4  # millimetres
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


def pdf(
    badges: Sequence[BadgeText],
    layout: str = DEFAULT,
    crop_marks: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """All badges in their order; `progress(done, of)` is called now and then, in this thread.

    Raises the problem `invalid` for an unknown layout, no badges, or an address too long for one.
    """
    chosen = layout_called(layout)
    if not badges:
        raise invalid("badges", "there is none to print")
    texts = (part for badge in badges for part in printed(badge))
    common = {"layout": chosen, "crop_marks": crop_marks, "fonts": fonts.families_for(texts)}
    parts = []
    for start in range(0, len(badges), PART):
        part = badges[start : start + PART]
        parts.append(typeset(common | {"badges": [row(badge, chosen) for badge in part]}))
        if progress:
            progress(start + len(part), len(badges))
    return joined(parts)


def layout_called(name: str) -> Layout:
    if name not in LAYOUTS:
        raise invalid("layout", f"read {name!r}, accepted are {', '.join(LAYOUTS)}")
    return LAYOUTS[name]


def typeset(data: dict[str, Any]) -> bytes:
    """One PDF; the texts go in as data, so that none of them is read as markup."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts.at_hand(),
        sys_inputs={"data": msgspec.json.encode(data).decode()},
        pdf_tags=False,
    )


def joined(parts: Sequence[bytes]) -> bytes:
    if len(parts) == 1:
        return parts[0]
    file = io.BytesIO()
    with ONE_AT_A_TIME, closing(pypdfium2.PdfDocument.new()) as whole:
        for part in parts:
            with closing(pypdfium2.PdfDocument(part)) as some:
                whole.import_pages(some)
        whole.save(file)
    return file.getvalue()


def printed(badge: BadgeText) -> list[str]:
    """Every text on a badge, in no order."""
    ours = [text(badge.language, "badge.ask_me_about"), text(badge.language, "badge.pin")]
    return [badge.name, badge.given_name, badge.event_name, badge.ask_me_about or "", *ours]


def row(badge: BadgeText, layout: Layout) -> dict[str, Any]:
    """One badge as the template takes it."""
    modules = qr.matrix(badge.url)
    if layout.symbol / qr.width(modules) < SMALLEST_MODULE:
        raise invalid("layout", f"too small a badge for so long an address as {badge.url[:60]}…")
    name, given = fonts.printable_text(badge.name), fonts.printable_text(badge.given_name)
    return {
        "symbol": qr.svg(modules),
        "code": show(badge.code),
        "given": pieces(given),
        "rest": pieces(rest_of_name(name, given)),
        "name": pieces(name),
        "ask": pieces(fonts.printable_text(badge.ask_me_about or "")),
        "event": pieces(fonts.printable_text(badge.event_name)),
        "ask_me_about": text(badge.language, "badge.ask_me_about"),
        "pin_hint": text(badge.language, "badge.pin"),
        "language": badge.language,
        "pin": badge.pin and f"{badge.pin[:4]} {badge.pin[4:]}",
    }


def rest_of_name(name: str, given: str) -> str:
    """The name without the given one; all of it where that is no part of it (Robert, "Bob")."""
    return family_name(name, given) or ("" if name == given else name)


def pieces(text: str) -> list[str]:
    """The text in parts between which a line may end; joined, they are the text."""
    return re.findall(r"[^\s-]*(?:-+|\s+|$)", text.strip())[:-1] or []
