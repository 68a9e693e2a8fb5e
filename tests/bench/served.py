"""Server and sink in processes of their own, and what they cost: memory, processor time."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.crowd import SECRET
from servers import WETALKED, environment, free_port, wait_until_healthy

HERE = Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")


class Sink:
    """A sink in a process of its own."""

    def __init__(self) -> None:
        """Started, and listening."""
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "sink.py")], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        with self.process.stdout as ports:
            self.port, self._reports = map(int, ports.readline().split())

    def report(self) -> dict[str, Any]:
        """What has come so far."""
        address = ("127.0.0.1", self._reports)
        with socket.create_connection(address) as connection, connection.makefile() as lines:
            told: dict[str, Any] = json.loads(lines.read())
        return told


@contextmanager
def sink() -> Iterator[Sink]:
    """An empty one."""
    started = Sink()
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait()


class Served:
    """A server in a process of its own, with all its children."""

    def __init__(self, folder: Path, mail: str) -> None:
        """Started, and healthy."""
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        settings = {
            "BIND": f"127.0.0.1:{port}",
            "DATABASE": f"sqlite:///{folder}/bench.db",
            "MAIL": mail,
            "SECRET": SECRET,
        }
        log = folder / "server.log"
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [str(WETALKED), "serve"],
                env=environment(settings),
                cwd=folder,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        wait_until_healthy(self.url, self.process, log)

    def processes(self) -> set[int]:
        """The server's own, and those that it began."""
        parents = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                stat = folder.joinpath("stat").read_text()
                parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
        own = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in own} - own:
            own |= more
        return own

    def kill(self) -> None:
        """Nothing but the process that was begun; what it began ends with it."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """As its operator does."""
        self.process.terminate()
        self.process.wait(20)


def memory(pid: int) -> int:
    """KiB of a process; what it shares with others counts in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def processor(pid: int) -> float:
    """Seconds of processor time so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / TICKS


class Watch:
    """Memory and processor time of a server while something goes on."""

    def __init__(self, served: Served) -> None:
        """Nothing seen yet."""
        self._served = served
        self.kib: list[int] = []
        self._cpu: dict[int, float] = {}

    def look(self) -> None:
        """Now."""
        processes = self._served.processes()
        self.kib.append(sum(map(memory, processes)))
        self._cpu |= {pid: used for pid in processes if (used := processor(pid))}

    def seconds(self) -> float:
        """Of the processor."""
        return sum(self._cpu.values())
