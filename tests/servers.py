"""Real servers for tests: wetalked in a process of its own, and an SMTP server that keeps mails."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from click.testing import CliRunner

from wetalked.cli.main import main

WETALKED = Path(sys.executable).with_name("wetalked")
STARTS_WITHIN = 120


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with these settings and no others of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WETALKED_")}
    return kept | {f"WETALKED_{name}": value for name, value in settings.items()}


class Done(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def run_process(*words: str, settings: Mapping[str, str], cwd: Path) -> Done:
    """Run `wetalked …` to its end, in a process of its own."""
    done = subprocess.run(
        [str(WETALKED), *words],
        env=environment(settings),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def run_command(*words: str, settings: Mapping[str, str], cwd: Path) -> Done:
    """The same in this process, which has imported already what takes a command most of its time.

    On a thread of its own: a command starts its own loop, and the caller's may be running here.
    """
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(run_here, words, settings, cwd).result(120)


def run_here(words: Sequence[str], settings: Mapping[str, str], cwd: Path) -> Done:
    """With these settings and no others of ours; a fault of ours is told as Python tells it."""
    others = {name: None for name in os.environ if name.startswith("WETALKED_")}
    given = {f"WETALKED_{name}": value for name, value in settings.items()}
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(main, words, env={**others, **given}, prog_name="wetalked")
    fault = None if isinstance(done.exception, SystemExit) else done.exception
    told = "".join(traceback.format_exception(fault)) if fault else ""
    return Done(done.exit_code, done.stdout, done.stderr + told)


@contextlib.contextmanager
def server(
    cwd: Path, settings: Mapping[str, str] | None = None, *, port: int | None = None
) -> Iterator[str]:
    """`wetalked serve` on this or a free port; its base URL. What it logs is in `cwd/server.log`.

    With the same folder and port it is the same server, started again.
    """
    port = port or free_port()
    wanted = {
        "BIND": f"127.0.0.1:{port}",
        "BASE_URL": f"http://localhost:{port}",
        "DATABASE": f"sqlite:///{cwd}/wetalked.db",
        "MAIL": f"file:{cwd}/outbox",
    } | dict(settings or {})
    with (cwd / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [str(WETALKED), "serve"], env=environment(wanted), cwd=cwd, stdout=log, stderr=log
        )
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", process, cwd / "server.log")
            yield wanted["BASE_URL"]
        finally:
            process.terminate()
            process.wait(20)


def wait_until_healthy(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once the server answers; fail with its log when it ends or does not."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/health").status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


class Mailbox:
    """Every mail that an SMTP server took, parsed; safe to read from another thread."""

    def __init__(self) -> None:
        """Empty."""
        self._mails: list[tuple[str, EmailMessage]] = []
        self._lock = threading.Lock()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 — aiosmtpd's name
        """Take one mail."""
        content: Any = envelope.content
        mail = message_from_bytes(content, policy=policy.default)
        with self._lock:
            self._mails += [(recipient, mail) for recipient in envelope.rcpt_tos]
        return "250 kept"

    def mails(self) -> list[tuple[str, EmailMessage]]:
        """Recipient and mail, in the order they came."""
        with self._lock:
            return list(self._mails)


@contextlib.contextmanager
def smtp_server() -> Iterator[tuple[str, Mailbox]]:
    """A real SMTP server on a free port: its `WETALKED_MAIL` URL, and what it keeps."""
    mailbox = Mailbox()
    controller = Controller(
        mailbox, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True, ready_timeout=20
    )
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}", mailbox
    finally:
        controller.stop()
