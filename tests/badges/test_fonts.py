"""A name that no font at hand can print is told beforehand."""

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from wetalked.badges import fonts

EVERYWHERE = [
    "Łukasz Żółć",
    "محمد علي",
    "Ελένη Παπαδοπούλου",
    "Наталья",
    "שרה כהן",
    "हिन्दी शर्मा",
    "Nguyễn Thị Minh Khai",
    "Seán Ó'Súilleabháin",
    "#evil *bold* $x$",
    "<script>",
    "Zoe\u0308 with a loose accent",
    "zero\u200bwidth\u200djoined",
    "no\xa0break",
    "山田 太郎",
    "ひろし カズオ",
    "김민준",
    "王小明",
    "歐陽菲菲",
    "龔鑫",
    "สมชาย ใจดี",
    "ສົມພອນ ວົງສາ",
    "សុខា ចាន់",
    "အောင်ဆန်း စုကြည်",
    "முத்து குமார்",
    "రాము శర్మ",
    "ಕನ್ನಡ ರಾಜ್",
    "മലയാളം നായർ",
    "සුනිල් පෙරේරා",
    "রবীন্দ্রনাথ ঠাকুর",
    "ગુજરાતી પટેલ",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "አበበ ቢቂላ",
    "ნინო ბერიძე",
    "Արամ Խաչատրյան",
    "Kim 🎒",
    "Ana 👩🏽‍🔬 🇩🇪",
]
SIGNS = st.characters(max_codepoint=0x2FFFF, exclude_categories=["Cc", "Cs", "Zl", "Zp"])
NEVER = "\u0378\ufdd0"  # a sign that Unicode has not given out, and one it never will


def test_the_fonts_that_come_along_print_these_scripts_on_every_machine() -> None:
    assert fonts.unprintable(EVERYWHERE) == []
    bundled = {font.family for font in fonts.at_hand().fonts() if fonts.is_bundled(font)}
    assert set(fonts.families_for(EVERYWHERE)) <= bundled


def test_a_name_with_a_sign_that_no_font_has_is_told_as_it_was_given() -> None:
    names = ["Mira", f"Mira {NEVER[0]}", "Ana", NEVER[1]]
    assert fonts.unprintable(names) == [names[1], names[3]]


def test_names_of_every_list_can_be_printed(listed_names: list[str]) -> None:
    assert fonts.unprintable(listed_names) == []


@settings(deadline=None, max_examples=200)
@given(st.text(SIGNS, min_size=1, max_size=3))
def test_what_is_told_is_what_the_printer_lacks(name: str) -> None:
    assert bool(fonts.unprintable([name])) == (not prints(name))


@pytest.mark.parametrize("name", [*EVERYWHERE, "\U0001fbf0", NEVER[0]])
def test_what_is_told_of_known_names_is_what_the_printer_lacks(name: str) -> None:
    assert bool(fonts.unprintable([name])) == (not prints(name))


def prints(name: str) -> bool:
    """Whether typst finds every glyph: PDF/A-2u forbids missing ones."""
    source = b"#set text(font: json(bytes(sys.inputs.fonts)), fallback: false)\n#sys.inputs.name"
    inputs = {
        "fonts": json.dumps(fonts.families_for([name])),
        "name": fonts.printable_text(name),
    }
    try:
        typst.compile(source, font_paths=fonts.at_hand(), sys_inputs=inputs, pdf_standards="a-2u")
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return False
    return True
