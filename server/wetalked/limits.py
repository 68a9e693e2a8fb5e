"""How often something may be done in a while, counted in memory."""

from collections import OrderedDict

from wetalked.clock import Clock
from wetalked.problems import Problem

KEYS = 50_000


class Limit:
    """At most `times` within `span` milliseconds for each key, counted in fixed windows."""

    def __init__(self, times: int, span: int, clock: Clock) -> None:
        """Nothing counted yet."""
        self._times, self._span, self._clock = times, span, clock
        self._counts: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def count(self, key: str) -> None:
        """One more; raises `too-many` past the limit."""
        self.check(key)
        window, times = self._at(key)
        self._counts[key] = (window, times + 1)
        self._counts.move_to_end(key)
        if len(self._counts) > KEYS:
            self._counts.popitem(last=False)

    def check(self, key: str) -> None:
        """Raises `too-many` where the limit is reached; counts nothing."""
        window, times = self._at(key)
        if times >= self._times:
            left = (window + 1) * self._span - self._clock()
            raise Problem("too-many", retry_after=max(1, -(-left // 1_000)))

    def _at(self, key: str) -> tuple[int, int]:
        now = self._clock() // self._span
        window, times = self._counts.get(key, (now, 0))
        return (window, times) if window == now else (now, 0)
