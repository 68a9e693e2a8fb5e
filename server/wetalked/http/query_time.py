"""Moments in a query, such as the `?at=` of a call without a body."""

import re
from datetime import datetime
from typing import Annotated

import msgspec

from wetalked.core.clock import phone_time
from wetalked.core.problems import invalid

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


def query_time(at: str | None, now: int) -> int:
    """When a phone says something happened, as `clock.phone_time`; raises `invalid`."""
    return now if at is None else phone_time(moment_of("at", at), now)


def moment_of(field: str, at: str) -> datetime:
    """The moment that a query's field names; raises `invalid`."""
    # A plus sign that nobody escaped arrives as a space.
    text = re.sub(r" (?=\d\d:\d\d$)", "+", at)
    try:
        return msgspec.convert(text, Moment)
    except msgspec.ValidationError as fault:
        raise invalid(field, f"Read {at[:40]!r}, accepted is RFC 3339 with an offset.") from fault
