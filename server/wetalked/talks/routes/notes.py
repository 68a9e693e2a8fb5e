"""Notes over HTTP: questions, promises and what a talk reminded of, each a whole value."""

from typing import Any
from uuid import UUID

from litestar import Response, delete, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from wetalked.accounts.model import Caller
from wetalked.core.lengths import MomentInQuery
from wetalked.db.context import Context
from wetalked.http.query_time import query_time
from wetalked.talks.notes import (
    Kind,
    Note,
    Promise,
    PromiseBody,
    Question,
    QuestionBody,
    RemindedOf,
    RemindedOfBody,
    deleted,
    promise_note,
    question_note,
    reminded_note,
)
from wetalked.talks.store import note, pair_of_talk
from wetalked.talks.unit import Written, write


@put("/talks/{talk:uuid}/questions/{question:uuid}")
async def put_question(
    talk: FromPath[UUID],
    question: FromPath[UUID],
    data: JSONBody[QuestionBody],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[Question]:
    """Keep a question that I asked, whole: 201 when it is new, 204 when it is overtaken."""
    given = question_note(data, context.clock())
    written = await keep(context, me, talk, "question", question, given)
    return answer(written, written.notes.questions, question)


@delete("/talks/{talk:uuid}/questions/{question:uuid}")
async def delete_question(
    talk: FromPath[UUID],
    question: FromPath[UUID],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    at: MomentInQuery = None,
) -> None:
    """Delete a question; one never seen is deleted beforehand."""
    await keep(context, me, talk, "question", question, deleted(query_time(at, context.clock())))


@put("/talks/{talk:uuid}/promises/{promise:uuid}")
async def put_promise(
    talk: FromPath[UUID],
    promise: FromPath[UUID],
    data: JSONBody[PromiseBody],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[Promise]:
    """Keep a promise of mine, whole: 201 when it is new, 204 when it is overtaken."""
    given = promise_note(data, context.clock())
    written = await keep(context, me, talk, "promise", promise, given)
    return answer(written, written.notes.promises, promise)


@delete("/talks/{talk:uuid}/promises/{promise:uuid}")
async def delete_promise(
    talk: FromPath[UUID],
    promise: FromPath[UUID],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    at: MomentInQuery = None,
) -> None:
    """Delete a promise; one never seen is deleted beforehand."""
    await keep(context, me, talk, "promise", promise, deleted(query_time(at, context.clock())))


@put("/talks/{talk:uuid}/reminded-of")
async def put_reminded_of(
    talk: FromPath[UUID],
    data: JSONBody[RemindedOfBody],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Response[RemindedOf]:
    """Keep what the talk reminded me of; 204 when it is overtaken."""
    given = reminded_note(data, context.clock())
    written = await keep(context, me, talk, "reminded_of", None, given)
    text = written.notes.reminded_of
    return nothing() if overtaken(written) or text is None else Response(RemindedOf(text))


@delete("/talks/{talk:uuid}/reminded-of")
async def delete_reminded_of(
    talk: FromPath[UUID],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
    at: MomentInQuery = None,
) -> None:
    """Delete what the talk reminded me of."""
    await keep(context, me, talk, "reminded_of", None, deleted(query_time(at, context.clock())))


async def keep(
    context: Context, me: Caller, talk: UUID, kind: Kind, id_: UUID | None, given: Note
) -> Written:
    """Write it on the talk, seen or not; raises `not-found`, `id-taken`, `invalid`."""
    pair = await pair_of_talk(context.db, me.person, str(talk))
    return await write(context.db, note(pair, kind, str(id_) if id_ else None, given))


def answer(written: Written, notes: list[Any], id_: UUID) -> Response[Any]:
    """The note as it is now, or nothing where it is overtaken."""
    if overtaken(written):
        return nothing()
    (kept,) = (one for one in notes if one.id == str(id_))
    was = any(row["body"] is not None for row in written.rows["was"])
    return Response(kept, status_code=200 if was else 201)


def overtaken(written: Written) -> bool:
    """Whether a deletion is newer, or I see nothing of the talk."""
    return written.talk is None or written.rows["is"][0]["body"] is None


def nothing() -> Response[Any]:
    """Known, and nothing to show."""
    return Response(None, status_code=204)


ROUTES = [
    put_question,
    delete_question,
    put_promise,
    delete_promise,
    put_reminded_of,
    delete_reminded_of,
]
