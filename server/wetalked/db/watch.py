"""Notice what another process changed: it raises the number in `change`."""

import asyncio
import logging

from wetalked.db.door import Database, do
from wetalked.problems import Problem

SECONDS = 1.0
NUMBER = do("SELECT number FROM change WHERE id = 1")

log = logging.getLogger(__name__)


async def watch(db: Database, seconds: float = SECONDS) -> None:
    """Empty the memories whenever the number differs; runs until it is cancelled."""
    seen = None
    while True:
        try:
            ((row,),) = await db.read(NUMBER)
        except Problem as problem:
            log.warning("cannot look for changes: %s", problem)
        else:
            if seen != row["number"]:
                seen = row["number"]
                db.forget()
        await asyncio.sleep(seconds)
