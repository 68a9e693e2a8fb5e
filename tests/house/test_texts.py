"""The texts of the phone app say the same things in both languages."""

import json
import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "web" / "src"
PLACE = re.compile(r"\{(\w+)\}")
# Built from a name that is known only when the app runs.
BUILT = re.compile(r"^(problem\.|card\.my-)|^(email|phone|link)$")
# Later views and the organizers' pages bring their own, built from a step's name or a number.
BUILT_LATER = re.compile(
    r"^step\.(people|badges|invitations|follow-up)(-none)?$|^team\.(desk|organizer)"
    r"|^(reason\.|badges\.layout-|list\.field-|list\.told-|shop\.problem-)"
    r"|^shop\.(created|updated|removed|nameless)\.(one|other)$"
    r"|^hand-out\.(name|email|badge|link|pin)$"
)
COMES_LATER = re.compile(r"""^const (\w+) = .*\bimport\(["'](\.[^"']*)["']\)""", re.MULTILINE)
COMES_WITH = re.compile(
    r"""^(?:import|export) (?:(?!type )[^;]*? from )?["'](\.[^"'?]*(?<!\.css)(?<!\.json))["']""",
    re.MULTILINE,
)
PARTS = ("first", "views", "office")
LANGUAGES = sorted(file.name.split(".")[1] for file in (SRC / "i18n").glob("first.*.json"))
# A language has as many plurals as it needs; the others stand under the same name.
PLURAL = re.compile(r"\.(zero|one|two|few|many|other)$")


def texts(language: str, part: str | None = None) -> dict[str, str]:
    """All texts of a language, or one file's (`office`)."""
    found: dict[str, str] = {}
    for one in PARTS if part is None else (part,):
        file = SRC / "i18n" / f"{one}.{language}.json"
        found |= json.loads(file.read_text(encoding="utf-8"))
    return found


def of_all(key: str) -> str:
    """The name that the plurals of one sentence share."""
    return PLURAL.sub("", key)


def names(language: str, part: str) -> list[str]:
    """The keys in their order, the plurals of one sentence as one."""
    return list(dict.fromkeys(of_all(key) for key in texts(language, part)))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_texts_in_the_same_order(language: str, part: str) -> None:
    assert names(language, part) == names("en", part)


def test_no_key_is_in_two_files() -> None:
    assert len(texts("en")) == sum(len(texts("en", part)) for part in PARTS)


def test_what_stands_first_uses_no_text_that_comes_later() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in brought_by(SRC / "main.tsx"))
    assert [key for key in texts("en", "views") if f'"{key}"' in sources] == []


def test_each_view_that_comes_later_comes_by_the_loader_that_brings_its_texts() -> None:
    for file in SRC.rglob("*.tsx"):
        source = file.read_text(encoding="utf-8")
        for name, part in COMES_LATER.findall(source):
            if module(file.parent / part).suffix == ".tsx":
                assert re.search(rf"load={{{name}}}", source), f"{file.name}: {part}"


def brought_by(file: Path) -> set[Path]:
    """The app's modules that come with this one."""
    found: set[Path] = set()
    wanted = [file]
    while wanted:
        source = wanted.pop()
        if source not in found:
            found.add(source)
            names = COMES_WITH.findall(source.read_text(encoding="utf-8"))
            wanted += [module(source.parent / name) for name in names]
    return found


def module(target: Path) -> Path:
    """The file behind an import."""
    names = [f"{target}{ending}" for ending in ("", ".ts", ".tsx", "/index.tsx", "/index.ts")]
    return next(file.resolve() for file in map(Path, names) if file.is_file())


def test_the_phone_app_uses_no_text_that_only_organizers_load() -> None:
    phone = [
        file
        for file in SRC.rglob("*.ts*")
        if "office" not in file.parts and ".test." not in file.name
    ]
    sources = "".join(file.read_text(encoding="utf-8") for file in phone)
    assert [key for key in texts("en", "office") if f'"{key}"' in sources] == []


def test_a_text_has_the_same_places_to_fill_in_both_languages() -> None:
    english = {of_all(key): text for key, text in texts("en").items()}
    for language in LANGUAGES:
        for key, text in texts(language).items():
            places, same = (sorted(PLACE.findall(one)) for one in (text, english[of_all(key)]))
            # Where a plural means one number, as "one" does, the figure may be a word.
            assert places == same or (PLURAL.search(key) and {*places} <= {*same}), key


def test_no_text_is_empty_and_none_uses_straight_quotes() -> None:
    for language in LANGUAGES:
        for key, text in texts(language).items():
            assert text.strip() == text, f"{language}: {key}"
            assert text, f"{language}: {key}"
            assert '"' not in text, f"{language}: {key}"


def test_every_text_is_used_somewhere() -> None:
    sources = "".join(
        file.read_text(encoding="utf-8") for file in SRC.rglob("*.ts*") if ".test." not in file.name
    )
    built = [key for key in texts("en") if BUILT.match(key) or BUILT_LATER.search(key)]
    used = [key for key in texts("en") if f'"{of_all(key)}"' in sources]
    unused = [key for key in texts("en") if f'"{key}"' not in sources and key not in built + used]
    assert unused == []
