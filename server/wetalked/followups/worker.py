"""The mail worker with every kind of mail it can compose."""

from wetalked.kit import Kit
from wetalked.mail import drafts
from wetalked.mail.model import Kind
from wetalked.mail.transport import Transport, open_transport
from wetalked.mail.worker import Composer, Worker

COMPOSERS: dict[Kind, Composer] = {
    "sign-in": drafts.sign_in,
    "address-changed": drafts.address_changed,
    "invitation": drafts.invitation,
    "good-bye": drafts.good_bye,
}


def mail_worker(kit: Kit, transport: Transport | None = None) -> Worker:
    """What sends this product's mails, by the transport of the settings unless told otherwise."""
    return Worker(kit, transport or open_transport(kit.settings), COMPOSERS)
