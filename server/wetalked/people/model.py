"""A person, and who is calling."""

from typing import Annotated

import msgspec

Language = Annotated[str, msgspec.Meta(pattern="^(de|en)$")]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who has an account, as they see themselves."""

    id: str
    name: str
    given_name: str
    email: str | None
    language: str
    quiet: bool
    mail: bool
    organizer: bool


class Caller(msgspec.Struct, frozen=True):
    """Who makes a call: a person, by one of their sessions or by an organizer's API token."""

    person: str
    session: str | None
    organizer: bool
    used_at: int
