"""Where mails go: a folder of files, or a mail server that may not be there."""

import stat
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from post import carrier, post_office, reached
from servers import free_port
from wetalked.core.settings import SmtpServer, read_settings
from wetalked.mail.delivery import open_transport
from wetalked.mail.folder import FolderTransport
from wetalked.mail.model import Envelope, ServerAway
from wetalked.mail.smtp import SmtpTransport

HELLO = Envelope(
    "20261205-1", "a@example.org", "b@example.org", b"Subject: hello\r\n\r\nhi\r\n", False
)


async def test_a_folder_gets_one_file_a_mail_for_its_owner_alone(tmp_path: Path) -> None:
    transport = FolderTransport(tmp_path / "deep" / "outbox")
    for _ in range(2):
        await transport.send(HELLO)
    (file,) = (tmp_path / "deep" / "outbox").iterdir()
    assert file.name == "20261205-1.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"] == "hello"


async def test_a_folder_that_cannot_be_made_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    transport = FolderTransport(tmp_path / "file")
    with pytest.raises(ServerAway, match="file"):
        await transport.check()
    with pytest.raises(ServerAway, match="file"):
        await transport.send(HELLO)


async def test_a_mail_server_that_is_away_is_told_with_its_name() -> None:
    port = free_port()
    async with carrier(reached(port)) as transport:
        with pytest.raises(ServerAway, match=f"127.0.0.1:{port}"):
            await transport.check()


async def test_tls_that_is_required_and_not_offered_sends_nothing() -> None:
    with post_office() as (office, server):
        wanted = SmtpServer(server.host, server.port, None, None, tls=False, starttls="required")
        async with carrier(wanted) as transport:
            with pytest.raises(ServerAway, match=str(server.port)):
                await transport.send(HELLO)
    assert office.mails() == []


async def test_tls_if_offered_goes_without_where_it_is_not() -> None:
    with post_office() as (office, server):
        wanted = SmtpServer(server.host, server.port, None, None, tls=False, starttls="if-offered")
        async with carrier(wanted) as transport:
            await transport.check()
            await transport.send(HELLO)
    assert office.recipients() == ["b@example.org"]


async def test_a_login_that_the_server_does_not_take_is_away_and_not_a_refusal() -> None:
    with post_office() as (_, server):
        wanted = SmtpServer(server.host, server.port, "me", "wrong", tls=False, starttls="never")
        async with carrier(wanted) as transport:
            with pytest.raises(ServerAway):
                await transport.send(HELLO)


async def test_a_connection_that_the_server_closed_meanwhile_is_opened_anew() -> None:
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await transport.send(HELLO)
            for client, _ in transport._idle:
                client.close()
            await transport.send(HELLO)
    assert len(office.mails()) == 2
    assert office.connections == 2


def test_the_settings_name_the_transport(tmp_path: Path) -> None:
    assert isinstance(open_transport(read_settings({})), FolderTransport)
    over_smtp = read_settings({"WETALKED_MAIL": "smtp://127.0.0.1:2525"})
    assert isinstance(open_transport(over_smtp), SmtpTransport)
