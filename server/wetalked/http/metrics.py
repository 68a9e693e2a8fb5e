"""`GET /metrics`: how the server fares, in Prometheus's text; nothing that a talk could move."""

import hmac
import time
from collections.abc import Callable, Sequence
from ipaddress import ip_address

import prometheus_client
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from wetalked import __version__
from wetalked.core.clock import SECOND
from wetalked.core.hosts import host_of, is_loopback
from wetalked.core.jobs import Jobs
from wetalked.core.problems import Problem
from wetalked.core.settings import Settings
from wetalked.db import Row, statement
from wetalked.db.context import Context
from wetalked.http.client_ip import FORWARDING
from wetalked.http.credentials import bearer
from wetalked.http.limits import NetworkLimits
from wetalked.http.request import AnyRequest

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
# Calls that nobody makes because of a talk. Of all others only faults of the server are counted.
TOLD_ROUTES = (
    *(f"/api/v1/{name}" for name in ("events", "tokens", "sign-in", "sessions", "session")),
    *("/api/v1/links", "/api/v1/openapi.json", "/docs", "/health", "/problems", "/unsubscribe"),
)
GUESTS_ROUTES = ("/api/v1/events/{slug}/deck",)
# Mails that nobody gets because of a talk.
TOLD_MAILS = ("sign-in", "address-changed", "invitation", "good-bye")
STATES = ("queued", "sent", "failed")
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
OTHER = "other"
FIVES = 5
FAULT = 500

prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no types


class Meter:
    """Counts the requests of this process, by method, route and status."""

    def __init__(self, now: int, streams: Callable[[], int]) -> None:
        """Nothing asked yet; `now` is when the process began, `streams` counts the open ones."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "wetalked_http_requests",
            "Answers by method, route and status (503: busy); of guests' calls only faults.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._durations = Histogram(
            "wetalked_http_duration_seconds",
            "From the request to the answer's beginning; not of guests' calls.",
            ["method", "route"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        listening = Gauge(
            "wetalked_live_streams", "Open live streams, in fives.", registry=self.registry
        )
        listening.set_function(lambda: streams() // FIVES * FIVES)
        began = Gauge("process_start_time_seconds", "Since 1970.", registry=self.registry)
        began.set(now // SECOND)
        Info("wetalked", "This server.", registry=self.registry).info({"version": __version__})

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One more; the route is the template, so that no code and no id is in it."""
        if is_told(route):
            self._requests.labels(method, route, str(status)).inc()
            self._durations.labels(method, route).observe(seconds)
        elif status >= FAULT:
            self._requests.labels(OTHER, OTHER, str(status)).inc()


def is_told(route: str) -> bool:
    """Whether calls of this route are counted one by one."""
    return route.startswith(TOLD_ROUTES) and not route.startswith(GUESTS_ROUTES)


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
SELECT kind, MIN(due_at) AS due_at FROM mail WHERE sent_at IS NULL AND failed_at IS NULL
GROUP BY kind
"""


def job_figures(jobs: Jobs) -> bytes:
    """Which jobs beside the requests fail now, and how often each has failed since the start."""
    registry = CollectorRegistry()
    failing = Gauge(
        "wetalked_job_failing",
        "1 while a job fails.",
        ["job"],
        registry=registry,
    )
    failures = Counter(
        "wetalked_job_failures", "How often a job has failed.", ["job"], registry=registry
    )
    for job, number in jobs.failures.items():
        failing.labels(job).set(job in jobs.failing)
        failures.labels(job).inc(number)
    return generate_latest(registry)


def figures(mails: Sequence[Row], oldest: Sequence[Row], now: int) -> bytes:
    """What is told of the database and of this process, at one moment."""
    registry = CollectorRegistry()
    outbox = Gauge(
        "wetalked_mails", "Mails by kind and state.", ["kind", "state"], registry=registry
    )
    for kind in TOLD_MAILS:
        for state in STATES:
            outbox.labels(kind, state).set(0)
    for row in mails:
        if row["kind"] in TOLD_MAILS:
            outbox.labels(row["kind"], row["state"]).set(row["number"])
    due = [row["due_at"] for row in oldest if row["kind"] in TOLD_MAILS]
    waits = Gauge(
        "wetalked_mail_overdue_seconds", "Age of the mail longest due.", registry=registry
    )
    waits.set(max(0, now - min(due, default=now)) / SECOND)
    return generate_latest(registry)


@get("/metrics", include_in_schema=False)
async def metrics(
    request: AnyRequest,
    context: NamedDependency[Context],
    limits: NamedDependency[NetworkLimits],
) -> Response[bytes]:
    """For the token of the settings, or from this machine itself."""
    if not is_operators(request, context.settings):
        limits.count_failure(request)
        raise Problem("signed-out", "This takes WETALKED_METRICS_TOKEN as a bearer token.")
    mails, oldest = await context.db.read(statement(MAILS), statement(OLDEST))
    meter: Meter = request.app.state["meter"]
    told = figures(mails, oldest, context.clock())
    return Response(
        generate_latest(meter.registry) + told + job_figures(context.db.jobs),
        media_type=CONTENT_TYPE_PLAIN_0_0_4,
        headers={"cache-control": "no-store"},
    )


def is_operators(request: AnyRequest, settings: Settings) -> bool:
    """Whether whoever runs the server asks: by their token, or else from this machine."""
    given, token = bearer(request), settings.metrics_token
    if given is None:
        return is_from_here(request, settings)
    return bool(token) and hmac.compare_digest(given.encode(), str(token).encode())


def is_from_here(request: AnyRequest, settings: Settings) -> bool:
    """Whether nobody but this machine's own users can have sent it.

    A proxy on this machine may pass everybody's requests on without a word of its own, even with
    our own address as `Host`. So where people reach the server by another name, a caller from
    loopback may be anybody.
    """
    if any(name in request.headers for name in FORWARDING) or request.client is None:
        return False
    host = host_of(f"//{request.headers.get('host', '')}")
    try:
        by_loopback = ip_address(request.client.host).is_loopback
    except ValueError:
        return False
    return by_loopback and is_loopback(host) and is_loopback(host_of(settings.base_url))


ROUTES = [metrics]
