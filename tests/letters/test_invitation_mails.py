"""The invitation brings its reader's own way in, and one badge: their own."""

import io
import re
from email.message import EmailMessage

import msgspec
import zxingcpp
from PIL import Image

from cast import Cast, Guest, make_cast
from conftest import BASE_URL, ManualClock
from post import PostOffice, carrier, post_office
from wetalked.accounts.login_tokens import owner_of_address
from wetalked.accounts.sign_in import begin_by_code, begin_by_link
from wetalked.core import code as badge_code
from wetalked.core.ids import fingerprint, keyed_fingerprint
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.letters.worker import mail_worker
from wetalked.mail import outbox

LINK = re.compile(rf"{re.escape(BASE_URL)}/join/(\S+)")
CODE = re.compile(r"\b([0-9A-Z]{4}-[0-9A-Z]{4})\b")


class Pass(msgspec.Struct):
    """What is kept of a way in."""

    person: str
    kind: str
    token: str
    code: str | None
    expires_at: int | None


async def invite(context: Context, cast: Cast, guest: Guest) -> None:
    words = ("invitation", cast.event.id, guest.person)
    who = {"event": cast.event.id, "person": guest.person}
    await context.db.write(outbox.queue(*words, now=context.clock(), **who))  # type: ignore[arg-type]  # the kind is one


async def passes(context: Context) -> list[Pass]:
    return await context.db.all(Pass, "SELECT * FROM pass")


def way_in(mail: EmailMessage) -> tuple[str, str]:
    """Link token and code, as a reader finds them in the plain text."""
    part = mail.get_body(("plain",))
    assert part is not None
    text = part.get_content()
    link, code = LINK.search(text), CODE.search(text)
    assert link
    assert code
    return link[1], code[1]


async def test_link_and_code_are_kept_by_their_fingerprints_alone(context: Context) -> None:
    cast = await make_cast(context)
    await invite(context, cast, cast.mira)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    ((recipient, mail),) = office.mails()
    token, code = way_in(mail)
    plain_code = badge_code.parse(code)
    assert plain_code
    assert recipient == "mira@example.org"
    assert await passes(context) == [
        Pass(
            person=cast.mira.person,
            kind="invitation",
            token=fingerprint(token),
            code=keyed_fingerprint(context.secret, "code", plain_code),
            expires_at=None,
        )
    ]


async def test_it_carries_ones_own_badge_as_a_picture(context: Context) -> None:
    cast = await make_cast(context)
    await invite(context, cast, cast.mira)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    ((_, mail),) = office.mails()
    (picture,) = [part for part in mail.walk() if part.get_filename() == "badge.png"]
    file = picture.get_payload(decode=True)
    assert isinstance(file, bytes)
    (symbol,) = zxingcpp.read_barcodes(open_picture(file))
    assert symbol.text == f"{BASE_URL.upper()}/B/{cast.mira.code}"


def open_picture(file: bytes) -> Image.Image:
    """The picture, in grey."""
    return Image.open(io.BytesIO(file)).convert("L")


async def test_a_second_try_brings_the_same_way_in(context: Context, clock: ManualClock) -> None:
    cast = await make_cast(context)
    await invite(context, cast, cast.mira)

    class Forgetful(PostOffice):
        async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]  # noqa: N802 — aiosmtpd's name
            await super().handle_DATA(server, session, envelope)
            return "451 taken, and forgotten" if len(self.mails()) < 2 else "250 kept"

    with post_office(office=Forgetful()) as (office, server):
        async with carrier(server) as transport:
            for _ in range(2):
                await mail_worker(context, transport).tick()
                clock.move(minutes=1)
    (_, first), (_, second) = office.mails()
    assert way_in(first) == way_in(second)
    assert len(await passes(context)) == 1


async def test_an_invitation_to_another_event_leaves_the_first_one_good(context: Context) -> None:
    cast = await make_cast(context)
    await invite(context, cast, cast.mira)
    other = outbox.queue(
        "invitation", "again", now=context.clock(), event=cast.event.id, person=cast.mira.person
    )
    await context.db.write(other)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    kept = {one.token for one in await passes(context)}
    assert kept == {fingerprint(way_in(mail)[0]) for _, mail in office.mails()}
    assert len(kept) == 2


async def test_who_was_taken_off_the_list_is_not_invited(context: Context) -> None:
    cast = await make_cast(context)
    await invite(context, cast, cast.mira)
    off = "UPDATE participant SET removed_at = 1 WHERE id = :id"
    await context.db.write(statement(off, id=cast.mira.participant))
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert office.mails() == []
    assert await passes(context) == []


async def test_the_link_and_the_code_sign_their_reader_in(context: Context) -> None:
    cast = await make_cast(context)
    for guest in (cast.mira, cast.jonas):
        await invite(context, cast, guest)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    mails = dict(office.mails())
    token, _ = way_in(mails["mira@example.org"])
    _, code = way_in(mails["jonas@example.org"])
    owner = await owner_of_address(context.db, "jonas@example.org")
    by_link = await begin_by_link(context, token, "phone")
    by_code = await begin_by_code(context, owner, "", str(badge_code.parse(code)), "phone")
    assert (by_link.person, by_code.person) == (cast.mira.person, cast.jonas.person)
