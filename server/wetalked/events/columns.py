"""Which column of an attendee list holds what, guessed from German and English headings."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from wetalked.problems import invalid
from wetalked.text import quoted

FIELDS = ("name", "given_name", "family_name", "email", "language", "ask_me_about")
_NAMES = {"name", "given_name", "family_name"}
# A name read from where the caller says is not mixed with one that was guessed.
_REPLACES = {
    "name": ("given_name", "family_name"),
    "given_name": ("name",),
    "family_name": ("name",),
}

# How headings read without case, spaces, signs and the words below.
_HEADINGS = {
    "name": (
        *("name", "names", "fullname", "completename", "displayname", "badgename", "nameonbadge"),
        *("vollständigername", "vornameundnachname", "vorundnachname", "vorundzuname"),
        *("vornamenachname", "nachnamevorname", "namevorname", "firstnamelastname"),
        *("firstandlastname", "lastnamefirstname", "anzeigename", "namensschild"),
        *("nameaufdembadge", "nameaufbadge", "nameaufdemnamensschild"),
    ),
    "given_name": (
        *("givenname", "givennames", "firstname", "firstnames", "forename", "first", "given"),
        *("callingname", "preferredname", "vorname", "vornamen", "rufname"),
    ),
    "family_name": (
        *("familyname", "lastname", "surname", "last", "family"),
        *("nachname", "nachnamen", "familienname", "zuname"),
    ),
    "email": (
        *("email", "emails", "mail", "emailaddress", "mailaddress", "contactemail"),
        *("emailadresse", "mailadresse", "kontaktemail", "adresseemail"),
    ),
    "language": (
        *("language", "lang", "locale", "preferredlanguage", "languagepreference"),
        *("sprache", "bevorzugtesprache", "spracheinstellung", "wunschsprache"),
    ),
    "ask_me_about": ("askmeabout", "fragmichnach", "fragmichzu", "fragmich"),
}
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_ASKED = re.compile(
    "askedabout|ask(you|me)about|fragmich|(dich|sie)(etwas)?fragen|daraufansprechen"
)

_HOLDER = (
    "attendees?|participants?|guests?|visitors?|delegates?"
    "|teilnehmer(?:in|innen)?|teilnehmenden?|gäste?|gast|besucher(?:in|innen)?"
)
_BUYER = (
    "buyers?|orders?|purchasers?|customers?|contacts?|billing"
    "|käufer(?:in)?|besteller(?:in)?|bestell|bestellung|kund(?:e|in)|kontakt"
)


class Table:
    """Headings, the rows below them, and which column each field is read from."""

    def __init__(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.headings = [" ".join(heading.split()) for heading in headings]
        self._rows = rows
        self._columns: dict[str, int] = {}

    def guess(self) -> None:
        """Take for each field the best heading that has anything below it."""
        for field in set(FIELDS) - _NAMES:
            self._take_best(field, self._candidates(field))
        names = [found for field in sorted(_NAMES) for found in self._candidates(field)]
        best = min((rank for rank, column in names if self._is_filled(column)), default=None)
        for field in sorted(_NAMES):
            found = self._candidates(field)
            self._take_best(field, [one for one in found if best in {None, one[0]}])
        self._read_name_beside_given_as_family()
        if not self.has_names():
            self._take_best(
                "name", [(0, at) for at, name in enumerate(self.headings) if _who(name)]
            )

    def correct(self, columns: Mapping[str, str]) -> None:
        """Read these fields from these columns instead; one without a heading is left aside.

        A field or heading that is not there is an `invalid` problem.
        """
        for field, heading in columns.items():
            if field not in FIELDS:
                raise invalid(field, f"No such field; there are {', '.join(FIELDS)}.")
            for other in _REPLACES.get(field, ()) if heading.strip() else ():
                self._columns.pop(other, None)
            self._columns.pop(field, None)
        for field, heading in columns.items():
            if heading.strip():
                self._columns[field] = self._column_headed(field, heading)

    def cell(self, row: Sequence[str], field: str) -> str:
        """What the row holds for the field; "" if it holds nothing."""
        column = self._columns.get(field, len(row))
        return row[column].strip() if column < len(row) else ""

    def has_names(self) -> bool:
        """Whether any column was found that people's names can be read from."""
        return bool(_NAMES & set(self._columns))

    def chosen(self) -> dict[str, str]:
        """The heading of the column that each field is read from."""
        found = [field for field in FIELDS if field in self._columns]
        return {field: self.headings[self._columns[field]] for field in found}

    def _candidates(self, field: str) -> list[tuple[int, int]]:
        guesses = [guess(heading) for heading in self.headings]
        return [(rank, column) for column, (rank, is_) in enumerate(guesses) if is_ == field]

    def _take_best(self, field: str, candidates: Sequence[tuple[int, int]]) -> None:
        ranked = [column for _, column in sorted(candidates)]
        filled = [column for column in ranked if self._is_filled(column)]
        if ranked:
            self._columns[field] = [*filled, *ranked][0]

    def _is_filled(self, column: int) -> bool:
        return any(column < len(row) and row[column].strip() for row in self._rows)

    def _read_name_beside_given_as_family(self) -> None:
        """In "Name; Vorname" the first is the family name, unless it repeats the given one."""
        if "family_name" in self._columns or not {"name", "given_name"} <= set(self._columns):
            return
        pairs = [(self.cell(row, "name"), self.cell(row, "given_name")) for row in self._rows]
        both = [(name, given) for name, given in pairs if name and given]
        if sum(given.casefold() in name.casefold() for name, given in both) * 2 < len(both):
            self._columns["family_name"] = self._columns.pop("name")

    def _column_headed(self, field: str, heading: str) -> int:
        wanted = " ".join(heading.split())
        if wanted in self.headings:
            return self.headings.index(wanted)
        alike = [column for column, name in enumerate(self.headings) if _key(name) == _key(wanted)]
        if alike and _key(wanted):
            return alike[0]
        raise invalid(field, f"No column {quoted(heading)}; there are {shown(self.headings)}.")


def guess(heading: str) -> tuple[int, str | None]:
    """Which field a heading names, and how well: 0 the attendee's, 1 anybody's, 2 the buyer's."""
    key = _key(heading)
    for rank, who in ((0, _HOLDER), (2, _BUYER)):
        bare = re.sub(rf"^(?:{who})s?|(?:of|of(?:the)|de[sr])?(?:{who})s?$", "", key)
        # "Attendee name: Given name" is a part of the attendee's name.
        if bare != key and (field := _field(bare.removeprefix("name")) or _field(bare)):
            return rank, field
    return 1, _field(key)


def _who(heading: str) -> bool:
    """Whether the heading says only that it is about attendees: "Teilnehmer", "Guest"."""
    return bool(re.fullmatch(rf"(?:{_HOLDER})(?:list|liste)?", _key(heading)))


def _field(key: str) -> str | None:
    return _FIELD_OF.get(key) or ("ask_me_about" if _ASKED.search(key) else None)


def _key(heading: str) -> str:
    spelled = unicodedata.normalize("NFC", heading).casefold().replace("#", "number")
    return re.sub(r"[\W_]+", "", spelled)


def shown(headings: Sequence[str]) -> str:
    """The headings as a sentence can name them: the first twelve, each shortened."""
    names = [quoted(heading, 30) for heading in headings if heading.strip()]
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
