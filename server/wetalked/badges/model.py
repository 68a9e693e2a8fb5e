"""What a badge shows: plain data, from whichever store it comes."""

import msgspec


class BadgeText(msgspec.Struct, frozen=True, kw_only=True):
    """All that is printed on one badge; `language` is the event's, `url` is what the QR holds."""

    code: str
    url: str
    name: str
    given_name: str
    event_name: str
    ask_me_about: str | None = None
    language: str = "en"
    pin: str | None = None
