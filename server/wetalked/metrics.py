"""`GET /metrics`: how the server fares, in Prometheus's text, and nothing about anyone."""

import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from wetalked.address import FORWARDING
from wetalked.db import Row, do
from wetalked.events.access import check_organizes
from wetalked.jobs import Jobs
from wetalked.kit import Kit
from wetalked.live.hub import Hub
from wetalked.people.session import Sessions

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
# What guests do is told in fives, as in the pulse: nobody can watch a single scan come in.
GUESTS = ("/api/v1/scans", "/api/v1/talks", "/api/v1/sync", "/api/v1/live", "/api/v1/me", "/b/")
FIVES = 5
LASTING = "/api/v1/live"
OTHER = "other"


class Durations(msgspec.Struct):
    """How long answers took: in each bucket, and in all."""

    counts: list[int]
    seconds: float = 0.0


class Meter:
    """Counts the requests of this process, by method, route and status."""

    def __init__(self) -> None:
        """Nothing asked yet."""
        self.requests: Counter[tuple[str, str, str]] = Counter()
        self.durations: defaultdict[tuple[str, str], Durations] = defaultdict(
            lambda: Durations([0] * (len(BUCKETS) + 1))
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One more; the route is the template, so that no code and no id is in it."""
        self.requests[method, route, str(status)] += 1
        if route != LASTING:
            durations = self.durations[method, route]
            durations.counts[bisect_left(BUCKETS, seconds)] += 1
            durations.seconds += seconds


def measured(app: ASGIApp, meter: Meter) -> ASGIApp:
    """Count every answer when it begins."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        began = time.perf_counter()

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = str(scope.get("path_template") or OTHER)
                taken = time.perf_counter() - began
                meter.count(method_of(scope), route, message["status"], taken)
            await send(message)

        await app(scope, receive, send_and_count)

    return wrapped


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def method_of(scope: Scope) -> str:
    """One of the known ones: callers may make up others without end."""
    method = str(scope.get("method", ""))
    return method if method in METHODS else OTHER


MAILS = """
SELECT kind, CASE WHEN failed_at IS NOT NULL THEN 'failed' WHEN sent_at IS NOT NULL THEN 'sent'
  ELSE 'queued' END AS state, COUNT(*) AS number
FROM mail GROUP BY kind, CASE WHEN failed_at IS NOT NULL THEN 'failed'
  WHEN sent_at IS NOT NULL THEN 'sent' ELSE 'queued' END
"""
OLDEST = """
SELECT MIN(due_at) AS due_at FROM mail WHERE sent_at IS NULL AND failed_at IS NULL
"""
SCANS = "SELECT COUNT(*) AS number FROM scan"


class Figures(Collector):
    """What is told, at one moment."""

    def __init__(self, meter: Meter, kept: list[list[Row]], streams: int, now: int) -> None:
        """`kept` are the rows of `MAILS`, `OLDEST` and `SCANS`."""
        self._meter, self._streams, self._now = meter, streams, now
        self._mails, (self._oldest,), (self._scans,) = kept

    def collect(self) -> Iterator[Metric]:
        """All of it."""
        yield self._requests()
        yield self._durations()
        yield self._outbox()
        waits = GaugeMetricFamily("wetalked_mail_overdue_seconds", "Age of the mail longest due.")
        due = self._oldest["due_at"]
        waits.add_metric([], max(0, self._now - due) / 1_000 if due is not None else 0)
        yield waits
        streams = GaugeMetricFamily("wetalked_live_streams", "Open live streams, in fives.")
        streams.add_metric([], in_fives(self._streams))
        yield streams
        scans = GaugeMetricFamily("wetalked_scans", "Scans accepted and kept, in fives.")
        scans.add_metric([], in_fives(self._scans["number"]))
        yield scans

    def _requests(self) -> Metric:
        found = CounterMetricFamily(
            "wetalked_http_requests",
            "Answers by method, route and status (503: busy); of guests' calls in fives.",
            labels=["method", "route", "status"],
        )
        for (method, route, status), number in list(self._meter.requests.items()):
            found.add_metric([method, route, status], told(route, number))
        return found

    def _durations(self) -> Metric:
        found = HistogramMetricFamily(
            "wetalked_http_duration_seconds",
            "From the request to the answer's beginning; of guests' calls in fives.",
            labels=["method", "route"],
        )
        for (method, route), kept in list(self._meter.durations.items()):
            sums = [sum(kept.counts[: place + 1]) for place in range(len(kept.counts))]
            names = [*(str(one) for one in BUCKETS), "+Inf"]
            buckets = [
                (name, float(told(route, number))) for name, number in zip(names, sums, strict=True)
            ]
            share = told(route, sums[-1]) / sums[-1]
            found.add_metric([method, route], buckets, kept.seconds * share)
        return found

    def _outbox(self) -> Metric:
        found = GaugeMetricFamily(
            "wetalked_mails", "Mails by kind and state.", labels=["kind", "state"]
        )
        for row in self._mails:
            found.add_metric([row["kind"], row["state"]], row["number"])
        return found


class JobFigures(Collector):
    """How the jobs beside the requests fare."""

    def __init__(self, jobs: Jobs) -> None:
        """Those of this process."""
        self._jobs = jobs

    def collect(self) -> Iterator[Metric]:
        """Which fail now, and how often each has failed."""
        failing = GaugeMetricFamily(
            "wetalked_job_failing", "1 while a job beside the requests fails.", labels=["job"]
        )
        failures = CounterMetricFamily(
            "wetalked_job_failures", "How often it has failed since the start.", labels=["job"]
        )
        now = self._jobs.failing
        for job, number in sorted(self._jobs.failures.items()):
            failing.add_metric([job], job in now)
            failures.add_metric([job], number)
        yield failing
        yield failures


def told(route: str, number: int) -> int:
    """The figure of a route; in fives where it is about guests."""
    return in_fives(number) if route.startswith(GUESTS) else number


def in_fives(number: int) -> int:
    """Rounded down."""
    return number - number % FIVES


@get("/metrics", include_in_schema=False)
async def metrics(
    request: Request[Any, Any, Any],
    kit: NamedDependency[Kit],
    hub: NamedDependency[Hub],
    sessions: NamedDependency[Sessions],
) -> Response[bytes]:
    """For an organizer's token, or from this machine itself."""
    if not is_from_here(request):
        check_organizes(await sessions.caller(request))
    kept = await kit.db.read(do(MAILS), do(OLDEST), do(SCANS))
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(JobFigures(kit.db.jobs))
    registry.register(Figures(request.app.state["meter"], kept, hub.count(), kit.clock()))
    return Response(
        generate_latest(registry),
        media_type=CONTENT_TYPE_PLAIN_0_0_4,
        headers={"cache-control": "no-store"},
    )


def is_from_here(request: Request[Any, Any, Any]) -> bool:
    """From loopback, and not through a proxy that runs there too."""
    if any(name in request.headers for name in FORWARDING):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


ROUTES = [metrics]
