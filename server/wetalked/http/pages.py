"""Pages about the API's problems, and the stylesheet of all pages that the server makes."""

from typing import get_args

from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from wetalked.core.problems import KINDS, ProblemName
from wetalked.http.html_page import STYLE, page

A_DAY = "public, max-age=86400"


@get("/plain.css", include_in_schema=False)
async def get_style() -> Response[bytes]:
    """The stylesheet."""
    return Response(STYLE, media_type="text/css; charset=utf-8", headers={"cache-control": A_DAY})


@get("/problems/{name:str}", include_in_schema=False)
async def get_problem(name: FromPath[str]) -> Response[bytes]:
    """What a problem means, and what to do about it."""
    for known in get_args(ProblemName):
        if known == name:
            kind = KINDS[known]
            words = (kind.explanation, f"{kind.status} {name}")
            return Response(page("en", kind.title, *words), media_type=MediaType.HTML)
    raise NotFoundException


ROUTES = [get_style, get_problem]
