"""The mail worker, with every kind of mail it can compose and what it looks after by itself."""

from wetalked.core.clock import SECOND
from wetalked.db.context import Context
from wetalked.letters.drafts import (
    draft_address_changed,
    draft_before_erasure,
    draft_follow_up,
    draft_good_bye,
    draft_invitation,
    draft_reminder,
    draft_sign_in,
)
from wetalked.letters.erasure import (
    erase_event,
    long_noticed,
    notices_due,
    queue_notices,
    time_is_over,
    withdraw_notices,
)
from wetalked.letters.schedule import (
    Mailing,
    follow_ups_due,
    notice_due_at,
    queue_follow_ups,
    queue_reminders,
    reminders_due,
)
from wetalked.mail.delivery import Composer, MailSender, open_transport
from wetalked.mail.folder import files_of, forget_files
from wetalked.mail.model import Kind, Transport
from wetalked.mail.worker import Round, Worker

COMPOSERS: dict[Kind, Composer] = {
    "sign-in": draft_sign_in,
    "address-changed": draft_address_changed,
    "invitation": draft_invitation,
    "follow-up": draft_follow_up,
    "reminder": draft_reminder,
    "before-erasure": draft_before_erasure,
    "good-bye": draft_good_bye,
}
# How soon a first talk that comes after the follow-up is noticed.
LOOK_AGAIN_AFTER = 10 * SECOND
# A mail takes the processor 5 ms, and scans wait for it: so sending has a quarter of the time.
REST = 3


def mail_worker(context: Context, transport: Transport | None = None) -> Worker:
    """What sends this product's mails, by the transport of the settings unless told otherwise."""
    rounds: dict[str, Round] = {
        "follow-ups": FollowUpRound(),
        "reminders": remind_round,
        "erasing events": erasure_round,
    }
    # Apart, so that connections that are busy with other mails keep nobody from signing in.
    for_sign_in, for_others = (transport or open_transport(context.settings) for _ in range(2))
    signing_in = MailSender(context, for_sign_in, COMPOSERS)
    others = MailSender(context, for_others, COMPOSERS, REST)
    return Worker(context, signing_in, others, rounds)


class FollowUpRound:
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


async def remind_round(context: Context) -> None:
    """Queues reminders, once for an event."""
    now = context.clock()
    for event in await reminders_due(context.db, now):
        await queue_reminders(context.db, event.id, now)


async def erasure_round(context: Context) -> None:
    """Tells of events that are about to be erased, and erases those whose time is over."""
    now = context.clock()
    for event in await notices_due(context.db, now):
        await queue_notices(context.db, event.id, now)
    for event in await long_noticed(context.db, now):
        if notice_due_at(event) > now:
            await withdraw_notices(context.db, event.id)
        elif await time_is_over(context.db, event, now):
            files = await files_of(context, event.id)
            await erase_event(context.db, event.id)
            await forget_files(files)
