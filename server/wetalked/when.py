"""The `?at=` of a call without a body."""

import re
from datetime import datetime
from typing import Annotated

import msgspec

from wetalked.clock import phone_time
from wetalked.problems import invalid

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


def query_time(at: str | None, now: int) -> int:
    """When a phone says something happened, as `clock.phone_time`; raises `invalid`."""
    if at is None:
        return now
    # A plus sign that nobody escaped arrives as a space.
    text = re.sub(r" (?=\d\d:\d\d$)", "+", at)
    try:
        return phone_time(msgspec.convert(text, Moment), now)
    except msgspec.ValidationError as fault:
        raise invalid("at", f"Read {at[:40]!r}, accepted is RFC 3339 with an offset.") from fault
