"""`wetalked demo`: a throw-away event with guests, talks and mails, to try everything with."""

import asyncio
import os
import random
import socket
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import click
import qrcode

from wetalked.accounts.login_tokens import sign_in_link
from wetalked.attendees.lists.additions import Addition
from wetalked.attendees.lists.importing import import_people
from wetalked.cli.demo_cast import (
    GUESTS,
    MIRA_WAITS_FOR,
    MIRAS_TALKS,
    PHONES,
    WAIT_FOR_MIRA,
    WITH_CARD,
    Talk,
)
from wetalked.cli.runner import say, with_context
from wetalked.cli.serve import check_port, look_around, run_server
from wetalked.core.clock import HOUR, MINUTE, to_datetime
from wetalked.core.settings import read_settings
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.events.organizers import make_organizer
from wetalked.events.plan import NewEvent
from wetalked.events.store import create_event, find_event
from wetalked.talks import notes as merge
from wetalked.talks.model import Pair, pair_of
from wetalked.talks.store import confirm, note
from wetalked.talks.unit import write

SLUG = "demo"
ORGANIZER = "organizer@example.org"
PORT = 8000
PLACES = """
SELECT p.name, p.id AS person, t.id AS participant FROM participant t
JOIN person p ON p.id = t.person JOIN event e ON e.id = t.event WHERE e.slug = :slug
"""
SHOW_EMAIL = """
UPDATE participant SET card_email = (SELECT email FROM person p WHERE p.id = participant.person)
WHERE id = :participant
"""


@click.command()
@click.option("--lan", is_flag=True, help="Serve phones in the same network, too.")
def demo(*, lan: bool) -> None:
    """Make a throw-away event with guests and talks, and serve it."""
    with tempfile.TemporaryDirectory(prefix="wetalked-demo-") as folder:
        set_up(Path(folder), lan=lan)
        links = with_context(invent)
        tell(links, lan=lan)
        run_server(read_settings(os.environ), "wetalked.cli.demo_server:from_environment")


def set_up(folder: Path, *, lan: bool) -> None:
    """Settings of this process and the one it starts: everything in one folder that goes away."""
    host = "0.0.0.0" if lan else "127.0.0.1"  # noqa: S104 — asked for by --lan
    given = os.environ.get("WETALKED_BIND", "")
    bind = given or f"{host}:{free_port(host)}"
    shown = address_in_the_network() if lan else "localhost"
    os.environ |= {
        "WETALKED_DATABASE": f"sqlite:///{folder}/demo.db",
        "WETALKED_MAIL": f"file:{folder}/outbox",
        "WETALKED_BIND": bind,
    }
    os.environ.setdefault("WETALKED_BASE_URL", f"http://{shown}:{bind.rpartition(':')[2]}")
    check_port(*read_settings(os.environ).bind)


def free_port(host: str) -> int:
    """The usual port, or any other while that is taken."""
    for port in (PORT, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return PORT


def address_in_the_network() -> str:
    """This machine's address as the network sees it; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


async def invent(context: Context) -> list[str]:
    """The event, its guests and their talks; the links of the organizer and the two phones."""
    await look_around(context)
    organizer = await make_organizer(context, ORGANIZER)
    now = context.clock()
    said = NewEvent(
        slug=SLUG,
        name="Open Questions Day",
        starts_at=to_datetime(now - 3 * HOUR),
        ends_at=to_datetime(now) + timedelta(hours=5),
        time_zone="Europe/Berlin",
        language="en",
        help_contact="the desk by the entrance",
    )
    await create_event(context, said, organizer.id)
    await import_people(context, await find_event(context.db, SLUG), list(guests()))
    (rows,) = await context.db.read(statement(PLACES, slug=SLUG))
    places = {row["name"]: (row["participant"], row["person"]) for row in rows}
    await let_them_talk(context, places)
    owners = [organizer.id, *(places[name][1] for name, _ in GUESTS[:PHONES])]
    return [await sign_in_link(context, owner, "demo") for owner in owners]


def guests() -> Iterator[Addition]:
    """As a list would bring them in."""
    for number, (name, topic) in enumerate(GUESTS, start=1):
        language = "de" if number % 3 == 0 else "en"
        email = f"guest{number:02}@example.org"
        yield Addition(name=name, email=email, language=language, ask_me_about=topic)


Places = dict[str, tuple[str, str]]


async def let_them_talk(context: Context, places: Places) -> None:
    """Talks of the last three hours: Mira's as told, the others' by chance."""
    start = context.clock() - 2 * HOUR
    for name in WITH_CARD:
        await context.db.write(statement(SHOW_EMAIL, participant=places[name][0]))
    for number, talk in enumerate(MIRAS_TALKS):
        await agree(context, places, "Mira Lang", talk[0], start + number * 20 * MINUTE)
        await note_of_mira(context, places, talk, start + number * 20 * MINUTE + 1)
    for name in WAIT_FOR_MIRA:
        await say_yes(context, places, name, "Mira Lang", start)
    for name in MIRA_WAITS_FOR:
        await say_yes(context, places, "Mira Lang", name, start)
    others = [name for name, _ in GUESTS[PHONES:]]
    random.Random(7).shuffle(others)  # noqa: S311 — the same demo each time
    await asyncio.gather(
        *(agree(context, places, one, two, start) for one, two in pairwise(others))
    )


async def agree(context: Context, places: Places, one: str, other: str, at: int) -> None:
    """Both say that they talked."""
    await say_yes(context, places, one, other, at)
    await say_yes(context, places, other, one, at + MINUTE)


async def say_yes(context: Context, places: Places, one: str, other: str, at: int) -> None:
    """One says so."""
    await write(context.db, confirm(between(places, one, other), at))


def between(places: Places, one: str, other: str) -> Pair:
    """The two of them, from the first one's side."""
    return pair_of(places[one][0], places[other][0], places[one][1])


async def note_of_mira(context: Context, places: Places, talk: Talk, at: int) -> None:
    """What she asked, promised and was reminded of."""
    name, question, answer, promise, state, reminded_of = talk
    pair = between(places, "Mira Lang", name)
    if question:
        asked = merge.written(at, {"text": question, "answer": answer}, at)
        await write(context.db, note(pair, "question", context.new_id(), asked))
    if promise:
        promised = merge.written(at, {"text": promise, "due": None, "state": state})
        await write(context.db, note(pair, "promise", context.new_id(), promised))
    if reminded_of:
        reminded = merge.written(at, {"text": reminded_of})
        await write(context.db, note(pair, "reminded_of", None, reminded))


def tell(links: list[str], *, lan: bool) -> None:
    """The links alone to stdout, one a line; whose they are, and all else, to stderr."""
    names = ["an organizer", *(name for name, _ in GUESTS[:PHONES])]
    for name, link in zip(names, links, strict=True):
        say(f"\n{name}:")
        click.echo(link)
    base = links[0].rpartition("/join/")[0]
    say(f"\nmails, as they are sent: {base}/mails")
    say("\nThe first phone's link to scan:\n")
    code = qrcode.QRCode(border=2)
    code.add_data(links[1])
    code.print_ascii(out=sys.stderr, invert=True)
    if lan:
        say("Phones offer the camera only over https: over this address codes are typed.")
    say("Everything is thrown away at the end: Ctrl-C.\n")
