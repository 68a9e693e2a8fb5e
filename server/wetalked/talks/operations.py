"""What a phone may say in one `POST /sync`: each kind of operation, and the answer."""

from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from wetalked.core.lengths import BadgeCodeText, CursorText, NoteText
from wetalked.core.problems import ProblemName
from wetalked.talks.model import Talk
from wetalked.talks.notes import Moment, PromiseState

Status = Literal["applied", "unchanged", "rejected"]


class Operation(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, tag_field="op"):
    """One thing done on the phone."""

    at: Moment | None = None


class ScanOperation(Operation, kw_only=True, tag="scan"):
    """As `POST /scans`; `at` is its `scanned_at`."""

    id: UUID
    badge: BadgeCodeText


class OnTalk(Operation, kw_only=True):
    """Something about one talk, named by its id or by the other side's badge."""

    badge: BadgeCodeText | None = None
    talk: UUID | None = None


class ConfirmOperation(OnTalk, kw_only=True, tag="confirm"):
    """As `POST /talks/{talk}/confirm`."""


class WithdrawOperation(OnTalk, kw_only=True, tag="withdraw"):
    """As `DELETE /talks/{talk}`."""


class QuestionOperation(OnTalk, kw_only=True, tag="question"):
    """As `PUT` of a question, or with `deleted` its `DELETE`."""

    id: UUID
    text: NoteText | None = None
    asked_at: Moment | None = None
    answer: NoteText | None = None
    deleted: bool = False


class PromiseOperation(OnTalk, kw_only=True, tag="promise"):
    """As `PUT` of a promise, or with `deleted` its `DELETE`."""

    id: UUID
    text: NoteText | None = None
    due: date | None = None
    state: PromiseState = "open"
    deleted: bool = False


class RemindedOfOperation(OnTalk, kw_only=True, tag="reminded_of"):
    """As `PUT /talks/{talk}/reminded-of`, or with a null text its `DELETE`."""

    text: NoteText | None


AnyOperation: TypeAlias = (
    ScanOperation
    | ConfirmOperation
    | WithdrawOperation
    | QuestionOperation
    | PromiseOperation
    | RemindedOfOperation
)


class SyncBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What waited on the phone of this person, and what list it has already."""

    person: UUID
    operations: list[msgspec.Raw]
    since: CursorText | None = None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one operation."""

    id: str | UnsetType = UNSET
    talk: str | None
    status: Status
    problem: ProblemName | UnsetType = UNSET


class SyncAnswer(msgspec.Struct, frozen=True):
    """One result for each operation; all my talks, unless the phone has them already."""

    results: list[Result]
    talks: list[Talk] | None
    cursor: str
