"""A letter as bytes: valid MIME, readable by others, and nothing of a name becomes a header."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.mail.message import BadAddress, in_lines, message_of, on_the_wire
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
    content = message_of(letter, "name").message
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


SIGNS = st.characters(exclude_categories=["Cs", "Cn"])
PIECES = st.sampled_from(
    [
        *("\nFrom here", "\n.", "\n..\n", " \n", "\t\n", "\n-- \n", "\r\n", "\n\n"),
        *("a" * 998, "b" * 999, "日本語" * 200, "مرحبا", "👩\u200d🚀", "é", "\x00", "\x85", "\x96"),
        *("--=_", "\n--=_0=", "\n--=_0123\n", "\u2028", "\ufeff", "=3D", "&amp;", "&#150;"),
        *("=?utf-8?q?x?=", "<style>p{margin:0}</style>"),
    ]
)
TEXTS = st.lists(PIECES | st.text(SIGNS, max_size=30), max_size=12).map(
    lambda pieces: "".join([*pieces, "\n"])
)


@given(text=TEXTS, html=TEXTS)
def test_however_it_is_encoded_both_forms_say_what_was_put_in(text: str, html: str) -> None:
    content = message_of(a_letter(text=text, html=html), "name").message
    assert content.isascii()
    assert b"\x00" not in content
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", content)
    plain, page = message_from_bytes(content, policy=policy.default).iter_parts()
    assert said_by(plain) == in_lines(text)
    assert unescape(said_by(page)) == unescape(in_lines(html))


def said_by(part: EmailMessage | Message) -> str:
    """Its text, with the line ends that it was sent with."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def encodings(letter: Letter) -> dict[str, str]:
    return {
        part.get_content_subtype(): part["Content-Transfer-Encoding"]
        for part in parsed(letter).iter_parts()
    }


@pytest.mark.parametrize(
    ("text", "plain", "html"),
    [
        ("Hello\n-- \nFrom here\n.\n", "7bit", "7bit"),
        ("Hello „Zoë“, and many words besides to all the others\n" * 9, "quoted-printable", "7bit"),
        ("مرحبا بالعالم\n" * 9, "base64", "base64"),
        ("a" * 998 + "\n", "7bit", "7bit"),
        ("a" * 999 + "\n", "quoted-printable", "quoted-printable"),
        ("The end of a part:\n--=_0123\n", "quoted-printable", "quoted-printable"),
        ("A NUL: \x00, which no server takes\n", "quoted-printable", "quoted-printable"),
        ("A dash to browsers: \x96, though not to Unicode\n", *["quoted-printable"] * 2),
    ],
)
def test_what_can_go_as_it_is_goes_so_and_html_beyond_ascii_in_references(
    text: str, plain: str, html: str
) -> None:
    assert encodings(a_letter(text=text, html=text)) == {"plain": plain, "html": html}


@given(text=TEXTS)
def test_no_part_holds_a_boundary(text: str) -> None:
    files = (File("day.vcf", "text/vcard", text),)
    letter = a_letter(text=text, html=text, files=files, pictures=(Picture("mark", text.encode()),))
    mail = parsed(letter)
    boundaries = [part.get_boundary() for part in mail.walk() if part.is_multipart()]
    content = message_of(letter, "name").message
    counts = [content.count(f"--{boundary}".encode()) for boundary in boundaries]
    assert counts == [3, 3, 3]
    assert [part.get_content_type() for part in mail.walk() if not part.is_multipart()] == [
        *("text/plain", "text/html", "image/png", "text/vcard")
    ]


@given(name=st.text(max_size=120), event=st.text(max_size=120))
def test_no_name_and_no_event_adds_a_header_or_a_recipient(name: str, event: str) -> None:
    content = message_of(a_letter(name=name, subject=f"{event}: x"), "name").message
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
    found = message_of(a_letter(address="mira@bücher.example"), "name")
    assert (found.recipient, found.smtputf8) == ("mira@xn--bcher-kva.example", False)
    assert b"To: Mira Klein <mira@xn--bcher-kva.example>" in found.message


def test_a_name_beyond_ascii_before_the_at_needs_smtputf8() -> None:
    found = message_of(a_letter(address="jörg@bücher.example"), "name")
    assert (found.recipient, found.smtputf8) == ("jörg@xn--bcher-kva.example", True)
    assert "<jörg@xn--bcher-kva.example>".encode() in found.message


def test_a_sender_beyond_ascii_is_spelled_like_a_recipient() -> None:
    found = message_of(a_letter(sender="Tag <gruß@bücher.example>"), "name")
    assert (found.sender, found.smtputf8) == ("gruß@xn--bcher-kva.example", True)
    assert "From: Tag <gruß@xn--bcher-kva.example>\r\n".encode() in found.message
    in_ascii = message_of(a_letter(sender="Tag <post@bücher.example>"), "name")
    assert not in_ascii.smtputf8
    assert in_ascii.message.partition(b"\r\n\r\n")[0].isascii()


@pytest.mark.parametrize(
    "address", ["mira", "mira@", "a b@example.org", "x@example.org\nBcc: y@z.example"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(BadAddress, match="No mail can be sent"):
        on_the_wire(address)


def test_the_same_letter_makes_the_same_bytes() -> None:
    assert message_of(a_letter(), "x") == message_of(a_letter(), "x")
