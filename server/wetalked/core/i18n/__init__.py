"""The texts the server says: one file of keys for each language."""

import re
from pathlib import Path

import msgspec

_TEXTS = {
    file.stem: msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    for file in sorted(Path(__file__).parent.glob("*.json"))
}
LANGUAGES = tuple(_TEXTS)


class MissingText(LookupError):  # noqa: N818  (it names what is wrong)
    """There is no such language, key or value; a mistake of ours, never a reader's."""


def text(language: str, key: str, /, **values: str) -> str:
    """The text of a key with its values filled in; MissingText rather than another language."""
    try:
        return _TEXTS[language][key].format(**values)
    except KeyError as missing:
        raise MissingText(f"{key} in {language!r} lacks {missing}") from None


def keys(language: str) -> dict[str, set[str]]:
    """Every key of a language, with the names of the values it wants."""
    return {key: set(re.findall(r"\{(\w+)\}", said)) for key, said in _TEXTS[language].items()}
