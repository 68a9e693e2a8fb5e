"""A crowd that has talked all day, put straight into a SQLite file."""

import hashlib
import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from wetalked.core.clock import DAY, HOUR, system_clock
from wetalked.core.ids import fingerprint
from wetalked.core.settings import read_settings
from wetalked.db.context import open_context

TALKS_EACH = 25
SECRET = "a secret of the bench, 32 characters long"
ESSAY = (
    "how they came to build boats in a town without water, and what the first one taught them "
    "about asking for help before it is needed; a red backpack; the long way home from the fair"
)
WORDS = ESSAY.split()
INSERT = {
    "event": "id slug name starts_at ends_at time_zone language erase_after_days made_at "
    "follow_up_at",
    "person": "id email email_key name given_name language made_at signed_in_at",
    "session": "id person token begun_by device made_at used_at",
    "participant": "id event person ask_me_about card_email card_phone card_link made_at joined_at",
    "badge": "code participant made_at",
    "talk": "id event low high low_first_yes low_yes high_first_yes high_yes",
    "note": "person kind id talk at body asked_at first_at",
}
Row = tuple[object, ...]


async def fill(
    file: Path, guests: int, *, follow_up_in: int = -HOUR, talks: int = TALKS_EACH
) -> None:
    """An event with so many guests, each with so many mutual talks, whose follow-up is due.

    `follow_up_in` is in milliseconds from now. Guest n signs in with the token `token-n` and
    wears the badge n.
    """
    begin_anew(file)
    await migrate(file)
    chance, now = random.Random(7), system_clock()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        add(connection, "event", [the_event(now, follow_up_in)])
        for table, rows in people(chance, guests, now).items():
            add(connection, table, rows)
        pairs = list(who_talked(guests, talks))
        add(connection, "talk", (talk(one, other, now) for one, other in pairs))
        add(connection, "note", (note for pair in pairs for note in notes(chance, *pair, now)))
    connection.close()


def begin_anew(file: Path) -> None:
    """Without what was there."""
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)


async def migrate(file: Path) -> None:
    """Make the tables."""
    settings = read_settings({"WETALKED_DATABASE": f"sqlite:///{file}", "WETALKED_SECRET": SECRET})
    await (await open_context(settings)).db.close()


def add(connection: sqlite3.Connection, table: str, rows: "list[Row] | Iterator[Row]") -> None:
    """All rows of a table."""
    columns = INSERT[table].split()
    places = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})",  # noqa: S608 — names of ours
        rows,
    )


def the_event(now: int, follow_up_in: int) -> Row:
    times = (now - 10 * HOUR, now - 2 * HOUR, "Europe/Berlin", "de", 180, now - 7 * DAY)
    return "e", "day", "Tag der offenen Werkstatt", *times, now + follow_up_in


def people(chance: random.Random, guests: int, now: int) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {"person": [], "session": [], "participant": [], "badge": []}
    for n in range(guests):
        name, mail = f"Vorname{n} Nachname-Doppelt{n}", f"guest{n}@example.org"
        language = "de" if n % 3 else "en"
        person = (f"p{n}", mail, mail, name, f"Vorname{n}", language, now - DAY, now - DAY)
        found["person"].append(person)
        token = fingerprint(f"token-{n}")
        found["session"].append((f"s{n}", f"p{n}", token, "mail", "bench", now, now))
        phone = f"+49 30 {n:07}" if n % 2 else None
        card = (words(chance, 6), f"card{n}@work.example", phone, f"https://work.example/{n}")
        found["participant"].append((f"x{n:06}", "e", f"p{n}", *card, now, now))
        found["badge"].append((f"{n:08}", f"x{n:06}", now))
    return found


def who_talked(guests: int, talks: int) -> Iterator[tuple[int, int]]:
    """Neighbours on a ring, so that everyone has as many (one of an odd number goes across)."""
    for n in range(guests):
        for step in range(1, talks // 2 + 1):
            yield tuple(sorted((n, (n + step) % guests)))  # type: ignore[misc] # two of them
        if talks % 2 and n < guests // 2:
            yield n, n + guests // 2


def talk(one: int, other: int, now: int) -> Row:
    at = now - 5 * HOUR
    return f"t{one}-{other}", "e", f"x{one:06}", f"x{other:06}", at, at, at + 60_000, at + 60_000


def notes(chance: random.Random, one: int, other: int, now: int) -> Iterator[Row]:
    """What both sides wrote: a question, half of them a promise, some what it reminded them of."""
    for n in (one, other):
        answer = words(chance, 14) if chance.random() < 0.4 else None
        yield note(n, "question", one, other, now, text=words(chance, 10) + "?", answer=answer)
        if chance.random() < 0.5:
            promise = {"text": words(chance, 8), "due": None, "state": "open"}
            yield note(n, "promise", one, other, now, **promise)
        if chance.random() < 0.3:
            yield note(n, "reminded_of", one, other, now, text=words(chance, 9))


def note(n: int, kind: str, one: int, other: int, now: int, **body: object) -> Row:
    talk_id = f"t{one}-{other}"
    sign = hashlib.sha256(f"{n} {kind} {talk_id}".encode()).hexdigest()[:32]
    at = now - 4 * HOUR
    return f"p{n}", kind, sign, talk_id, at, json.dumps(body, sort_keys=True), at, at


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))
