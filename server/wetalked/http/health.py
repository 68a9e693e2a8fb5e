"""`GET /health`: whether the server can do its work."""

import asyncio
import logging

import msgspec
from litestar import MediaType, Response, get
from litestar.di import NamedDependency

from wetalked import __version__
from wetalked.db import statement
from wetalked.db.context import Context

log = logging.getLogger(__name__)


class Health(msgspec.Struct, omit_defaults=True):
    """The answer of `GET /health`; `degraded` names the jobs that fail, where any do."""

    status: str
    version: str
    degraded: list[str] = []


@get("/health", include_in_schema=False, media_type=MediaType.JSON)
async def health(context: NamedDependency[Context]) -> Response[Health]:
    """Whether the server can do its work: the database answers."""
    try:
        await asyncio.wait_for(context.db.read(statement("SELECT 1 AS one")), timeout=5)
    except Exception as fault:
        log.warning("the database does not answer: %s", fault, exc_info=fault.__cause__)
        return Response(Health("database away", __version__), status_code=503)
    return Response(Health("ok", __version__, context.db.jobs.failing))
