"""Pages that the server makes itself, for those who come without the app: no script, few words."""

from functools import cache
from pathlib import Path

from jinja2 import Environment

from wetalked.core.templates import templates_in

FOLDER = Path(__file__).parent / "templates"
STYLE = (FOLDER / "plain.css").read_bytes()


def page(
    language: str, title: str, *paragraphs: str, button: str | None = None, at: str = ""
) -> bytes:
    """One page as HTML; the button posts to `at`, or to the page's own address without one."""
    template = templates().get_template("plain.html.jinja")
    return template.render(
        language=language, title=title, paragraphs=paragraphs, button=button, at=at
    ).encode()


@cache
def templates() -> Environment:
    """The template, read once."""
    return templates_in(FOLDER)


def preferred_language(accept_language: str) -> str:
    """German where a browser asks for it before English, else English."""
    for part in accept_language.lower().split(","):
        language = part.partition(";")[0].strip().partition("-")[0]
        if language in {"de", "en"}:
            return language
    return "en"
