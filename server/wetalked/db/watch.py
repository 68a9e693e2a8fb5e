"""Notice what another process changed: it raises the number in `change`."""

from wetalked.db.door import Database, do

SECONDS = 1.0
NUMBER = do("SELECT number FROM change WHERE id = 1")


async def watch(db: Database, seconds: float = SECONDS) -> None:
    """Empty the memories whenever the number differs; runs until it is cancelled."""
    seen: list[int] = []

    async def look() -> None:
        ((row,),) = await db.read(NUMBER)
        if seen != [row["number"]]:
            seen[:] = [row["number"]]
            db.forget()

    await db.jobs.keep("looking for changes", look, seconds)
