"""What goes on beside the requests: begun anew when it fails, and never without a word."""

import asyncio
import logging
import math
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from litestar.background_tasks import BackgroundTask

from wetalked.core.problems import Problem

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
# So long a job has run again before it counts as well.
SETTLED_SECONDS = 5.0

Result = TypeVar("Result")
Work = Callable[[], Awaitable[object]]

log = logging.getLogger(__name__)


class Jobs:
    """The jobs of this process, and how they fare."""

    def __init__(self) -> None:
        """None yet."""
        self.failures: Counter[str] = Counter()
        self._begun_again: dict[str, float] = {}

    @property
    def failing(self) -> list[str]:
        """The names of those that failed and have not run well since."""
        lately = time.monotonic() - SETTLED_SECONDS
        return sorted(name for name, at in self._begun_again.items() if at > lately)

    async def keep(self, name: str, work: Work, every: float | None = None) -> None:
        """Have it done until cancelled: with `every` again after so many seconds, else for ever.

        What fails is logged with its cause and begun anew, after longer and longer pauses; a mere
        problem (the database is away) is waited for in short ones.
        """
        self.failures[name] += 0
        pause = FIRST_PAUSE
        while True:
            began = time.monotonic()
            try:
                await work()
                if every is None:
                    raise RuntimeError(f"the job {name!r} has ended by itself")  # noqa: TRY301 — told alike
                self._begun_again.pop(name, None)
                await asyncio.sleep(every)
                pause = FIRST_PAUSE
            except Exception as fault:  # noqa: BLE001 — logged there
                lasted = time.monotonic() - began > LONGEST_PAUSE
                pause = FIRST_PAUSE if lasted or isinstance(fault, Problem) else pause
                await self._rest(name, fault, pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _rest(self, name: str, fault: Exception, pause: float) -> None:
        """Tell, and wait before it is begun anew."""
        self.failures[name] += 1
        if not isinstance(fault, Problem):
            log.error("%s failed, again in %.0f s", name, pause, exc_info=fault)
        elif name not in self.failing:
            log.warning("%s waits: %s", name, fault.detail, exc_info=fault.__cause__)
        self._begun_again[name] = math.inf
        await asyncio.sleep(pause)
        self._begun_again[name] = time.monotonic()


def begin(name: str, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
    """Begin a task whose failing is told in the log, also where nobody waits for it."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(tell)
    return task


def tell(task: asyncio.Task[Any]) -> None:
    """Log what a task died of."""
    fault = None if task.cancelled() else task.exception()
    if fault:
        log.error("%s failed", task.get_name(), exc_info=fault)


def after_the_answer(name: str, work: Work) -> BackgroundTask:
    """What is done once a response is out; it must be kept elsewhere too, as this may fail."""

    async def heard() -> None:
        try:
            await work()
        except Problem as problem:
            log.warning("%s waits: %s", name, problem.detail, exc_info=problem.__cause__)
        except Exception:
            log.exception("%s failed", name)

    return BackgroundTask(heard)
