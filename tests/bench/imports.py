"""How long a list of 20,000 rows takes while guests scan, and what it does to memory and scans.

Run by hand: `PYTHONPATH=tests uv run python -m bench.imports [ROWS]`
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import httpx

from bench.crowd import SECRET, fill
from bench.scans import Felt, say, scans_for
from bench.served import Served, Watch
from servers import run_process
from wetalked.core.clock import DAY

GUESTS, TALKS = 1_000, 3
LOOK_EVERY = 0.2
EVENT = {
    "slug": "big",
    "name": "Big",
    "starts_at": "2030-05-01T09:00:00Z",
    "ends_at": "2030-05-01T18:00:00Z",
    "time_zone": "Europe/Berlin",
    "language": "en",
}


def rows(count: int) -> bytes:
    """A list as a spreadsheet saves it."""
    lines = [f"Vorname{n} Nachname-Doppelt{n},guest{n}@list.example" for n in range(count)]
    return "\n".join(["Name,Email", *lines]).encode()


def organizer(served: Served, folder: Path) -> httpx.Client:
    """Calls as the organizer of a new event."""
    settings = {"DATABASE": f"sqlite:///{folder}/bench.db", "SECRET": SECRET}
    words = ("token", "org@example.org", "--name", "bench")
    token = run_process(*words, settings=settings, cwd=folder).stdout.strip()
    headers = {"authorization": f"Bearer {token}", "content-type": "text/csv"}
    client = httpx.Client(base_url=f"{served.url}/api/v1", headers=headers, timeout=120)
    client.post("/events", json=EVENT, headers={"content-type": "application/json"})
    return client


def imported(api: httpx.Client, content: bytes) -> float:
    """Seconds for all of it."""
    began = time.perf_counter()
    answer = api.post("/events/big/participants", content=content)
    assert answer.status_code == 200, answer.text
    return time.perf_counter() - began


async def looked_on(watch: Watch, work: "asyncio.Task[float]") -> float:
    """The work's answer, with a look at memory now and then."""
    while not work.done():
        watch.look()
        await asyncio.sleep(LOOK_EVERY)
    watch.look()
    return await work


async def measure(count: int, folder: Path) -> None:
    """Scans alone, then the list twice: new, and without a change."""
    await fill(folder / "bench.db", GUESTS, follow_up_in=DAY, talks=TALKS)
    served = Served(folder, "file:nowhere")
    quiet = Felt.of(await scans_for(served, GUESTS, 10))
    api, content, watch = organizer(served, folder), rows(count), Watch(served)
    watch.look()
    for name in ("new", "without a change"):
        scanning = asyncio.create_task(scans_for(served, GUESTS, 10))
        work = asyncio.create_task(asyncio.to_thread(imported, api, content))
        seconds = await looked_on(watch, work)
        meanwhile = Felt.of(await scanning)
        peak, last = max(watch.kib) - watch.kib[0], watch.kib[-1] - watch.kib[0]
        say(
            f"{count} rows, {name}: {seconds:.1f} s; memory {peak / 1024:+.0f} MiB at most, "
            f"{last / 1024:+.0f} at the end; scans {quiet} before, {meanwhile} beside"
        )
    served.stop()


def main() -> None:
    """Print everything."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    asyncio.run(measure(count, Path(tempfile.mkdtemp(prefix="wetalked-bench-"))))


if __name__ == "__main__":
    main()
