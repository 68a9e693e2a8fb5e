"""The mail worker, with every kind of mail it can compose and what it looks after by itself."""

from wetalked.core.clock import SECOND
from wetalked.db.context import Context
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
from wetalked.mail.delivery import Composer, MailSender, open_transport
from wetalked.mail.folder import files_of, forget_files
from wetalked.mail.model import Kind, Transport
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
# A mail takes the processor 5 ms, and scans wait for it: so sending has a quarter of the time.
REST = 3


def mail_worker(context: Context, transport: Transport | None = None) -> Worker:
    """What sends this product's mails, by the transport of the settings unless told otherwise."""
    rounds: dict[str, Round] = {
        "follow-ups": Rounds(),
        "reminders": remind,
        "erasing events": erase,
    }
    # Apart, so that connections that are busy with other mails keep nobody from signing in.
    for_sign_in, for_others = (transport or open_transport(context.settings) for _ in range(2))
    signing_in = MailSender(context, for_sign_in, COMPOSERS)
    others = MailSender(context, for_others, COMPOSERS, REST)
    return Worker(context, signing_in, others, rounds)


class Rounds:
    """Queues follow-ups when they are due, computed anew from each event every time."""

    def __init__(self) -> None:
        """Has looked at no event yet."""
        self._looked_at: dict[str, int] = {}

    async def __call__(self, context: Context) -> None:
        """One look at all events whose follow-up goes out."""
        now = context.clock()
        for event in await follow_ups_due(context.db, now):
            if self._is_time_for(event, now):
                self._looked_at[event.id] = now
                await queue_follow_ups(context.db, event.id, now)

    def _is_time_for(self, event: Mailing, now: int) -> bool:
        """At once until all are queued, then now and again for those who talk only later."""
        looked = self._looked_at.get(event.id)
        return (
            event.follow_up_queued_at is None or looked is None or now - looked >= LOOK_AGAIN_AFTER
        )


async def remind(context: Context) -> None:
    """Queues reminders, once for an event."""
    now = context.clock()
    for event in await reminders_due(context.db, now):
        await queue_reminders(context.db, event.id, now)


async def erase(context: Context) -> None:
    """Tells of events that are about to be erased, and erases those whose time is over."""
    now = context.clock()
    for event in await about_to_go(context.db, now):
        await tell(context.db, event.id, now)
    for event in await told_long_ago(context.db, now):
        if told_from(event) > now:
            await untell(context.db, event.id)
        elif await time_is_over(context.db, event, now):
            files = await files_of(context, event.id)
            await erase_event(context.db, event.id)
            await forget_files(files)
