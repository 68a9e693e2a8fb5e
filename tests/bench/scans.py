"""How long scans take beside something else."""

import asyncio
import json
import statistics
import subprocess
import sys
from typing import NamedTuple

from bench.served import HERE, Served

SCANS_A_SECOND = 40


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

    def end(self) -> list[tuple[float, float]]:
        """When each scan began, and how many milliseconds it took."""
        printed, _ = self._process.communicate()
        took: list[tuple[float, float]] = json.loads(printed)
        return took


async def scans_for(served: Served, guests: int, seconds: float) -> list[float]:
    """So long."""
    scanning = Guests(served, guests)
    await asyncio.sleep(seconds)
    return [took for _, took in scanning.end()]


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
