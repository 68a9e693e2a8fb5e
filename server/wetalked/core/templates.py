"""How our HTML and plain text come out of templates, wherever those lie."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape


def templates_in(folder: Path) -> Environment:
    """The templates of a folder; HTML is escaped, and a name that nobody filled in is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(["html.jinja"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
