"""A guess at how a person is called."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.accounts.given_name import family_name, given_name


@pytest.mark.parametrize(
    ("full", "first", "rest"),
    [
        ("Mira Haas", "Mira", "Haas"),
        ("Anne-Sophie Freifrau von und zu Haas", "Anne-Sophie", "Freifrau von und zu Haas"),
        ("Anna und Bert Haas", "Anna und Bert Haas", ""),
        ("Ana-Lucía García Márquez", "Ana-Lucía", "García Márquez"),
        ("Haas, Mira", "Mira", "Haas"),
        ("von der Heide, Jörg Peter", "Jörg", "von der Heide Peter"),
        ("Haas, Dr. Mira", "Mira", "Haas Dr."),
        ("Dr. Mira Haas", "Mira", "Dr. Haas"),
        ("Prof. Dr.-Ing. Jörg Weiß", "Jörg", "Prof. Dr.-Ing. Weiß"),
        ("Frau Dipl.-Ing. Petra Lang", "Petra", "Frau Dipl.-Ing. Lang"),
        ("Martin King, Jr.", "Martin", "King Jr."),
        ("Zoë Rao, Ph.D., MBA", "Zoë", "Rao Ph.D. MBA"),
        ("Madonna", "Madonna", ""),
        ("J. Petrov", "J.", "Petrov"),
        ("  Seán   Ó'Súilleabháin ", "Seán", "Ó'Súilleabháin"),
        ("山田太郎", "山田太郎", ""),
        ("山田 太郎", "山田 太郎", ""),
        ("김민준", "김민준", ""),
        ("محمد علي", "محمد", "علي"),
        ("שרה כהן", "שרה", "כהן"),
        ("Ελένη Παπαδοπούλου", "Ελένη", "Παπαδοπούλου"),
        ("Dr. Prof.", "Dr. Prof.", ""),
        ("=HYPERLINK(1)", "=HYPERLINK(1)", ""),
        ("Haas,", "Haas", ""),
        ("Dr. rer. nat. Anna Schmidt", "Anna", "Dr. rer. nat. Schmidt"),
        ("PD Dr. med. habil. Anna Ott", "Anna", "PD Dr. med. habil. Ott"),
        ("Univ.-Prof. Dr. Dr. h.c. mult. Anna Ott", "Anna", "Univ.-Prof. Dr. Dr. h.c. mult. Ott"),
        ("Priv.-Doz. Dr. Uwe Haas", "Uwe", "Priv.-Doz. Dr. Haas"),
        ("Dipl.-Inf. (FH) Uwe Haas", "Uwe", "Dipl.-Inf. (FH) Haas"),
        ("Mag.a Dr.in Anna Ott", "Anna", "Mag.a Dr.in Ott"),
        ("Sra. María López", "María", "Sra. López"),
        ("Sr. Juan Pérez", "Juan", "Sr. Pérez"),
        ("M. René Petit", "René", "M. Petit"),
        ("🎉 Anna Ott", "Anna", "🎉 Ott"),
        ("Anna Ott, M.Sc.", "Anna", "Ott M.Sc."),
        ("Ott, Dr. Anna", "Anna", "Ott Dr."),
        ("OTT Anna", "Anna", "OTT"),
        ("VAN DER BERG Jan", "Jan", "VAN DER BERG"),
        ("Anna OTT", "Anna", "OTT"),
        ("JP Smith", "JP", "Smith"),
        ("LI Wei", "LI Wei", ""),
        ("van der Berg Jan", "Jan", "van der Berg"),
        ("Jan van der Berg", "Jan", "van der Berg"),
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai", ""),
        ("Kovács Anna", "Kovács Anna", ""),
        ("Kovács, Anna", "Anna", "Kovács"),
        ("Müller Anna", "Müller Anna", ""),
        ("Wang Xiaoming", "Wang Xiaoming", ""),
        ("Kim Min-jun", "Kim Min-jun", ""),
        ("Kim Lee", "Kim", "Lee"),
        ("Van Morrison", "Van Morrison", ""),
        ("van Gogh", "van Gogh", ""),
        ("Frau Schmidt", "Frau Schmidt", ""),
        ("Anna und Kim Lee", "Anna und Kim Lee", ""),
    ],
)
def test_a_given_name_is_found_in_the_whole_name(full: str, first: str, rest: str) -> None:
    assert given_name(full) == first
    assert family_name(full, first) == rest


@pytest.mark.parametrize(("full", "given_"), [("Annabel Lee", "Anna"), ("Mira Haas", "Kim")])
def test_a_given_name_from_elsewhere_leaves_no_family_name(full: str, given_: str) -> None:
    assert not family_name(full, given_)


@given(st.text(min_size=1).filter(lambda text: bool(text.split())))
def test_a_name_with_anything_in_it_has_a_given_name(full: str) -> None:
    assert given_name(full).strip()


@given(st.text("Ann ,_-éم.", max_size=12), st.text("Anné.م", min_size=1, max_size=4))
def test_a_given_name_is_left_out_once_where_it_is_a_word_by_itself(full: str, given_: str) -> None:
    parts = re.split(rf"(?<!\w){re.escape(given_)}(?!\w)", full, maxsplit=1)
    rest = " ".join(" ".join(parts).replace(",", " ").split()) if len(parts) == 2 else ""
    assert family_name(full, given_) == rest
