"""The words of the mails that tell of talks: the follow-up, the reminder weeks later, the end."""

from collections.abc import Iterator, Sequence

from msgspec import UNSET

from wetalked.core.i18n import text
from wetalked.core.i18n.dates import day
from wetalked.letters.length import NOTES, Length, cut, fitting
from wetalked.letters.model import FollowUp, Met, Waiting
from wetalked.letters.opener import mail_url
from wetalked.letters.vcard import Contact, vcards
from wetalked.mail.model import (
    Block,
    Button,
    Content,
    File,
    Heading,
    Notes,
    Quote,
    Reach,
    Rule,
    Words,
)
from wetalked.talks.model import Card
from wetalked.talks.notes import Promise, Question

PREFIX = "mail.follow_up"
CARD_FIELDS = ("email", "phone", "phone_link", "link")


def follow_up(language: str, given: str, whole: FollowUp, base_url: str) -> Content:
    """Everybody one talked with, then who waits for a yes; all cards as one file."""
    event = whole.event.name
    files = cards_file(language, whole)
    url = f"{base_url}/follow-up?event={whole.event.slug}"

    def listed(length: Length) -> Iterator[Block]:
        yield from people(language, whole.people, length)
        yield from waits(language, whole, "waiting_for_you", length)
        yield from waits(language, whole, "waiting_for_them", length)

    length, blocks = fitting(listed)
    return Content(
        subject=text(language, f"{PREFIX}.subject", event=event),
        blocks=(
            Words(text(language, f"{PREFIX}.{intro(whole)}", given=given)),
            *in_short(language, length, url),
            *blocks,
            Rule(),
            *((Words(text(language, f"{PREFIX}.attached")),) if files else ()),
            *app_link(language, url),
        ),
        why=text(language, "mail.footer.why", event=event),
        files=files,
    )


def intro(whole: FollowUp) -> str:
    """Who has nobody but waiting ones is not told whom they talked with."""
    return "intro" if whole.people else "intro.waiting"


def reminder(
    language: str, given: str, whole: FollowUp, loose: Sequence[Met], base_url: str
) -> Content:
    """What is still open, and nothing else."""
    event = whole.event.name
    url = f"{base_url}/follow-up?event={whole.event.slug}"
    length, blocks = fitting(lambda length: people(language, loose, length))
    return Content(
        subject=text(language, "mail.reminder.subject", event=event),
        blocks=(
            Words(text(language, "mail.reminder.intro", given=given)),
            *in_short(language, length, url),
            *blocks,
            Rule(),
            *app_link(language, url),
        ),
        why=text(language, "mail.footer.why", event=event),
    )


def before_erasure(
    language: str, given: str, whole: FollowUp, day: str, base_url: str, *, account_too: bool
) -> Content:
    """That the event will be erased, and what there is to take along; `account_too`: all of it."""
    event, files = whole.event.name, cards_file(language, whole)
    nothing = "" if whole.people or whole.waiting else ".nothing"
    account = "account_goes" if account_too else "account_stays"

    def say(key: str, **values: str) -> str:
        return text(language, f"mail.before_erasure.{key}", **values)

    return Content(
        subject=say("subject", event=event),
        blocks=(
            Words(say(f"intro{nothing}", given=given, event=event, day=day)),
            Words(say(f"export{nothing}")),
            Button(say("button"), f"{base_url}/me", said=f"{base_url}/me"),
            *((Words(say("attached")),) if files else ()),
            Words(say(account, event=event), soft=True),
        ),
        why=text(language, "mail.footer.why", event=event),
        files=files,
    )


def in_short(language: str, length: Length, url: str) -> tuple[Block, ...]:
    """In front of a list that does not say all: where all of it is."""
    if length == "whole":
        return ()
    words = Words(text(language, f"{PREFIX}.in_short"))
    return words, Button(text(language, f"{PREFIX}.button"), url, said=url)


def app_link(language: str, url: str) -> tuple[Block, ...]:
    """Where the same list lives."""
    words = Words(text(language, f"{PREFIX}.in_app"))
    return words, Button(text(language, f"{PREFIX}.button"), url, said=url)


def people(language: str, met: Sequence[Met], length: Length) -> Iterator[Block]:
    """Everybody one talked with, each as fully as the others."""
    for one in met:
        yield from person(language, one, length)


def person(language: str, one: Met, length: Length = "whole") -> Iterator[Block]:
    """Somebody one talked with: what one meant to give comes before what one asked."""
    if length != "names":
        yield Rule()
    name = one.name or text(language, "someone_who_left")
    yield Heading(name, name=True, minor=length == "names")
    if length not in {"cards", "names"}:
        yield from own_notes(language, one, length)
    if length != "names":
        yield from reach(language, one)
    if length in {"whole", "brief"}:
        yield from begin_writing(language, one)


def own_notes(language: str, one: Met | Waiting, length: Length = "whole") -> Iterator[Notes]:
    """Promises, questions, what it reminded of: each only where there is something."""
    labelled = (
        ("promised", [(note.text, promise_state(language, note)) for note in one.promises]),
        ("asked", [(note.text, question_state(language, note)) for note in one.questions]),
        ("reminded_of", [(one.reminded_of, "")] if one.reminded_of else []),
    )
    for label, lines in labelled:
        most, _ = NOTES.get(length, (len(lines), 0))
        kept = tuple((cut(note, length), cut(state, length)) for note, state in lines[:most])
        if lines:
            more = (("…", ""),) if lines[most:] else ()
            yield Notes(text(language, f"{PREFIX}.{label}"), kept + more)


def promise_state(language: str, promise: Promise) -> str:
    """What has become of it, or until when it is."""
    if promise.state != "open":
        return text(language, f"{PREFIX}.{promise.state}")
    return text(language, f"{PREFIX}.due", day=day(promise.due, language)) if promise.due else ""


def question_state(language: str, question: Question) -> str:
    """The answer that was noted, or that there is none."""
    if question.answer:
        return text(language, f"{PREFIX}.answered", answer=question.answer)
    return text(language, f"{PREFIX}.unanswered")


def reach(language: str, one: Met) -> Iterator[Block]:
    """Their card, or that they left nothing."""
    called = called_in(language, one)
    ways = tuple(ways_of(language, one))
    if ways:
        yield Reach(text(language, f"{PREFIX}.card", given=called), ways)
    elif one.name:
        noted = "" if any(own_notes(language, one)) else ".nor_notes"
        yield Words(text(language, f"{PREFIX}.no_card{noted}", given=called), soft=True)


def ways_of(language: str, one: Met) -> Iterator[tuple[str, str, str | None]]:
    """Each way to reach them: what it is called, how it reads, what a tap opens."""
    card = one.card
    if card.email is not UNSET:
        yield text(language, f"{PREFIX}.card.email"), card.email, mail_url(card.email)
    if card.phone is not UNSET:
        dialled = None if card.phone_link is UNSET else card.phone_link
        yield text(language, f"{PREFIX}.card.phone"), card.phone, dialled
    if card.link is not UNSET:
        safe = card.link if card.link.startswith(("https://", "http://")) else None
        yield text(language, f"{PREFIX}.card.link"), card.link, safe


def begin_writing(language: str, one: Met) -> Iterator[Block]:
    """The button with the first sentence, or the sentence alone where no address is shown."""
    label = text(language, f"{PREFIX}.first_sentence", given=called_in(language, one))
    if one.write_url:
        words = text(language, f"{PREFIX}.write_to", given=called_in(language, one))
        yield Button(words, one.write_url, main=False, said=f"{label}:\n{one.opener}")
    elif one.opener and one.card != Card():
        yield Quote(label, one.opener)


def called_in(language: str, one: Met) -> str:
    """Their given name, as far as one knows it."""
    return one.given_name or text(language, "someone_who_left")


def waits(language: str, whole: FollowUp, state: str, length: Length) -> Iterator[Block]:
    """Those in whose talk this yes is missing: names, and one's own notes."""
    found = [one for one in whole.waiting if one.state == state]
    if not found:
        return
    yield Rule()
    yield Heading(text(language, f"{PREFIX}.{state}"))
    yield Words(text(language, f"{PREFIX}.{state}.hint"), soft=True)
    for one in found:
        name = one.name or text(language, "someone_who_left")
        yield Heading(name, name=True, minor=True)
        if length not in {"cards", "names"}:
            yield from own_notes(language, one, length)


def cards_file(language: str, whole: FollowUp) -> tuple[File, ...]:
    """All cards in one file for the address book; none when nobody showed one."""
    note = text(language, "card.met_at", event=whole.event.name)
    contacts = [contact(one, note) for one in whole.people if one.card != Card()]
    if not contacts:
        return ()
    return (File(f"{whole.event.slug}.vcf", "text/vcard", vcards(contacts)),)


def contact(one: Met, note: str) -> Contact:
    """A card as it goes into an address book."""
    shown = {name: getattr(one.card, name) for name in CARD_FIELDS}
    fields = {name: value for name, value in shown.items() if value is not UNSET}
    return Contact(one.name or "", one.given_name or "", note=note, **fields)
