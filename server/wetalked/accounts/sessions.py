"""Who is calling: the session cookie, or a bearer token, looked up and remembered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from wetalked.accounts.model import ORGANIZER_TOKEN, Caller
from wetalked.accounts.proof import HANDED_OUT, RUNS
from wetalked.core.clock import DAY, HOUR, MINUTE
from wetalked.core.ids import fingerprint
from wetalked.core.problems import Problem
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.http.credentials import (
    CREDENTIALS,
    DEAD_COOKIE,
    PERSON,
    SAFE,
    SESSION_LASTS,
    bearer,
    check_origin,
    cookie_name,
)
from wetalked.http.limits import Limit, NetworkLimits
from wetalked.http.proxies import Proxies
from wetalked.http.request import AnyRequest

USE_IS_NOTED_EVERY = DAY
TOKEN_USE_IS_NOTED_EVERY = HOUR
WRITES_A_MINUTE = 600

SESSION = f"""
SELECT s.person, s.id AS session, s.used_at,
       CASE WHEN {RUNS} THEN 1 ELSE 0 END AS organizer,
       CASE WHEN s.begun_by IN {HANDED_OUT} THEN 1 ELSE 0 END AS handed_out,
       CASE WHEN s.begun_by = 'join-again' THEN 1 ELSE 0 END AS second_use,
       CASE WHEN p.arrived_at IS NULL THEN 0 ELSE 1 END AS arrived
FROM session s JOIN person p ON p.id = s.person WHERE s.token = :token
"""  # noqa: S608 — our own words
API_TOKEN = f"""
SELECT t.person, t.made_at AS used_at, CAST(NULL AS TEXT) AS session, 1 AS organizer,
       t.id AS token, t.expires_at
FROM api_token t JOIN person p ON p.id = t.person
WHERE t.token = :token AND {RUNS}
"""  # noqa: S608 — our own words
USE_SESSION = "UPDATE session SET used_at = :now WHERE token = :token"
ARRIVED = """
UPDATE person SET arrived_at = :now WHERE id = :person AND arrived_at IS NULL
"""
USE_API_TOKEN = "UPDATE api_token SET used_at = :now WHERE token = :token"


class Sessions:
    """Finds out who calls; a session ends 180 days after its last use."""

    def __init__(self, context: Context, limits: NetworkLimits) -> None:
        """Remembers until the database says that something changed."""
        self._context, self._limits = context, limits
        self._callers = context.db.cache("sessions", lambda caller: caller.person)
        self._used: dict[str, int] = {}
        self._arrived: set[str] = set()
        self._writes = Limit(WRITES_A_MINUTE, MINUTE, context.clock)
        self._proxies = Proxies(context)

    async def person(self, request: AnyRequest) -> Caller:
        """A person by their own session; raises `signed-out`, `forbidden`, `cross-origin`."""
        caller = await self.caller(request)
        if caller.session is None:
            raise Problem("forbidden", "An organizer's token makes organizer's calls only.")
        return caller

    async def caller(self, request: AnyRequest) -> Caller:
        """A person by their session, or an organizer by an API token."""
        caller = await self.visitor(request)
        if caller is None:
            self._limits.count_failure(request)
            raise Problem("signed-out")
        if request.method not in SAFE:
            self._writes.count(caller.person)
        return caller

    async def here(self, request: AnyRequest) -> Caller | None:
        """Who this browser is signed in as, if anybody: counts against no limit."""
        try:
            caller = await self.visitor(request)
        except Problem as problem:  # no token in `Authorization`, or a call from another site
            if problem.name == "busy":
                raise
            return None
        return caller if caller and caller.session else None

    async def visitor(self, request: AnyRequest) -> Caller | None:
        """Who calls, if anybody: nobody is counted against no limit."""
        await self._proxies.look(request)
        token = bearer(request)
        cookie = request.cookies.get(cookie_name(self._context.settings)) if token is None else None
        if cookie and request.method not in SAFE:
            check_origin(request, self._context.settings)
        given = token or cookie
        caller = await self.of_token(given) if given else None
        request.state.update(
            {
                CREDENTIALS: bool(given),
                PERSON: caller.person if caller else None,
                DEAD_COOKIE: bool(cookie) and caller is None,
            }
        )
        return caller

    async def count_asking(self, request: AnyRequest) -> None:
        """One more who asks for a mail: whether one is sent must not show, so each counts.

        Apart from failures, so that a hall that asks keeps nobody with a link out of the app.
        """
        if await self.here(request) is None:
            self._limits.count_asking(request)

    @asynccontextmanager
    async def counting_failure(
        self, request: AnyRequest, *, guessable: bool = False
    ) -> AsyncIterator[None]:
        """What is tried inside is counted if it fails: raises `too-many` past the limit.

        What can be guessed is then not even tried, but in a browser where somebody is signed in.
        """
        known = await self.here(request) is not None
        if guessable and not known:
            self._limits.check_failures(request)
        try:
            yield
        except Problem as problem:
            if problem.kind.status == 401 and not known:
                self._limits.count_failure(request)
            raise

    async def of_token(self, token: str) -> Caller | None:
        """Whose token this is, while it is good."""
        key = fingerprint(token)
        sql = API_TOKEN if token.startswith(ORGANIZER_TOKEN) else SESSION
        caller: Caller | None = await self._callers.get_or_load(
            key, lambda _: self._context.db.one(Caller, sql, token=key)
        )
        if caller is None:
            return None
        now, used = self._context.clock(), max(caller.used_at, self._used.get(key, 0))
        if caller.session is not None and now - used > SESSION_LASTS:
            return None
        if caller.expires_at is not None and now >= caller.expires_at:
            return None
        await self._note_arrival(caller, now)
        await self._note_use(caller, key, now, used)
        return caller

    async def _note_arrival(self, caller: Caller, now: int) -> None:
        """Whoever calls with a handed-out link's session has got its answer, and their own code."""
        if caller.handed_out and not caller.arrived and caller.person not in self._arrived:
            self._arrived.add(caller.person)
            await self._context.db.write(statement(ARRIVED, person=caller.person, now=now))

    async def _note_use(self, caller: Caller, key: str, now: int, used: int) -> None:
        every = USE_IS_NOTED_EVERY if caller.session else TOKEN_USE_IS_NOTED_EVERY
        if now - used >= every or (caller.session is None and key not in self._used):
            self._used[key] = now
            sql = USE_SESSION if caller.session else USE_API_TOKEN
            await self._context.db.write(statement(sql, now=now, token=key))
