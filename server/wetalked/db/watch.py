"""Notice what another process changed: it raises a number in `change`."""

from wetalked.db.change import ALL
from wetalked.db.database import Database
from wetalked.db.statement import statement

SECONDS = 1.0
NUMBERS = statement("SELECT id, number FROM change")


async def watch(db: Database, seconds: float = SECONDS) -> None:
    """Clear caches of whatever has another number; runs until it is cancelled."""
    seen: dict[int, int] = {}

    async def look() -> None:
        (rows,) = await db.read(NUMBERS)
        numbers = {row["id"]: row["number"] for row in rows}
        if seen:
            db.clear_caches(*(id_ for id_, number in numbers.items() if seen.get(id_) != number))
        else:
            db.clear_caches(ALL)
        seen.update(numbers)

    await db.jobs.keep("looking for changes", look, seconds)
