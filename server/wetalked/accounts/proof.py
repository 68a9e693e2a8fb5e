"""What ends once somebody has shown that they are who they say: sessions of handed-out links."""

from wetalked.db import Statement, statement

# Begun by a link that somebody handed out; `join-again` by its second use, after the first arrived.
HANDED_OUT = "('join', 'join-again')"

CONFIRM = """
UPDATE person SET email_confirmed_at = :now WHERE id = :person AND email_confirmed_at IS NULL
"""
END_HANDED_OUT = f"""
DELETE FROM session WHERE person = :person AND begun_by IN {HANDED_OUT}
"""  # noqa: S608 — our own words
TAKE_ROLES = "UPDATE organizer SET taken_at = :now WHERE person = :person AND taken_at IS NULL"
# On a role `o`: whether its owner has said yes: they made the event, came by a mail, or used it.
HELD = "(o.email IS NULL OR o.taken_at IS NOT NULL OR o.used IS NOT NULL)"
# On a person `p`: whether they may create events.
RUNS = """
(p.organizer_at IS NOT NULL OR EXISTS (
  SELECT 1 FROM organizer o WHERE o.person = p.id AND o.role = 'organizer'))
"""
END_SECOND_USES = "DELETE FROM session WHERE person = :person AND begun_by = 'join-again'"
SPEND_HANDED_OUT = "UPDATE pass SET used_at = 0 WHERE person = :person AND kind = 'join'"


def proved(person: str, now: int) -> list[Statement]:
    """They read the mail that goes to their address: whoever came by a handed-out link goes."""
    return [
        statement(CONFIRM, person=person, now=now),
        end_handed_out(person),
        statement(SPEND_HANDED_OUT, person=person),
        statement(TAKE_ROLES, person=person, now=now),
    ]


def end_handed_out(person: str) -> Statement:
    """End every session of a handed-out link, and with it the change of address asked for there."""
    return statement(END_HANDED_OUT, person=person)


def came_back(person: str) -> list[Statement]:
    """They came by their own code: nobody else goes on with their link."""
    return [statement(END_SECOND_USES, person=person), statement(SPEND_HANDED_OUT, person=person)]
