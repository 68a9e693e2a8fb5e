"""`kill -9` of the server while 300 follow-ups go out: who has what, and which came twice.

Run by hand: `PYTHONPATH=tests uv run python -m bench.kills [KILLS]` (20 unless told otherwise). A
mail may come twice only where a kill fell between the sink's yes and the note of it.
"""

import asyncio
import contextlib
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.crowd import fill
from bench.served import Served, Sink, sink

GUESTS = 300
TALKS = 4
GIVES_UP_AFTER = 240


class Outcome(NamedTuple):
    """Per recipient, how many mails and how many Message-IDs came, and how many windows held it."""

    kills: int
    came: Counter[str]
    ids: Counter[str]
    in_window: Counter[str]

    @property
    def expected(self) -> Counter[str]:
        """One for everyone, and one more for each kill that fell into a mail's window."""
        return Counter(everyone()) + self.in_window


def everyone() -> list[str]:
    """All of the crowd."""
    return [f"guest{n}@example.org" for n in range(GUESTS)]


def kill_while_sending(folder: Path, kills: int, chance: random.Random) -> Outcome:
    """So many kills at random moments, each followed by a start; then on until all are noted."""
    asyncio.run(fill(folder / "bench.db", GUESTS, talks=TALKS))
    in_window: Counter[str] = Counter()
    with sink() as target:
        for number in range(kills):
            before = len(taken(target))
            served = Served(folder, f"smtp://127.0.0.1:{target.port}")
            wait_for(target, GUESTS * (number + 1) // (kills + 1))
            time.sleep(chance.uniform(0, 0.03))
            served.kill()
            until(lambda: not at_work_in(folder))
            time.sleep(0.1)  # until the sink has read what they wrote
            in_window.update(set(taken(target)[before:]) - noted(folder))
        served = Served(folder, f"smtp://127.0.0.1:{target.port}")
        until(lambda: len(noted(folder)) == GUESTS)
        served.stop()
        mails = target.report()["mails"]
    count = Counter(address for address, _ in mails)
    ids = Counter(address for address, _ in {(address, sign) for address, sign in mails})
    return Outcome(kills, count, ids, in_window)


def at_work_in(folder: Path) -> list[Path]:
    """The server's processes: all of them, and none but them, work in its folder."""
    return [one for one in Path("/proc").glob("[0-9]*") if works_in(folder, one)]


def works_in(folder: Path, process: Path) -> bool:
    """Whether a process does; one that has ended works nowhere."""
    with contextlib.suppress(OSError):
        return process.joinpath("cwd").readlink() == folder
    return False


def wait_for(target: Sink, mails: int) -> None:
    """Until the sink has taken so many."""
    until(lambda: len(taken(target)) >= mails)


def taken(target: Sink) -> list[str]:
    """Whose mails the sink has taken."""
    return [address for address, _ in target.report()["mails"]]


def noted(folder: Path) -> set[str]:
    """Whose mail is noted as sent."""
    sql = "SELECT p.email FROM mail m JOIN person p ON p.id = m.person WHERE m.sent_at IS NOT NULL"
    with sqlite3.connect(folder / "bench.db", timeout=20) as connection:
        rows = connection.execute(sql).fetchall()
    connection.close()
    return {str(address) for (address,) in rows}


def until(done: Callable[[], bool]) -> None:
    """Wait for it."""
    deadline = time.monotonic() + GIVES_UP_AFTER
    while not done():
        assert time.monotonic() < deadline, "the mails do not go on"
        time.sleep(0.01)


def told(outcome: Outcome) -> str:
    """In one line."""
    twice = sum(outcome.came.values()) - len(outcome.came)
    windows = sum(outcome.in_window.values())
    return (
        f"{outcome.kills} kills: {len(outcome.came)} of {GUESTS} have theirs, {twice} came once "
        f"more, {windows} had been taken and not noted at a kill"
    )


def main() -> None:
    """Print what came of it."""
    folder = Path(tempfile.mkdtemp(prefix="wetalked-kills-"))
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    outcome = kill_while_sending(folder, kills, random.Random())
    sys.stdout.write(told(outcome) + "\n")
    assert outcome.came == outcome.expected
    assert outcome.ids == Counter(everyone())


if __name__ == "__main__":
    main()
