"""`wetalked serve`: the API, the app and the mail worker in one process."""

import asyncio
import logging
import resource
import socket

import click
from granian.constants import Interfaces, Loops, RuntimeModes
from granian.server import Server

from wetalked.cli.runner import fail, say, settings_here, with_context
from wetalked.core.logs import log_settings
from wetalked.core.settings import Settings
from wetalked.db.context import Context
from wetalked.db.migrate import SQLITE
from wetalked.http.static import App

log = logging.getLogger(__name__)

# An open live stream counts as a request under way: one a guest and some to spare.
STREAMS = 8192
STOP_SECONDS = 8


@click.command()
def serve() -> None:
    """Run the API, the app and the mail worker."""
    settings = settings_here()
    with_context(look_around)
    check_port(*settings.bind)
    run_server(settings)


async def look_around(_: Context) -> None:
    """Everything that can be wrong is found here, in the parent, where it is one line."""
    await asyncio.to_thread(App)


def check_port(host: str, port: int) -> None:
    """End the command when something else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            fail(f"WETALKED_BIND: cannot listen on {host}:{port}: {fault.strerror}")


def run_server(settings: Settings, target: str = "wetalked.app:from_environment") -> None:
    """Serve until a signal ends it; one worker owns a SQLite file."""
    allow_many_files()
    host, port = settings.bind
    server = Server(
        target,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        loop=Loops.uvloop,
        runtime_mode=RuntimeModes.st,
        backlog=STREAMS,
        backpressure=STREAMS,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=not settings.database.startswith(SQLITE),
        log_dictconfig=log_settings(settings.log),
        websockets=False,
    )
    words = f"serving {settings.base_url} on {host}:{port}"
    server.on_startup(lambda: tell_start(settings.log, words))
    server.serve()


def tell_start(style: str, words: str) -> None:
    """For people, or as every other line of the log where programs read it."""
    if style == "json":
        log.info(words)
    else:
        say(f"wetalked: {words}")


def allow_many_files() -> None:
    """Every open stream is a file; the usual soft limit of 1,024 would stop the crowd."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
