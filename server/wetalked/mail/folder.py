"""Mails as files in a folder: written instead of sent, found again, and that they do not stay."""

import asyncio
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from wetalked.core.clock import DAY, from_datetime, to_datetime
from wetalked.core.files import make_private_folder, write_private
from wetalked.core.ids import keyed_fingerprint
from wetalked.db.context import Context
from wetalked.mail.model import Envelope, ServerAway

KEEP_FOR = 7 * DAY
STAMP = "%Y%m%dT%H%M%S"
FILE_NAME = re.compile(r"\.?(\d{8}T\d{6})-[a-z-]+-[0-9a-f]{12}\.eml(\.part)?")


class FolderTransport:
    """One `.eml` for each mail; a mail that is written again replaces itself."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when it is needed."""
        self._folder = folder

    async def send(self, envelope: Envelope) -> None:
        """See `Transport`."""
        try:
            await asyncio.to_thread(self._write, envelope)
        except OSError as fault:
            raise ServerAway(f"{self._folder}: {fault.strerror or fault}") from fault

    async def check(self, *_: str) -> None:
        """See `Transport`."""
        try:
            await asyncio.to_thread(make_private_folder, self._folder)
        except OSError as fault:
            raise ServerAway(f"{self._folder}: {fault.strerror or fault}") from fault

    async def close(self) -> None:
        """See `Transport`."""

    def _write(self, envelope: Envelope) -> None:
        make_private_folder(self._folder)
        # Sign-in links are in there: the file is its owner's alone.
        write_private(self._folder / f"{envelope.name}.eml", envelope.message)


class MailKey(msgspec.Struct, frozen=True):
    """What a mail's name is made of."""

    id: str
    kind: str
    made_at: int


def file_name(secret: str, mail: MailKey) -> str:
    """What the mail is called in a folder: sorted by when it was queued."""
    return f"{to_datetime(mail.made_at):{STAMP}}-{mail.kind}-{keyed_id(secret, mail)[:12]}"


def keyed_id(secret: str, mail: MailKey) -> str:
    """A keyed fingerprint of the mail: 32 hex digits, the same on every try, telling nothing."""
    return keyed_fingerprint(secret, "message", f"{mail.id} {mail.made_at}")[:32]


TO_PERSON = "SELECT id, kind, made_at FROM mail WHERE person = :person"
TO_PARTICIPANT = f"""
{TO_PERSON} AND (event IN (SELECT x.event FROM participant x WHERE x.id = :participant)
  OR NOT EXISTS (SELECT 1 FROM participant x WHERE x.person = :person AND x.id <> :participant))
"""  # noqa: S608 — no value in it
OF_EVENT = "SELECT id, kind, made_at FROM mail WHERE event = :event"


async def files_to(context: Context, person: str, participant: str | None = None) -> list[Path]:
    """The files of mails to a person: all, or those that go with one of their participations.

    To be asked before they are erased.
    """
    if not context.settings.mail_folder:
        return []
    if participant is None:
        mails = await context.db.all(MailKey, TO_PERSON, person=person)
    else:
        mails = await context.db.all(
            MailKey, TO_PARTICIPANT, person=person, participant=participant
        )
    return paths(context, context.settings.mail_folder, mails)


async def files_of(context: Context, event: str) -> list[Path]:
    """The files of an event's mails; to be asked before it is erased."""
    if not context.settings.mail_folder:
        return []
    return paths(
        context, context.settings.mail_folder, await context.db.all(MailKey, OF_EVENT, event=event)
    )


def paths(context: Context, folder: str, mails: Iterable[MailKey]) -> list[Path]:
    """Where these are, if they were written."""
    return [Path(folder) / f"{file_name(context.secret, mail)}.eml" for mail in mails]


async def forget_files(files: Iterable[Path]) -> None:
    """Delete those that are there."""
    await asyncio.to_thread(unlink_all, files)


def unlink_all(files: Iterable[Path]) -> None:
    """The blocking part."""
    for file in files:
        file.unlink(missing_ok=True)


async def sweep_folder(folder: str | None, now: int) -> None:
    """Delete mails that were written more than a week ago; other files stay."""
    if folder:
        await asyncio.to_thread(sweep_old, Path(folder), now)


def sweep_old(folder: Path, now: int) -> None:
    """The blocking part; a folder that is not there has none."""
    for file in folder.glob("*.eml*") if folder.is_dir() else ():
        name = FILE_NAME.fullmatch(file.name)
        if name and now - from_datetime(time_in(name[1])) > KEEP_FOR:
            file.unlink(missing_ok=True)


def time_in(stamp: str) -> datetime:
    """The moment in a file's name."""
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
