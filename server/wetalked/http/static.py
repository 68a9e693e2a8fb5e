"""The built app: its files, kept in memory, with the headers that keep it safe and quick."""

import hashlib
import mimetypes
from pathlib import Path
from typing import Any

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from wetalked.http.request import AnyRequest

FOLDER = Path(__file__).parents[1] / "static"
TYPES = {
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".css": "text/css",
    ".html": "text/html",
}
FOREVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"


class NotBuilt(Exception):  # noqa: N818 — reads as what it is
    """The app has not been built."""


class File(msgspec.Struct, frozen=True):
    """One file of the built app."""

    body: bytes
    packed: bytes | None
    media_type: str
    cache: str
    etag: str


class App:
    """All files of the built app by their path."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Reads them; `NotBuilt` when there are none."""
        if not (folder / "index.html").is_file():
            raise NotBuilt(
                f"the app is not built: {folder / 'index.html'} is missing; "
                "`uv sync --reinstall-package wetalked` builds it"
            )
        found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".br")
        self._files = {
            path.relative_to(folder).as_posix(): read(path, immutable="assets" in path.parts)
            for path in found
            if path.suffix != ".ttf"
        }

    def answer(self, path: str, request: AnyRequest) -> Response[bytes]:
        """The file, or the app's page for every other path without an ending."""
        file = self._files.get(path) or self._files.get(f"{path}/index.html")
        if file is None and "." in path.rpartition("/")[2]:
            raise NotFoundException
        return serve(file or self._files["index.html"], request)


def read(path: Path, *, immutable: bool) -> File:
    """One file, with its precompressed twin where there is one."""
    body = path.read_bytes()
    twin = path.with_name(path.name + ".br")
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return File(
        body=body,
        packed=twin.read_bytes() if twin.is_file() else None,
        media_type=TYPES.get(path.suffix, guessed),
        cache=FOREVER if immutable else ASK_FIRST,
        etag=f'"{hashlib.sha256(body).hexdigest()[:20]}"',
    )


def serve(file: File, request: AnyRequest) -> Response[bytes]:
    """The file as this request wants it: packed, or not at all when it has it already."""
    headers = {"cache-control": file.cache, "etag": file.etag, "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == file.etag:
        return Response(b"", status_code=304, headers=headers, media_type=file.media_type)
    if file.packed and "br" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "br"
        return Response(file.packed, headers=headers, media_type=file.media_type)
    return Response(file.body, headers=headers, media_type=file.media_type)


def app_routes(app: App) -> list[Any]:
    """`/` and every page path."""

    @get(["/", "/{path:path}"], include_in_schema=False, name="page")
    async def page(request: AnyRequest, path: FromPath[str] = "") -> Response[bytes]:
        if request.url.path.startswith("/api/"):
            raise NotFoundException
        return app.answer(path.strip("/"), request)

    return [page]
