"""Which columns of an attendee list hold what: by their headings, and by what stands below."""

from collections.abc import Callable, Mapping, Sequence

from wetalked.attendees.lists.headings import (
    FIELDS,
    NAMES,
    guess,
    is_for_badges,
    is_foreign,
    is_who,
    may_be_topic,
    same,
)
from wetalked.attendees.lists.name_parts import is_part
from wetalked.attendees.lists.standing import Kind, kind_of
from wetalked.attendees.lists.values import holds_address, is_address, is_foot, is_name, is_nothing
from wetalked.core.problems import invalid
from wetalked.core.text import quoted

# A name read from where the caller says is not mixed with one that was guessed.
_REPLACES = {
    "name": ("given_name", "middle_name", "family_name", "preferred_name"),
    "given_name": ("name", "preferred_name"),
    "family_name": ("name", "preferred_name"),
    "preferred_name": (),
}
# So many rows tell what a column holds.
_SAMPLE = 500


class Table:
    """Headings, the rows below them, and which columns each field is read from, the best first."""

    def __init__(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        groups: Sequence[str] = (),
    ) -> None:
        """`groups` are what stands over the headings, where anything does."""
        self.headings = [" ".join(heading.split()) for heading in headings]
        over = [*groups, *[""] * len(headings)]
        self._full = [
            f"{group}: {heading}" if group else heading
            for heading, group in zip(self.headings, over, strict=False)
        ]
        self._rows = rows
        self._sample = rows[:_SAMPLE]
        self._guesses = [guess(heading) for heading in self._full]
        self.columns: dict[str, list[int]] = {}
        self.given: set[str] = set()
        self.name_rank = 1

    def guess(self) -> None:
        """Take for each field the columns whose headings and cells fit."""
        self._guess_names()
        self._guess_addresses()
        for field in ("language", "ask_me_about"):
            ranked = [column for _, column in sorted(self._candidates(field))]
            if ranked:
                self.columns[field] = [*filter(self.is_filled, ranked), *ranked][:1]

    def correct(self, columns: Mapping[str, str]) -> None:
        """Read these fields from these columns instead; one without a heading is left aside.

        A field or heading that is not there is an `invalid` problem.
        """
        for field, heading in columns.items():
            if field not in FIELDS:
                raise invalid(field, f"No such field; there are {', '.join(FIELDS)}.")
            for other in _REPLACES.get(field, ()) if heading.strip() else ():
                self.columns.pop(other, None)
            self.columns.pop(field, None)
        for field, heading in columns.items():
            self.given.add(field)
            if heading.strip():
                self.columns[field] = [self._column_headed(field, heading)]

    def cell(self, row: Sequence[str], field: str, fits: Callable[[str], bool] = bool) -> str:
        """The first that the row holds for the field and that fits; "" if it holds nothing."""
        cells = (row[column] for column in self.columns.get(field, ()) if column < len(row))
        return next((cell for cell in cells if cell and fits(cell)), "")

    def cells(self, row: Sequence[str], field: str) -> list[tuple[int, str]]:
        """All that the row holds for the field, each with its column."""
        columns = (column for column in self.columns.get(field, ()) if column < len(row))
        return [(column, row[column]) for column in columns if row[column]]

    def has_names(self) -> bool:
        """Whether any column was found that people's names can be read from."""
        return any(self.columns.get(field) for field in NAMES)

    def chosen(self) -> dict[str, str]:
        """The heading of the column that each field is read from first."""
        return {field: self.headings[self.columns[field][0]] for field in FIELDS if self.has(field)}

    def has(self, field: str) -> bool:
        """Whether it is read from anywhere."""
        return bool(self.columns.get(field))

    def rank(self, column: int) -> int:
        """Whose it is: 0 the attendee's, 1 anybody's, 2 the buyer's."""
        return self._guesses[column][0]

    def statuses(self) -> list[tuple[int, Kind]]:
        """The columns that say who comes."""
        used = {column for columns in self.columns.values() for column in columns}
        kinds = ((column, kind_of(heading)) for column, heading in enumerate(self.headings))
        return [(column, kind) for column, kind in kinds if kind and column not in used]

    def left_aside(self) -> list[int]:
        """The filled columns that might be the topic but do not plainly ask for it."""
        if self.has("ask_me_about") or "ask_me_about" in self.given:
            return []
        used = {column for columns in self.columns.values() for column in columns}
        return [
            column
            for column, heading in enumerate(self.headings)
            if column not in used and may_be_topic(heading) and self.is_filled(column)
        ]

    def is_filled(self, column: int) -> bool:
        """Whether anything stands below the heading."""
        return any(column < len(row) and row[column] for row in self._rows)

    def has_more(self) -> bool:
        """Whether anything stands in columns that nothing is read from."""
        used = {column for columns in self.columns.values() for column in columns}
        return any(
            self.is_filled(column) for column in range(len(self._full)) if column not in used
        )

    def addresses_elsewhere(self) -> list[int]:
        """Columns that hold addresses, though by their headings not the guests' own."""
        used = self.columns.get("email", [])
        return [
            column
            for column in range(len(self.headings))
            if column not in used and self._share(column, is_address) >= 0.5
        ]

    def is_for_badges(self, column: int) -> bool:
        """Whether a heading says that this is what a badge is to say."""
        return is_for_badges(self.headings[column])

    def _candidates(self, field: str) -> list[tuple[int, int]]:
        return [(rank, column) for column, (rank, is_) in enumerate(self._guesses) if is_ == field]

    def _share(self, column: int, fits: Callable[[str], bool]) -> float:
        """How many of the cells that say anything fit; 0 where none does."""
        cells = [row[column] for row in self._sample if column < len(row) and row[column]]
        said = [cell for cell in cells if not is_nothing(cell) and not is_foot(cell)]
        return sum(map(fits, said)) / len(said) if said else 0.0

    def _guess_names(self) -> None:
        """The names of the best that are filled: the attendees' own before the buyers'."""
        fields = (*NAMES, "middle_name")
        found = {field: self._candidates(field) for field in fields}
        all_names = [one for field in NAMES for one in found[field]]
        fitting = {column for _, column in all_names if self._share(column, is_name) >= 0.5}
        best = min((rank for rank, column in all_names if column in fitting), default=None)
        for field in fields:
            ranked = [column for rank, column in sorted(found[field]) if best in {None, rank}]
            empty = [column for column in ranked if not self.is_filled(column)]
            self.columns[field] = [c for c in ranked if c in fitting or field == "middle_name"]
            if not self.columns[field] and best is None:
                self.columns[field] = empty[:1]
        self.name_rank = 1 if best is None else best
        self._add_the_other_half(found, fitting)
        self._settle_whole_and_parts()
        if not self.has_names():
            who = [column for column, name in enumerate(self._full) if is_who(name)]
            good = [column for column in who if self._share(column, is_name) >= 0.5]
            self.columns["name"] = good or [column for column in who if not self._rows]

    def _add_the_other_half(
        self, found: Mapping[str, Sequence[tuple[int, int]]], fitting: set[int]
    ) -> None:
        """ "Attendee first name, Last name": a half that is nobody's in particular fits, too."""
        halves = ("given_name", "family_name")
        for half, other in (halves, halves[::-1]):
            if self.has(other) and not self.has(half) and not self.has("name"):
                self.columns[half] = [c for rank, c in found[half] if rank < 2 and c in fitting]

    def _settle_whole_and_parts(self) -> None:
        """ "Name" beside only one half is the other half, unless most names hold that half.

        Beside both it is the whole name, unless most names hold neither: then it is another thing.
        """
        halves = [half for half in ("given_name", "family_name") if self.has(half)]
        if not halves or not self.has("name"):
            return
        whole = self._holds_parts(halves)
        if len(halves) == 1 and not whole:
            other = "family_name" if halves == ["given_name"] else "given_name"
            self.columns[other] = self.columns.pop("name")
        elif not whole:
            self.columns.pop("name")

    def _holds_parts(self, halves: Sequence[str]) -> bool:
        """Whether in most rows the name holds one of the halves as a word."""
        both = []
        for row in self._sample:
            name, parts = self.cell(row, "name"), [self.cell(row, half) for half in halves]
            if name and any(parts):
                both.append(any(is_part(part, name) for part in parts if part))
        return sum(both) * 2 >= len(both)

    def _guess_addresses(self) -> None:
        """The columns of addresses: by heading those of the attendees, then what else holds some.

        The buyers' only where the names are theirs, too.
        """
        most = 2 if self.name_rank == 2 else 1
        named = [
            (rank, column) for rank, column in sorted(self._candidates("email")) if rank <= most
        ]
        used = {column for columns in self.columns.values() for column in columns}
        others = [
            (1, column)
            for column, heading in enumerate(self._full)
            if self._guesses[column][1] is None
            and column not in used
            and not is_foreign(heading)
            and self._share(column, holds_address) >= 0.5
        ]
        filled = [
            (rank, column) for rank, column in named if self._share(column, holds_address) > 0
        ]
        rest = [column for rank, column in named if (rank, column) not in filled]
        self.columns["email"] = [column for _, column in sorted([*filled, *others])] + rest

    def _column_headed(self, field: str, heading: str) -> int:
        wanted = " ".join(heading.split())
        if wanted in self.headings:
            return self.headings.index(wanted)
        alike = [column for column, name in enumerate(self.headings) if same(name, wanted)]
        if alike:
            return alike[0]
        raise invalid(field, f"No column {quoted(heading)}; there are {shown(self.headings)}.")


def shown(headings: Sequence[str]) -> str:
    """The headings as a sentence can name them: the first twelve, each shortened."""
    names = [quoted(heading, 30) for heading in headings if heading.strip()]
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
