"""People with difficult names on sheets of badges, and how to read those sheets."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw

from wetalked.badges import qr
from wetalked.badges.model import BadgeText
from wetalked.core import code

DPI = 300
MILLIMETRE = DPI / 25.4
PEOPLE = [
    ("Mira Lindqvist", "Mira"),
    ("Bo Li", "Bo"),
    ("Łukasz Żółć", "Łukasz"),
    ("محمد علي", "محمد"),
    ("Ελένη Παπαδοπούλου", "Ελένη"),
    ("Наталья Петрова-Водкина", "Наталья"),
    ("שרה כהן", "שרה"),
    ("हिन्दी शर्मा", "हिन्दी"),
    ("#evil *bold* $x$", "#evil"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("Ida Donaudampfschifffahrtsgesellschaft", "Ida"),
    ("Anne-Sophie Freifrau von und zu Hohenlohe-Guttenberg", "Anne-Sophie"),
    ("x0" * 60, "x0" * 60),
    ("W" + "mW" * 59 + "m", "W" + "mW" * 59 + "m"),
    (" ".join(["Ana Lucía"] * 12), "Ana"),
    ("Lindqvist, Mira", "Mira"),
    ("山田 太郎", "山田 太郎"),
    ("김민준", "김민준"),
    ("zero\u200bwidth\u200djoined Li", "zero\u200bwidth\u200djoined"),
    ("#panic() @ref", "#panic()"),
    ("=HYPERLINK(1) Li", "=HYPERLINK(1)"),
]
PIN = "12345678"
SIZES = {  # millimetres, badges on a page
    "a6": (105, 148, 1),
    "a4-4xa6": (210, 297, 4),
    "a7": (74, 105, 1),
    "a4-8xa7": (297, 210, 8),
    "54x90": (90, 54, 1),
    "60x90": (90, 60, 1),
    "roll62": (62, 100, 1),
    "butterfly": (82, 203, 1),
}

SHEETS = [layout for layout in SIZES if layout.startswith("a4")]
CARDS = [layout for layout in SIZES if not layout.startswith("a4")]


def badge(name: str, given_name: str, ask: str | None = None, pin: str | None = None) -> BadgeText:
    one = code.make()
    return BadgeText(
        code=one,
        url=code.badge_url("https://wetalked.example.org", one),
        name=name,
        given_name=given_name,
        event_name="Open Source Sommertreffen Leipzig",
        ask_me_about=ask,
        language="de" if ask is None else "en",
        pin=pin,
    )


def crowd() -> list[BadgeText]:
    asks = [None, "night trains", "W" * 120]
    pins = [None, None, None, PIN]
    return [badge(*who, asks[n % 3], pins[n % 4]) for n, who in enumerate(PEOPLE)]


def pages(pdf: bytes) -> Iterator[tuple[Image.Image, str]]:
    """Each page at 300 dpi in greys, and its text."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield (
            page.render(scale=DPI / 72, grayscale=True).to_pil(),
            page.get_textpage().get_text_bounded(),
        )
    document.close()


def read(picture: Image.Image) -> list[zxingcpp.Barcode]:
    return list(zxingcpp.read_barcodes(picture))


def signs(text: str) -> Counter[str]:
    """What a text consists of, in whatever order a PDF holds it; a comma between names may go."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(sign for sign in plain if sign not in " ," and sign.isprintable())


def edges(found: zxingcpp.Barcode) -> tuple[int, int, int, int]:
    corners = found.position
    xs = [point.x for point in (corners.top_left, corners.bottom_right)]
    ys = [point.y for point in (corners.top_left, corners.bottom_right)]
    return min(xs), min(ys), max(xs), max(ys)


def stands_alone(picture: Image.Image, found: zxingcpp.Barcode, least: float) -> None:
    """The symbol is large enough, and white for four modules all round."""
    left, top, right, bottom = edges(found)
    module = (right - left) / len(qr.matrix(found.text))
    assert module / MILLIMETRE >= 0.4
    assert (right - left) / MILLIMETRE >= least
    quiet = round(4 * module) - 2
    around = picture.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    symbol = (quiet - 2, quiet - 2, around.width - quiet + 2, around.height - quiet + 2)
    ImageDraw.Draw(around).rectangle(symbol, fill=255)
    assert not any(around.histogram()[:250])


def longest_line(picture: Image.Image) -> int:
    """Pixels of the longest unbroken dark row."""
    rows = picture.point(lambda value: 255 if value < 128 else 0).tobytes()
    width = picture.width
    lines = (rows[start : start + width] for start in range(0, len(rows), width))
    return max(len(run) for line in lines for run in line.split(b"\x00"))
