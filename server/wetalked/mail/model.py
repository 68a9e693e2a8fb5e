"""A mail on its way: the row that waits, the words it will hold, the bytes that go out."""

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

Kind = Literal[
    "sign-in",
    "address-changed",
    "invitation",
    "follow-up",
    "reminder",
    "before-erasure",
    "good-bye",
]

# What one asks for oneself: sent by another sender, and also to somebody who stopped all mail.
ASKED_FOR = frozenset({"sign-in", "address-changed", "good-bye"})


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the outbox that this process has claimed."""

    id: str
    kind: Kind
    event: str | None
    person: str | None
    address: str | None
    body: str | None
    made_at: int


class Heading(msgspec.Struct, frozen=True):
    """Begins a part of a mail; a name is not hyphenated and keeps its own direction."""

    text: str
    name: bool = False
    minor: bool = False


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph; `soft` ones are said in a lower voice."""

    text: str
    soft: bool = False


class Button(msgspec.Struct, frozen=True):
    """Something to do; the one `main` thing of a mail is filled.

    As plain text the address stands on a line of its own, or `plain_text` in its place.
    """

    text: str
    url: str
    main: bool = True
    plain_text: str | None = None


class Code(msgspec.Struct, frozen=True):
    """Something to type, with what it is for before it."""

    label: str
    code: str


class NoteList(msgspec.Struct, frozen=True):
    """What somebody wrote under a label; each line with what has become of it, or nothing."""

    label: str
    lines: tuple[tuple[str, str], ...]


class Quote(msgspec.Struct, frozen=True):
    """A sentence to take over as it is, with what it is for before it."""

    label: str
    text: str


class Reach(msgspec.Struct, frozen=True):
    """A card: under a label, what each way is called, how it reads, and its address or nothing."""

    label: str
    ways: tuple[tuple[str, str, str | None], ...]


class Picture(msgspec.Struct, frozen=True):
    """A PNG that the mail carries itself, beside words that say the same."""

    name: str
    png: bytes


class Divider(msgspec.Struct, frozen=True):
    """A line between two parts."""


Block = Heading | Paragraph | Button | Code | NoteList | Quote | Reach | Picture | Divider


class File(msgspec.Struct, frozen=True):
    """A file that hangs at a mail."""

    name: str
    media_type: str
    text: str


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What a mail says, whatever it will look like."""

    subject: str
    blocks: tuple[Block, ...]
    why: str = ""
    files: tuple[File, ...] = ()


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A mail before it is written: to whom, and `write`, which is run off the event loop."""

    name: str
    address: str
    language: str
    write: Callable[[], Content]


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """All that a mail's bytes are made of."""

    sender: str
    name: str
    address: str
    language: str
    subject: str
    text: str
    html: str
    message_id: str
    at: int
    unsubscribe_url: str | None = None
    pictures: tuple[Picture, ...] = ()
    files: tuple[File, ...] = ()


class Envelope(msgspec.Struct, frozen=True):
    """A finished mail as a transport takes it; `name` is the same on every try."""

    name: str
    sender: str
    recipient: str
    message: bytes
    smtputf8: bool


class Preview(msgspec.Struct, frozen=True):
    """A mail as somebody would get it; its pictures are left out."""

    subject: str
    text: str
    html: str


class Transport(Protocol):
    """Takes finished mails, several at a time."""

    async def send(self, envelope: Envelope) -> None:
        """Hand it over for good; raises `TryLater`, `ServerAway` or `Refused`."""

    async def check(self, *senders: str) -> None:
        """Whether mails from these addresses would be taken; raises `ServerAway`. Sends nothing."""

    async def close(self) -> None:
        """Let go of connections."""


class TryLater(Exception):  # noqa: N818 — reads as what it is
    """Not now; the message is the reason."""


class ServerAway(TryLater):
    """The mail server takes nothing at all now, this mail or another."""


class Refused(Exception):  # noqa: N818 — reads as what it is
    """Never; the message is the server's reason."""
