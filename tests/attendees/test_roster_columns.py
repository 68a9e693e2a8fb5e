"""Headings in German and English, and which column each field is read from."""

import pytest

from wetalked.attendees.lists.headings import guess
from wetalked.attendees.lists.roster import read_list


@pytest.mark.parametrize(
    ("heading", "field", "rank"),
    [
        ("Name", "name", 1),
        ("NAME ", "name", 1),
        ("Full name", "name", 1),
        ("Vor- und Nachname", "name", 1),
        ("Attendee name", "name", 0),
        ("Teilnehmername", "name", 0),
        ("Name des Teilnehmers", "name", 0),
        ("Buyer Name", "name", 2),
        ("Attendee name: Given name", "given_name", 0),
        ("Attendee name: Family name", "family_name", 0),
        ("Teilnehmername: Vorname", "given_name", 0),
        ("Teilnehmername: Nachname", "family_name", 0),
        ("first_name", "given_name", 1),
        ("Last Name", "family_name", 1),
        ("Vorname", "given_name", 1),
        ("Vorname des Käufers", "given_name", 2),
        ("Buyer Last Name", "family_name", 2),
        ("E-Mail", "email", 1),
        ("E-mail address", "email", 1),
        ("E-Mail-Adresse", "email", 1),
        ("Attendee email", "email", 0),
        ("Teilnehmer-E-Mail", "email", 0),
        ("E-Mail-Adresse des Käufers", "email", 2),
        ("Sprache", "language", 1),
        ("Order locale", "language", 2),
        ("Ask me about …", "ask_me_about", 1),
        ("What would you like to be asked about?", "ask_me_about", 1),
        ("Frag mich nach", "ask_me_about", 1),
        ("Worüber dürfen wir dich fragen?", "ask_me_about", 1),
        ("Attendee #", None, 1),
        ("Event name", None, 1),
        ("Ticket name", None, 1),
        ("Company", None, 1),
        ("Company name", None, 1),
        ("Firmenname", None, 1),
        ("Invoice address name", None, 1),
        ("Rechnungsadresse: Name", None, 1),
        ("Benutzername", None, 1),
        ("Job Title", None, 1),
        ("Email sent at", None, 1),
        ("", None, 1),
    ],
)
def test_a_heading_names_a_field_or_none(heading: str, field: str | None, rank: int) -> None:
    assert guess(heading) == (rank, field)


@pytest.mark.parametrize(
    ("text", "columns", "row"),
    [
        (
            "Email,Attendee name,Name,Attendee email\no@example.org,Mira Haas,Order,m@example.org",
            {"name": "Attendee name", "email": "Attendee email"},
            ("Mira Haas", "m@example.org"),
        ),
        (
            "Email,Attendee name,Name,Attendee email\no@example.org,,Mira Haas,",
            {"name": "Name", "email": "Email"},
            ("Mira Haas", "o@example.org"),
        ),
        (
            "First Name,Last Name,Buyer First Name,Buyer Email,Email\nA,B,C,c@b.org,m@example.org",
            {"given_name": "First Name", "family_name": "Last Name", "email": "Email"},
            ("A B", "m@example.org"),
        ),
        (
            "Attendee name,Buyer first name,Buyer last name\nMira Haas,Kim,Rao",
            {"name": "Attendee name"},
            ("Mira Haas", None),
        ),
        (
            "Name;Vorname;E-Mail\nHaas;Mira;m@example.org\nAnnabel;Anna;a@example.org\nRao;Zoë;",
            {"given_name": "Vorname", "family_name": "Name", "email": "E-Mail"},
            ("Mira Haas", "m@example.org"),
        ),
        (
            "Name;Vorname\nMira Haas;Mira",
            {"name": "Name", "given_name": "Vorname"},
            ("Mira Haas", None),
        ),
        ("Teilnehmer;Firma\nMira Haas;ACME", {"name": "Teilnehmer"}, ("Mira Haas", None)),
    ],
)
def test_the_attendees_own_columns_are_preferred(
    text: str, columns: dict[str, str], row: tuple[str, str | None]
) -> None:
    roster = read_list(text.encode())
    assert roster.columns == columns
    assert (roster.rows[0].name, roster.rows[0].email) == row
