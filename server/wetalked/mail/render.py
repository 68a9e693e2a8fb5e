"""What a mail says as plain text and as HTML: every block of it in two ways."""

from functools import cache
from pathlib import Path

import msgspec
from jinja2 import Environment

from wetalked.core.i18n import text
from wetalked.core.templates import templates_in
from wetalked.mail.model import Content, Letter, Picture

TEMPLATES = Path(__file__).parent / "templates"
PICTURE_OF_THE_MARK = Picture("mark", (TEMPLATES / "mark.png").read_bytes())


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter needs beside its words."""

    sender: str
    name: str
    address: str
    language: str
    message_id: str
    at: int
    unsubscribe_url: str | None


def letter(content: Content, sending: Sending) -> Letter:
    """The whole letter; takes milliseconds, so not for the event loop."""
    pictures = (one for one in content.blocks if isinstance(one, Picture))
    return Letter(
        sender=sending.sender,
        name=sending.name,
        address=sending.address,
        language=sending.language,
        subject=content.subject,
        text=as_text(content, sending),
        html=as_html(content, sending),
        message_id=sending.message_id,
        at=sending.at,
        unsubscribe_url=sending.unsubscribe_url,
        pictures=(PICTURE_OF_THE_MARK, *pictures),
        files=content.files,
    )


def as_text(content: Content, sending: Sending) -> str:
    """The plain text; whoever reads nothing else misses nothing."""
    stop = None
    if sending.unsubscribe_url:
        stop = text(sending.language, "mail.footer.unsubscribe", link=sending.unsubscribe_url)
    template = templates().get_template("mail.txt.jinja")
    said = template.render(blocks=named_blocks(content), why=content.why, unsubscribe=stop)
    return tidy(said)


def as_html(content: Content, sending: Sending) -> str:
    """One column, at home in dark and light, with nothing to load from elsewhere."""
    return (
        templates()
        .get_template("mail.html.jinja")
        .render(
            blocks=named_blocks(content),
            subject=content.subject,
            language=sending.language,
            why=content.why,
            stop=text(sending.language, "mail.footer.stop"),
            unsubscribe_url=sending.unsubscribe_url,
        )
    )


@cache
def templates() -> Environment:
    """The templates, read once."""
    return templates_in(TEMPLATES)


def named_blocks(content: Content) -> list[tuple[str, object]]:
    """Each block with the name of its kind."""
    return [(type(block).__name__, block) for block in content.blocks]


def tidy(said: str) -> str:
    """At most one empty line in a row, none at either end."""
    lines: list[str] = []
    for line in said.splitlines():
        # A signature is marked by dashes with a space after them (RFC 3676, section 4.3).
        kept = line if line == "-- " else line.rstrip()
        if kept or (lines and lines[-1]):
            lines.append(kept)
    return "\n".join(lines).strip("\n") + "\n"
