"""Events and participants as they are told: with moments for milliseconds."""

from typing import Any

from wetalked.core.clock import to_datetime
from wetalked.events.model import Event, EventRow, Participant, ParticipantRow
from wetalked.events.schedule import follow_up_due


def event_of(row: EventRow) -> Event:
    """The kept event, with the moment at which its follow-up is due."""
    return Event(**event_fields(row))


def event_fields(row: EventRow) -> dict[str, Any]:
    """The fields of an `Event`."""
    due = follow_up_due(row.ends_at, row.time_zone, row.follow_up_at)
    times = {"starts_at": row.starts_at, "ends_at": row.ends_at, "follow_up_at": due}
    fields = {name: getattr(row, name) for name in Event.__struct_fields__}
    return fields | {name: to_datetime(at) for name, at in times.items()}


TIMES = ("invited_at", "joined_at", "printed_at", "removed_at")


def participant_of(row: ParticipantRow) -> Participant:
    """The participant as organizers see them."""
    return Participant(**participant_fields(row))


def participant_fields(row: ParticipantRow) -> dict[str, Any]:
    """The fields of a `Participant`."""
    fields = {name: getattr(row, name) for name in ParticipantRow.__struct_fields__}
    times = {name: fields[name] for name in TIMES if fields[name] is not None}
    return fields | {name: to_datetime(at) for name, at in times.items()}
