"""Taking everything along."""

import asyncio
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from wetalked.accounts.model import Caller
from wetalked.accounts.store import count_export
from wetalked.core.clock import to_datetime
from wetalked.db.context import Context
from wetalked.export.archive import archive
from wetalked.export.everything import everything_of

ZIP = "application/zip"


@get("/me/export", media_type=ZIP)
async def get_export(
    me: NamedDependency[Caller], context: NamedDependency[Context]
) -> Response[bytes]:
    """Everything of mine as a ZIP: JSON, the cards shown to me as one `.vcf`, a page to read.

    At most 10 a day.
    """
    now = context.clock()
    await count_export(context.db, me.person, now)
    packed = await asyncio.to_thread(archive, await everything_of(context, me))
    name = f"wetalked-{to_datetime(now):%Y-%m-%d}.zip"
    return Response(
        packed, media_type=ZIP, headers={"content-disposition": f'attachment; filename="{name}"'}
    )


ROUTES: list[Any] = [get_export]
