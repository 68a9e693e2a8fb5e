"""Participants over HTTP: found, brought in, corrected and removed; and one's own place."""

import asyncio
import logging

import msgspec
from litestar import MediaType, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.openapi.spec import OpenAPIType, Parameter, Reference, Schema
from litestar.params import FromQuery, JSONBody

from wetalked.accounts.model import Caller
from wetalked.accounts.store import announce_places
from wetalked.attendees.corrections import ParticipantChange, change_participant
from wetalked.attendees.links import new_link, note_maker
from wetalked.attendees.lists.additions import OneOfMany
from wetalked.attendees.lists.headings import FIELDS
from wetalked.attendees.lists.importing import import_list, import_people
from wetalked.attendees.lists.reading import MOST_BYTES
from wetalked.attendees.lists.request import CSV, SAME, is_csv, query_of, said_of
from wetalked.attendees.new_place import give_new_place
from wetalked.attendees.participants import (
    participant_at,
    participants_at,
    remove_participant,
    search_participants,
)
from wetalked.attendees.participations import ParticipationChange, change_participation
from wetalked.core.lengths import CELL, IdInPath, SlugInPath, WordsInQuery
from wetalked.core.problems import invalid
from wetalked.db.context import Context
from wetalked.events.access import helped, organized
from wetalked.events.model import (
    EventRow,
    ImportReport,
    NewParticipant,
    Participant,
    Participation,
)
from wetalked.events.view import participant_fields, participant_of
from wetalked.http import body
from wetalked.http.paging import After, Page, PageSize, page_of
from wetalked.http.request import AnyRequest

log = logging.getLogger(__name__)

# A little more than a list may have, so that a list just too large is told by how much.
MOST_SENT = MOST_BYTES + 64 * 1024


@get("/events/{slug:str}/participants")
async def get_participants(
    slug: SlugInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
    q: WordsInQuery = None,
    limit: PageSize = 100,
    after: After = None,
) -> Page[Participant]:
    """All, or those whose name, address or badge holds every word of `q`."""
    event = await helped(context.db, caller, slug)
    if q and q.strip():
        rows = await search_participants(context.db, event.id, q, after, limit)
    else:
        rows = await participants_at(context.db, event.id, after, limit)
    part = page_of(rows, limit, lambda row: row.participant_id)
    return Page([participant_of(row) for row in part.items], part.next)


class Additions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """People to be added, as JSON says it."""

    participants: list[OneOfMany]


class TakesAList(body.TakesBody):
    """Documents that this call takes JSON or a CSV file, and for that the names of columns."""

    kind = Additions

    def __post_init__(self) -> None:
        """Body and query."""
        super().__post_init__()
        heading = Schema(type=OpenAPIType.STRING, max_length=CELL)
        lines = Schema(type=OpenAPIType.STRING, max_length=SAME)
        columns = [
            Parameter(name=field, param_in="query", required=False, schema=heading)
            for field in (*FIELDS, "status")
        ]
        same = Parameter(name="same", param_in="query", required=False, schema=lines)
        self.parameters = [*(self.parameters or []), *columns, same]

    def content(self) -> dict[str, Reference | Schema]:
        """Both kinds of body."""
        return {
            **super().content(),
            CSV: Schema(type=OpenAPIType.STRING, max_length=MOST_BYTES),
        }


@post(
    "/events/{slug:str}/participants",
    status_code=200,
    request_max_body_size=MOST_SENT,
    operation_class=TakesAList,
)
async def post_participants(
    request: AnyRequest,
    slug: SlugInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
    dry_run: FromQuery[bool] = False,
) -> Response[ImportReport]:
    """Bring people in, as JSON or as a CSV list; all good rows are taken, none twice.

    For a list, `?name=COLUMN&email=COLUMN…` says which columns to read instead of those guessed
    (`name`, `given_name`, `family_name`, `email`, `language`, `ask_me_about` …); `?status=ignore`
    takes those, too, of whom it says that they do not come; `?same=LINE:PARTICIPANT_ID,…` says of
    lines who they are.
    """
    event = await helped(context.db, caller, slug)
    if is_csv(request):
        event = await organized(context.db, caller, slug)
        said = said_of(request)
        report = await import_list(context, event, await request.body(), said, dry_run=dry_run)
    else:
        report = await import_json(context, event, request, dry_run=dry_run)
    if caller.token:
        await note_maker(context.db, caller.token, [one.participant_id for one in report.created])
    encoded = await asyncio.to_thread(msgspec.json.encode, report)
    return Response(encoded, media_type=MediaType.JSON)  # type: ignore[arg-type]  # encoded already


async def import_json(
    context: Context,
    event: EventRow,
    request: AnyRequest,
    *,
    dry_run: bool,
) -> ImportReport:
    """Bring in people told as JSON, where there are no columns to name."""
    for name in query_of(request):
        of_lists = name in {*FIELDS, "status", "same"}
        known = "names a column, which only text/csv has" if of_lists else "is not known"
        raise invalid(name, f"This parameter {known}.")
    said: Additions = body.decode(await request.body(), Additions)
    return await import_people(context, event, said.participants, dry_run=dry_run)


@patch("/events/{slug:str}/participants/{participant:str}")
async def patch_participant(
    slug: SlugInPath,
    participant: IdInPath,
    data: JSONBody[ParticipantChange],
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Participant:
    """Correct what somebody did not set themselves; the address only of who never signed in."""
    event = await organized(context.db, caller, slug)
    return await change_participant(context, event, participant, data)


@delete("/events/{slug:str}/participants/{participant:str}", status_code=204)
async def delete_participant(
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> None:
    """Take somebody off the list: their badge is retired, and all sides keep what they have.

    It looks the same whoever it was; `PATCH` with `removed: false` takes them back.
    """
    await remove_participant(context, await organized(context.db, caller, slug), participant)


@post("/events/{slug:str}/participants/{participant:str}/link", status_code=200)
async def post_link(
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> NewParticipant:
    """A new link that signs in somebody who never did; the one before it ends.

    `join_url` is null once they have signed in, take part elsewhere, or organize something.
    """
    event = await organized(context.db, caller, slug)
    row = await participant_at(context.db, event.id, participant)
    link = await new_link(context, event, participant, caller.token)
    if link:
        who = caller.token or caller.person
        log.info("a new sign-in link of participant %s was handed out to %s", participant, who)
    return NewParticipant(**participant_fields(row), join_url=link)


@post("/events/{slug:str}/participants/{participant:str}/new-place", status_code=200)
async def post_new_place(
    slug: SlugInPath,
    participant: IdInPath,
    caller: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> NewParticipant:
    """A new place, badge and PIN for somebody whose phone, code and address are all gone.

    The old place is taken off the list; what they noted there stays sealed to it.
    """
    event = await organized(context.db, caller, slug)
    await participant_at(context.db, event.id, participant)
    place, pin = await give_new_place(context, event, participant)
    who = caller.token or caller.person
    log.info("participant %s was given the new place %s by %s", participant, place, who)
    row = await participant_at(context.db, event.id, place)
    return NewParticipant(**participant_fields(row), pin=pin)


@patch("/me/participations/{participant:str}")
async def patch_participation(
    participant: IdInPath,
    data: JSONBody[ParticipationChange],
    me: NamedDependency[Caller],
    context: NamedDependency[Context],
) -> Participation:
    """What to ask me about, and what my card shows at this event; null takes a field back."""
    place = await change_participation(context, me.person, participant, data)
    await announce_places(context.db, [participant])
    return place


ROUTES = [
    get_participants,
    post_participants,
    patch_participant,
    delete_participant,
    post_link,
    post_new_place,
    patch_participation,
]
