"""Notice what another process changed: it raises a number in `change`."""

from wetalked.db.database import Database
from wetalked.db.statement import do

SECONDS = 1.0
NUMBERS = do("SELECT id, number FROM change")


async def watch(db: Database, seconds: float = SECONDS) -> None:
    """Forget what is kept whenever its number differs; runs until it is cancelled."""
    seen: dict[int, int] = {}

    async def look() -> None:
        (rows,) = await db.read(NUMBERS)
        numbers = {row["id"]: row["number"] for row in rows}
        if seen:
            db.forget(*(id_ for id_, number in numbers.items() if seen.get(id_) != number))
        else:
            db.forget_all()
        seen.update(numbers)

    await db.jobs.keep("looking for changes", look, seconds)
