"""What somebody is called at one event: as its organizers wrote, until they came there and said.

SQL expressions on a place (`participant`) and its holder (`person`). An account's own name, address
and language are not for whoever merely lists its address.
"""

# They came to this very place: by its invitation, link, PIN or badge, or as they have no other.
CAME = "{place}.joined_at IS NOT NULL"
# For what nobody but the holder reads: how they are called is as they said, wherever they said it.
FOR_THEMSELVES = "1 = 1"


def name_at(place: str, person: str, came: str = CAME) -> str:
    """The whole name; `came` says when the holder has come there."""
    own = f"{person}.name_set_at IS NOT NULL AND ({came.format(place=place)})"
    return f"CASE WHEN {own} THEN {person}.name ELSE COALESCE({place}.name, {person}.name) END"


def given_name_at(place: str, person: str, came: str = CAME) -> str:
    """What they are called, beside `name_at`; in doubt the whole name."""
    own = f"{person}.name_set_at IS NOT NULL AND ({came.format(place=place)})"
    return (
        f"CASE WHEN {own} OR {place}.name IS NULL THEN {person}.given_name "
        f"ELSE COALESCE({place}.given_name, {place}.name) END"
    )


def language_at(place: str, person: str, came: str = CAME) -> str:
    """The language in which they are written to about this place."""
    own = f"{person}.language_set_at IS NOT NULL AND ({came.format(place=place)})"
    return (
        f"CASE WHEN {own} THEN {person}.language "
        f"ELSE COALESCE({place}.language, {person}.language) END"
    )


def email_at(place: str, person: str) -> str:
    """The address: as organizers wrote it, while its owner may have moved and never came there."""
    away = f"{person}.signed_in_at IS NOT NULL AND {place}.joined_at IS NULL"
    return f"CASE WHEN {away} THEN {place}.email ELSE {person}.email END"


def problem_at(mail: str, place: str, person: str) -> str:
    """Why a mail failed: a mail server's words may name the address to which its reader moved."""
    moved = f"COALESCE({email_at(place, person)}, '') <> COALESCE({person}.email, '')"
    return (
        f"CASE WHEN {moved} THEN 'The mail server did not take it.' "
        f"ELSE COALESCE({mail}.problem, '') END"
    )


def is_only_at(place: str, person: str) -> str:
    """Whether the holder's account is this place's alone: they are at no other, and run nothing."""
    return f"""
({person}.organizer_at IS NULL
 AND NOT EXISTS (SELECT 1 FROM organizer o WHERE o.person = {person}.id)
 AND NOT EXISTS (SELECT 1 FROM participant o WHERE o.person = {person}.id AND o.id <> {place}))
"""  # noqa: S608 — our own words


# An account that never signed in is called as whoever listed it first wrote; its owner, from their
# first sign-in on, as those wrote whom they came to.
TAKE_WORDS = """
UPDATE person SET (name, given_name, language) = (
  SELECT x.name, COALESCE(x.given_name, x.name), COALESCE(x.language, person.language)
  FROM participant x WHERE x.person = person.id AND x.event = CAST(:event AS TEXT))
WHERE id = :person AND signed_in_at IS NULL AND name_set_at IS NULL AND EXISTS (
  SELECT 1 FROM participant x
  WHERE x.person = person.id AND x.event = CAST(:event AS TEXT) AND x.name IS NOT NULL)
"""
