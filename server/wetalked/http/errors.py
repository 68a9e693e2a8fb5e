"""How problems become answers (RFC 9457), in one place for the whole server."""

import logging

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.response.base import ASGIResponse
from litestar.types import ExceptionHandlersMap, Receive, Scope, Send

from wetalked.core.problems import KINDS, PROBLEM, FieldError, Problem, ProblemName
from wetalked.http.request import AnyRequest

PROBLEM_JSON = "application/problem+json"
OF_STATUS: dict[int, ProblemName] = {
    400: "not-json",
    401: "signed-out",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    408: "too-slow",
    413: "too-large",
    415: "unsupported-media-type",
    429: "too-many",
    503: "busy",
}

log = logging.getLogger(__name__)


class ProblemBody(msgspec.Struct, omit_defaults=True):
    """The JSON of a problem."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []
    headings: list[str] = []


def answer_problem(request: AnyRequest, problem: Problem) -> Response[bytes]:
    """A domain error, as it was raised."""
    request.state[PROBLEM] = problem.name
    if problem.kind.status >= 500:
        log.warning("%s: %s", problem.name, problem.detail, exc_info=problem.__cause__)
    return as_response(problem)


def answer_validation(_: AnyRequest, fault: ValidationException) -> Response[bytes]:
    """What Litestar found wrong in path or query."""
    found = fault.extra if isinstance(fault.extra, list) else []
    errors = [
        FieldError(str(one.get("key", "request")), str(one.get("message", "")))
        for one in found
        if isinstance(one, dict)
    ]
    if any(error.field == "data" for error in errors):
        return as_response(Problem("not-json", "The body is empty."))
    # A missing query field is told in words alone.
    detail = "; ".join(f"{error.field}: {error.message}" for error in errors) or fault.detail
    return as_response(Problem("invalid", detail, errors=errors))


def answer_http(_: AnyRequest, fault: HTTPException) -> Response[bytes]:
    """What Litestar itself raises: no such route, no such method, too large."""
    if fault.status_code >= 500 and fault.status_code not in OF_STATUS:
        return answer_fault(_, fault)
    response = as_response(Problem(OF_STATUS.get(fault.status_code, "invalid")))
    for name, value in (fault.headers or {}).items():
        response.headers[name] = value
    return response


def answer_fault(request: AnyRequest, fault: Exception) -> Response[bytes]:
    """A fault of ours: told in the log, not to the caller."""
    route = request.scope.get("path_template", "")  # the path itself may hold somebody's token
    log.error("%s %s failed", request.method, route, exc_info=fault)
    return as_response(Problem("internal"))


def as_response(problem: Problem) -> Response[bytes]:
    """The answer of a problem."""
    kind = KINDS[problem.name]
    body = ProblemBody(
        type=f"/problems/{problem.name}",
        title=kind.title,
        status=kind.status,
        detail=problem.detail,
        errors=list(problem.errors),
        headings=list(problem.headings),
    )
    headers = {"retry-after": str(problem.retry_after)} if problem.retry_after else {}
    if kind.status == 401:
        headers["www-authenticate"] = "Bearer"
    return Response(
        msgspec.json.encode(body),
        status_code=kind.status,
        headers=headers,
        media_type=PROBLEM_JSON,
    )


async def send_problem(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer outside the app, where no handler of it has been found."""
    told = as_response(problem)
    answer = ASGIResponse(body=told.content, status_code=told.status_code, headers=told.headers)
    answer.headers["content-type"] = PROBLEM_JSON
    await answer(scope, receive, send)


HANDLERS: ExceptionHandlersMap = {
    Problem: answer_problem,
    ValidationException: answer_validation,
    NotFoundException: answer_http,
    HTTPException: answer_http,
    Exception: answer_fault,
}
