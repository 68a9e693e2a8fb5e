"""How often something may be done in a while, counted in memory: by key or network address."""

from collections import OrderedDict
from collections.abc import Sequence

from wetalked.core.clock import MINUTE, Clock
from wetalked.core.problems import Problem
from wetalked.http.client_ip import FORWARDED_FOR, client_address
from wetalked.http.request import AnyRequest

KEYS = 50_000
FAILURES_A_MINUTE = 1_200


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


class NetworkLimits:
    """What is counted by the network address of a call, which a whole hall may share."""

    def __init__(self, trusted_proxies: Sequence[str], clock: Clock) -> None:
        """Nothing counted yet."""
        self._trusted_proxies = trusted_proxies
        self._failures = Limit(FAILURES_A_MINUTE, MINUTE, clock)
        self._askings = Limit(FAILURES_A_MINUTE, MINUTE, clock)

    def count_failure(self, request: AnyRequest) -> None:
        """One more failed or unknown call; raises `too-many`, but a whole hall fits."""
        self._failures.count(self.network_of(request))

    def check_failures(self, request: AnyRequest) -> None:
        """Raises `too-many` where too many calls from there failed; counts nothing."""
        self._failures.check(self.network_of(request))

    def count_asking(self, request: AnyRequest) -> None:
        """One more who asks for a mail; raises `too-many`."""
        self._askings.count(self.network_of(request))

    def network_of(self, request: AnyRequest) -> str:
        """The network address that a call comes from."""
        peer = request.client.host if request.client else ""
        return client_address(peer, request.headers.get(FORWARDED_FOR, ""), self._trusted_proxies)
