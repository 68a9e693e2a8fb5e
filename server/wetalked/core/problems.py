"""What can go wrong by a caller's doing: RFC 9457 problems, each with a name of its own."""

from collections.abc import Sequence
from typing import Literal

import msgspec

# In a request's state: the name of the problem that it was answered with.
PROBLEM = "problem"

ProblemName = Literal[
    "address-taken",
    "bad-signature",
    "busy",
    "cross-origin",
    "forbidden",
    "handed-out",
    "id-taken",
    "internal",
    "invalid",
    "method-not-allowed",
    "not-a-list",
    "not-found",
    "not-json",
    "other-person",
    "own-badge",
    "sign-in-failed",
    "signed-out",
    "too-large",
    "too-many",
    "too-many-waiting",
    "too-slow",
    "unknown-badge",
    "unsupported-media-type",
]


class ProblemKind(msgspec.Struct, frozen=True):
    """What all problems of one name share; `explanation` is the text of its page."""

    status: int
    title: str
    explanation: str


KINDS: dict[ProblemName, ProblemKind] = {
    "address-taken": ProblemKind(
        409, "This address is in use", "Another account has this mail address. Use a different one."
    ),
    "bad-signature": ProblemKind(
        401,
        "This message is not signed as it must be",
        "A message to the hook of a ticket shop carries its id, the time and a signature over both "
        "and the body, made with the secret that an organizer was shown. One of them is missing, "
        "wrong or too old, or there is no such hook.",
    ),
    "busy": ProblemKind(
        503,
        "Busy, please try again",
        "The server could not take this just now. Nothing was done. Wait as long as `Retry-After` "
        "says and send the same request again.",
    ),
    "cross-origin": ProblemKind(
        403,
        "This request came from another site",
        "With the session cookie, a call that changes something must come from the app's own "
        "pages: its `Origin` header has to be that of the server's base URL.",
    ),
    "forbidden": ProblemKind(
        403,
        "This is not for you to do",
        "Who calls is known, but this call is for others: an organizer's token makes organizer's "
        "calls only, a desk helper only those of the desk.",
    ),
    "handed-out": ProblemKind(
        403,
        "Sign in by a mail of ours first",
        "This session was begun by a link that somebody handed out, and they may have used it too. "
        "It moves no address, organizes nothing and makes no tokens. Sign in with a code or a link "
        "that was mailed to you, or with your badge and your own code.",
    ),
    "id-taken": ProblemKind(
        409,
        "This id stands for something else",
        "An id was sent before with other content: a scan of another badge, or a note on another "
        "talk. Make a new id for a new thing.",
    ),
    "internal": ProblemKind(
        500, "Something went wrong here", "The fault is the server's and is in its log."
    ),
    "invalid": ProblemKind(
        422,
        "Something in the request is not as it must be",
        "`errors` names each field and what is wrong with it.",
    ),
    "method-not-allowed": ProblemKind(
        405, "Not with this method", "The address exists, but takes other methods; see `Allow`."
    ),
    "not-a-list": ProblemKind(
        422,
        "This is not a list of participants",
        "The file could not be read as a table with a column of names. Nothing was imported.",
    ),
    "not-found": ProblemKind(
        404, "Not found", "There is no such thing, or it is not yours: both answer alike."
    ),
    "not-json": ProblemKind(400, "The body is not JSON", "The body has to be one JSON value."),
    "other-person": ProblemKind(
        409,
        "Somebody else is signed in",
        "What waits on this phone belongs to another person. It is kept until they sign in again.",
    ),
    "own-badge": ProblemKind(
        422, "This is your own badge", "A talk takes two: scan the badge of the other person."
    ),
    "sign-in-failed": ProblemKind(
        401,
        "Signing in did not work",
        "The link or code is wrong, used up or too old. Ask for a new one.",
    ),
    "signed-out": ProblemKind(
        401, "Please sign in", "There is no session with this request, or it has ended."
    ),
    "too-large": ProblemKind(
        413, "Too large", "The body is larger than this call takes. Nothing of it was applied."
    ),
    "too-many": ProblemKind(
        429,
        "Too many, please wait",
        "This was done more often than the limits allow. `Retry-After` says how many seconds to "
        "wait. Nothing was done.",
    ),
    "too-many-waiting": ProblemKind(
        422,
        "Too many are waiting for a yes",
        "At one event at most 200 of one person's scans may wait for the other side.",
    ),
    "too-slow": ProblemKind(
        408,
        "This took too long to arrive",
        "The body came so slowly that the server did not wait for its end. Nothing was done. Send "
        "the same request again.",
    ),
    "unknown-badge": ProblemKind(
        404,
        "This badge is not known here",
        "No participant of your events holds a badge with this code.",
    ),
    "unsupported-media-type": ProblemKind(
        415, "Not in this format", "The body's `Content-Type` is not one that this call takes."
    ),
}


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one field of a request."""

    field: str
    message: str


class Problem(Exception):  # noqa: N818 — RFC 9457's own word
    """Raised by rules, stores and routes; becomes an answer in `app` and a line on the terminal."""

    def __init__(
        self,
        name: ProblemName,
        detail: str = "",
        *,
        errors: Sequence[FieldError] = (),
        retry_after: int | None = None,
        headings: Sequence[str] = (),
    ) -> None:
        """`retry_after` in seconds; `headings` of a list whose columns have to be named."""
        super().__init__(detail or KINDS[name].title)
        self.name: ProblemName = name
        self.detail = detail or KINDS[name].title
        self.errors = tuple(errors)
        self.retry_after = retry_after
        self.headings = tuple(headings)

    @property
    def kind(self) -> ProblemKind:
        """What it shares with all of its name."""
        return KINDS[self.name]


def invalid(field: str, message: str) -> Problem:
    """One field that is not as it must be."""
    return Problem("invalid", f"{field}: {message}", errors=[FieldError(field, message)])
