"""How fast follow-ups go out, beside the same sink fed with ready-made mails, and what scans feel.

Run by hand: `PYTHONPATH=tests uv run python -m bench.mails [GUESTS]` (2,000 unless told otherwise,
each with 25 talks). Server, sink, feeder and scanning guests are processes of their own on one
machine, so beside mails a second the processor's time of each is told: that separates them.
"""

import asyncio
import contextlib
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

import uvloop

from bench.crowd import SECRET, fill
from bench.scans import SCANS_A_SECOND, Felt, Guests, say
from bench.served import HERE, Served, Sink, Watch, sink
from wetalked.core.clock import DAY, HOUR
from wetalked.core.settings import read_settings
from wetalked.db.context import Context, open_context
from wetalked.letters.schedule import queue_follow_ups
from wetalked.letters.worker import COMPOSERS
from wetalked.mail import outbox
from wetalked.mail.delivery import build, open_transport
from wetalked.mail.model import Mail, Transport
from wetalked.mail.outbox import Outcome
from wetalked.mail.smtp import CONNECTIONS

SLICE_SECONDS = 5


async def until_all_have(target: Sink, count: int, watch: Watch) -> dict[str, Any]:
    """Look on until so many mails have come."""
    report = target.report()
    while len(report["mails"]) < count:
        await asyncio.sleep(0.5)
        watch.look()
        report = await asyncio.to_thread(target.report)
    return report


def rate(report: dict[str, Any]) -> float:
    """Mails a second between the first and the last."""
    return float((len(report["mails"]) - 1) / (report["last"] - report["first"]))


@contextmanager
def feeder(target: Sink, mails: int) -> Iterator[Any]:
    """Ready-made mails by aiosmtplib alone, in a process of its own."""
    words = [str(target.port), str(mails), str(CONNECTIONS)]
    process = subprocess.Popen(
        [sys.executable, str(HERE / "feeder.py"), *words], stdin=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def ready_made(mail: bytes, count: int) -> dict[str, Any]:
    """The sink fed by aiosmtplib alone."""
    with sink() as target, feeder(target, count) as feeding:
        feeding.communicate(mail)
        return target.report()


def tell_sending(report: dict[str, Any], watch: Watch, idle: int) -> None:
    count = len(report["mails"])
    server_ms, sink_ms = (used / count * 1000 for used in (watch.seconds(), report["cpu"]))
    say(f"sending alone: {rate(report):.0f} mails/s")
    say(f"  ms of processor a mail: server {server_ms:.2f}, sink {sink_ms:.2f}")
    peak, last = max(watch.kib), watch.kib[-1]
    say(
        f"  memory: idle {idle / 1024:.0f} MiB, peak {(peak - idle) / 1024:+.0f}, "
        f"at the end {(last - idle) / 1024:+.0f}; connections {report['connections']}"
    )
    twice = count - len({recipient for recipient, _ in report["mails"]})
    say(f"  {count} mails, {twice} sent twice, {report['octets'] / count / 1000:.1f} kB each")


async def database(guests: int, folder: Path, follow_up_in: int) -> None:
    """A fresh one."""
    await fill(folder / "bench.db", guests, follow_up_in=follow_up_in)


async def one_mail(folder: Path) -> bytes:
    """One follow-up as it is sent, for the feeder."""
    await database(60, folder, -HOUR)
    served = Served(folder, f"file:{folder}/one")
    while len(found := sorted((folder / "one").glob("*.eml"))) < 60:  # noqa: ASYNC110 — another process makes them
        await asyncio.sleep(0.2)
    served.stop()
    mail = sorted((file.stat().st_size, file) for file in found)[30][1].read_bytes()
    assert message_from_bytes(mail)["Message-ID"]
    return mail


async def alone(guests: int, folder: Path) -> float:
    """Nothing but sending."""
    await database(guests, folder, DAY)
    served = Served(folder, "file:nowhere")
    await asyncio.sleep(3)
    watch = Watch(served)
    watch.look()
    idle = watch.kib[-1]
    served.stop()
    await database(guests, folder, -HOUR)
    with sink() as target:
        served = Served(folder, f"smtp://127.0.0.1:{target.port}")
        watch = Watch(served)
        report = await until_all_have(target, guests, watch)
        served.stop()
    tell_sending(report, watch, idle)
    return rate(report)


async def beside_scans(guests: int, folder: Path, slices: int = 8) -> None:
    """Scans alone and while mails go out, in turns of a few seconds: what else goes on on this
    machine is then the same for both."""
    await database(guests, folder, DAY)
    with sink() as target:
        served = Served(folder, f"smtp://127.0.0.1:{target.port}")
        let_follow_up_begin(folder)
        await until_all_have(target, guests, Watch(served))
        scanning = Guests(served, guests)
        await asyncio.sleep(SLICE_SECONDS)  # the first scans of a server take longer
        before = len(target.report()["mails"])
        spans = [span async for span in alone_and_sending(folder, slices)]
        scans, after = scanning.end(), len(target.report()["mails"])
        served.stop()
    quiet, sending = (
        Felt.of([ms for at, ms in scans if any(begin <= at < end for begin, end in half)])
        for half in (spans[::2], spans[1::2])
    )
    say(f"beside scans: {(after - before) / slices / SLICE_SECONDS:.0f} mails/s")
    say(f"scans, {SCANS_A_SECOND} a second (p50, p95, p99): alone {quiet}")
    say(f"  while we send: {sending}; of alone {sending.beside(quiet)}")


async def alone_and_sending(folder: Path, slices: int) -> AsyncIterator[tuple[float, float]]:
    """From when to when, by turns, nothing was sent and all mails were."""
    for _ in range(slices):
        began = time.time()
        await asyncio.sleep(SLICE_SECONDS)
        yield began, time.time()
        began = time.time()
        while time.time() < began + SLICE_SECONDS:
            write(folder, ALL_ANEW)
            await asyncio.sleep(1)
        write(folder, NONE_NOW)
        yield began, time.time()
        await asyncio.sleep(2)  # until what has been claimed is sent


NONE_NOW = f"UPDATE mail SET due_at = due_at + {DAY} WHERE sent_at IS NULL"  # noqa: S608 — our own number
ALL_ANEW = f"""
UPDATE mail SET sent_at = NULL, due_at = made_at
WHERE sent_at IS NOT NULL OR due_at > made_at + {HOUR}
"""  # noqa: S608 — our own number


def write(folder: Path, sql: str) -> None:
    """Beside the server."""
    file = folder / "bench.db"
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as connection, connection:
        connection.execute(sql)


def let_follow_up_begin(folder: Path) -> None:
    """Its time has come; the server looks every second."""
    write(folder, f"UPDATE event SET follow_up_at = {round(time.time() * 1000)}")  # noqa: S608 — our own number


async def shares(folder: Path, mails: int = 300) -> None:
    """Where the time of one mail goes, one after the other in this process."""
    await database(mails, folder, -HOUR)
    settings = {"DATABASE": f"sqlite:///{folder}/bench.db", "SECRET": SECRET}
    with sink() as target:
        settings["MAIL"] = f"smtp://127.0.0.1:{target.port}"
        prefixed = {f"WETALKED_{name}": value for name, value in settings.items()}
        context = await open_context(read_settings(prefixed))
        transport = open_transport(context.settings)
        await queue_follow_ups(context.db, "e", context.clock())
        claimed = await outbox.claim(context.db, "me", context.clock(), mails, {"follow-up"})
        spent: Counter[str] = Counter()
        for mail in claimed:
            await one_by_one(context, transport, mail, spent)
        await transport.close()
        await context.db.close()
    whole = sum(spent.values())
    parts = (f"{part} {spent[part] / mails:.2f} ({spent[part] / whole:.0%})" for part in spent)
    say(f"ms of processor a mail: {', '.join(parts)}")


async def one_by_one(
    context: Context, transport: Transport, mail: Mail, spent: "Counter[str]"
) -> None:
    """Compose, build, hand over, note; how many ms each took is added to `spent`."""
    last = time.process_time()

    def done(part: str) -> None:
        nonlocal last
        now = time.process_time()
        spent[part] += (now - last) * 1000  # type: ignore[assignment] # milliseconds are no whole numbers
        last = now

    draft = await COMPOSERS[mail.kind](context, mail)
    assert draft is not None
    done("compose")
    finished = build(context, mail, draft)
    done("build")
    await transport.send(finished)
    done("hand over")
    await context.db.write(outbox.outcome_statement(mail, Outcome("sent"), context.clock()))
    done("note")


def main() -> None:
    """Print everything."""
    guests = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    folder = Path(tempfile.mkdtemp(prefix="wetalked-bench-"))
    mail = asyncio.run(one_mail(folder))
    uvloop.run(shares(folder))
    before = ready_made(mail, guests)
    ours = asyncio.run(alone(guests, folder))
    after = ready_made(mail, guests)
    fed = (rate(before) + rate(after)) / 2
    say(f"ready-made: {rate(before):.0f} and {rate(after):.0f} mails/s before and after")
    say(f"ratio: {ours / fed:.2f}")
    asyncio.run(beside_scans(min(guests, 600), folder))


if __name__ == "__main__":
    main()
