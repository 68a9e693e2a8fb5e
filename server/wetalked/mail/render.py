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


class Letterhead(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter needs beside its words."""

    sender: str
    name: str
    address: str
    language: str
    message_id: str
    at: int
    unsubscribe_url: str | None


def letter_of(content: Content, letterhead: Letterhead) -> Letter:
    """The whole letter; takes milliseconds, so not for the event loop."""
    pictures = (block for block in content.blocks if isinstance(block, Picture))
    return Letter(
        sender=letterhead.sender,
        name=letterhead.name,
        address=letterhead.address,
        language=letterhead.language,
        subject=content.subject,
        text=as_text(content, letterhead),
        html=as_html(content, letterhead),
        message_id=letterhead.message_id,
        at=letterhead.at,
        unsubscribe_url=letterhead.unsubscribe_url,
        pictures=(PICTURE_OF_THE_MARK, *pictures),
        files=content.files,
    )


def as_text(content: Content, letterhead: Letterhead) -> str:
    """The plain text; whoever reads nothing else misses nothing."""
    stop = None
    if letterhead.unsubscribe_url:
        stop = text(letterhead.language, "mail.footer.unsubscribe", link=letterhead.unsubscribe_url)
    template = templates().get_template("mail.txt.jinja")
    rendered = template.render(blocks=named_blocks(content), why=content.why, unsubscribe=stop)
    return tidy(rendered)


def as_html(content: Content, letterhead: Letterhead) -> str:
    """One column, at home in dark and light, with nothing to load from elsewhere."""
    return (
        templates()
        .get_template("mail.html.jinja")
        .render(
            blocks=named_blocks(content),
            subject=content.subject,
            language=letterhead.language,
            why=content.why,
            stop=text(letterhead.language, "mail.footer.stop"),
            unsubscribe_url=letterhead.unsubscribe_url,
        )
    )


@cache
def templates() -> Environment:
    """The templates, read once."""
    return templates_in(TEMPLATES)


def named_blocks(content: Content) -> list[tuple[str, object]]:
    """Each block with the name of its kind."""
    return [(type(block).__name__, block) for block in content.blocks]


def tidy(rendered: str) -> str:
    """At most one empty line in a row, none at either end."""
    lines: list[str] = []
    for line in rendered.splitlines():
        # A signature is marked by dashes with a space after them (RFC 3676, section 4.3).
        stripped = line if line == "-- " else line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip("\n") + "\n"
