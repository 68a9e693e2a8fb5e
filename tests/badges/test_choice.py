"""Badges lie where people look for them, and a preview shows the names that tell most."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from wetalked.accounts.given_name import given_name
from wetalked.badges.choice import filed, room, scripts_of, telling

NAMES = [
    "Mira Lindqvist",
    "Bo Li",
    "Łukasz Öztürk",
    "Anne-Sophie Freifrau von und zu Hohenlohe-Guttenberg",
    "Ida Donaudampfschifffahrtsgesellschaft",
    "Maximiliane-Alexandrine Li",
    "Ελένη Παπαδοπούλου",
    "Ευτυχία Li",
    "山田 太郎",
    "שרה כהן",
    "Odd \U0010fffd",
]
people = st.lists(
    st.text(min_size=1, max_size=30).map(lambda name: (name, given_name(name))), max_size=12
)


def shown(most: int, *unprintable: str) -> list[str]:
    """The names in a preview of this list."""
    called = [(name, given_name(name)) for name in NAMES]
    return [NAMES[place] for place in telling(called, unprintable, most)]


def test_a_preview_begins_with_the_longest_given_name_the_longest_name_and_the_longest_word() -> (
    None
):
    assert shown(3) == [NAMES[5], NAMES[3], NAMES[4]]


def test_then_come_names_that_do_not_print_and_each_script_the_rarest_first() -> None:
    more = shown(8, NAMES[-1])[3:]
    assert more[0] == NAMES[-1]
    assert set(more[1:3]) == {"山田 太郎", "שרה כהן"}
    assert more[3] == "Ελένη Παπαδοπούλου"


@given(people, st.integers(0, 8))
def test_a_preview_shows_as_many_different_people_as_there_is_room_for(
    people: list[tuple[str, str]], most: int
) -> None:
    found = telling(people, {name for name, _ in people[::3]}, most)
    assert len(found) == len(set(found)) == min(most, len(people))
    assert all(0 <= place < len(people) for place in found)


@given(people)
def test_every_script_of_a_list_is_shown_where_there_is_room(people: list[tuple[str, str]]) -> None:
    found = telling(people, (), len(people))
    everywhere = {script for name, _ in people for script in scripts_of(name)}
    assert everywhere == {script for place in found for script in scripts_of(people[place][0])}


def test_the_desk_finds_a_name_under_its_plain_letter() -> None:
    names = ["Zoë Abel", "Łukasz Öztürk", "Mira Nolte", "Kim", "Bo Østergård", "Ana Zorn"]
    called = [(name, given_name(name)) for name in names]
    by_family = [name for name, _ in sorted(called, key=lambda one: filed(one, "family"))]
    by_given = [name for name, _ in sorted(called, key=lambda one: filed(one, "given"))]
    in_family_order = ["Zoë Abel", "Kim", "Mira Nolte", "Bo Østergård", "Łukasz Öztürk", "Ana Zorn"]
    assert by_family == in_family_order
    assert by_given == [
        "Ana Zorn",
        "Bo Østergård",
        "Kim",
        "Łukasz Öztürk",
        "Mira Nolte",
        "Zoë Abel",
    ]


def test_the_order_of_a_list_is_left_as_it_is() -> None:
    assert filed(("Zoë Abel", "Zoë"), "list") == filed(("Ana Zorn", "Ana"), "list")


@given(st.text())
def test_composed_and_loose_accents_take_the_same_room_and_place(text: str) -> None:
    loose, composed = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)
    assert filed((loose, loose), "given")[1] == filed((composed, composed), "given")[1]


def test_wide_signs_count_twice_and_what_is_not_seen_not_at_all() -> None:
    assert (room("Mira"), room("山田"), room("a\u200bb\u0301")) == (4, 4, 2)
