"""Every kind of mail in both languages: who sends it, and how it is stopped."""

import msgspec
import pytest

from cast import make_event, make_participant
from post import carrier, post_office
from wetalked.db.context import Context
from wetalked.letters.worker import COMPOSERS, mail_worker
from wetalked.mail import outbox
from wetalked.mail.model import Kind

SUBJECTS = {
    ("sign-in", "de"): "Deine Anmeldung bei wetalked",
    ("sign-in", "en"): "Signing in to wetalked",
    ("address-changed", "de"): "Deine Mail-Adresse bei wetalked hat sich geändert",
    ("address-changed", "en"): "Your mail address at wetalked has changed",
    ("invitation", "de"): "The Day: dein Zugang",
    ("invitation", "en"): "The Day: your way in",
    ("before-erasure", "de"): "The Day: wird bald gelöscht",
    ("before-erasure", "en"): "The Day: soon to be erased",
    ("good-bye", "de"): "Alles Gute, Mira",
    ("good-bye", "en"): "All the best, Mira",
}
ELSEWHERE: set[Kind] = {"follow-up", "reminder"}
BODIES: dict[str, dict[str, object]] = {
    "sign-in": {"link_token": "a-token", "code": "012345"},
}


def test_every_kind_is_composed_and_shown_here_or_with_the_follow_ups() -> None:
    assert {kind for kind, _ in SUBJECTS} | ELSEWHERE == set(COMPOSERS)


@pytest.mark.parametrize(("kind", "language"), SUBJECTS)
async def test_a_mail_of_each_kind(context: Context, kind: Kind, language: str) -> None:
    context.settings = msgspec.structs.replace(
        context.settings, mail_from="W <w@talk.example>", mail_from_sign_in="S <s@talk.example>"
    )
    event = await make_event(context)
    mira = await make_participant(
        context, event, "Mira Klein", email="mira@example.org", language=language
    )
    leaver = {"name": "Mira Klein", "given_name": "Mira", "language": language}
    gone = kind == "good-bye"
    await context.db.write(
        outbox.queue(
            kind,
            "1",
            now=context.clock(),
            event=None if gone else event.id,
            person=None if gone else mira.person,
            address="mira@example.org" if gone else None,
            body=leaver if gone else BODIES.get(kind),
        )
    )
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    ((recipient, mail),) = office.mails()
    asked_for = kind in {"sign-in", "address-changed", "good-bye"}
    assert recipient == "mira@example.org"
    assert mail["Subject"] == SUBJECTS[kind, language]
    assert mail["From"] == ("S <s@talk.example>" if kind in SIGNING_IN else "W <w@talk.example>")
    assert mail["Content-Language"] == language
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (mail["List-Unsubscribe"] is None) == asked_for
    assert (mail["List-Unsubscribe-Post"] is None) == asked_for
    assert [part.get_content_type() for part in mail.walk()][:2] == [
        "multipart/alternative",
        "text/plain",
    ]


SIGNING_IN = {"sign-in", "address-changed"}


async def test_a_new_address_is_sent_its_code_and_no_link(context: Context) -> None:
    event = await make_event(context)
    mira = await make_participant(context, event, "Mira Klein", email="mira@example.org")
    asked = outbox.queue(
        "sign-in",
        "1",
        now=context.clock(),
        person=mira.person,
        address="new@example.org",
        body={"code": "012345", "new_address": True},
    )
    await context.db.write(asked)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    ((recipient, mail),) = office.mails()
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has one
    assert recipient == "new@example.org"
    assert "012345" in text
    assert "https://" not in text
