"""One row of people to bring in, from a list, JSON or a shop: taken, or why it is not."""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

import msgspec

from wetalked.accounts.given_name import given_name as guess_given_name
from wetalked.core.text import BadText, email_address, one_line, quoted
from wetalked.events.model import Field, Wrong

_LANGUAGES = {
    **dict.fromkeys(("de", "deu", "ger", "deutsch", "german", "allemand"), "de"),
    **dict.fromkeys(("en", "eng", "english", "englisch", "anglais"), "en"),
}

# A sentence about an address quotes it already.
_SAID: Mapping[Field, str] = {"name": "The name", "email": "", "ask_me_about": "Ask me about"}


class RosterRow(msgspec.Struct, frozen=True):
    """One row that can be taken; `email` is in the form in which addresses are compared."""

    line: int
    name: str
    given_name: str
    email: str | None = None
    language: str | None = None
    ask_me_about: str | None = None


class RejectedRow(msgspec.Struct, frozen=True):
    """One row that cannot be taken, and why, in a sentence that quotes what was read.

    `cells` are the row as it stands in the list.
    """

    line: int
    problem: str
    wrong: list[Wrong]
    cells: list[str] = []


Complaint: TypeAlias = tuple[Wrong, str]


def check_row(
    line: int,
    name: str,
    email: str | None = None,
    language: str | None = None,
    ask_me_about: str | None = None,
    given_name: str | None = None,
) -> RosterRow | RejectedRow:
    """The row as it is taken, or why it is not; empty cells are as good as none."""
    found: list[Complaint] = []
    if not name.strip():
        found.append((Wrong("name", "missing"), _nameless(email)))
    whole = _checked(found, "name", name, one_line)
    address = _checked(found, "email", email, email_address)
    topic = _checked(found, "ask_me_about", ask_me_about, one_line)
    if found or whole is None:
        said = " ".join(sentence for _, sentence in found)
        return RejectedRow(line, said, [wrong for wrong, _ in found])
    given = _checked([], "name", given_name, one_line) or guess_given_name(whole)
    return RosterRow(line, whole, given, address, _language(language), topic)


def _checked(
    found: list[Complaint], field: Field, cell: str | None, check: Callable[[str], str]
) -> str | None:
    """The cell as the check returns it; None when it is empty or its problem was noted."""
    if cell is None or not cell.strip():
        return None
    try:
        return check(cell)
    except BadText as bad:
        what = _SAID[field]
        said = f"{what} {quoted(cell)}: {bad}" if what else str(bad)
        found.append((Wrong(field, bad.reason), said))
        return None


def _nameless(email: str | None) -> str:
    return f"No name beside {quoted(email)}." if email and email.strip() else "No name in this row."


def _language(cell: str | None) -> str | None:
    words = re.split(r"[\W_]+", (cell or "").strip().casefold())
    return _LANGUAGES.get(words[0])
