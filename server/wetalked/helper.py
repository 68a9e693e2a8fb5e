"""A process that only composes and sends mails; the server begins it, and it ends with the server.

It reads lines of JSON: first what it needs to know, then mails. It writes what became of each.
"""

import asyncio
import logging.config
import os
import signal
import sys
from typing import BinaryIO

import msgspec
import uvloop

from wetalked.db import open_database
from wetalked.followups.worker import COMPOSERS
from wetalked.kit import Kit
from wetalked.logs import log_settings
from wetalked.mail.delivery import Here
from wetalked.mail.helpers_delivery import Opening, Told
from wetalked.mail.model import Mail
from wetalked.mail.transport import open_transport

# Who scans a badge goes first.
NICENESS = 10
GOOD_BYE_SECONDS = 2


def main() -> None:
    """Work until the server closes its end."""
    # Signals to a whole group mean the server, which finishes what is under way.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    # Whatever else would print something.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    uvloop.run(work(answers))


async def work(answers: BinaryIO) -> None:
    """Deliver what comes, several at a time."""
    lines = await standard_input()
    opening = msgspec.json.decode(await lines.readline(), type=Opening)
    logging.config.dictConfig(log_settings(opening.settings.log))
    db = await open_database(opening.settings.database)
    kit = Kit(opening.settings, db, opening.secret)
    transport = open_transport(kit.settings, opening.connections)
    here = Here(kit, transport, COMPOSERS, alone=True)
    working: set[asyncio.Task[None]] = set()
    async for line in lines:
        task = asyncio.create_task(deliver(here, msgspec.json.decode(line, type=Mail), answers))
        working.add(task)
        task.add_done_callback(working.discard)
    if not working:
        await asyncio.wait_for(here.close(), GOOD_BYE_SECONDS)
    # Nobody is left to note what would still be sent.
    os._exit(0)


async def standard_input() -> asyncio.StreamReader:
    """Where the server writes."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


async def deliver(here: Here, mail: Mail, answers: BinaryIO) -> None:
    """One mail; the answer is on its way before anything else is done."""
    told = Told(mail.id, await here.deliver(mail))
    answers.write(msgspec.json.encode(told) + b"\n")


if __name__ == "__main__":
    main()
