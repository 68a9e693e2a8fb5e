"""The words of the mails about signing in, an invitation, an address and leaving."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec

from wetalked.i18n import text
from wetalked.i18n.dates import span
from wetalked.mail.model import Button, Code, Content, Picture, Words


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
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


def sign_in(language: str, given: str, url: str, code: str) -> Content:
    """The link and the code that were asked for."""
    say = sayer(language)
    return Content(
        subject=say("mail.sign_in.subject"),
        blocks=(
            Words(say("mail.sign_in.intro", given=given)),
            Button(say("mail.sign_in.button"), url, said=url),
            Code(say("mail.sign_in.code"), code),
            Words(say("mail.sign_in.valid")),
            Words(say("mail.sign_in.not_you"), soft=True),
        ),
    )


def new_address(language: str, given: str, code: str) -> Content:
    """The code that shows that a new address is the person's own."""
    say = sayer(language)
    return Content(
        subject=say("mail.new_address.subject"),
        blocks=(
            Words(say("mail.new_address.intro", given=given)),
            Code(say("mail.new_address.code"), code),
            Words(say("mail.new_address.valid")),
            Words(say("mail.sign_in.not_you"), soft=True),
        ),
    )


def address_changed(language: str, given: str) -> Content:
    """What the old address is told; the new one is nobody's business there."""
    say = sayer(language)
    return Content(
        subject=say("mail.address_changed.subject"),
        blocks=(
            Words(say("mail.address_changed.intro", given=given)),
            Words(say("mail.address_changed.not_you"), soft=True),
        ),
    )


def invitation(language: str, told: Invitation) -> Content:
    """The way in, with one's own badge."""
    say = sayer(language)
    when = span(told.starts_at, told.ends_at, told.time_zone, language)
    badge_code = say("mail.invitation.badge_code", code=told.badge_code)
    return Content(
        subject=say("mail.invitation.subject", event=told.event),
        blocks=(
            Words(say("mail.invitation.intro", given=told.given_name, event=told.event)),
            Words(say("mail.invitation.when", when=when)),
            Words(say("mail.invitation.what")),
            Words(say("mail.invitation.link")),
            Button(say("mail.invitation.button"), told.url, said=told.url),
            Words(say("mail.invitation.home")),
            Words(say("mail.invitation.topic")),
            Code(say("mail.invitation.code"), told.code),
            Words(say("mail.invitation.once"), soft=True),
            Picture("badge", told.badge),
            Words(badge_code, soft=True),
        ),
        why=say("mail.footer.why", event=told.event),
    )


def good_bye(language: str, given: str) -> Content:
    """The last one."""
    say = sayer(language)
    return Content(
        subject=say("mail.good_bye.subject", given=given),
        blocks=(
            Words(say("mail.good_bye.intro", given=given)),
            Words(say("mail.good_bye.nothing_left"), soft=True),
        ),
    )


def sayer(language: str) -> Callable[..., str]:
    """`text` in one language."""
    return partial(text, language)
