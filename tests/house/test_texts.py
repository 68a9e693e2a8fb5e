"""The texts of the phone app say the same things in both languages."""

import json
import re
from pathlib import Path

SRC = Path(__file__).parents[2] / "web" / "src"
PLACE = re.compile(r"\{(\w+)\}")
# Built from a name that is known only when the app runs.
BUILT = re.compile(r"^(problem\.|card\.my-)|^(email|phone|link)$")


def texts(language: str) -> dict[str, str]:
    """All texts of a language, as they stand in its file."""
    answer: dict[str, str] = json.loads(
        (SRC / "i18n" / f"{language}.json").read_text(encoding="utf-8")
    )
    return answer


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(texts("de")) == list(texts("en"))


def test_a_text_has_the_same_places_to_fill_in_both_languages() -> None:
    english = texts("en")
    for key, german in texts("de").items():
        assert sorted(PLACE.findall(german)) == sorted(PLACE.findall(english[key])), key


def test_no_text_is_empty_and_none_uses_straight_quotes() -> None:
    for language in ("de", "en"):
        for key, text in texts(language).items():
            assert text.strip() == text, f"{language}: {key}"
            assert text, f"{language}: {key}"
            assert '"' not in text, f"{language}: {key}"


def test_every_text_is_used_somewhere() -> None:
    sources = "".join(
        file.read_text(encoding="utf-8") for file in SRC.rglob("*.ts*") if ".test." not in file.name
    )
    unused = [key for key in texts("en") if f'"{key}"' not in sources and not BUILT.match(key)]
    assert unused == []
