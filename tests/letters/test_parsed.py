"""Finished mails, read by a parser that shares no code with the one that wrote them."""

import re
from email import message_from_bytes, policy
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import vobject
from fast_mail_parser import parse_email, parse_email_tree, walk
from hypothesis import example, given
from hypothesis import strategies as st

from letters.samples import ASKED_FOR, BASE_URL, PEOPLE, forty_talks, samples
from mail.test_message import a_letter
from wetalked.mail.message import BadAddress, message_of
from wetalked.mail.model import Letter
from wetalked.talks.model import Card

MOST_BYTES = 100_000
NAMES = list(samples())


def sent(letter: Letter) -> bytes:
    return message_of(letter, "name").message


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_needs_no_repair_in_another_parser_and_says_there_what_was_meant(name: str) -> None:
    letter = samples()[name]
    mail = parse_email(sent(letter), strict=True)
    assert mail.warnings == []
    assert mail.subject == letter.subject
    assert [(to.display_name, to.address) for to in mail.to] == [(letter.name, letter.address)]
    assert mail.from_ is not None
    assert mail.from_.address == "no-reply@talk.example"
    assert mail.date_parsed is not None
    assert mail.date_parsed.timestamp() * 1_000 == letter.at
    assert [text.replace("\r\n", "\n") for text in mail.text_plain] == [letter.text]
    (html,) = mail.text_html
    assert unescape(html.replace("\r\n", "\n")) == unescape(letter.html)
    shown = {one.content_id: one.content for one in mail.attachments if one.content_id}
    assert shown == {one.name: one.png for one in letter.pictures}
    files = [one for one in mail.attachments if one.disposition == "attachment"]
    assert [one.filename for one in files] == [one.name for one in letter.files]


@pytest.mark.parametrize("name", NAMES)
def test_plain_text_stands_beside_html_with_its_pictures_and_files_hang_after(name: str) -> None:
    letter = samples()[name]
    kinds = [part.content_type for part in walk(parse_email_tree(sent(letter)))]
    files = [one.media_type for one in letter.files]
    assert kinds == [
        *(["multipart/mixed"] if files else []),
        *("multipart/alternative", "text/plain", "multipart/related", "text/html"),
        *("image/png" for _ in letter.pictures),
        *files,
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_has_the_headers_of_its_kind(name: str) -> None:
    headers = parse_email(sent(samples()[name])).headers
    assert headers["Message-ID"] == [f"<{name}@talk.example>"]
    assert headers["Auto-Submitted"] == ["auto-generated"]
    assert headers["Content-Language"] == [name.rpartition(".")[2]]
    asked_for = name.partition(".")[0] in ASKED_FOR
    stop = [f"<{BASE_URL}/unsubscribe/jonas.0123456789abcdef>"]
    assert headers.get("List-Unsubscribe") == (None if asked_for else stop)
    one_click = ["List-Unsubscribe=One-Click"]
    assert headers.get("List-Unsubscribe-Post") == (None if asked_for else one_click)
    assert all(len(values) == 1 for values in headers.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_is_short_enough_in_bytes_and_lines_and_is_ascii(name: str) -> None:
    content = sent(samples()[name])
    assert len(content) < MOST_BYTES
    assert content.isascii()
    lines = content.split(b"\r\n")
    assert all(len(line) <= 998 for line in lines)
    assert not any(b"\r" in line or b"\n" in line for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_the_text_alone_says_all_that_the_html_says(name: str) -> None:
    letter = samples()[name]
    text = squeezed(letter.text)
    page = Page(letter.html)
    # What somebody taps in HTML stands in the text as an address or a sentence.
    tapped = {squeezed(words) for words, _ in page.links}
    for words in page.words:
        if squeezed(words) not in tapped:
            assert squeezed(words) in text, words
    for _, url in page.links:
        assert meant(url) in text, url


def squeezed(words: str) -> str:
    """Without what only lays it out."""
    return re.sub(r"[\s:()]+", " ", words).strip()


def meant(url: str) -> str:
    """What an address comes to for somebody who can only read."""
    parts = urlsplit(url)
    if parts.scheme == "mailto":
        (sentence,) = parse_qs(parts.query).get("body", [unquote(parts.path)])
        return squeezed(sentence)
    return squeezed(url) if parts.scheme != "tel" else ""


class Page(HTMLParser):
    """The words of a page, in pieces, and its links."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.loaded: list[str] = []
        self._inside: list[str] = []
        self._url: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember where we are, what a link opens, and what is loaded."""
        given = dict(attrs)
        if tag not in {"meta", "img", "br"}:
            self._inside.append(tag)
        if tag == "a":
            self._url = given["href"]
        self.loaded += [
            str(given[name]) for name in ("src", "srcset", "background") if name in given
        ]

    def handle_endtag(self, tag: str) -> None:
        """One level up."""
        assert self._inside.pop() == tag
        if tag == "a":
            self._url = None

    def handle_data(self, data: str) -> None:
        """Words that are seen."""
        if not data.strip() or {"style", "title"} & set(self._inside):
            return
        self.words.append(data)
        if self._url is not None:
            self.links.append((data, self._url))


@pytest.mark.parametrize("name", NAMES)
def test_html_is_closed_properly_and_loads_nothing_but_its_own_pictures(name: str) -> None:
    letter = samples()[name]
    page = Page(letter.html)
    assert set(page.loaded) == {f"cid:{one.name}" for one in letter.pictures}
    assert not re.search(r"url\(|@import|<script|<link|<iframe|<form", letter.html)
    # Beyond ASCII the HTML is sent in references, which mean nothing in there.
    assert letter.html.partition("</style>")[0].partition("<style>")[2].isascii()


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_here_or_to_what_people_gave_and_tell_nobody_who_tapped(name: str) -> None:
    letter = samples()[name]
    for _, url in Page(letter.html).links:
        own = url.startswith(f"{BASE_URL}/")
        assert own or url.startswith(("mailto:", "tel:", "https://people.example/")), url
        if own:
            assert urlsplit(url).path.split("/")[1] in {"join", "follow-up", "me", "unsubscribe"}
    tapped = [url for _, url in Page(letter.html).links if "/follow-up" in url]
    assert set(tapped) <= {f"{BASE_URL}/follow-up?event=open-talks"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_all_cards_of_forty_talks_come_back_from_another_library(language: str) -> None:
    mail = parse_email(sent(samples()[f"follow-up.forty.{language}"]))
    (file,) = [one for one in mail.attachments if one.disposition == "attachment"]
    cards = list(vobject.readComponents(file.content.decode()))
    shown = [
        one.with_
        for one in forty_talks(language)
        if one.state == "mutual" and one.with_.name and one.with_.card != Card()
    ]
    assert [card.fn.value for card in cards] == [one.name for one in shown]
    assert {name for name, _ in PEOPLE} >= {card.fn.value for card in cards}
    assert all(card.version.value == "3.0" for card in cards)


ANY_SIGN = st.text(max_size=200)
BREAKERS = st.sampled_from(
    [
        *("\r\n", "\n", "\r", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"),
        *("Bcc: eve@evil.example", "\r\n\r\n<p>", "=?utf-8?q?=0ABcc:x?=", "=?utf-8?b?Cg==?="),
        *(
            '"',
            "\\",
            ",",
            ";",
            ":",
            "<",
            ">",
            "@",
            "(",
            ")",
            "𝕏",
            "👩‍🚀",
            "\u202e",
            "é" * 60,
            "a" * 90,
        ),
        *("eve@evil.example", "<eve@evil.example>"),
    ]
)
NASTY = st.lists(BREAKERS | ANY_SIGN, max_size=8).map("".join)


@given(name=NASTY, event=NASTY, sender=NASTY)
@example(name="=?utf-8?b?Cg==?=", event="=?utf-8?q?=0ABcc:x?=", sender="=?utf-8?b?DQo=?=")
def test_no_name_becomes_a_header_a_recipient_or_a_body(name: str, event: str, sender: str) -> None:
    told = '"' + re.sub(r'[\\"\r\n]', "", sender) + '" <no-reply@talk.example>'
    letter = a_letter(name=name, subject=f"{event}: x", sender=told)
    content = sent(letter)
    usual = parse_email(sent(a_letter()))
    mail = parse_email(content, strict=True)
    assert list(mail.headers) == list(usual.headers)
    assert [to.address for to in mail.to] == ["mira@example.org"]
    assert mail.from_ is not None
    assert mail.from_.address == "no-reply@talk.example"
    assert (mail.text_plain, mail.text_html) == (usual.text_plain, usual.text_html)
    read_here = message_from_bytes(content, policy=policy.default)
    assert [one.addr_spec for one in read_here["To"].addresses] == ["mira@example.org"]
    assert [one.addr_spec for one in read_here["From"].addresses] == ["no-reply@talk.example"]
    assert not read_here.defects


@given(local=NASTY, domain=NASTY)
def test_an_address_is_taken_whole_or_refused(local: str, domain: str) -> None:
    letter = a_letter(address=f"{local}@{domain}")
    try:
        found = message_of(letter, "name")
    except BadAddress:
        return
    usual = parse_email(sent(a_letter()))
    assert list(parse_email(found.message).headers) == list(usual.headers)
    assert not re.search(r"[\s\x00-\x1f<>]", found.recipient)
    assert found.smtputf8 == (not found.recipient.isascii())
    assert found.message.partition(b"\r\n\r\n")[0].count(found.recipient.encode()) == 1
