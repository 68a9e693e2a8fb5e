"""The one place where the parts are put together."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any

import msgspec
from litestar import Litestar, MediaType, Response, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp, Receive, Scope, Send

from wetalked.accounts.model import Caller
from wetalked.accounts.sessions import Sessions
from wetalked.attendees.routes.invitations import ROUTES as INVITATIONS
from wetalked.attendees.routes.leaving import ROUTES as LEAVING
from wetalked.attendees.routes.me import ROUTES as ME
from wetalked.attendees.routes.participants import ROUTES as PARTICIPANTS
from wetalked.attendees.routes.sign_in import ROUTES as SIGN_IN
from wetalked.attendees.routes.sign_in import SIGN_IN_REQUESTS, work_off_sign_in
from wetalked.badges.routes.badge import ROUTES as BADGES
from wetalked.badges.routes.sheet import ROUTES as SHEETS
from wetalked.core.jobs import begin
from wetalked.core.parent_death import end_with_parent
from wetalked.core.settings import Settings, read_settings
from wetalked.db import watch
from wetalked.db.context import Context, open_context
from wetalked.events.routes.events import PULSE_ROUTES
from wetalked.events.routes.events import ROUTES as EVENTS
from wetalked.events.routes.organizers import ROUTES as ORGANIZERS
from wetalked.export.routes import ROUTES as EXPORT
from wetalked.http import pages
from wetalked.http.audit import Audit, audited
from wetalked.http.body import MOST_BYTES, StrictRequest
from wetalked.http.errors import HANDLERS
from wetalked.http.guard import guarded
from wetalked.http.headers import with_headers
from wetalked.http.health import health
from wetalked.http.limits import NetworkLimits
from wetalked.http.metrics import ROUTES as METRICS
from wetalked.http.metrics import Meter, measured
from wetalked.http.openapi import OPENAPI, document
from wetalked.http.static import App, app_routes
from wetalked.letters.routes.follow_up import ROUTES as FOLLOW_UPS
from wetalked.letters.routes.follow_up import SENDING_AGAIN
from wetalked.letters.routes.invitations import PREVIEWS
from wetalked.letters.routes.invitations import ROUTES as INVITATION_MAILS
from wetalked.letters.routes.unsubscribe import ROUTES as UNSUBSCRIBING
from wetalked.letters.worker import mail_worker
from wetalked.mail.worker import Worker
from wetalked.retention import RetentionWorker
from wetalked.shops.routes.hook import ROUTES as SHOP_HOOK
from wetalked.shops.routes.shop import ROUTES as SHOPS
from wetalked.shops.worker import ShopWorker
from wetalked.talks.access import Badges
from wetalked.talks.live import Hub, Teller, close_when_told_to_stop
from wetalked.talks.routes.live import ROUTES as LIVE
from wetalked.talks.routes.notes import ROUTES as NOTES
from wetalked.talks.routes.talks import ROUTES as TALKS

# How soon what failed right after an answer is tried again.
LOOK_AGAIN_SECONDS = 5.0


@get("/openapi.json", include_in_schema=False, media_type=MediaType.JSON)
async def reference(request: StrictRequest) -> Response[bytes]:
    """The API's document (OpenAPI 3.1): a tenth of a second of work, so it is made once."""
    state = request.app.state
    if "document" not in state:
        state["document"] = await asyncio.to_thread(encoded_document, request.app)
    return Response(state["document"], media_type=MediaType.JSON)


def encoded_document(app: Litestar) -> bytes:
    """As it is sent."""
    return msgspec.json.encode(document(app))


ROUTES: list[Any] = [
    reference,
    *SIGN_IN,
    *ME,
    *EXPORT,
    *LEAVING,
    *EVENTS,
    *INVITATIONS,
    *PULSE_ROUTES,
    *ORGANIZERS,
    *PARTICIPANTS,
    *BADGES,
    *SHEETS,
    *TALKS,
    *NOTES,
    *LIVE,
    *FOLLOW_UPS,
    *PREVIEWS,
    *SENDING_AGAIN,
    *INVITATION_MAILS,
    *SHOPS,
    *SHOP_HOOK,
]


def create_app(
    context: Context,
    *,
    static: App | None = None,
    worker: Worker | None = None,
    shops: ShopWorker | None = None,
    retention: RetentionWorker | None = None,
    more: Sequence[Any] = (),
) -> Litestar:
    """The app around these parts; without a `worker` mails are queued and nobody sends them.

    Without `shops` nobody asks ticket shops, without `retention` nothing goes by itself. `more` are
    handlers beside it, at the root.
    """
    app = build_app(static or App(), more)
    furnish(app, context, worker, shops, retention)
    return app


def build_app(static: App, more: Sequence[Any] = ()) -> Litestar:
    """All handlers, and none of the parts that they work with: `furnish` it before it starts."""
    state = State({"workers": []})  # Litestar would put one of its own in place of an empty one
    return Litestar(
        route_handlers=[
            health,
            Router("/api/v1", route_handlers=ROUTES),
            *METRICS,
            *UNSUBSCRIBING,
            *pages.ROUTES,
            *more,
            *app_routes(static),
        ],
        request_class=StrictRequest,
        request_max_body_size=MOST_BYTES,
        dependencies=parts(state),
        exception_handlers=HANDLERS,
        lifespan=[running],
        state=state,
        openapi_config=OPENAPI,
        logging_config=None,  # Litestar's own would replace what the command set up
    )


Job = Worker | ShopWorker | RetentionWorker


def furnish(app: Litestar, context: Context, *workers: Job | None) -> None:
    """Put these parts, and what is made from them, in the place of any that were there before."""
    hub, limits = Hub(), NetworkLimits(context.settings.trusted_proxies, context.clock)
    app.state.update(
        context=context,
        hub=hub,
        meter=Meter(context.clock(), hub.count),
        limits=limits,
        sessions=Sessions(context, limits),
        badges=Badges(context),
        workers=[one for one in workers if one],
    )


def parts(state: State) -> dict[str, Provide]:
    """What handlers may ask for by name: what stands in the app's state at that moment."""

    async def person(request: StrictRequest) -> Caller:
        sessions: Sessions = state["sessions"]
        return await sessions.person(request)

    async def caller(request: StrictRequest) -> Caller:
        sessions: Sessions = state["sessions"]
        return await sessions.caller(request)

    return {
        "context": Provide(lambda: state["context"], sync_to_thread=False),
        "hub": Provide(lambda: state["hub"], sync_to_thread=False),
        "limits": Provide(lambda: state["limits"], sync_to_thread=False),
        "sessions": Provide(lambda: state["sessions"], sync_to_thread=False),
        "badges": Provide(lambda: state["badges"], sync_to_thread=False),
        "me": Provide(person),
        "caller": Provide(caller),
    }


@contextlib.asynccontextmanager
async def running(app: Litestar) -> AsyncIterator[None]:
    """What goes on beside the requests, from the start to the stop."""
    db, hub = app.state.context.db, app.state.hub
    keeping = [db.jobs.keep("telling of talks", Teller(db, hub).run)]
    requests = partial(work_off_sign_in, app.state.context)
    keeping += [db.jobs.keep(SIGN_IN_REQUESTS, requests, LOOK_AGAIN_SECONDS)]
    keeping += [db.jobs.keep(one.name, one.run) for one in app.state.workers]
    working = [begin("a job", job) for job in (watch(db), *keeping)]
    try:
        yield
    finally:
        hub.close()
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)


def served(app: Litestar, context: Context) -> ASGIApp:
    """The app as the server runs it."""
    counted = measured(audited(guarded(app), Audit(context)), app.state.meter)
    return with_headers(counted, context.settings)


class Server:
    """What a server process runs: it opens the database inside its own loop."""

    def __init__(self, settings: Settings, more: Sequence[Any] = ()) -> None:
        """Opens nothing yet; `more` as for `create_app`."""
        self._settings, self._more = settings, more
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI; the database is open as long as the lifespan lasts."""
        if self._app is not None:
            await self._app(scope, receive, send)
            return
        end_with_parent()
        context = await open_context(self._settings)
        app = create_app(
            context,
            worker=mail_worker(context),
            shops=ShopWorker(context),
            retention=RetentionWorker(context),
            more=self._more,
        )
        close_when_told_to_stop(app.state.hub)
        # Before the lifespan's last message: the server waits for nothing after it.
        app.on_shutdown.append(context.db.close)
        self._app = served(app, context)
        await self._app(scope, receive, send)


def from_environment() -> Server:
    """The server with the settings of this environment."""
    return Server(read_settings(os.environ))
