"""`wetalked check` tries the mail server without sending, and says what is wrong with it."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from post import PostOffice, post_office
from servers import free_port
from wetalked.cli.check import mail_line
from wetalked.core.settings import read_settings

CERTIFICATE = Path(__file__).parents[1] / "data" / "mail-server.pem"


async def found_well(url: str) -> str:
    """What `check` says of a mail server that it has nothing against."""
    well, line = await mail_line(read_settings({"WETALKED_MAIL": url}))
    assert well, line
    return line


async def found_wrong(url: str, **more: str) -> str:
    """What `check` says of a mail server that it does not take."""
    well, line = await mail_line(read_settings({"WETALKED_MAIL": url, **more}))
    assert not well, line
    assert "geheim" not in line
    return line


def only_me(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
) -> AuthResult:
    """One login is good."""
    assert isinstance(data, LoginPassword)
    return AuthResult(success=data == LoginPassword(b"me", b"geheim"), handled=False)


def certificate() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context


@contextmanager
def office_with_tls(**options: Any) -> Iterator[tuple[PostOffice, int]]:
    """Offers STARTTLS and, over it, a login."""
    with post_office(tls_context=certificate(), authenticator=only_me, **options) as (office, at):
        yield office, at.port


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the tests is one that this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


@pytest.mark.usefixtures("trusted")
async def test_all_is_well_with_tls_and_the_right_login_and_nothing_is_sent() -> None:
    with office_with_tls(auth_required=True) as (office, port):
        line = await found_well(f"smtp://me:geheim@localhost:{port}?starttls=required")
    assert line == ("mail: localhost takes mail from no-reply@localhost, with the login as me")
    assert (office.tries, office.mails()) == (0, [])


@pytest.mark.usefixtures("trusted")
async def test_tls_from_the_start_is_as_well() -> None:
    port = free_port()
    keeps = PostOffice()
    controller = Controller(
        keeps, hostname="127.0.0.1", port=port, ssl_context=certificate(), ready_timeout=20
    )
    controller.start()
    try:
        assert (await found_well(f"smtps://localhost:{port}")).startswith("mail: localhost")
    finally:
        controller.stop()


async def test_a_name_that_is_not_found() -> None:
    line = await found_wrong("smtp://mail.invalid:25")
    assert "mail: mail.invalid:25: the name mail.invalid cannot be found" in line


async def test_a_port_where_nothing_listens() -> None:
    line = await found_wrong(f"smtp://localhost:{free_port()}")
    assert "nothing listens there (connection refused)" in line


async def test_a_certificate_that_is_not_trusted() -> None:
    with office_with_tls() as (_, port):
        line = await found_wrong(f"smtp://localhost:{port}?starttls=required")
    assert "its TLS certificate is not trusted: self" in line


@pytest.mark.usefixtures("trusted")
async def test_a_certificate_for_another_name() -> None:
    with office_with_tls() as (_, port):
        line = await found_wrong(f"smtp://127.0.0.1:{port}?starttls=required")
    assert "its TLS certificate is not trusted: IP address mismatch" in line


async def test_starttls_that_is_wanted_and_missing() -> None:
    with post_office() as (_, at):
        line = await found_wrong(f"smtp://127.0.0.1:{at.port}?starttls=required")
    assert "it offers no STARTTLS" in line


async def test_tls_from_the_start_where_the_server_does_not_begin_with_it() -> None:
    with post_office() as (_, at):
        line = await found_wrong(f"smtps://127.0.0.1:{at.port}")
    assert "no TLS can be agreed on; smtps:// is for ports that begin with it" in line


@pytest.mark.usefixtures("trusted")
async def test_a_login_that_is_refused() -> None:
    with office_with_tls() as (_, port):
        line = await found_wrong(f"smtp://me:geheimer@localhost:{port}?starttls=required")
    assert "the login as me is refused: 535 " in line


async def test_a_login_where_none_is_offered() -> None:
    with post_office() as (_, at):
        line = await found_wrong(f"smtp://me:geheim@127.0.0.1:{at.port}?starttls=never")
    assert "it offers no login that we know" in line


async def test_a_sender_that_is_refused() -> None:
    with post_office() as (office, at):
        office.at_mail = lambda sender: "553 not yours" if "codes@" in sender else None
        line = await found_wrong(
            f"smtp://127.0.0.1:{at.port}",
            WETALKED_MAIL_FROM="us@talk.example",
            WETALKED_MAIL_FROM_SIGN_IN="codes@talk.example",
        )
    assert "it takes no mail from codes@talk.example: 553 not yours" in line


async def test_a_port_that_stays_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        line = await found_wrong(f"smtp://127.0.0.1:{silent.getsockname()[1]}")
    assert "no answer within 10 seconds" in line
