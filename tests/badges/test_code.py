"""A code survives being printed, read aloud, typed and pasted."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.core import code

codes = st.text(code.ALPHABET, min_size=8, max_size=8)
MIX_UPS = {"0": "0Oo", "1": "1IiLl"}


def test_a_new_code_has_eight_characters_that_nobody_mixes_up() -> None:
    made = [code.make() for _ in range(500)]
    assert all(
        len(one) == 8 and set(one) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for one in made
    )
    assert len(set(made)) == 500
    assert set("".join(made)) == set(code.ALPHABET)


@given(codes)
def test_a_code_is_read_back_as_it_is_shown(one: str) -> None:
    shown = code.show(one)
    assert len(shown) == 9
    assert shown[4] == "-"
    assert code.parse(shown) == one


@given(
    codes, st.randoms(use_true_random=False), st.sampled_from(["", "-", " ", "–", " - ", "\xa0"])
)
def test_case_mix_ups_dashes_and_spaces_do_not_matter(
    one: str, chance: random.Random, separator: str
) -> None:
    signs = [chance.choice(MIX_UPS.get(sign, sign + sign.lower())) for sign in one]
    assert code.parse(f" {separator.join(signs)}\n") == one


@given(codes, st.sampled_from(["/B/", "/b/", "/talks/B/", "/b/b/"]), st.sampled_from(["", "/"]))
def test_of_a_url_only_the_code_counts(one: str, path: str, end: str) -> None:
    for start in ("https://wetalked.example", "HTTP://10.0.0.7:8000", "other.example"):
        assert code.parse(start + path + one + end) == one
        assert code.parse(f"{start}{path}{code.show(one).lower()}{end}?from=mail#top") == one


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "ABCD-EFG",
        "ABCD-EFGHJ",
        "ABCD-EFGU",
        "ÄBCD-EFGH",
        "ABCD-EFGſ",
        "١BCDEFGH",
        "https://wetalked.example/",
        "https://wetalked.example/ABCDEFGH",
        "https://wetalked.example/b/",
        "https://wetalked.example/b/ABCDEFGH/more",
        "https://wetalked.example/?q=/b/ABCDEFGH",
        "https://[::1/b/ABCDEFGH",
        "WIFI:S:net;P:secret;;",
    ],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert code.parse("ABCD-EFGH") == "ABCDEFGH"
    assert code.parse(text) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = code.parse(text)
    assert found is None or set(found) <= set(code.ALPHABET)
