"""Processes that only compose and send mails; the server begins them, and they end with it.

`python -m wetalked.letters.helper FD…`: one process for each socket. They read lines of JSON:
first what they need to know, then mails; they write what became of each.
"""

import asyncio
import gc
import logging
import logging.config
import os
import signal
import socket
import sys
from collections.abc import Sequence

import msgspec
import uvloop

from wetalked.core.jobs import begin
from wetalked.core.logs import log_settings
from wetalked.core.parent_death import end_with_parent
from wetalked.db import open_database
from wetalked.db.context import Context
from wetalked.letters.worker import COMPOSERS
from wetalked.mail.delivery import InProcessSender
from wetalked.mail.helpers import Opening, Told
from wetalked.mail.model import Mail
from wetalked.mail.outbox import Outcome
from wetalked.mail.transport import open_transport

GOOD_BYE_SECONDS = 2

log = logging.getLogger(__name__)


def main(numbers: Sequence[str]) -> None:
    """Work until the server closes its end."""
    # Signals to a whole group mean the server, which finishes what is under way.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_IGN)
    uvloop.run(work(one_of([socket.socket(fileno=int(number)) for number in numbers])))


def one_of(ends: Sequence[socket.socket]) -> socket.socket:
    """Become one process for each socket; each keeps its own."""
    gc.freeze()
    mine = next((end for end in ends[1:] if os.fork() == 0), ends[0])
    # Sooner than the socket tells: what a dead server cannot note must not be sent.
    end_with_parent()
    for end in ends:
        if end is not mine:
            end.close()
    return mine


async def work(end: socket.socket) -> None:
    """Deliver what comes, several at a time."""
    lines, answers = await asyncio.open_connection(sock=end)
    opening = msgspec.json.decode(await lines.readline(), type=Opening)
    logging.config.dictConfig(log_settings(opening.settings.log))
    db = await open_database(opening.settings.database)
    context = Context(opening.settings, db, opening.secret)
    here = InProcessSender(
        context, open_transport(context.settings, opening.connections), COMPOSERS, alone=True
    )
    working: set[asyncio.Task[None]] = set()
    async for line in lines:
        task = begin("a mail", deliver(here, msgspec.json.decode(line, type=Mail), answers))
        working.add(task)
        task.add_done_callback(working.discard)
    if not working:
        await asyncio.wait({begin("closing", here.close())}, timeout=GOOD_BYE_SECONDS)
    # Nobody is left to note what would still be sent.
    os._exit(0)


async def deliver(here: InProcessSender, mail: Mail, answers: asyncio.StreamWriter) -> None:
    """One mail; the answer is on its way before anything else is done."""
    try:
        outcome = await here.deliver(mail)
    except Exception:
        log.exception("a mail (%s) could not be delivered", mail.kind)
        outcome = Outcome("again", "a fault of ours; the server's log says which")
    told = Told(mail.id, outcome)
    answers.write(msgspec.json.encode(told) + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
