"""The mail worker, with every kind of mail it can compose and what it looks after by itself."""

from wetalked.core.clock import SECOND
from wetalked.db.context import Kit
from wetalked.letters import account_drafts as drafts
from wetalked.letters.erasure import (
    about_to_go,
    erase_event,
    tell,
    time_is_over,
    told_long_ago,
    untell,
)
from wetalked.letters.event_drafts import before_erasure_draft, follow_up_draft, reminder_draft
from wetalked.letters.model import Mailing
from wetalked.letters.schedule import told_from
from wetalked.letters.store import follow_ups_due, queue_follow_ups, queue_reminders, reminders_due
from wetalked.mail.delivery import Composer, Here
from wetalked.mail.folder import files_of, forget_files
from wetalked.mail.helpers import Helpers
from wetalked.mail.model import Kind
from wetalked.mail.transport import CONNECTIONS, Transport, open_transport
from wetalked.mail.worker import Round, Worker

COMPOSERS: dict[Kind, Composer] = {
    "sign-in": drafts.sign_in,
    "address-changed": drafts.address_changed,
    "invitation": drafts.invitation,
    "follow-up": follow_up_draft,
    "reminder": reminder_draft,
    "before-erasure": before_erasure_draft,
    "good-bye": drafts.good_bye,
}
# How soon a first talk that comes after the follow-up is noticed.
LOOK_AGAIN_AFTER = 10 * SECOND


def mail_worker(kit: Kit, transport: Transport | None = None) -> Worker:
    """What sends this product's mails, by the transport of the settings unless told otherwise.

    To a mail server of the settings, many at a time go by helpers.
    """
    rounds: dict[str, Round] = {
        "follow-ups": Rounds(),
        "reminders": remind,
        "erasing events": erase,
    }
    if transport:
        here = Here(kit, transport, COMPOSERS)
        return Worker(kit, here, here, rounds=rounds)
    signing_in, few = (Here(kit, open_transport(kit.settings), COMPOSERS) for _ in range(2))
    many = Helpers(kit, CONNECTIONS) if kit.settings.mail_server else None
    return Worker(kit, signing_in, few, many, rounds)


class Rounds:
    """Queues follow-ups when they are due, computed anew from each event every time."""

    def __init__(self) -> None:
        """Has looked at no event yet."""
        self._looked_at: dict[str, int] = {}

    async def __call__(self, kit: Kit) -> None:
        """One look at all events whose follow-up goes out."""
        now = kit.clock()
        for event in await follow_ups_due(kit.db, now):
            if self._is_time_for(event, now):
                self._looked_at[event.id] = now
                await queue_follow_ups(kit.db, event.id, now)

    def _is_time_for(self, event: Mailing, now: int) -> bool:
        """At once until all are queued, then now and again for those who talk only later."""
        looked = self._looked_at.get(event.id)
        return (
            event.follow_up_queued_at is None or looked is None or now - looked >= LOOK_AGAIN_AFTER
        )


async def remind(kit: Kit) -> None:
    """Queues reminders, once for an event."""
    now = kit.clock()
    for event in await reminders_due(kit.db, now):
        await queue_reminders(kit.db, event.id, now)


async def erase(kit: Kit) -> None:
    """Tells of events that are about to be erased, and erases those whose time is over."""
    now = kit.clock()
    for event in await about_to_go(kit.db, now):
        await tell(kit.db, event.id, now)
    for event in await told_long_ago(kit.db, now):
        if told_from(event) > now:
            await untell(kit.db, event.id)
        elif await time_is_over(kit.db, event, now):
            files = await files_of(kit, event.id)
            await erase_event(kit.db, event.id)
            await forget_files(files)
