"""Every printed badge can be scanned, and shows the whole name of its holder."""

from collections import Counter
from contextlib import closing
from itertools import combinations
from typing import TypeAlias

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from badges.sheets import (
    CARDS,
    DPI,
    MILLIMETRE,
    PEOPLE,
    SIZES,
    badge,
    crowd,
    longest_line,
    pages,
    read,
    signs,
    stands_alone,
)
from wetalked.badges import fonts, sheet
from wetalked.badges.layout import SheetOptions
from wetalked.badges.model import BadgeText
from wetalked.core import code
from wetalked.core.problems import Problem

Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top


@pytest.mark.parametrize("layout", SIZES)
def test_every_badge_of_a_rendered_sheet_reads_back_and_nothing_is_cut(layout: str) -> None:
    people = crowd()
    width, height, per_page = SIZES[layout]
    faces = 2 if layout == "butterfly" else 1
    urls: list[str] = []
    texts = Counter[str]()
    for picture, text in pages(sheet.pdf(people, SheetOptions(layout=layout))):
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


@pytest.mark.parametrize("layout", CARDS)
def test_each_badge_shows_all_texts_within_its_margins_and_apart(layout: str) -> None:
    people = [badge(*who, "W" * 120) for who in PEOPLE]
    with closing(pypdfium2.PdfDocument(sheet.pdf(people, SheetOptions(layout=layout)))) as document:
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


def test_a_large_sheet_comes_in_order_and_tells_how_far_it_is() -> None:
    people = [badge(f"Person {n}", "Person", "x") for n in range(sheet.PART * 2 + 5)]
    told: list[tuple[int, int]] = []
    document = pypdfium2.PdfDocument(
        sheet.pdf(
            people,
            SheetOptions(layout="a4-8xa7"),
            progress=lambda done, of: told.append((done, of)),
        )
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
    document = pypdfium2.PdfDocument(sheet.pdf(people, SheetOptions(layout="a7")))
    for one, page in zip(people, document, strict=True):
        printable = "".join(sign for sign in one.name if not fonts.unprintable([sign]))
        assert not signs(printable) - signs(page.get_textpage().get_text_bounded())


def test_a_layout_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(Problem, match="layout: read 'a5', accepted are a6, a4-4xa6, a7, a4-8xa7"):
        sheet.pdf(crowd(), SheetOptions(layout="a5"))


def test_a_sheet_of_nobody_is_refused() -> None:
    with pytest.raises(Problem, match="there is none to print"):
        sheet.pdf([])


def test_an_address_too_long_for_the_card_is_refused() -> None:
    one = code.make()
    url = code.badge_url("https://example.org/" + "x" * 600, one)
    long = BadgeText(code=one, url=url, name="Mira", given_name="Mira", event_name="Meet")
    assert sheet.pdf([long], SheetOptions(layout="a6"))
    with pytest.raises(Problem, match="too small a badge for so long an address as https"):
        sheet.pdf([long], SheetOptions(layout="54x90"))


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
