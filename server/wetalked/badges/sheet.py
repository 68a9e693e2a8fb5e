"""The badge sheet: all badges as one PDF to print, in the layouts that ticket shops know."""

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any, Literal, TypeAlias

import msgspec
import pypdfium2
import typst

from wetalked.accounts.given_name import family_name
from wetalked.badges import fonts, qr
from wetalked.badges.layout import AS_USUAL, SLIPS, Layout, SheetOptions, layout_of
from wetalked.badges.model import BadgeText
from wetalked.core.code import show
from wetalked.core.i18n import text
from wetalked.core.problems import invalid

TEMPLATE = Path(__file__).with_name("sheet.typ")
# Badges typeset at a time, for full pages in every layout: typst takes 0.2 MiB for each.
PART = 48
AT_ONCE = 2  # typst leaves the interpreter free: while one part is set, the next is drawn
ONE_AT_A_TIME = Lock()  # PDFium may be in one thread only
TRAILER = 300  # bytes at the end of a document that hold its id
SMALLEST_MODULE = 0.4  # millimetres
PREVIEW = 1500  # pixels from side to side
GUTTER = 6  # millimetres between the cards of a preview
NO_PIN = "00000000"  # a preview may hang on a wall
Progress: TypeAlias = Callable[[int, int], None]


def pdf(
    badges: Sequence[BadgeText], wish: SheetOptions = AS_USUAL, progress: Progress | None = None
) -> bytes:
    """All badges in their order; `progress(done, of)` is called now and then, in this thread.

    Raises the problem `invalid` for an unknown layout, no badges, or an address too long for one.
    """
    common = in_common(badges, wish)

    def made(start: int) -> bytes:
        part = badges[start : start + PART]
        return typeset(common | {"badges": [row(badge, wish) for badge in part]})

    parts = []
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for part in threads.map(made, range(0, len(badges), PART)):
            parts.append(part)
            if progress:
                progress(min(len(parts) * PART, len(badges)), len(badges))
    return joined([*parts, *pin_sheets(badges, wish, common)], duplex(wish))


def pin_sheets(
    badges: Sequence[BadgeText], wish: SheetOptions, common: dict[str, Any]
) -> Iterator[bytes]:
    """Slips with the PINs, in the order of the badges, where they were wished for apart."""
    slips = [slip(badge) for badge in badges if badge.pin and wish.pins == "sheet"]
    for start in range(0, len(slips), PART):
        part = slips[start : start + PART]
        last = start + PART >= len(slips)
        slip_sheet = {"layout": SLIPS, "kind": "slips", "badges": part, "last": last}
        yield typeset(common | slip_sheet)


def preview(badges: Sequence[BadgeText], wish: SheetOptions = AS_USUAL) -> bytes:
    """One picture (PNG) of the first page, or of some cards side by side, in front view."""
    chosen = layout_of(wish)
    columns = columns_shown(chosen)
    common = in_common(badges, wish) | {"kind": "preview", "sides": "1"}
    some = [msgspec.structs.replace(badge, pin=badge.pin and NO_PIN) for badge in badges]
    shown = [row(badge, wish) for badge in some[: most_shown(wish)]]
    around = 20 if wish.crop_marks else 0
    wide = columns * (chosen.width + around) + (columns + 1) * GUTTER
    ppi = PREVIEW * 25.4 / (chosen.paper[0] if chosen.paper else wide)
    table = {"shown": columns, "rows": rows_shown(chosen), "gutter": GUTTER}
    return typeset(common | table | {"badges": shown}, kind="png", ppi=ppi)


def most_shown(wish: SheetOptions) -> int:
    """How many badges a preview has room for: a page, or two rows of cards."""
    chosen = layout_of(wish)
    on_a_page = chosen.columns * chosen.rows
    return on_a_page if chosen.paper else columns_shown(chosen) * rows_shown(chosen)


def columns_shown(chosen: Layout) -> int:
    return 4 if chosen.folded else 3


def rows_shown(chosen: Layout) -> int:
    return 1 if chosen.folded else 2


def in_common(badges: Sequence[BadgeText], wish: SheetOptions) -> dict[str, Any]:
    """What is the same for every part of a sheet."""
    chosen = layout_of(wish)
    if not badges:
        raise invalid("badges", "there is none to print")
    texts = {part for badge in badges for part in printed(badge)}
    return {
        "kind": "badges",
        "layout": chosen,
        "sides": "1" if chosen.folded else wish.sides,
        "crop_marks": wish.crop_marks,
        "fonts": fonts.families_for(texts),
    }


def typeset(
    data: dict[str, Any], kind: Literal["pdf", "png"] = "pdf", ppi: float | None = None
) -> bytes:
    """One document; the texts go in as data, so that none of them is read as markup."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts.at_hand(),
        sys_inputs={"data": msgspec.json.encode(data).decode()},
        pdf_tags=False,
        format=kind,
        ppi=ppi,
    )


def duplex(wish: SheetOptions) -> str:
    """On which edge the printer is to flip, as PDF calls it (ISO 32000-1, table 150)."""
    two = wish.sides == "2" and not layout_of(wish).folded
    return "DuplexFlipLongEdge" if two else "Simplex"


def joined(parts: Sequence[bytes], duplex: str) -> bytes:
    """All pages as one document, which asks its viewer to print them as they are."""
    file = io.BytesIO()
    with ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(parts[0])) as whole:
        for part in parts[1:]:
            with closing(pypdfium2.PdfDocument(part)) as some:
                whole.import_pages(some)
        with closing(pypdfium2.PdfDocument(preferring(duplex))) as preferences:
            pypdfium2.raw.FPDF_CopyViewerPreferences(whole.raw, preferences.raw)
        whole.save(file)
    return with_own_id(file.getvalue())


def with_own_id(document: bytes) -> bytes:
    """With an id made of what is in it, where PDFium draws lots: the same badges, the same file."""
    content, trailer = document[:-TRAILER], document[-TRAILER:]
    own = hashlib.blake2b(content, digest_size=16).hexdigest().upper()
    return content + re.sub(rb"<[0-9A-F]{32}>", f"<{own}>".encode(), trailer)


def preferring(duplex: str) -> bytes:
    """A PDF that holds nothing but what to ask of its viewer: another takes that over.

    Scaled to fit, a badge no longer fits its holder, nor a sheet its cuts.
    """
    preferences = f"<< /PrintScaling /None /Duplex /{duplex} >>"
    objects = (
        f"<< /Type /Catalog /Pages 2 0 R /ViewerPreferences {preferences} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )
    document, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(f"{len(document):010} 00000 n \n")
        document += f"{number} 0 obj\n{content}\nendobj\n"
    count = len(objects) + 1
    table = f"xref\n0 {count}\n0000000000 65535 f \n{''.join(places)}"
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(document)}\n%%EOF\n"
    return f"{document}{table}{trailer}".encode()


def printed(badge: BadgeText) -> list[str]:
    """Every text on a badge, in no order."""
    ours = [text(badge.language, "badge.ask_me_about"), text(badge.language, "badge.pin")]
    return [badge.name, badge.given_name, badge.event_name, badge.ask_me_about or "", *ours]


def row(badge: BadgeText, wish: SheetOptions) -> dict[str, Any]:
    """One badge as the template takes it."""
    modules = qr.matrix(badge.url)
    if layout_of(wish).symbol / qr.width(modules) < SMALLEST_MODULE:
        raise invalid("layout", f"too small a badge for so long an address as {badge.url[:60]}…")
    name, given = fonts.printable_text(badge.name), fonts.printable_text(badge.given_name)
    return {
        "symbol": qr.svg(modules),
        "code": show(badge.code),
        "given": pieces(given),
        "rest": pieces(rest_of_name(name, given)),
        "ask": pieces(fonts.printable_text(badge.ask_me_about or "")),
        "ask_me_about": text(badge.language, "badge.ask_me_about"),
        **slip(badge if wish.pins == "strip" else msgspec.structs.replace(badge, pin=None)),
    }


def slip(badge: BadgeText) -> dict[str, Any]:
    """What stands on a slip with a PIN, and on the badge too."""
    return {
        "name": pieces(fonts.printable_text(badge.name)),
        "event": pieces(fonts.printable_text(badge.event_name)),
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
