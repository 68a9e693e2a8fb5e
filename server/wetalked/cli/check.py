"""`wetalked check`: settings, database, mail server, fonts and clock, one line each."""

import asyncio
import os
import sys
from collections.abc import Iterator
from email.utils import parseaddr

import click

from wetalked.badges.fonts import unprintable
from wetalked.cli.runner import TELLABLE, settings_here
from wetalked.core.clock import DAY, system_clock, to_datetime
from wetalked.core.hosts import masked
from wetalked.core.settings import VARIABLES, Settings
from wetalked.db import statement
from wetalked.db.context import open_context
from wetalked.http.proxies import Noted, last_noted
from wetalked.mail.delivery import open_transport
from wetalked.mail.message import on_the_wire
from wetalked.mail.model import ServerAway

# A name in each script; what cannot be printed is told by the script's name.
SCRIPTS = {
    "Latin": "Łukasz",
    "Greek": "Ελένη",
    "Cyrillic": "Наталья",
    "Arabic": "محمد",
    "Hebrew": "שרה",
    "Devanagari": "हिन्दी",
    "Bengali": "রবীন্দ্রনাথ",
    "Tamil": "முத்து",
    "Telugu": "రాము",
    "Thai": "สมชาย",
    "Khmer": "សុខា",
    "Ethiopic": "አበበ",
    "Georgian": "ნინო",
    "Armenian": "Արամ",
    "emoji": "🎒",
    "Chinese": "王小明 歐陽龔鑫",
    "Japanese": "ひろし",
    "Korean": "김민준",
}
NOT_SHOWN = {"SECRET", "METRICS_TOKEN"}
COUNT = "SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM person) AS persons"


@click.command()
def check() -> None:
    """Report on settings, database, mail server, fonts and clock, one line each."""
    settings = settings_here()
    for line in setting_lines():
        click.echo(line)
    outcomes = [asyncio.run(database_line(settings)), asyncio.run(mail_line(settings))]
    outcomes += [fonts_line(), clock_line()]
    for well, line in outcomes:
        click.echo(f"{'ok  ' if well else 'FAIL'} {line}")
    hint = asyncio.run(proxy_hint(settings))
    click.echo(f"{'warn' if hint else 'ok  '} proxies: {hint or 'nothing speaks against them'}")
    if not all(well for well, _ in outcomes):
        sys.exit(1)


Outcome = tuple[bool, str]


def setting_lines() -> Iterator[str]:
    """Each variable that is set, with passwords masked."""
    for name, meaning in VARIABLES.items():
        value = os.environ.get(f"WETALKED_{name}", "")
        shown = ("(set)" if name in NOT_SHOWN else masked(value)) if value else "(default)"
        yield f"ok   WETALKED_{name}: {shown}, {meaning}"


async def database_line(settings: Settings) -> Outcome:
    """Whether it opens, is up to date and answers."""
    try:
        context = await open_context(settings)
    except TELLABLE as wrong:
        return False, f"database: {wrong}"
    try:
        (((row),),) = await context.db.read(statement(COUNT))
    finally:
        await context.db.close()
    return True, f"database: {row['events']} events, {row['persons']} persons"


UNSEEN_FOR = 7 * DAY
ALL_AS_ONE = (
    "so all of its visitors count as one address; "
    "WETALKED_TRUSTED_PROXIES names the proxy whose word is taken"
)


async def proxy_hint(settings: Settings) -> str | None:
    """Why visitors may all look like one: what the settings say, or what a server has met lately.

    Anybody can send a forwarding header, so one from elsewhere shows a proxy only to its owner.
    """
    noted = await noted_here(settings)
    if noted and system_clock() - noted.at < UNSEEN_FOR:
        peer = noted.peer or "an address on the internet, which is not kept"
        seen = f"{to_datetime(noted.at):%Y-%m-%d %H:%M} UTC"
        return f"forwarding headers came from {peer} (last at {seen}), not trusted: {NOT_YOURS}"
    if settings.secure and not settings.trusted_proxies:
        return f"https ends in front of this server, at an address not trusted, {ALL_AS_ONE}"
    return None


NOT_YOURS = f"if that is your proxy it is not believed, {ALL_AS_ONE}; if not, somebody made it up"


async def noted_here(settings: Settings) -> Noted | None:
    """What a server on this database has met; nothing where it cannot be opened."""
    try:
        context = await open_context(settings)
    except TELLABLE:
        return None
    try:
        return await last_noted(context.db)
    finally:
        await context.db.close()


async def mail_line(settings: Settings) -> Outcome:
    """Whether the mail server takes our TLS, login and senders; nothing is sent."""
    server = settings.mail_server
    if server is None:
        folder = settings.mail_folder
        return True, f"mail: goes into the folder {folder}; none leaves this machine"
    senders = dict.fromkeys(
        parseaddr(sender)[1] for sender in (settings.mail_from, settings.mail_from_sign_in)
    )
    transport = open_transport(settings)
    try:
        await transport.check(*map(on_the_wire, senders))
    except ServerAway as fault:
        return False, f"mail: {fault}"
    finally:
        await transport.close()
    login = f", with the login as {server.user}" if server.user else ""
    return True, f"mail: {server.host} takes mail from {' and '.join(senders)}{login}"


def fonts_line() -> Outcome:
    """Which scripts badges can be printed in."""
    missing = set(unprintable(SCRIPTS.values()))
    lacking = [script for script, name in SCRIPTS.items() if name in missing]
    covered = ", ".join(script for script in SCRIPTS if script not in lacking)
    words = f"fonts: {covered}"
    if lacking:
        words += f"; missing: {', '.join(lacking)} (any font of this machine that has them is used)"
    return True, words


def clock_line() -> Outcome:
    """What time it is here, to compare with one's own."""
    return True, f"clock: {to_datetime(system_clock()):%Y-%m-%d %H:%M:%S} UTC"
