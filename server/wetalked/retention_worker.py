"""Lets what has had its time go by itself: rows, what is left of them in files, written mails."""

import asyncio

from wetalked.clock import MINUTE, SECOND
from wetalked.kit import Kit
from wetalked.mail.folder_store import sweep_folder
from wetalked.retention_store import sweep

FIRST_SECONDS = MINUTE // SECOND
EVERY_SECONDS = 10 * MINUTE // SECOND


class RetentionWorker:
    """One a process; several do no harm."""

    name = "retention"

    def __init__(self, kit: Kit) -> None:
        """Deletes nothing yet."""
        self._kit = kit

    async def run(self) -> None:
        """Work until cancelled, but not while a server is starting."""
        await asyncio.sleep(FIRST_SECONDS)
        await self._kit.db.jobs.keep("erasing what has had its time", self.tick, EVERY_SECONDS)

    async def tick(self) -> None:
        """Go through everything once, by the kit's clock."""
        now = self._kit.clock()
        await sweep(self._kit.db, now)
        await sweep_folder(self._kit.settings.mail_folder, now)
