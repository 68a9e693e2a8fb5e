"""Guests who scan at a steady pace until standard input ends; prints when each scan began (seconds
since 1970) and how many ms it took.

`python tests/bench/guests.py URL GUESTS SCANS_A_SECOND`
"""

import asyncio
import json
import sys
import time
from uuid import uuid4

import httpx
import uvloop


async def scan_on(url: str, guests: int, a_second: float) -> list[tuple[float, float]]:
    """Each scan begins when its time has come, whether those before it are answered or not."""
    took: list[tuple[float, float]] = []
    ended = asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    async with httpx.AsyncClient(base_url=url, timeout=60) as client, asyncio.TaskGroup() as group:
        number, began = 0, time.perf_counter()
        while not ended.done():
            one = (number * 7) % guests
            group.create_task(scan(client, one, (one + 1 + number % 11) % guests, took))
            number += 1
            await asyncio.sleep(max(0, began + number / a_second - time.perf_counter()))
    return took


async def scan(
    client: httpx.AsyncClient, one: int, other: int, took: list[tuple[float, float]]
) -> None:
    """One scans the other's badge."""
    body = {"id": str(uuid4()), "badge": f"{other:08}"}
    at, began = time.time(), time.perf_counter()
    headers = {"authorization": f"Bearer token-{one}"}
    answer = await client.post("/api/v1/scans", json=body, headers=headers)
    took.append((at, (time.perf_counter() - began) * 1000))
    assert answer.status_code in {200, 201}, answer.text


if __name__ == "__main__":
    sys.stdout.write(
        json.dumps(uvloop.run(scan_on(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))))
    )
