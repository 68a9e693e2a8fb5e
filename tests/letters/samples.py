"""One mail of each kind, language and case, made of invented people: for golden files and eyes.

Cases: somebody with nothing, with one talk that has everything, and with forty of all sorts.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import cycle, islice
from typing import Any

from msgspec import UNSET

from wetalked.badges.model import BadgeText
from wetalked.badges.picture import png
from wetalked.core.code import badge_url
from wetalked.core.i18n.dates import day
from wetalked.events.model import Event
from wetalked.letters import account_letters as letters
from wetalked.letters import event_letters as of_talks
from wetalked.letters.follow_up import follow_up_of, still_open
from wetalked.mail.model import Content, Letter
from wetalked.mail.render import Letterhead, letter_of
from wetalked.talks.model import Card, State, Talk, With
from wetalked.talks.notes import Promise, PromiseState, Question

BASE_URL = "https://talk.example"
NOON = datetime(2026, 12, 5, 11, 0, tzinfo=UTC)
GONE_ON = date(2027, 6, 3)
TO = {"de": ("Jonas Weiß", "Jonas"), "en": ("Jonas White", "Jonas")}
EVENT_NAME = {"de": "Tag der offenen Gespräche", "en": "The Day of Open Talks"}
ASKED_FOR = {"sign-in", "new-address", "address-changed", "good-bye"}

# What is noted on a talk: reminded of, promises and their states, questions and their answers.
Noted = tuple[str | None, list[tuple[str, PromiseState, bool]], list[tuple[str, str | None]]]
NOTED: dict[str, tuple[Noted, ...]] = {
    "de": (
        (
            "an die Werkstatt meines Großvaters.",
            [("den Artikel über Moore schicken", "open", True)],
            [
                ("Welcher Umweg hat sich für dich gelohnt?", "Ein Jahr auf See, als Koch."),
                ("Was möchtest du als Nächstes ausprobieren?", None),
            ],
        ),
        (None, [], []),
        (None, [("ihr die Lehrerin vorstellen", "open", False)], []),
        (None, [("das Buch mitbringen", "kept", False)], [("Wie fing das an?", None)]),
        (None, [("beim Umzug helfen", "let_go", False)], []),
        (None, [], [("Was hat dich in letzter Zeit überrascht?", "Wie leise es hier ist.")]),
        (None, [], [("Woran tüftelst du gerade am liebsten?", None)]),
        ("den Garten, in dem immer jemand saß & sang", [], []),
    ),
    "en": (
        (
            "my grandfather's workshop.",
            [("send the article about moors", "open", True)],
            [
                ("Which detour turned out to be worth it?", "A year at sea, as a cook."),
                ("What would you like to try next?", None),
            ],
        ),
        (None, [], []),
        (None, [("introduce her to the teacher", "open", False)], []),
        (None, [("bring the book along", "kept", False)], [("How did it begin?", None)]),
        (None, [("help with the move", "let_go", False)], []),
        (None, [], [("What has surprised you lately?", "How quiet it is here.")]),
        (None, [], [("What are you happiest tinkering with right now?", None)]),
        ("the garden where somebody always sat & sang", [], []),
    ),
}
# Name and given name; nobody's name is all too short or too long for a mail.
PEOPLE: tuple[tuple[str, str], ...] = (
    ("Mira Lang", "Mira"),
    ("Amélie Müller-Lüdenscheidt", "Amélie"),
    ("Łukasz Żółć", "Łukasz"),
    ("Ngozi Okafor", "Ngozi"),
    ("山田 太郎", "山田 太郎"),
    ("مريم الحداد", "مريم"),
    ("Siân Jones; Jr., “SJ”", "Siân"),
    ("יעל כהן", "יעל"),
    ("Zoë Østergård", "Zoë"),
    (f"Maximiliana-Theodora {'von Hohenstaufen-' * 5}Waldburg", "Maximiliana-Theodora"),
)
CARDS = (
    Card(
        email="{}@work.example",
        phone="+49 170 1234567",
        phone_link="tel:+491701234567",
        link="https://people.example/{}",
    ),
    Card(email="{}@work.example"),
    Card(),
    Card(phone="+44 20 7946 0018", phone_link="tel:+442079460018"),
    Card(email="o'{}+day@work.example", link="not a link"),
)


def event_in(language: str) -> Event:
    """The event of all samples."""
    return Event(
        slug="open-talks",
        name=EVENT_NAME[language],
        starts_at=NOON - timedelta(hours=3),
        ends_at=NOON + timedelta(hours=5),
        time_zone="Europe/Berlin",
        language="de",
        follow_up_at=NOON + timedelta(hours=21),
        remind_after_days=21,
        erase_after_days=180,
        in_house=False,
        help_contact=None,
    )


def one_talk(language: str) -> list[Talk]:
    """One talk with everything noted, and a whole card."""
    return [talk(0, "mutual", NOTED[language][0], PEOPLE[0], CARDS[0])]


def forty_talks(language: str) -> list[Talk]:
    """Forty of all sorts: seven of them still wait, and one has left without a card."""
    sorts = zip(cycle(NOTED[language]), cycle(PEOPLE), cycle(CARDS), strict=False)
    talks = [
        talk(number, state_of(number), noted, person, card)
        for number, (noted, person, card) in enumerate(islice(sorts, 40))
    ]
    return [*talks[:20], talk(20, "mutual", NOTED[language][0], None, Card()), *talks[21:]]


def state_of(number: int) -> State:
    """The last ones wait."""
    if number < 33:
        return "mutual"
    return "waiting_for_you" if number < 37 else "waiting_for_them"


def talk(number: int, state: State, noted: Noted, who: tuple[str, str] | None, card: Card) -> Talk:
    """The talk of that number as its side sees it."""
    reminded_of, promises, questions = noted
    name, given = who or (None, None)
    began = NOON + timedelta(minutes=number)
    shown = Card(**{field: said.format(f"p{number}") for field, said in fields_of(card)})
    mutual = state == "mutual"
    return Talk(
        id=f"talk-{number}",
        event="open-talks",
        state=state,
        with_=With(f"p{number}", name, given, None, shown if mutual else None, left=who is None),
        began_at=began,
        mutual_at=began if mutual else None,
        card_shown=True,
        questions=[Question(f"q{at}", said, began, a) for at, (said, a) in enumerate(questions)],
        promises=[
            Promise(f"m{at}", said, date(2026, 12, 24) if due else None, what)
            for at, (said, what, due) in enumerate(promises)
        ],
        reminded_of=reminded_of,
    )


def fields_of(card: Card) -> Iterator[tuple[str, str]]:
    """What is on it."""
    for field in ("email", "phone", "phone_link", "link"):
        value: Any = getattr(card, field)
        if value is not UNSET:
            yield field, value


TALKS = {"one": one_talk, "forty": forty_talks}
CASES = ("nothing", "one", "forty")


def contents(language: str) -> dict[str, Content]:
    """What each mail says, by kind and case."""
    _, given = TO[language]
    url = f"{BASE_URL}/join/a-token-of-twenty-two-letters"
    found = {
        "sign-in": letters.sign_in_content(language, given, url, "012345"),
        "new-address": letters.new_address_content(language, "012345"),
        "address-changed": letters.address_changed_content(language),
        "invitation": invitation(language),
        "good-bye": letters.good_bye_content(language, given),
    }
    for case in CASES:
        found |= {f"{kind}.{case}": said for kind, said in about_talks(language, case)}
    waiting = [one for one in forty_talks(language) if one.state != "mutual"]
    whole = follow_up_of(event_in(language), waiting, language)
    found["follow-up.waiting"] = of_talks.follow_up_content(language, given, whole, BASE_URL)
    return found


def invitation(language: str) -> Content:
    """To somebody with a long name, whose badge hangs at it."""
    event, name = event_in(language), TO[language][0]
    code = "7K3M9QXW"
    badge = BadgeText(
        code=code,
        url=badge_url(BASE_URL, code),
        name=name,
        given_name=TO[language][1],
        event_name=event.name,
        ask_me_about=None,
        language=language,
    )
    told = letters.InvitationDetails(
        given_name=TO[language][1],
        event=event.name,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        url=f"{BASE_URL}/join/a-token-of-twenty-two-letters",
        code="ABCD-EFGH",
        badge=png(badge),
        badge_code="7K3M-9QXW",
    )
    return letters.invitation_content(language, told)


def about_talks(language: str, case: str) -> Iterator[tuple[str, Content]]:
    """The mails that tell of talks; who has none gets only the one before the end."""
    given, event = TO[language][1], event_in(language)
    talks = TALKS[case](language) if case in TALKS else []
    whole = follow_up_of(event, talks, language)
    gone_on = day(GONE_ON, language)
    account_too = case != "forty"
    yield (
        "before-erasure",
        of_talks.before_erasure_content(
            language, given, whole, gone_on, BASE_URL, account_too=account_too
        ),
    )
    if talks:
        yield "follow-up", of_talks.follow_up_content(language, given, whole, BASE_URL)
        loose = still_open(whole)
        yield "reminder", of_talks.reminder_content(language, given, whole, loose, BASE_URL)


@cache
def samples() -> dict[str, Letter]:
    """Every mail, by `kind.case.language`."""
    return {
        f"{name}.{language}": addressed(name, language, content)
        for language in TO
        for name, content in contents(language).items()
    }


def addressed(name: str, language: str, content: Content) -> Letter:
    """The mail as it goes out."""
    asked_for = name.partition(".")[0] in ASKED_FOR
    letterhead = Letterhead(
        sender="wetalked <no-reply@talk.example>",
        name=TO[language][0],
        address="jonas@example.org",
        language=language,
        message_id=f"<{name}.{language}@talk.example>",
        at=1_796_468_400_000,
        unsubscribe_url=None if asked_for else f"{BASE_URL}/unsubscribe/jonas.0123456789abcdef",
    )
    return letter_of(content, letterhead)
