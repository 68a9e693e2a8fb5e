"""Every printed badge can be scanned, and shows the whole name of its holder."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from typing import TypeAlias

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from wetalked.badges import code, fonts, qr, sheet
from wetalked.badges.layout import LAYOUTS, Wish
from wetalked.badges.model import BadgeText
from wetalked.problems import Problem

Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top

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
        url=qr.address("https://wetalked.example.org", one),
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


@pytest.mark.parametrize("layout", SIZES)
def test_every_badge_of_a_rendered_sheet_reads_back_and_nothing_is_cut(layout: str) -> None:
    people = crowd()
    width, height, per_page = SIZES[layout]
    faces = 2 if layout == "butterfly" else 1
    urls: list[str] = []
    texts = Counter[str]()
    for picture, text in pages(sheet.pdf(people, Wish(layout=layout))):
        found = read(picture)
        urls += sorted((one.text for one in found), key=[p.url for p in people].index)
        texts += signs(text)
        # None on the card of a PIN, some on the last page.
        assert len(found) in {0, faces * per_page, faces * (len(people) % per_page)}
        assert picture.width == pytest.approx(width * MILLIMETRE, abs=1.5)
        assert picture.height >= height * MILLIMETRE - 1.5
        for symbol in found:
            stands_alone(picture, symbol, least=30 if "a6" in layout else 20)
    assert urls == [one.url for one in people for _ in range(faces)]
    for one in people:
        missing = signs(one.name + (one.ask_me_about or "") + code.show(one.code)) - texts
        assert not missing, one.name


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


@pytest.mark.parametrize("layout", CARDS)
def test_each_badge_shows_all_texts_within_its_margins_and_apart(layout: str) -> None:
    people = [badge(*who, "W" * 120) for who in PEOPLE]
    with closing(pypdfium2.PdfDocument(sheet.pdf(people, Wish(layout=layout)))) as document:
        for one, page in zip(people, document, strict=True):
            text = page.get_textpage()
            expected = signs(one.name + one.event_name + "W" * 120)
            assert not expected - signs(text.get_text_bounded())
            within_margins(page.render(scale=DPI / 72, grayscale=True).to_pil())
            boxes = [text.get_rect(index) for index in range(text.count_rects())]
            assert len(boxes) >= 4
            # PDFium gives joined letters boxes of their own, which overlap.
            joined = one.given_name == "हिन्दी"
            assert joined or not any(overlap(*pair) for pair in combinations(boxes, 2))


def within_margins(picture: Image.Image) -> None:
    left, top, right, bottom = picture.point(lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    edge = 3 * MILLIMETRE
    assert min(left, top) > edge
    assert right < picture.width - edge
    assert bottom < picture.height - edge


def overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0 and high > 0


def test_the_given_name_is_the_largest_text_of_a_badge() -> None:
    for name, given_name in PEOPLE[:8]:
        sizes = type_sizes(sheet.pdf([badge(name, given_name, "night trains")]))
        largest = max(sizes.values())
        assert all(sizes[sign] == largest for sign in given_name if sign in sizes)


def test_a_long_name_takes_a_second_line_rather_than_small_type() -> None:
    name = "Anne-Sophie Freifrau von und zu Hohenlohe-Guttenberg"
    sizes = type_sizes(sheet.pdf([badge(name, "Anne-Sophie", "night trains")]))
    assert sizes["G"] > 14
    assert sizes["A"] > 30


def type_sizes(pdf: bytes) -> dict[str, float]:
    """The largest height at which each character is printed."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    found: dict[str, float] = {}
    for index in range(text.count_chars()):
        size = pypdfium2.raw.FPDFText_GetFontSize(text.raw, index)
        sign = text.get_text_range(index, 1)
        found[sign] = max(found.get(sign, 0), round(size, 2))
    return found


def test_the_topic_is_asked_for_in_the_language_of_the_event() -> None:
    [(_, german), (_, english)] = pages(
        sheet.pdf([badge("Mira", "Mira"), badge("Mira", "Mira", "night trains")])
    )
    assert "Frag mich nach …" in german
    assert "Ask me about …" in english
    assert "night trains" in english


def test_without_a_topic_a_line_to_write_on_is_printed() -> None:
    ruled = [longest_line(picture) for picture, _ in pages(sheet.pdf([badge("Mira", "Mira")]))]
    told = [longest_line(p) for p, _ in pages(sheet.pdf([badge("Mira", "Mira", "trains")]))]
    assert ruled[0] > 80 * MILLIMETRE
    assert told[0] < 40 * MILLIMETRE


def longest_line(picture: Image.Image) -> int:
    """Pixels of the longest unbroken dark row."""
    rows = picture.point(lambda value: 255 if value < 128 else 0).tobytes()
    width = picture.width
    lines = (rows[start : start + width] for start in range(0, len(rows), width))
    return max(len(run) for line in lines for run in line.split(b"\x00"))


@pytest.mark.parametrize("layout", SIZES)
def test_a_pin_stands_on_a_strip_or_card_of_its_own(layout: str) -> None:
    with_pin, without = badge("Mira Li", "Mira", "x", PIN), badge("Mira Li", "Mira", "x")
    plain = list(pages(sheet.pdf([without], Wish(layout=layout))))
    printed = list(pages(sheet.pdf([with_pin], Wish(layout=layout))))
    assert "PIN" not in plain[0][1]
    assert sum("PIN 1234 5678" in text for _, text in printed) == 1
    if layout in {"54x90", "60x90", "butterfly"}:
        assert [len(read(picture)) for picture, _ in printed] == [len(read(plain[0][0])), 0]
        assert "Mira Li" in printed[1][1]
    else:
        [(picture, _)] = printed
        assert longest_line(picture) < picture.width / 4  # dashed
        assert len(read(picture)) == 1


def test_a_label_from_the_roll_grows_by_its_strip() -> None:
    people = [badge("Mira Li", "Mira"), badge("Bo Li", "Bo", pin=PIN)]
    heights = [
        picture.height / MILLIMETRE
        for picture, _ in pages(sheet.pdf(people, Wish(layout="roll62")))
    ]
    assert heights == pytest.approx([100, 114], abs=0.2)


@pytest.mark.parametrize("layout", [*SHEETS, "a6", "60x90"])
def test_a_back_lies_behind_its_front_and_is_upright_when_the_badge_turns_round(
    layout: str,
) -> None:
    pin = PIN if LAYOUTS[layout].strip else None
    per_page = SIZES[layout][2]
    people = [badge(f"Person {n}", "Person", pin=pin) for n in range(per_page + 2)]
    wish = Wish(layout=layout, sides="2", crop_marks=True)
    sides = [picture for picture, _ in pages(sheet.pdf(people, wish))]
    pairs = list(zip(sides[::2], sides[1::2], strict=True))
    assert len(pairs) == -(-len(people) // per_page)
    for front, back in pairs:
        behind = {one.text: middle(one) for one in read(back)}
        across = front.width < front.height  # flipped on its long edge, the sheet turns about it
        assert read(front)
        for one in read(front):
            x, y = middle(one)
            # On its lanyard a badge turns about the upright axis, wherever its symbol stands.
            if layout == "60x90":
                x = front.width - x
            expected = (front.width - x, y) if across else (x, front.height - y)
            assert behind.pop(one.text) == pytest.approx(expected, abs=3)
        assert behind == {}
        assert {round(one.orientation / 90) % 4 for one in read(back)} == {0 if across else 2}


def middle(found: zxingcpp.Barcode) -> tuple[float, float]:
    left, top, right, bottom = edges(found)
    return (left + right) / 2, (top + bottom) / 2


def test_nothing_stands_behind_a_strip_or_a_card_with_a_pin() -> None:
    people = [badge("Mira Li", "Mira", pin=PIN)]
    for layout in ("a6", "54x90"):
        *_, last = pages(sheet.pdf(people, Wish(layout=layout, sides="2")))
        assert "PIN" not in last[1]


@pytest.mark.parametrize("layout", SIZES)
def test_pins_can_be_on_slips_of_their_own_behind_all_badges(layout: str) -> None:
    people = [badge(f"Person{n} Li", "Person", "x", pin=PIN if n % 2 else None) for n in range(40)]
    people.append(badge("W" + "mW" * 59 + "m", "Wm", "x", pin=PIN))
    *badges, first, second = texts_of(sheet.pdf(people, Wish(layout=layout, pins="sheet")))
    assert all("PIN" not in text for text in badges)
    assert (first.count("PIN 1234 5678"), second.count("PIN 1234 5678")) == (16, 5)
    shown = [first.index(f"Person{n} Li") for n in range(1, 32, 2)]
    assert shown == sorted(shown)
    assert not signs(people[-1].name) - signs(second)


def texts_of(pdf: bytes) -> list[str]:
    """The text of each page, without drawing it."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("layout", SIZES)
def test_a_preview_is_one_picture_whose_badges_read(layout: str) -> None:
    people = crowd()
    wish = Wish(layout=layout, crop_marks=True)
    picture = Image.open(io.BytesIO(sheet.preview(people, wish)))
    assert picture.width == pytest.approx(sheet.PREVIEW, abs=2)
    expected = [one.url for one in people[: sheet.most_shown(wish)]]
    # Cards with a PIN come behind theirs and may push the last ones off the table.
    assert {one.text for one in read(picture.convert("L"))} >= set(expected[:3])


@pytest.mark.parametrize("layout", SIZES)
def test_crop_marks_add_ink_outside_the_badges_only(layout: str) -> None:
    people = crowd()[:9]
    plain = [picture for picture, _ in pages(sheet.pdf(people, Wish(layout=layout)))]
    marked = [
        picture for picture, _ in pages(sheet.pdf(people, Wish(layout=layout, crop_marks=True)))
    ]
    assert [one.text for one in read(marked[0])] == [one.text for one in read(plain[0])]
    assert sum(ink(picture) for picture in marked) > sum(ink(picture) for picture in plain)
    wider = 0 if layout.startswith("a4") else 20 * MILLIMETRE
    assert marked[0].width == pytest.approx(plain[0].width + wider, abs=2)
    for found in read(marked[0]):
        stands_alone(marked[0], found, least=20)


def ink(picture: Image.Image) -> int:
    return sum(picture.point(lambda value: value < 128 and 1).histogram()[1:2])


def test_a_large_sheet_comes_in_order_and_tells_how_far_it_is() -> None:
    people = [badge(f"Person {n}", "Person", "x") for n in range(sheet.PART * 2 + 5)]
    told: list[tuple[int, int]] = []
    document = pypdfium2.PdfDocument(
        sheet.pdf(people, Wish(layout="a4-8xa7"), progress=lambda done, of: told.append((done, of)))
    )
    assert told == [(48, 101), (96, 101), (101, 101)]
    assert len(document) == 13
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    text = "".join(text.split())  # PDFium takes wide letters for two words
    shown = [text.index(code.show(one.code)) for one in people]
    assert shown == sorted(shown)


def test_the_same_badges_make_the_same_file() -> None:
    people = crowd()
    assert sheet.pdf(people) == sheet.pdf(people)


def test_every_name_of_every_list_is_printed_whole(listed_names: list[str]) -> None:
    people = [badge(name, name.split()[0], "x") for name in listed_names]
    document = pypdfium2.PdfDocument(sheet.pdf(people, Wish(layout="a7")))
    for one, page in zip(people, document, strict=True):
        printable = "".join(sign for sign in one.name if not fonts.unprintable([sign]))
        assert not signs(printable) - signs(page.get_textpage().get_text_bounded())


def test_a_layout_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(Problem, match="layout: read 'a5', accepted are a6, a4-4xa6, a7, a4-8xa7"):
        sheet.pdf(crowd(), Wish(layout="a5"))


def test_a_sheet_of_nobody_is_refused() -> None:
    with pytest.raises(Problem, match="there is none to print"):
        sheet.pdf([])


def test_an_address_too_long_for_the_card_is_refused() -> None:
    one = code.make()
    url = qr.address("https://example.org/" + "x" * 600, one)
    long = BadgeText(code=one, url=url, name="Mira", given_name="Mira", event_name="Meet")
    assert sheet.pdf([long], Wish(layout="a6"))
    with pytest.raises(Problem, match="too small a badge for so long an address as https"):
        sheet.pdf([long], Wish(layout="54x90"))


@settings(deadline=None)
@given(st.text())
def test_pieces_of_a_text_are_the_text(text: str) -> None:
    parts = sheet.pieces(text)
    assert "".join(parts) == text.strip()
    assert all(parts)


@pytest.mark.parametrize(
    ("name", "given_name", "rest"),
    [
        ("Mira Lindqvist", "Mira", "Lindqvist"),
        ("Mira", "Mira", ""),
        ("山田 太郎", "太郎", "山田"),
        ("Lindqvist, Mira", "Mira", "Lindqvist"),
        ("Robert Smith", "Bob", "Robert Smith"),
        ("Annabel Li", "Anna", "Annabel Li"),
        ("Dr. Mira Lindqvist", "Mira", "Dr. Lindqvist"),
    ],
)
def test_the_rest_of_a_name_leaves_out_the_given_name(
    name: str, given_name: str, rest: str
) -> None:
    assert sheet.rest_of_name(name, given_name) == rest
