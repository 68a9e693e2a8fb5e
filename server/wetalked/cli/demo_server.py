"""The demo's server: the app, and the mails that it wrote as pages."""

import html
import os
import re
from base64 import b64encode
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from wetalked.app import Server
from wetalked.core.settings import read_settings

# A mail brings its own styles, as mail programs need them; nothing in it may run or load.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups"
PAGE = """<!doctype html><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Mails</title>
<style>body {{ font: 17px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto;
padding: 0 1rem; color-scheme: light dark }} li {{ margin: .75rem 0 }}</style>
<h1>Mails</h1><p>As they would be sent; here they go into a folder.</p><ul>{items}</ul>"""


def mail_pages(folder: Path) -> list[Any]:
    """A list of the folder's mails, the newest first, and each as a page."""

    @get("/mails", include_in_schema=False, sync_to_thread=True)
    def list_mails() -> Response[str]:
        files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
        items = "".join(item(file) for file in files) or "<li>None yet.</li>"
        return as_page(PAGE.format(items=items))

    @get("/mails/{name:str}", include_in_schema=False, sync_to_thread=True)
    def show_mail(name: FromPath[str]) -> Response[str]:
        file = folder / name
        if file.parent != folder or not file.is_file():
            raise NotFoundException
        return as_page(rendered(read(file)))

    return [list_mails, show_mail]


def as_page(text: str) -> Response[str]:
    """HTML under the mails' own policy."""
    headers = {"content-security-policy": POLICY, "cache-control": "no-store"}
    return Response(text, media_type="text/html", headers=headers)


def item(file: Path) -> str:
    """One line of the list."""
    mail = read(file)
    words = html.escape(f"{mail['to']}: {mail['subject']}")
    return f'<li><a href="/mails/{html.escape(file.name)}">{words}</a></li>'


def read(file: Path) -> EmailMessage:
    """The parsed mail."""
    return message_from_bytes(file.read_bytes(), policy=policy.default)


def rendered(mail: EmailMessage) -> str:
    """Its HTML, with the pictures it carries in place."""
    body = mail.get_body(("html", "plain"))
    text = body.get_content() if body else ""
    if body is not None and body.get_content_type() == "text/plain":
        return f"<pre>{html.escape(text)}</pre>"
    pictures = {
        str(part["content-id"]).strip("<>"): part for part in mail.walk() if part["content-id"]
    }
    return re.sub(r"cid:([^\"'\s)]+)", lambda match: as_data(pictures.get(match[1])), text)


def as_data(part: Any) -> str:
    """A picture as a `data:` URL."""
    if part is None:
        return "data:,"
    return f"data:{part.get_content_type()};base64,{b64encode(part.get_content()).decode()}"


def from_environment() -> Server:
    """The server with the mails' pages."""
    settings = read_settings(os.environ)
    return Server(settings, mail_pages(Path(settings.mail_folder or "outbox")))
