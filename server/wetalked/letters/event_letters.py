"""The words of the mails that tell of talks: the follow-up, the reminder weeks later, the end."""

from collections.abc import Iterator, Sequence

from msgspec import UNSET

from wetalked.core.i18n import text
from wetalked.core.i18n.dates import day
from wetalked.letters.follow_up import FollowUp, Met, Waiting
from wetalked.letters.length import NOTES, Length, cut, fitting
from wetalked.letters.opener import mail_url
from wetalked.letters.vcard import Contact, vcards
from wetalked.mail.model import (
    Block,
    Button,
    Content,
    Divider,
    File,
    Heading,
    NoteList,
    Paragraph,
    Quote,
    Reach,
)
from wetalked.talks.model import Card
from wetalked.talks.notes import Promise, Question

PREFIX = "mail.follow_up"
CARD_FIELDS = ("email", "phone", "phone_link", "link")


def follow_up_content(language: str, given: str, whole: FollowUp, base_url: str) -> Content:
    """Everybody one talked with, then who waits for a yes; all cards as one file."""
    event = whole.event.name
    files = cards_file(language, whole)
    url = f"{base_url}/follow-up?event={whole.event.slug}"

    def listed(length: Length) -> Iterator[Block]:
        yield from people_blocks(language, whole.people, length)
        yield from waiting_blocks(language, whole, "waiting_for_you", length)
        yield from waiting_blocks(language, whole, "waiting_for_them", length)

    length, blocks = fitting(listed)
    return Content(
        subject=text(language, f"{PREFIX}.subject", event=event),
        blocks=(
            Paragraph(text(language, f"{PREFIX}.{intro_key(whole)}", given=given)),
            *shortened_blocks(language, length, url),
            *blocks,
            Divider(),
            *((Paragraph(text(language, f"{PREFIX}.attached")),) if files else ()),
            *app_link_blocks(language, url),
        ),
        why=text(language, "mail.footer.why", event=event),
        files=files,
    )


def intro_key(whole: FollowUp) -> str:
    """Who has nobody but waiting ones is not told whom they talked with."""
    return "intro" if whole.people else "intro.waiting"


def reminder_content(
    language: str, given: str, whole: FollowUp, loose: Sequence[Met], base_url: str
) -> Content:
    """What is still open, and nothing else."""
    event = whole.event.name
    url = f"{base_url}/follow-up?event={whole.event.slug}"
    length, blocks = fitting(lambda length: people_blocks(language, loose, length))
    return Content(
        subject=text(language, "mail.reminder.subject", event=event),
        blocks=(
            Paragraph(text(language, "mail.reminder.intro", given=given)),
            *shortened_blocks(language, length, url),
            *blocks,
            Divider(),
            *app_link_blocks(language, url),
        ),
        why=text(language, "mail.footer.why", event=event),
    )


def before_erasure_content(
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
            Paragraph(say(f"intro{nothing}", given=given, event=event, day=day)),
            Paragraph(say(f"export{nothing}")),
            Button(say("button"), f"{base_url}/me", plain_text=f"{base_url}/me"),
            *((Paragraph(say("attached")),) if files else ()),
            Paragraph(say(account, event=event), soft=True),
        ),
        why=text(language, "mail.footer.why", event=event),
        files=files,
    )


def shortened_blocks(language: str, length: Length, url: str) -> tuple[Block, ...]:
    """In front of a list that does not say all: where all of it is."""
    if length == "whole":
        return ()
    paragraph = Paragraph(text(language, f"{PREFIX}.in_short"))
    return paragraph, Button(text(language, f"{PREFIX}.button"), url, plain_text=url)


def app_link_blocks(language: str, url: str) -> tuple[Block, ...]:
    """Where the same list lives."""
    paragraph = Paragraph(text(language, f"{PREFIX}.in_app"))
    return paragraph, Button(text(language, f"{PREFIX}.button"), url, plain_text=url)


def people_blocks(language: str, met: Sequence[Met], length: Length) -> Iterator[Block]:
    """Everybody one talked with, each as fully as the others."""
    for person in met:
        yield from person_blocks(language, person, length)


def person_blocks(language: str, person: Met, length: Length = "whole") -> Iterator[Block]:
    """Somebody one talked with: what one meant to give comes before what one asked."""
    if length != "names":
        yield Divider()
    name = person.name or text(language, "someone_who_left")
    yield Heading(name, name=True, minor=length == "names")
    if length not in {"cards", "names"}:
        yield from note_blocks(language, person, length)
    if length != "names":
        yield from card_blocks(language, person)
    if length in {"whole", "brief"}:
        yield from first_sentence_blocks(language, person)


def note_blocks(
    language: str, person: Met | Waiting, length: Length = "whole"
) -> Iterator[NoteList]:
    """Promises, questions, what it reminded of: each only where there is something."""
    labelled = (
        ("promised", [(note.text, promise_state(language, note)) for note in person.promises]),
        ("asked", [(note.text, question_state(language, note)) for note in person.questions]),
        ("reminded_of", [(person.reminded_of, "")] if person.reminded_of else []),
    )
    for label, lines in labelled:
        most, _ = NOTES.get(length, (len(lines), 0))
        shown_lines = tuple((cut(note, length), cut(state, length)) for note, state in lines[:most])
        if lines:
            more = (("…", ""),) if lines[most:] else ()
            yield NoteList(text(language, f"{PREFIX}.{label}"), shown_lines + more)


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


def card_blocks(language: str, person: Met) -> Iterator[Block]:
    """Their card, or that they left nothing."""
    given = given_name_of(language, person)
    ways = tuple(ways_of(language, person))
    if ways:
        yield Reach(text(language, f"{PREFIX}.card", given=given), ways)
    elif person.name:
        noted = "" if any(note_blocks(language, person)) else ".nor_notes"
        yield Paragraph(text(language, f"{PREFIX}.no_card{noted}", given=given), soft=True)


def ways_of(language: str, person: Met) -> Iterator[tuple[str, str, str | None]]:
    """Each way to reach them: what it is called, how it reads, what a tap opens."""
    card = person.card
    if card.email is not UNSET:
        yield text(language, f"{PREFIX}.card.email"), card.email, mail_url(card.email)
    if card.phone is not UNSET:
        dialled = None if card.phone_link is UNSET else card.phone_link
        yield text(language, f"{PREFIX}.card.phone"), card.phone, dialled
    if card.link is not UNSET:
        safe = card.link if card.link.startswith(("https://", "http://")) else None
        yield text(language, f"{PREFIX}.card.link"), card.link, safe


def first_sentence_blocks(language: str, person: Met) -> Iterator[Block]:
    """The button with the first sentence, or the sentence alone where no address is shown."""
    label = text(language, f"{PREFIX}.first_sentence", given=given_name_of(language, person))
    if person.write_url:
        caption = text(language, f"{PREFIX}.write_to", given=given_name_of(language, person))
        yield Button(caption, person.write_url, main=False, plain_text=f"{label}:\n{person.opener}")
    elif person.opener and person.card != Card():
        yield Quote(label, person.opener)


def given_name_of(language: str, person: Met) -> str:
    """Their given name, as far as one knows it."""
    return person.given_name or text(language, "someone_who_left")


def waiting_blocks(language: str, whole: FollowUp, state: str, length: Length) -> Iterator[Block]:
    """Those in whose talk this yes is missing: names, and one's own notes."""
    waiting = [person for person in whole.waiting if person.state == state]
    if not waiting:
        return
    yield Divider()
    yield Heading(text(language, f"{PREFIX}.{state}"))
    yield Paragraph(text(language, f"{PREFIX}.{state}.hint"), soft=True)
    for person in waiting:
        name = person.name or text(language, "someone_who_left")
        yield Heading(name, name=True, minor=True)
        if length not in {"cards", "names"}:
            yield from note_blocks(language, person, length)


def cards_file(language: str, whole: FollowUp) -> tuple[File, ...]:
    """All cards in one file for the address book; none when nobody showed one."""
    note = text(language, "card.met_at", event=whole.event.name)
    contacts = [contact_of(person, note) for person in whole.people if person.card != Card()]
    if not contacts:
        return ()
    return (File(f"{whole.event.slug}.vcf", "text/vcard", vcards(contacts)),)


def contact_of(person: Met, note: str) -> Contact:
    """A card as it goes into an address book."""
    shown = {name: getattr(person.card, name) for name in CARD_FIELDS}
    fields = {name: value for name, value in shown.items() if value is not UNSET}
    return Contact(person.name or "", person.given_name or "", note=note, **fields)
