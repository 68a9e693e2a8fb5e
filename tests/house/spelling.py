"""How often letters stand beside each other in names: `uv run python tests/house/spelling.py`.

Writes the table by which a list's encoding is judged, from the names that Faker knows.
"""

import importlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).parents[2] / "server" / "wetalked" / "attendees" / "lists" / "spelling.txt"
LANGUAGES = (
    *("de_DE", "de_AT", "de_CH", "fr_FR", "es_ES", "pt_BR", "pt_PT", "it_IT", "sv_SE", "no_NO"),
    *("da_DK", "fi_FI", "nl_NL", "pl_PL", "cs_CZ", "sk_SK", "hu_HU", "ro_RO", "hr_HR", "sl_SI"),
    *("tr_TR", "ru_RU", "uk_UA", "bg_BG", "lv_LV", "lt_LT", "et_EE", "az_AZ", "el_GR"),
)
# Icelandic is left out: in Windows-1252 its letters stand where Turkish has its own in 1254.
MOST = 9


def names(language: str) -> Iterator[str]:
    """Given and family names of a language."""
    provider = importlib.import_module(f"faker.providers.person.{language}").Provider
    for kind in dir(provider):
        listed = getattr(provider, kind)
        left_out = any(word in kind for word in ("language", "roman", "format"))
        if "name" in kind and not left_out and isinstance(listed, dict | tuple | list):
            yield from (name for name in listed if isinstance(name, str))


def fives(name: str) -> Iterator[str]:
    """Each letter beyond ASCII amid its four neighbours, "^" beyond the edge of a word."""
    signs = "".join(sign if sign.isalpha() else "^" for sign in f"^^{name.lower()}^^")
    for place in range(2, len(signs) - 2):
        if ord(signs[place]) > 127:
            first = signs[place - 2] if signs[place - 1] != "^" else "^"
            last = signs[place + 2] if signs[place + 1] != "^" else "^"
            yield f"{first}{signs[place - 1 : place + 2]}{last}"


def write() -> None:
    """One line for each count: the count, then the fives."""
    known = {name for language in LANGUAGES for name in names(language)}
    counts = Counter(five for name in sorted(known) for five in fives(name))
    lines = (
        " ".join([str(count), *sorted(five for five, n in counts.items() if min(n, MOST) == count)])
        for count in range(1, MOST + 1)
    )
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write()
