"""The words of the mails about signing in, an invitation, an address and leaving."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec

from wetalked.core.i18n import text
from wetalked.core.i18n.dates import span
from wetalked.mail.model import Button, Code, Content, Paragraph, Picture


class InvitationDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What an invitation tells."""

    given_name: str
    event: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    url: str
    code: str
    badge: bytes
    badge_code: str


def sign_in_content(language: str, given: str, url: str, code: str) -> Content:
    """The link and the code that were asked for; `given` is empty where the address may be a
    stranger's, who gets no words but ours."""
    say = texts_of(language)
    return Content(
        subject=say("mail.sign_in.subject"),
        blocks=(
            Paragraph(greeting_text(language, "mail.sign_in.intro", given)),
            Button(say("mail.sign_in.button"), url, plain_text=url),
            Code(say("mail.sign_in.code"), code),
            Paragraph(say("mail.sign_in.valid")),
            Paragraph(say("mail.sign_in.not_you"), soft=True),
        ),
    )


def new_address_content(language: str, code: str) -> Content:
    """The code that shows that a new address is the person's own; until then no word of theirs."""
    say = texts_of(language)
    return Content(
        subject=say("mail.new_address.subject"),
        blocks=(
            Paragraph(say("mail.new_address.intro")),
            Code(say("mail.new_address.code"), code),
            Paragraph(say("mail.new_address.valid")),
            Paragraph(say("mail.sign_in.not_you"), soft=True),
        ),
    )


def address_changed_content(language: str) -> Content:
    """What the old address is told; the new one is nobody's business there."""
    say = texts_of(language)
    return Content(
        subject=say("mail.address_changed.subject"),
        blocks=(
            Paragraph(say("mail.address_changed.intro")),
            Paragraph(say("mail.address_changed.not_you"), soft=True),
        ),
    )


def invitation_content(language: str, details: InvitationDetails) -> Content:
    """The way in, with one's own badge. The organizer's words in it are never links."""
    say = texts_of(language)
    event, given = unlinked(details.event), unlinked(details.given_name)
    when = span(details.starts_at, details.ends_at, details.time_zone, language)
    badge_code = say("mail.invitation.badge_code", code=details.badge_code)
    return Content(
        subject=say("mail.invitation.subject", event=event),
        blocks=(
            Paragraph(say("mail.invitation.intro", given=given, event=event)),
            Paragraph(say("mail.invitation.when", when=when)),
            Paragraph(say("mail.invitation.what")),
            Paragraph(say("mail.invitation.link")),
            Button(say("mail.invitation.button"), details.url, plain_text=details.url),
            Paragraph(say("mail.invitation.home")),
            Paragraph(say("mail.invitation.topic")),
            Code(say("mail.invitation.code"), details.code),
            Paragraph(say("mail.invitation.once"), soft=True),
            Picture("badge", details.badge),
            Paragraph(badge_code, soft=True),
        ),
        why=say("mail.footer.why", event=event),
    )


def good_bye_content(language: str, given: str) -> Content:
    """The last one; `given` as for `sign_in`."""
    say = texts_of(language)
    return Content(
        subject=greeting_text(language, "mail.good_bye.subject", given),
        blocks=(
            Paragraph(greeting_text(language, "mail.good_bye.intro", given)),
            Paragraph(say("mail.good_bye.nothing_left"), soft=True),
        ),
    )


def greeting_text(language: str, key: str, given: str) -> str:
    """A text with a name in it, or the one without."""
    return text(language, key, given=given) if given else text(language, f"{key}_nameless")


WORD_JOINER = "\u2060"


def unlinked(value: str) -> str:
    """The same to the eye; mail programs make links of `evil.example` in a name, not of this."""
    return re.sub(r"(?<=\w)([.:@/])(?=[\w/])", rf"\1{WORD_JOINER}", value)


def texts_of(language: str) -> Callable[..., str]:
    """`text` in one language."""
    return partial(text, language)
