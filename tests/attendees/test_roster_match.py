"""Who of a list is there already."""

from hypothesis import given
from hypothesis import strategies as st

from wetalked.attendees.lists.match import Existing, Match, match
from wetalked.attendees.lists.row import RosterRow


def row(line: int, name: str, email: str | None = None) -> RosterRow:
    return RosterRow(line, name, name, email)


class Event:
    """The participants of an event as a store keeps them: as listed, and as they are now."""

    def __init__(self) -> None:
        self.people: dict[str, list[tuple[str, str | None]]] = {}

    def existing(self) -> list[Existing]:
        return [Existing(one, *known) for one, names in self.people.items() for known in names]

    def import_list(self, rows: list[RosterRow]) -> list[Match]:
        found = match(rows, self.existing())
        for one in found:
            if one.participant_id is None and one.repeats is None:
                email = None if one.without_email else one.row.email
                self.people[f"p{len(self.people)}"] = [(one.row.name, email)]
            elif one.participant_id and one.adds_email:
                self.people[one.participant_id].append((one.row.name, one.row.email))
        return found

    def who(self, rows: list[RosterRow]) -> list[str | None]:
        return [one.participant_id for one in match(rows, self.existing())]


def test_the_same_address_with_the_same_name_is_one_person() -> None:
    event = Event()
    first = row(2, "Mira Haas", "m@example.org")
    again = row(3, "MIRA  haas", "m@example.org")
    assert event.import_list([first, again]) == [Match(first, None), Match(again, None, repeats=2)]
    assert event.who([again, first]) == ["p0", "p0"]


def test_another_name_at_the_same_address_is_a_second_person_without_it() -> None:
    event = Event()
    rows = [row(2, "Mira", "m@example.org"), row(3, "Kim", "m@example.org")]
    assert [found.without_email for found in event.import_list(rows)] == [False, True]
    assert event.people == {"p0": [("Mira", "m@example.org")], "p1": [("Kim", None)]}
    assert match(rows, event.existing()) == [
        Match(rows[0], "p0"),
        Match(rows[1], "p1", without_email=True),
    ]


def test_a_second_person_named_twice_at_one_address_is_one_person() -> None:
    event = Event()
    rows = [row(n, name, "m@example.org") for n, name in [(2, "Mira"), (3, "Kim"), (4, "Kim")]]
    assert [found.repeats for found in event.import_list(rows)] == [None, None, 3]
    assert event.who(rows) == ["p0", "p1", "p1"]


def test_people_without_an_address_are_matched_by_name_in_their_order() -> None:
    event = Event()
    event.import_list([row(2, "Kim"), row(3, "Kim"), row(4, "Zoë")])
    assert event.who([row(2, "Zoë"), row(3, "kim"), row(4, "Kim"), row(5, "Kim")]) == [
        "p2",
        "p0",
        "p1",
        None,
    ]


def test_a_name_alone_is_not_taken_for_somebody_with_an_address() -> None:
    event = Event()
    event.import_list([row(2, "Kim", "k@example.org")])
    assert event.who([row(2, "Kim")]) == [None]


def test_who_changed_name_and_address_is_found_as_listed_and_as_of_now() -> None:
    event = Event()
    event.import_list([row(2, "Kim", "k@example.org"), row(3, "Zoë")])
    event.people["p0"].append(("Kimberly", "kim@example.net"))
    event.people["p1"].append(("Zoë", "z@example.net"))
    for listed in [
        row(2, "Kim", "k@example.org"),
        row(2, "Kimberly", "kim@example.net"),
        row(2, "Kim", "kim@example.net"),
    ]:
        assert event.who([listed]) == ["p0"]
    found = match([row(2, "Zoë", "z@example.net"), row(3, "Zoë")], event.existing())
    assert [one.participant_id for one in found] == ["p1", None]


NAMES = st.sampled_from(["Kim", "kim", "Zoë", "Mira"])
EMAILS = st.sampled_from([None, "a@example.org", "b@example.org"])
LISTS = st.lists(st.tuples(NAMES, EMAILS), max_size=12).map(
    lambda rows: [row(line, *cells) for line, cells in enumerate(rows, start=2)]
)
CHANGES = st.lists(st.tuples(st.integers(0, 5), NAMES, EMAILS.filter(bool)), max_size=3)


@given(LISTS, LISTS)
def test_importing_a_list_again_changes_nothing(
    earlier: list[RosterRow], rows: list[RosterRow]
) -> None:
    event = Event()
    event.import_list(earlier)
    event.import_list(rows)
    people = dict(event.people)
    again = event.import_list(rows)
    assert event.people == people
    assert all(found.participant_id for found in again)
    assert event.who(rows) == [found.participant_id for found in again]


@given(LISTS, CHANGES)
def test_what_people_change_themselves_makes_nobody_twice(
    rows: list[RosterRow], changes: list[tuple[int, str, str]]
) -> None:
    event = Event()
    event.import_list(rows)
    for n, (person, name, email) in enumerate(changes):
        if f"p{person}" in event.people:
            event.people[f"p{person}"].append((f"{name} {n}", f"{n}{email}"))
    count = len(event.people)
    event.import_list(rows)
    assert len(event.people) == count


@given(LISTS)
def test_an_address_added_later_makes_nobody_twice(rows: list[RosterRow]) -> None:
    event = Event()
    event.import_list([row(one.line, one.name) for one in rows])
    count = len(event.people)
    added = [row(one.line, one.name, f"{one.line}@example.org") for one in rows]
    found = event.import_list(added)
    assert (len(event.people), all(one.adds_email for one in found)) == (count, True)
    assert not any(one.adds_email for one in event.import_list(added))
    assert len(event.people) == count


@given(LISTS)
def test_nobody_gets_an_address_that_another_holds(rows: list[RosterRow]) -> None:
    event = Event()
    event.import_list(rows)
    held = [email for known in event.people.values() for _, email in known if email]
    assert len(held) == len(set(held))
