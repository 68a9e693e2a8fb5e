"""A letter as the bytes that a mail server takes (RFC 5322, RFC 2045 to 2049).

Written here and not by `email.message`: docs/decisions/0004-mails-written-at-once.md says why.
"""

import base64
import binascii
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from email.header import Header
from email.utils import format_datetime, parseaddr
from functools import lru_cache

import idna

from wetalked.core.clock import to_datetime
from wetalked.mail.model import Envelope, File, Letter, Picture

ENCODED_WORD = 75
LONGEST_LINE = 998
LONGEST_ADDRESS = 254
ADDRESS = re.compile(r"(?P<local>[^\s\x00-\x1f\x7f<>@]+)@(?P<domain>[^\s\x00-\x1f\x7f<>@]+)")
SPECIALS = re.compile(r'[()<>\[\]:;@\\,."]')
# Quoted-printable and base 64 never write it, and what holds it after two dashes is encoded.
BOUNDARY = "=_"
# HTML takes these numbers for other signs than Unicode does.
MISREAD = re.compile(rb"&#1[2-5]\d;")


class BadAddress(ValueError):  # noqa: N818 — reads as what it is
    """No mail can be sent to this address; the message says why."""


def message_of(letter: Letter, name: str) -> Envelope:
    """The finished mail, its lines ended by CRLF; `name` is the same on every try.

    Raises `BadAddress`.
    """
    name_of_sender, address = parseaddr(letter.sender)
    sender, recipient = on_the_wire(address), on_the_wire(letter.address)
    fields = headers(letter, mailbox(name_of_sender, sender), mailbox(letter.name, recipient))
    return Envelope(
        name=name,
        sender=sender,
        recipient=recipient,
        message=lines(fields) + body(letter),
        smtputf8=not f"{sender}{recipient}".isascii(),
    )


def on_the_wire(address: str) -> str:
    """The address with an ASCII domain; letters beyond ASCII before the @ need SMTPUTF8."""
    parts = ADDRESS.fullmatch(address)
    if not parts or len(address) > LONGEST_ADDRESS:
        raise BadAddress("No mail can be sent to this: it is not an address.")
    try:
        return f"{parts['local']}@{ascii_domain(parts['domain'])}"
    except idna.IDNAError as fault:
        raise BadAddress(f"No mail can be sent to this address: {fault}.") from fault


def ascii_domain(domain: str) -> str:
    """The domain as name servers know it."""
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()


def headers(letter: Letter, sender: str, recipient: str) -> dict[str, str]:
    """All headers of the whole mail, encoded; what it is made of follows in `body`."""
    fields = {
        "From": sender,
        "To": recipient,
        "Subject": unstructured("Subject", letter.subject),
        "Date": format_datetime(to_datetime(letter.at)),
        "Message-ID": letter.message_id,
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "MIME-Version": "1.0",
    }
    if letter.unsubscribe_url:
        fields["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        fields["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return fields


def mailbox(name: str, address: str) -> str:
    """`NAME <ADDRESS>`; a name too long for one encoded word is left out, not taken apart."""
    line = plain(name)
    if stands_as_it_is(line):
        shown = quoted_name(line)
    else:
        word = f"=?utf-8?b?{binascii.b2a_base64(line.encode(), newline=False).decode()}?="
        shown = word if len(word) <= ENCODED_WORD else ""
    return f"{shown} <{address}>" if shown else address


def quoted_name(name: str) -> str:
    """The name as it is, or as a quoted string where a sign in it has a meaning of its own."""
    if not SPECIALS.search(name):
        return name
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


@lru_cache(maxsize=64)  # all mails of an event have one subject
def unstructured(header: str, text: str) -> str:
    """Any text as a header's value, in encoded words where it needs them."""
    line = plain(text)
    charset = "us-ascii" if stands_as_it_is(line) and len(line) < 200 else "utf-8"
    return Header(line, charset, header_name=header).encode(linesep="\r\n")


def stands_as_it_is(line: str) -> bool:
    """Whether it may stand as it is: what looks like an encoded word would be decoded by readers,
    and may then hold anything."""
    return line.isascii() and "=?" not in line


def plain(text: str) -> str:
    """One line without control characters: nothing in it can begin another header."""
    return " ".join("".join(map(visible, text)).split())


def visible(sign: str) -> str:
    """The sign itself, or a space where it is one that is not to be seen."""
    return " " if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} else sign


def body(letter: Letter) -> bytes:
    """Plain text beside HTML with its pictures, files after both; no layer without a use."""
    html = text_part(letter.html, "text/html")
    if letter.pictures:
        html = multipart("related", letter, html, *map(picture_part, letter.pictures))
    both = multipart("alternative", letter, text_part(letter.text, "text/plain"), html)
    if not letter.files:
        return both
    return multipart("mixed", letter, both, *map(file_part, letter.files))


def multipart(kind: str, letter: Letter, *parts: bytes) -> bytes:
    """Several parts as one, with a boundary that is the same on every try."""
    mark = hashlib.sha256(f"{kind} {letter.message_id}".encode()).hexdigest()[:24]
    boundary = f"{BOUNDARY}{mark}"
    of_html = '\r\n type="text/html";' if kind == "related" else ""
    content = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    return entity(
        {"Content-Type": f'multipart/{kind};{of_html}\r\n boundary="{boundary}"'},
        content + f"--{boundary}--\r\n".encode(),
    )


def file_part(file: File) -> bytes:
    """A file that hangs at the mail; we name them ourselves, so a name needs no encoding."""
    return text_part(file.text, file.media_type, f'attachment; filename="{file.name}"')


def text_part(text: str, media_type: str, disposition: str | None = None) -> bytes:
    """Text, as it is where it can be: that takes a fifth of the time of any encoding."""
    encoding, content = encoded(text, media_type)
    fields = {
        "Content-Type": f'{media_type}; charset="utf-8"',
        "Content-Transfer-Encoding": encoding,
        **({"Content-Disposition": disposition} if disposition else {}),
    }
    return entity(fields, content)


def encoded(text: str, media_type: str) -> tuple[str, bytes]:
    """What the encoding is called, and the text in it; base 64 where another makes more of it."""
    lined = in_lines(text)
    content = lined.encode()
    of_base64 = 4 * len(content) // 3 + 20
    bare = in_references(lined) if media_type == "text/html" else content
    if len(bare) <= of_base64 and goes_as_it_is(bare):
        return "7bit", bare
    printable = binascii.b2a_qp(content, istext=True)
    if len(printable) <= of_base64:
        return "quoted-printable", printable
    return "base64", base64_lines(content)


def in_references(html: str) -> bytes:
    """HTML in ASCII, where that says the same to every reader.

    A style sheet would have to be ASCII already: no reference is read in there.
    """
    references = html.encode("ascii", "xmlcharrefreplace")
    return html.encode() if MISREAD.search(references) else references


def goes_as_it_is(content: bytes) -> bool:
    """Whether it needs no encoding (RFC 2045, section 2.7) and cannot end the part it stands in."""
    if not content.isascii() or b"\0" in content or f"--{BOUNDARY}".encode() in content:
        return False
    return max(map(len, content.split(b"\r\n"))) <= LONGEST_LINE


def picture_part(picture: Picture) -> bytes:
    """A picture that the HTML shows by `cid:NAME`."""
    fields = {
        "Content-Type": "image/png",
        "Content-Transfer-Encoding": "base64",
        "Content-Disposition": f'inline; filename="{picture.name}.png"',
        "Content-ID": f"<{picture.name}>",
    }
    return entity(fields, base64_lines(picture.png))


def base64_lines(content: bytes) -> bytes:
    """Base 64 in lines of 76 signs."""
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def in_lines(text: str) -> str:
    """Each line ends in CRLF, however it ended."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


def entity(fields: Mapping[str, str], content: bytes) -> bytes:
    """What MIME calls so: headers, an empty line, content."""
    return lines(fields) + b"\r\n" + content


def lines(fields: Mapping[str, str]) -> bytes:
    """Headers that are encoded and folded already."""
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
