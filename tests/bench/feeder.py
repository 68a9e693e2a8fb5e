"""Feeds a mail server with one ready-made mail by aiosmtplib alone: what sending costs at least.

`python tests/bench/feeder.py PORT MAILS CONNECTIONS < mail`.
"""

import asyncio
import sys

import aiosmtplib
import uvloop


async def feed(mail: bytes, port: int, mails: int, connections: int) -> None:
    """Send it so often over so many connections."""
    left = iter(range(mails))

    async def lane() -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
        await client.connect()
        for number in left:
            await client.sendmail("a@example.org", [f"guest{number}@example.org"], mail)
        await client.quit()

    await asyncio.gather(*(lane() for _ in range(connections)))


if __name__ == "__main__":
    port, mails, connections = map(int, sys.argv[1:4])
    uvloop.run(feed(sys.stdin.buffer.read(), port, mails, connections))
