"""How long 10,000 badges take as one PDF, and what the server notices of it.

Run by hand: `uv run python tests/bench/badges.py`, half a minute of CPU; a number as the first word
makes as many badges instead. Codes and names are new in every run, so nothing is drawn beforehand.
On a busy machine the event loop is late by others' doing too: what this process itself computed
meanwhile is told apart, and so is an idle loop.
"""

import asyncio
import resource
import sys
import time
from collections.abc import Coroutine
from typing import Any

from wetalked.badges import picture, sheet
from wetalked.badges.model import BadgeText
from wetalked.core import code

BADGES = 10_000
PICTURES = 500
MIB = 1024 * 1024
GIVEN = ["Mira", "Łukasz", "Anne-Sophie", "Bo", "Ελένη", "Наталья", "शर्मा", "محمد", "Zoë", "שרה"]


def main() -> None:
    """Print the figures, one a line."""
    count = int(sys.argv[1]) if sys.argv[1:] else BADGES
    tell("peak memory before", f"{peak_mib():.0f} MiB")
    asyncio.run(measure_sheet([badge(number) for number in range(count)]))
    measure_pictures([badge(number) for number in range(PICTURES)])


def badge(number: int) -> BadgeText:
    one, given = code.make(), GIVEN[number % len(GIVEN)]
    return BadgeText(
        code=one,
        url=code.badge_url("https://wetalked.example.org", one),
        name=f"{given} Lindqvist-{number}",
        given_name=given,
        event_name="Open Source Sommertreffen",
        ask_me_about="night trains" if number % 3 == 0 else None,
        language="de",
    )


async def measure_sheet(badges: list[BadgeText]) -> None:
    """A sheet in A6, made beside a loop that should hardly notice."""
    idle = await latest_while(asyncio.sleep(3))
    wall, cpu = time.perf_counter(), time.process_time()
    made: list[bytes] = []

    async def make() -> None:
        made.append(await asyncio.to_thread(sheet.pdf, badges))

    late = await latest_while(make())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    tell("badges", f"{len(badges)} as one PDF of {len(made[0]) / MIB:.1f} MiB")
    tell("time", f"{wall:.1f} s, {len(badges) / wall:.0f} badges/s; {cpu:.1f} s of CPU")
    tell("peak memory", f"{peak_mib():.0f} MiB")
    for name, (all_, own) in {"beside the sheet": late, "beside nothing": idle}.items():
        tell(
            f"event loop {name}", f"late by {own:.0f} ms by our own doing, by {all_:.0f} ms in all"
        )


async def latest_while(work: Coroutine[Any, Any, None]) -> tuple[float, float]:
    """Milliseconds by which a sleep of 5 was late at most meanwhile; and of that, computed here."""
    task = asyncio.create_task(work)
    latest = own = 0.0
    while not task.done():
        began, computed = time.perf_counter(), time.process_time()
        await asyncio.sleep(0.005)
        late = time.perf_counter() - began - 0.005
        latest = max(latest, late)
        own = max(own, min(late, time.process_time() - computed))
    await task
    return latest * 1000, own * 1000


def measure_pictures(badges: list[BadgeText]) -> None:
    """Single pictures, each of a code not seen before; the median is less the machine's doing."""
    for name, draw in (("PNG", picture.png), ("SVG", picture.svg)):
        taken = []
        for one in badges:
            began = time.thread_time()
            draw(one)
            taken.append(time.thread_time() - began)
        middle = sorted(taken)[len(taken) // 2]
        tell(f"one {name}", f"{middle * 1000:.2f} ms of CPU; the first {taken[0] * 1000:.2f} ms")


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tell(what: str, figure: str) -> None:
    sys.stdout.write(f"{what}: {figure}\n")


if __name__ == "__main__":
    main()
