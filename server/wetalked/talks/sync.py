"""What a phone kept while it had no network: each operation for itself, applied together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from wetalked.core.clock import from_datetime, phone_time, phone_times, to_datetime
from wetalked.core.problems import Problem, invalid
from wetalked.db import Database
from wetalked.http.body import decode
from wetalked.talks.access import Badges
from wetalked.talks.model import Pair
from wetalked.talks.notes import (
    Note,
    PromiseBody,
    QuestionBody,
    RemindedOfBody,
    deleted,
    promise_note,
    question_note,
    reminded_note,
)
from wetalked.talks.operations import (
    AnyOperation,
    ConfirmOperation,
    OnTalk,
    PromiseOperation,
    QuestionOperation,
    RemindedOfOperation,
    Result,
    ScanOperation,
    Status,
    WithdrawOperation,
)
from wetalked.talks.store import confirm, note, pair_of_talk, pair_to_confirm, scan, withdraw
from wetalked.talks.unit import Write, Written, write_all

MOST_OPERATIONS = 500
IN_ONE_UNIT = 50


async def apply_operations(
    db: Database, badges: Badges, person: str, raw: Sequence[msgspec.Raw], now: int
) -> list[Result]:
    """Apply each by itself, durably; raises `too-large`, `too-many`, `busy`: send all again."""
    if len(raw) > MOST_OPERATIONS:
        raise Problem("too-large", f"{len(raw)} operations; {MOST_OPERATIONS} are accepted.")
    operations = in_phone_order([read_operation(one) for one in raw], now)
    if any(getattr(one, "badge", None) for one in operations):
        badges.check(person)
    writes = [await as_write(db, badges, person, one, now) for one in operations]
    outcomes = await write_in_groups(db, writes)
    return [result(given_id(one), outcome) for one, outcome in zip(raw, outcomes, strict=True)]


def read_operation(raw: msgspec.Raw) -> AnyOperation | Problem:
    """One operation, or what is wrong with it."""
    try:
        operation: AnyOperation = decode(bytes(raw), AnyOperation)
    except Problem as problem:
        return problem
    return operation


def in_phone_order(
    operations: Sequence[AnyOperation | Problem], now: int
) -> list[AnyOperation | Problem]:
    """The same with times that keep the order in which the phone told them, its clock corrected."""
    told = [from_datetime(moment) for one in operations for moment in moments(one).values()]
    kept = phone_times(told, now)
    return [
        one if isinstance(one, Problem) else msgspec.structs.replace(one, **corrected(one, kept))
        for one in operations
    ]


def corrected(operation: AnyOperation, kept: Mapping[int, int]) -> dict[str, datetime]:
    """Those of an operation's moments that are kept otherwise than told."""
    told = {name: from_datetime(moment) for name, moment in moments(operation).items()}
    return {name: to_datetime(kept[at]) for name, at in told.items() if kept[at] != at}


def moments(operation: AnyOperation | Problem) -> dict[str, datetime]:
    """All that an operation says of times by the phone's clock, by its fields."""
    told = {name: getattr(operation, name, None) for name in ("at", "asked_at")}
    return {name: moment for name, moment in told.items() if moment is not None}


async def as_write(
    db: Database, badges: Badges, person: str, operation: AnyOperation | Problem, now: int
) -> Write | Problem:
    """What the operation writes; a problem where it can never be written."""
    if isinstance(operation, Problem):
        return operation
    try:
        return await Reader(db, badges, person, now).write(operation)
    except Problem as problem:
        if problem.kind.status >= 500 or problem.name == "too-many":
            raise
        return problem


class Reader:
    """Makes writes of one person's operations."""

    def __init__(self, db: Database, badges: Badges, person: str, now: int) -> None:
        """`now` is the moment of the request."""
        self._db, self._badges, self._person, self._now = db, badges, person, now

    async def write(self, operation: AnyOperation) -> Write:
        """Raises the problem for which the operation is rejected."""
        at = phone_time(operation.at, self._now)
        match operation:
            case ScanOperation():
                pair, code = await self._badges.pair(self._person, operation.badge, at)
                unsaid = operation.at is None
                return scan(pair, str(operation.id), code, at, now_is_meant=unsaid)
            case ConfirmOperation():
                return confirm(await self._pair(operation, yes_at=at), at)
            case WithdrawOperation():
                return withdraw(await self._pair(operation), at)
            case QuestionOperation():
                kept = deleted(at) if operation.deleted else self._question(operation)
                return note(await self._pair(operation), "question", str(operation.id), kept)
            case PromiseOperation():
                kept = deleted(at) if operation.deleted else self._promise(operation)
                return note(await self._pair(operation), "promise", str(operation.id), kept)
            case RemindedOfOperation():
                kept = deleted(at) if operation.text is None else self._reminded_of(operation)
                return note(await self._pair(operation), "reminded_of", None, kept)

    async def _pair(self, operation: OnTalk, yes_at: int | None = None) -> Pair:
        if (operation.badge is None) == (operation.talk is None):
            raise invalid("badge", "Either `badge` or `talk` is needed, not both.")
        if operation.badge is not None:
            pair, _ = await self._badges.pair(self._person, operation.badge, yes_at)
            return pair
        talk = str(operation.talk)
        if yes_at is not None:
            return await pair_to_confirm(self._db, self._person, talk, yes_at, self._now)
        return await pair_of_talk(self._db, self._person, talk)

    def _question(self, given: QuestionOperation) -> Note:
        text, answer = needed(given.text), given.answer
        body = QuestionBody(text=text, asked_at=given.asked_at, answer=answer, at=given.at)
        return question_note(body, self._now)

    def _promise(self, given: PromiseOperation) -> Note:
        text = needed(given.text)
        body = PromiseBody(text=text, due=given.due, state=given.state, at=given.at)
        return promise_note(body, self._now)

    def _reminded_of(self, given: RemindedOfOperation) -> Note:
        return reminded_note(RemindedOfBody(text=needed(given.text), at=given.at), self._now)


def needed(text: str | None) -> str:
    """The text, without which there is nothing to keep."""
    if text is None:
        raise invalid("text", "It is needed unless `deleted` is true.")
    return text


async def write_in_groups(
    db: Database, writes: Sequence[Write | Problem]
) -> list[Written | Problem]:
    """Write what can be written, some together, in the order in which they came."""
    outcomes: dict[int, Written | Problem] = {
        place: one for place, one in enumerate(writes) if isinstance(one, Problem)
    }
    wanted = [(place, one) for place, one in enumerate(writes) if isinstance(one, Write)]
    for start in range(0, len(wanted), IN_ONE_UNIT):
        group = wanted[start : start + IN_ONE_UNIT]
        done = await write_all(db, [one for _, one in group])
        outcomes.update(zip((place for place, _ in group), done, strict=True))
    return [outcomes[place] for place in range(len(writes))]


def result(id_: str | UnsetType, outcome: Written | Problem) -> Result:
    """What the phone is told of one operation."""
    if isinstance(outcome, Problem):
        return Result(id=id_, talk=None, status="rejected", problem=outcome.name)
    status: Status = "applied" if outcome.applied else "unchanged"
    return Result(id=id_, talk=outcome.after.id, status=status)


class Named(msgspec.Struct):
    """The id of an operation, also of one that is wrong otherwise."""

    id: UUID | UnsetType = UNSET


def given_id(raw: msgspec.Raw) -> str | UnsetType:
    """The operation's own id, where it has one."""
    try:
        id_ = decode(bytes(raw), Named).id
    except Problem:
        return UNSET
    return UNSET if id_ is UNSET else str(id_)
