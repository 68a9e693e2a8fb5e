"""Each kind of mail, composed at the moment of sending from what is true then."""

import hashlib
import hmac
from functools import partial

import msgspec

from wetalked.accounts.codes import code_fingerprint
from wetalked.accounts.login_tokens import CODE_LASTS
from wetalked.badges.model import BadgeText
from wetalked.core.clock import to_datetime
from wetalked.core.code import ALPHABET, LENGTH, badge_url, show
from wetalked.core.ids import fingerprint, keyed_fingerprint
from wetalked.db.context import Context
from wetalked.letters import account_letters as letters
from wetalked.letters.recipients import Invited, Recipient, invited, open_door, recipient
from wetalked.mail.model import Content, Draft, Mail


class SignIn(msgspec.Struct, frozen=True):
    """What only the mail holds of a sign-in: stored elsewhere are fingerprints.

    For a new address there is a code and no link.
    """

    code: str
    link_token: str = ""
    new_address: bool = False


class Leaver(msgspec.Struct, frozen=True):
    """Who has left: there is no row of theirs any more."""

    name: str
    given_name: str
    language: str


async def sign_in(context: Context, mail: Mail) -> Draft | None:
    """The link and the code that were asked for, or the code for a new address.

    Nothing once they are good no longer: they would only mislead whoever asked anew.
    """
    found = await recipient(context.db, mail)
    if found is None or mail.body is None or context.clock() >= mail.made_at + CODE_LASTS:
        return None
    (person, to), asked = found, msgspec.json.decode(mail.body, type=SignIn)
    if asked.new_address:
        write = partial(letters.new_address, person.language, asked.code)
    else:
        url = f"{context.settings.base_url}/join/{asked.link_token}"
        given = person.shown_given_name
        write = partial(letters.sign_in, person.language, given, url, asked.code)
    return draft(person, to, write)


async def address_changed(context: Context, mail: Mail) -> Draft | None:
    """What the old address is told."""
    found = await recipient(context.db, mail)
    if found is None:
        return None
    person, to = found
    return draft(person, to, partial(letters.address_changed, person.language))


async def good_bye(_: Context, mail: Mail) -> Draft | None:
    """The last mail: all that is left of the person stands in it."""
    if mail.address is None or mail.body is None:
        return None
    gone = msgspec.json.decode(mail.body, type=Leaver)
    return Draft(
        name=gone.name,
        address=mail.address,
        language=gone.language,
        write=partial(letters.good_bye, gone.language, gone.given_name),
    )


async def invitation(context: Context, mail: Mail) -> Draft | None:
    """The way in, made now; a second try brings the same link and code."""
    found, at = await recipient(context.db, mail), await invited(context.db, mail)
    if found is None or at is None:
        return None
    person, to = found
    token, code = way_in(context.secret, mail)
    code_key = code_fingerprint(context.secret, code)
    await open_door(context, mail, to, fingerprint(token), code_key)
    url = f"{context.settings.base_url}/join/{token}"
    return draft(
        person, to, partial(write_invitation, context.settings.base_url, person, at, url, code)
    )


def way_in(secret: str, mail: Mail) -> tuple[str, str]:
    """The token and the code of an invitation, out of the secret: nothing readable is kept."""
    what = f"invitation {mail.id} {mail.made_at}"
    seed = hmac.new(secret.encode(), f"code:{what}".encode(), hashlib.sha256).digest()
    code = "".join(ALPHABET[byte % len(ALPHABET)] for byte in seed[:LENGTH])
    return keyed_fingerprint(secret, "link", what), code


def write_invitation(base_url: str, person: Recipient, at: Invited, url: str, code: str) -> Content:
    """The words and the picture; drawing takes milliseconds."""
    # What draws is large, and nothing else needs it.
    from wetalked.badges.picture import png  # noqa: PLC0415

    badge = BadgeText(
        code=at.badge,
        url=badge_url(base_url, at.badge),
        name=at.name,
        given_name=at.given_name,
        event_name=at.event,
        ask_me_about=at.ask_me_about,
        language=at.event_language,
    )
    told = letters.Invitation(
        given_name=person.given_name,
        event=at.event,
        starts_at=to_datetime(at.starts_at),
        ends_at=to_datetime(at.ends_at),
        time_zone=at.time_zone,
        url=url,
        code=show(code),
        badge=png(badge),
        badge_code=show(at.badge),
    )
    return letters.invitation(person.language, told)


def draft(person: Recipient, to: str, write: "partial[Content]") -> Draft:
    """A draft to somebody with an account."""
    return Draft(name=person.shown_name, address=to, language=person.language, write=write)
