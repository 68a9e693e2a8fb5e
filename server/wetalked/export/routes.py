"""Taking everything along."""

import asyncio
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from wetalked.clock import to_datetime
from wetalked.export.drafts import everything_of
from wetalked.export.letters import archive
from wetalked.kit import Kit
from wetalked.people.model import Caller
from wetalked.people.store import count_export

ZIP = "application/zip"


@get("/me/export", media_type=ZIP)
async def get_export(me: NamedDependency[Caller], kit: NamedDependency[Kit]) -> Response[bytes]:
    """Everything of mine as a ZIP: JSON, the cards shown to me as one `.vcf`, a page to read.

    At most 10 a day.
    """
    now = kit.clock()
    await count_export(kit.db, me.person, now)
    packed = await asyncio.to_thread(archive, await everything_of(kit, me))
    name = f"wetalked-{to_datetime(now):%Y-%m-%d}.zip"
    return Response(
        packed, media_type=ZIP, headers={"content-disposition": f'attachment; filename="{name}"'}
    )


ROUTES: list[Any] = [get_export]
