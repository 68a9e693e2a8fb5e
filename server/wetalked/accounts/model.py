"""A person, and who is calling."""

from datetime import datetime
from typing import Literal

import msgspec

from wetalked.core.clock import to_datetime

# How tokens begin, so that everyone sees what they are for.
PERSON_TOKEN, ORGANIZER_TOKEN = "wtp_", "wto_"

# Announced before the ids of those whose streams are to be closed.
STREAMS_END = "streams-end"
# Likewise: the participants of whom others see something else now, behind it.
PLACES_CHANGED = "places-changed"

Language = Literal["de", "en"]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who has an account, as they see themselves.

    `office` is whether they organize, or help at the desk of an event.
    """

    id: str
    name: str
    given_name: str
    email: str | None
    language: Language
    quiet: bool
    mail: bool
    organizer: bool
    office: bool


class Owner(msgspec.Struct, frozen=True):
    """Whom a pass or a PIN belongs to, and the event of the badge by which they were found."""

    person: str
    email: str | None = None
    email_key: str | None = None
    event: str | None = None


class Caller(msgspec.Struct, frozen=True):
    """Who makes a call: a person, by one of their sessions or by an organizer's API token.

    `handed_out`: the session was begun by a link that somebody else handed out, and
    `arrived`: its person was seen before. `token` is the id of the API token.
    """

    person: str
    session: str | None
    organizer: bool
    used_at: int
    handed_out: bool = False
    second_use: bool = False
    arrived: bool = True
    token: str | None = None
    expires_at: int | None = None


class Device(msgspec.Struct, frozen=True):
    """One signed-in device, as its owner sees it."""

    id: str
    device: str
    made_at: datetime
    used_at: datetime
    current: bool

    @classmethod
    def of(cls, id_: str, device: str, made_at: int, used_at: int, current: str | None) -> "Device":
        """From a kept session; `current` is the id of the one that asks."""
        return cls(id_, device, to_datetime(made_at), to_datetime(used_at), id_ == current)
