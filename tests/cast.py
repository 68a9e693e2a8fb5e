"""The people of the tests, put straight into the database: each signed in, with a badge."""

from typing import NamedTuple

import msgspec

from wetalked.core.clock import DAY, HOUR
from wetalked.core.ids import fingerprint, new_token
from wetalked.db import CHANGED, Statement, Value, statement
from wetalked.db.context import Context

EVENT = """
INSERT INTO event (id, slug, name, starts_at, ends_at, time_zone, language, erase_after_days,
                   made_at)
VALUES (:id, :slug, :name, :starts_at, :ends_at, :time_zone, :language, 180, :now)
"""
PERSON = """
INSERT INTO person (id, email, email_key, name, given_name, language, organizer_at, made_at,
                    signed_in_at, email_confirmed_at)
VALUES (:id, :email, :email, :name, :given_name, :language, :organizer_at, :now, :now, :now)
"""
SESSION = """
INSERT INTO session (id, person, token, begun_by, device, made_at, used_at)
VALUES (:id, :person, :token, 'mail', 'test', :now, :now)
"""
PARTICIPANT = """
INSERT INTO participant (id, event, person, made_at, joined_at)
VALUES (:id, :event, :person, :now, :now)
"""
BADGE = "INSERT INTO badge (code, participant, made_at) VALUES (:code, :participant, :now)"
NEXT_BADGE = "SELECT COUNT(*) AS number FROM badge"
ORGANIZER = "INSERT INTO organizer (event, person, role) VALUES (:event, :person, :role)"


class Happening(NamedTuple):
    """An event of the tests."""

    id: str
    slug: str


class Someone(NamedTuple):
    """A person with a session."""

    person: str
    name: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What signs a request in."""
        return {"authorization": f"Bearer {self.token}"}


class Guest(NamedTuple):
    """A person with a session who takes part in an event, and the code on their badge."""

    person: str
    name: str
    token: str
    participant: str
    code: str

    @property
    def headers(self) -> dict[str, str]:
        """What signs a request in."""
        return {"authorization": f"Bearer {self.token}"}


async def make_event(
    context: Context,
    slug: str = "day26",
    *,
    name: str = "The Day",
    starts_at: int | None = None,
    ends_at: int | None = None,
    time_zone: str = "Europe/Berlin",
    language: str = "en",
) -> Happening:
    """An event that began two hours ago and lasts till tonight, unless told otherwise."""
    now = context.clock()
    event = Happening(context.new_id(), slug)
    times = {"starts_at": starts_at or now - 2 * HOUR, "ends_at": ends_at or now + 6 * HOUR}
    words = {"slug": slug, "name": name, "time_zone": time_zone, "language": language}
    await context.db.write(
        statement(EVENT, id=event.id, now=now - 7 * DAY, **times, **words), CHANGED
    )
    return event


async def make_person(
    context: Context,
    name: str,
    *,
    email: str | None = None,
    language: str = "en",
    organizer: bool = False,
) -> Someone:
    """A person who takes part in nothing, signed in."""
    now, given_name = context.clock(), name.split(maxsplit=1)[0]
    someone = Someone(context.new_id(), name, new_token("wtp_"))
    about: dict[str, Value] = {"name": name, "given_name": given_name, "language": language}
    await context.db.write(
        statement(
            PERSON,
            id=someone.person,
            email=email,
            organizer_at=now if organizer else None,
            now=now,
            **about,
        ),
        add_session(context, someone),
        CHANGED,
    )
    return someone


def add_session(context: Context, someone: Someone) -> Statement:
    """Sign them in."""
    token = fingerprint(someone.token)
    return statement(
        SESSION, id=context.new_id(), person=someone.person, token=token, now=context.clock()
    )


async def make_participant(
    context: Context,
    event: Happening,
    name: str,
    *,
    email: str | None = None,
    language: str = "en",
    person: Someone | Guest | None = None,
) -> Guest:
    """Somebody at an event, signed in, with a badge; `person` where they exist already."""
    someone = person or await make_person(context, name, email=email, language=language)
    participant, now = context.new_id(), context.clock()
    (row,) = (await context.db.read(statement(NEXT_BADGE)))[0]
    code = f"{row['number']:08}"
    await context.db.write(
        statement(PARTICIPANT, id=participant, event=event.id, person=someone.person, now=now),
        statement(BADGE, code=code, participant=participant, now=now),
        CHANGED,
    )
    return Guest(someone.person, name, someone.token, participant, code)


async def make_organizer(
    context: Context, event: Happening, name: str = "Olga", *, role: str = "organizer"
) -> Someone:
    """Somebody who organizes the event, or helps at its desk."""
    someone = await make_person(context, name, organizer=role == "organizer")
    await context.db.write(
        statement(ORGANIZER, event=event.id, person=someone.person, role=role), CHANGED
    )
    return someone


async def set_card(context: Context, guest: Guest, **fields: str) -> None:
    """What this participant lets be seen: any of `email`, `phone`, `link`, `ask_me_about`."""
    names = {field: field if field == "ask_me_about" else f"card_{field}" for field in fields}
    sets = ", ".join(f"{names[field]} = :{field}" for field in fields)
    await context.db.write(
        statement(
            f"UPDATE participant SET {sets} WHERE id = :id",  # noqa: S608 — names from the tests
            id=guest.participant,
            **fields,
        ),
        CHANGED,
    )


class Cast(msgspec.Struct):
    """Two who talk, and one who must never see anything of it."""

    event: Happening
    mira: Guest
    jonas: Guest
    outsider: Guest


async def make_cast(context: Context) -> Cast:
    """Mira, Jonas and the outsider at one event."""
    event = await make_event(context)
    return Cast(
        event,
        await make_participant(context, event, "Mira Klein", email="mira@example.org"),
        await make_participant(context, event, "Jonas Holm", email="jonas@example.org"),
        await make_participant(context, event, "Otto Sider", email="otto@example.org"),
    )
