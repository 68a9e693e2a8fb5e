"""A letter as the bytes that a mail server takes (RFC 5322, RFC 2045 to 2049).

Header values are encoded here and not by `email.policy`: its folding takes display names apart
(a comma in a long name becomes a second recipient) in the Python versions we run on.
"""

import binascii
import hashlib
import re
import unicodedata
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.policy import compat32
from email.utils import format_datetime, parseaddr
from io import BytesIO

import idna

from wetalked.clock import to_datetime
from wetalked.mail.model import Envelope, Letter

# Values come encoded and are not folded once more.
POLICY = compat32.clone(linesep="\r\n", max_line_length=0)
ENCODED_WORD = 75
LONGEST_ADDRESS = 254
ADDRESS = re.compile(r"(?P<local>[^\s\x00-\x1f\x7f<>@]+)@(?P<domain>[^\s\x00-\x1f\x7f<>@]+)")
SPECIALS = re.compile(r'[()<>\[\]:;@\\,."]')


class BadAddress(ValueError):  # noqa: N818 — reads as what it is
    """No mail can be sent to this address; the message says why."""


def envelope(letter: Letter, name: str) -> Envelope:
    """The finished mail; `name` is the same on every try. Raises `BadAddress`."""
    recipient = on_the_wire(letter.address)
    return Envelope(
        name=name,
        sender=on_the_wire(parseaddr(letter.sender)[1]),
        recipient=recipient,
        message=build(letter, recipient),
        smtputf8=not recipient.isascii(),
    )


def on_the_wire(address: str) -> str:
    """The address with an ASCII domain; letters beyond ASCII before the @ need SMTPUTF8."""
    found = ADDRESS.fullmatch(address)
    if not found or len(address) > LONGEST_ADDRESS:
        raise BadAddress("No mail can be sent to this: it is not an address.")
    try:
        return f"{found['local']}@{ascii_domain(found['domain'])}"
    except idna.IDNAError as fault:
        raise BadAddress(f"No mail can be sent to this address: {fault}.") from fault


def ascii_domain(domain: str) -> str:
    """The domain as name servers know it."""
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()


def build(letter: Letter, recipient: str) -> bytes:
    """The bytes: plain text beside HTML with its pictures, files after them; lines end in CRLF."""
    whole = body(letter)
    for header, value in headers(letter, recipient).items():
        whole[header] = value
    file = BytesIO()
    BytesGenerator(file, mangle_from_=False, policy=POLICY).flatten(whole)
    return file.getvalue()


def headers(letter: Letter, recipient: str) -> dict[str, str]:
    """All headers but those of MIME, encoded."""
    found = {
        "From": mailbox(*parseaddr(letter.sender)),
        "To": mailbox(letter.name, recipient),
        "Subject": unstructured("Subject", letter.subject),
        "Date": format_datetime(to_datetime(letter.at)),
        "Message-ID": letter.message_id,
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if letter.unsubscribe_url:
        found["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found


def mailbox(name: str, address: str) -> str:
    """`NAME <ADDRESS>`; a name too long for one encoded word is left out, not taken apart."""
    said = plain(name)
    if said.isascii():
        said = quoted(said)
    else:
        said = f"=?utf-8?b?{binascii.b2a_base64(said.encode(), newline=False).decode()}?="
        said = said if len(said) <= ENCODED_WORD else ""
    # Generators take a header for ASCII; what is not, they write as the bytes that it came in.
    raw = address.encode().decode("ascii", "surrogateescape")
    return f"{said} <{raw}>" if said else raw


def quoted(name: str) -> str:
    """The name as it is, or as a quoted string where a sign in it has a meaning of its own."""
    if not SPECIALS.search(name):
        return name
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def unstructured(header: str, text: str) -> str:
    """Any text as a header's value, in encoded words where it needs them."""
    said = plain(text)
    charset = "us-ascii" if said.isascii() and len(said) < 200 else "utf-8"
    return Header(said, charset, header_name=header).encode(linesep="\r\n")


def plain(text: str) -> str:
    """One line without control characters: nothing in it can begin another header."""
    return " ".join("".join(map(visible, text)).split())


def visible(sign: str) -> str:
    """The sign itself, or a space where it is one that is not to be seen."""
    return " " if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} else sign


def body(letter: Letter) -> Message:
    """Only as many layers as there is something to put in them."""
    html: Message = text_part(letter.html, "text/html")
    if letter.pictures:
        pictures = [picture_part(one.name, one.png) for one in letter.pictures]
        html = together("related", letter, html, *pictures)
        html.set_param("type", "text/html")
    both = together("alternative", letter, text_part(letter.text, "text/plain"), html)
    if not letter.files:
        return both
    files = [text_part(one.text, one.media_type, one.name) for one in letter.files]
    return together("mixed", letter, both, *files)


def together(kind: str, letter: Letter, *parts: Message) -> Message:
    """Several parts as one, with a boundary that is the same on every try."""
    mark = hashlib.sha256(f"{kind} {letter.message_id}".encode()).hexdigest()[:24]
    return MIMEMultipart(kind, boundary=f"={mark}=", _subparts=parts)


def text_part(text: str, media_type: str, name: str | None = None) -> Message:
    """Text in whichever encoding makes less of it; with a name it is a file."""
    content = text.encode()
    printable = binascii.b2a_qp(content, istext=True)
    part = part_of(media_type, name, inline=False)
    part.set_param("charset", "utf-8")
    if 3 * len(printable) <= 4 * len(content) + 60:
        return encoded(part, "quoted-printable", printable.decode())
    return encoded(part, "base64", base64_lines(content))


def picture_part(name: str, png: bytes) -> Message:
    """A picture that the HTML shows by `cid:NAME`."""
    part = part_of("image/png", f"{name}.png", inline=True)
    part["Content-ID"] = f"<{name}>"
    return encoded(part, "base64", base64_lines(png))


def part_of(media_type: str, name: str | None, *, inline: bool) -> Message:
    """A part without its content yet."""
    part = MIMEBase(*media_type.split("/", 1))
    if name:
        part.add_header("Content-Disposition", "inline" if inline else "attachment", filename=name)
    del part["MIME-Version"]
    return part


def encoded(part: Message, encoding: str, content: str) -> Message:
    """The part with content that is encoded already."""
    part["Content-Transfer-Encoding"] = encoding
    part.set_payload(content)
    return part


def base64_lines(content: bytes) -> str:
    """Base 64 in lines of 76 signs (57 bytes each)."""
    pieces = range(0, len(content), 57)
    return "".join(binascii.b2a_base64(content[at : at + 57]).decode() for at in pieces)
