"""How fast follow-ups go out, beside the same sink fed with ready-made mails, and what scans feel.

Run by hand: `PYTHONPATH=tests uv run python -m bench.mails [GUESTS]` (10,000 unless told otherwise,
each with 25 talks). Server, sink, feeder and scanning guests are processes of their own on one
machine, so beside mails a second the processor's time of each is told: that separates them.
"""

import asyncio
import contextlib
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any, NamedTuple

import uvloop

from bench.crowd import SECRET, fill
from bench.served import HERE, Served, Sink, Watch, sink
from wetalked.core.clock import DAY, HOUR
from wetalked.core.settings import read_settings
from wetalked.db.context import Context, open_context
from wetalked.letters.store import queue_follow_ups
from wetalked.letters.worker import COMPOSERS
from wetalked.mail import outbox
from wetalked.mail.delivery import finish
from wetalked.mail.model import Mail
from wetalked.mail.outbox import Outcome
from wetalked.mail.transport import Transport, open_transport

CONNECTIONS = 4
SCANS_A_SECOND = 40


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
def feeder(target: Sink, mails: int, a_second: float | None = None) -> Iterator[Any]:
    """Ready-made mails by aiosmtplib alone, in a process of its own; paced where told how."""
    words = [str(target.port), str(mails), str(CONNECTIONS), str(a_second or 0)]
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


class Guests:
    """Who scan at a steady pace, in a process of their own."""

    def __init__(self, served: Served, guests: int) -> None:
        """Begin."""
        words = [served.url, str(guests), str(SCANS_A_SECOND)]
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "guests.py"), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def end(self) -> list[float]:
        """How many milliseconds each scan took."""
        told, _ = self._process.communicate()
        took: list[float] = json.loads(told)
        return took


async def scans_for(served: Served, guests: int, seconds: float) -> list[float]:
    """So long."""
    scanning = Guests(served, guests)
    await asyncio.sleep(seconds)
    return scanning.end()


class Felt(NamedTuple):
    """How many ms scans took: half of them at most, nineteen of twenty, ninety-nine of a hundred.

    The last one is as good as the disk: where it stalls once, all scans of that moment wait.
    """

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, took: list[float]) -> "Felt":
        parts = statistics.quantiles(took, n=100)
        return cls(parts[49], parts[94], parts[98])

    def __str__(self) -> str:
        return f"{self.p50:.1f}, {self.p95:.1f}, {self.p99:.1f} ms"

    def beside(self, other: "Felt") -> str:
        """As shares of another's."""
        shares = (mine / theirs for mine, theirs in zip(self, other, strict=True))
        return ", ".join(f"{share:.2f}" for share in shares)


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def tell_sending(name: str, report: dict[str, Any], watch: Watch, idle: int) -> None:
    count = len(report["mails"])
    used = watch.seconds()
    shares = ", ".join(f"{kind} {used[kind] / count * 1000:.2f}" for kind in sorted(used))
    sink_ms = report["cpu"] / count * 1000
    say(f"{name}: {rate(report):.0f} mails/s; ms of processor a mail: {shares}, sink {sink_ms:.2f}")
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
    tell_sending("sending alone", report, watch, idle)
    return rate(report)


async def beside_scans(guests: int, folder: Path, mail: bytes, mails_a_second: float) -> None:
    """One server: scans alone, while a stranger sends as fast as we do, and while we send."""
    await database(guests, folder, DAY)
    with sink() as target:
        served = Served(folder, f"smtp://127.0.0.1:{target.port}")
        await scans_for(served, guests, 5)  # the first ones of a server take longer
        quiet = Felt.of(await scans_for(served, guests, 20))
        strangers = Felt.of(await beside_a_stranger(served, guests, mail, mails_a_second))
        watch = Watch(served)
        watch.look()
        idle = watch.kib[-1]
        let_follow_up_begin(folder)
        scanning = Guests(served, guests)
        report = await until_all_have(target, guests, watch)
        sending = Felt.of(scanning.end())
        served.stop()
    tell_sending("sending beside scans", report, watch, idle)
    say(f"scans, {SCANS_A_SECOND} a second (p50, p95, p99): alone {quiet}")
    say(f"  a stranger sends: {strangers}; of alone {strangers.beside(quiet)}")
    say(f"  we send: {sending}; of alone {sending.beside(quiet)}")


async def beside_a_stranger(
    served: Served, guests: int, mail: bytes, mails_a_second: float
) -> list[float]:
    """Scans while somebody else hands over finished mails on this machine."""
    with sink() as target, feeder(target, 10**9, mails_a_second) as feeding:
        feeding.stdin.write(mail)
        feeding.stdin.close()
        return await scans_for(served, guests, 20)


def let_follow_up_begin(folder: Path) -> None:
    """Its time has come; the server looks every second."""
    with contextlib.closing(sqlite3.connect(folder / "bench.db")) as connection, connection:
        connection.execute("UPDATE event SET follow_up_at = ?", [round(time.time() * 1000)])


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
    finished = finish(context, mail, draft)
    done("build")
    await transport.send(finished)
    done("hand over")
    await context.db.write(outbox.settled(mail, Outcome("sent"), context.clock()))
    done("note")


def main() -> None:
    """Print everything."""
    guests = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(tempfile.mkdtemp(prefix="wetalked-bench-"))
    mail = asyncio.run(one_mail(folder))
    uvloop.run(shares(folder))
    before = ready_made(mail, guests)
    ours = asyncio.run(alone(guests, folder))
    after = ready_made(mail, guests)
    fed = (rate(before) + rate(after)) / 2
    say(f"ready-made: {rate(before):.0f} and {rate(after):.0f} mails/s before and after")
    say(f"ratio: {ours / fed:.2f}")
    asyncio.run(beside_scans(guests, folder, mail, ours))


if __name__ == "__main__":
    main()
