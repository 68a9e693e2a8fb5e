"""A letter as bytes: valid MIME, readable by others, and nothing of a name becomes a header."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.mail.message import BadAddress, envelope, on_the_wire
from wetalked.mail.model import File, Letter, Picture

AT = 1_796_468_400_000
STOP = "https://talk.example/unsubscribe/0192.abc"


def a_letter(**changes: object) -> Letter:
    fields: dict[str, object] = {
        "sender": "wetalked <no-reply@talk.example>",
        "name": "Mira Klein",
        "address": "mira@example.org",
        "language": "de",
        "subject": "Sommertag: deine Gespräche",
        "text": "Hallo Mira,\n\ngrüß dich.\n",
        "html": "<p>Hallo Mira, grüß dich.</p>\n",
        "message_id": "<0123@talk.example>",
        "at": AT,
        "unsubscribe_url": STOP,
    }
    return Letter(**(fields | changes))  # type: ignore[arg-type]  # fields by name


def parsed(letter: Letter) -> EmailMessage:
    content = envelope(letter, "name").message
    return message_from_bytes(content, policy=policy.default)


def test_a_letter_has_the_headers_that_others_rely_on() -> None:
    mail = parsed(a_letter())
    assert mail["From"] == "wetalked <no-reply@talk.example>"
    assert mail["To"] == "Mira Klein <mira@example.org>"
    assert mail["Subject"] == "Sommertag: deine Gespräche"
    assert mail["Message-ID"] == "<0123@talk.example>"
    assert parsedate_to_datetime(mail["Date"]).timestamp() * 1_000 == AT
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "de"
    assert mail["List-Unsubscribe"] == f"<{STOP}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert not mail.defects


def test_without_a_link_to_stop_there_are_no_headers_for_it() -> None:
    mail = parsed(a_letter(unsubscribe_url=None))
    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None


def test_pictures_stand_with_the_html_and_files_after_everything() -> None:
    mail = parsed(
        a_letter(
            pictures=(Picture("mark", b"\x89PNG..."),),
            files=(File("day.vcf", "text/vcard", "BEGIN:VCARD\r\nFN:Jörg\r\nEND:VCARD\r\n"),),
        )
    )
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "text/vcard",
    ]
    picture, file = (part for part in mail.walk() if part.get_filename())
    assert picture["Content-ID"] == "<mark>"
    assert picture.get_content() == b"\x89PNG..."
    assert file.get_content_disposition() == "attachment"
    assert "FN:Jörg" in file.get_content()


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    mail = parsed(a_letter(text=text + "\n", html=text + "\n"))
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        assert part.get_content().replace("\r\n", "\n") == text + "\n"


@given(name=st.text(max_size=120), event=st.text(max_size=120))
def test_no_name_and_no_event_adds_a_header_or_a_recipient(name: str, event: str) -> None:
    content = envelope(a_letter(name=name, subject=f"{event}: x"), "name").message
    head = content.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    mail = message_from_bytes(content, policy=policy.default)
    assert list(map(str.lower, mail.keys())) == list(map(str.lower, parsed(a_letter()).keys()))
    assert [found.addr_spec for found in mail["To"].addresses] == ["mira@example.org"]


@pytest.mark.parametrize(
    "name",
    [
        "Mira Klein",
        'Jörg "Jogi" Müller, geb. Šimůnková',
        "O'Neil, Pat; x <y@z>",
        "山田太郎",
        "مرحبا",
    ],
)
def test_names_come_back_as_they_were(name: str) -> None:
    (found,) = parsed(a_letter(name=name))["To"].addresses
    assert found.display_name == name


def test_a_name_too_long_for_one_encoded_word_is_left_out_rather_than_torn() -> None:
    (found,) = parsed(a_letter(name="é" * 120))["To"].addresses
    assert (found.display_name, found.addr_spec) == ("", "mira@example.org")


@pytest.mark.parametrize(
    "event", ["Tag der Begegnung " * 6, "Große Überraschung " * 6, "集まり" * 30]
)
def test_long_subjects_are_folded_and_come_back(event: str) -> None:
    subject = f"{event.strip()}: deine Gespräche"
    assert parsed(a_letter(subject=subject))["Subject"] == subject


def test_a_domain_beyond_ascii_is_spelled_in_ascii() -> None:
    found = envelope(a_letter(address="mira@bücher.example"), "name")
    assert (found.recipient, found.smtputf8) == ("mira@xn--bcher-kva.example", False)
    assert b"To: Mira Klein <mira@xn--bcher-kva.example>" in found.message


def test_a_name_beyond_ascii_before_the_at_needs_smtputf8() -> None:
    found = envelope(a_letter(address="jörg@bücher.example"), "name")
    assert (found.recipient, found.smtputf8) == ("jörg@xn--bcher-kva.example", True)
    assert "<jörg@xn--bcher-kva.example>".encode() in found.message


def test_a_sender_beyond_ascii_is_spelled_like_a_recipient() -> None:
    found = envelope(a_letter(sender="Tag <gruß@bücher.example>"), "name")
    assert (found.sender, found.smtputf8) == ("gruß@xn--bcher-kva.example", True)
    assert "From: Tag <gruß@xn--bcher-kva.example>\r\n".encode() in found.message
    in_ascii = envelope(a_letter(sender="Tag <post@bücher.example>"), "name")
    assert not in_ascii.smtputf8
    assert in_ascii.message.partition(b"\r\n\r\n")[0].isascii()


@pytest.mark.parametrize(
    "address", ["mira", "mira@", "a b@example.org", "x@example.org\nBcc: y@z.example"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(BadAddress, match="No mail can be sent"):
        on_the_wire(address)


def test_the_same_letter_makes_the_same_bytes() -> None:
    assert envelope(a_letter(), "x") == envelope(a_letter(), "x")
