"""What can be wished for a sheet: PINs, backs, crop marks, and a look before printing."""

import io
from contextlib import closing
from typing import Literal

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from badges.sheets import (
    MILLIMETRE,
    PIN,
    SHEETS,
    SIZES,
    badge,
    crowd,
    edges,
    longest_line,
    pages,
    read,
    signs,
    stands_alone,
)
from wetalked.badges import sheet
from wetalked.badges.layout import LAYOUTS, SheetOptions


@pytest.mark.parametrize("layout", SIZES)
def test_a_pin_stands_on_a_strip_or_card_of_its_own(layout: str) -> None:
    with_pin, without = badge("Mira Li", "Mira", "x", PIN), badge("Mira Li", "Mira", "x")
    plain = list(pages(sheet.pdf([without], SheetOptions(layout=layout))))
    printed = list(pages(sheet.pdf([with_pin], SheetOptions(layout=layout))))
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
        for picture, _ in pages(sheet.pdf(people, SheetOptions(layout="roll62")))
    ]
    assert heights == pytest.approx([100, 114], abs=0.2)


@pytest.mark.parametrize("layout", [*SHEETS, "a6", "60x90"])
def test_a_back_lies_behind_its_front_and_is_upright_when_the_badge_turns_round(
    layout: str,
) -> None:
    pin = PIN if LAYOUTS[layout].strip else None
    per_page = SIZES[layout][2]
    people = [badge(f"Person {n}", "Person", pin=pin) for n in range(per_page + 2)]
    wish = SheetOptions(layout=layout, sides="2", crop_marks=True)
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
        *_, last = pages(sheet.pdf(people, SheetOptions(layout=layout, sides="2")))
        assert "PIN" not in last[1]


@pytest.mark.parametrize("layout", SIZES)
def test_pins_can_be_on_slips_of_their_own_behind_all_badges(layout: str) -> None:
    people = [badge(f"Person{n} Li", "Person", "x", pin=PIN if n % 2 else None) for n in range(40)]
    people.append(badge("W" + "mW" * 59 + "m", "Wm", "x", pin=PIN))
    *badges, first, second = texts_of(sheet.pdf(people, SheetOptions(layout=layout, pins="sheet")))
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
    wish = SheetOptions(layout=layout, crop_marks=True)
    picture = Image.open(io.BytesIO(sheet.preview(people, wish)))
    assert picture.width == pytest.approx(sheet.PREVIEW, abs=2)
    expected = [one.url for one in people[: sheet.most_shown(wish)]]
    # Cards with a PIN come behind theirs and may push the last ones off the table.
    assert {one.text for one in read(picture.convert("L"))} >= set(expected[:3])


@pytest.mark.parametrize("layout", SIZES)
def test_crop_marks_add_ink_outside_the_badges_only(layout: str) -> None:
    people = crowd()[:9]
    plain = [picture for picture, _ in pages(sheet.pdf(people, SheetOptions(layout=layout)))]
    marked = [
        picture
        for picture, _ in pages(sheet.pdf(people, SheetOptions(layout=layout, crop_marks=True)))
    ]
    assert [one.text for one in read(marked[0])] == [one.text for one in read(plain[0])]
    assert sum(ink(picture) for picture in marked) > sum(ink(picture) for picture in plain)
    wider = 0 if layout.startswith("a4") else 20 * MILLIMETRE
    assert marked[0].width == pytest.approx(plain[0].width + wider, abs=2)
    for found in read(marked[0]):
        stands_alone(marked[0], found, least=20)


def ink(picture: Image.Image) -> int:
    return sum(picture.point(lambda value: value < 128 and 1).histogram()[1:2])


SIMPLEX, FLIP_LONG_EDGE = 1, 3  # as PDFium counts them


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("sides", ["1", "2"])
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_sheet_asks_to_be_printed_as_large_as_it_is_and_turned_as_its_backs_need(
    layout: str, sides: Literal["1", "2"], many: bool
) -> None:
    wish = SheetOptions(layout=layout, sides=sides)
    if sides == "2" and LAYOUTS[layout].grows:
        return
    people = [badge("Mira Lindqvist", "Mira")] * (sheet.PART + 1 if many else 1)
    with closing(pypdfium2.PdfDocument(sheet.pdf(people, wish))) as document:
        raw = pypdfium2.raw
        assert not raw.FPDF_VIEWERREF_GetPrintScaling(document.raw)
        flips = sides == "2" and not LAYOUTS[layout].folded
        expected = FLIP_LONG_EDGE if flips else SIMPLEX
        assert raw.FPDF_VIEWERREF_GetDuplex(document.raw) == expected
        assert len(document) >= len(people) // (LAYOUTS[layout].columns * LAYOUTS[layout].rows)


def test_slips_of_a_sheet_with_backs_have_empty_backs() -> None:
    people = [badge("Mira Lindqvist", "Mira", pin=PIN)] * 40
    wish = SheetOptions(layout="a4-4xa6", sides="2", pins="sheet")
    with closing(pypdfium2.PdfDocument(sheet.pdf(people, wish))) as document:
        slips = [page.get_textpage().get_text_range() for page in document][20:]
    assert [bool(text.strip()) for text in slips] == [True, False, True, False, True]
