"""However much was noted, a mail is short enough that no mail program clips its end."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from letters.samples import BASE_URL, TO, event_in
from wetalked.letters import event_letters as letters
from wetalked.letters.follow_up import follow_up_of, still_open
from wetalked.letters.length import FRAME, LENGTHS, Length, weight
from wetalked.mail.message import message_of
from wetalked.mail.model import Content, Letter
from wetalked.mail.render import Letterhead, letter_of
from wetalked.talks.model import Card, State, Talk, With
from wetalked.talks.notes import Promise, Question

CLIPPED_FROM = 102_000
AT = datetime(2026, 12, 5, 11, 0, tzinfo=UTC)
STOP = f"{BASE_URL}/unsubscribe/a-token-of-twenty-two-letters"
SCRIPTS = {
    "ascii": "word & <b> ",
    "umlauts": "Grüße, Öl ",
    "arabic": "مرحبا بكم ",
    "emoji": "🎒🧵 ",
}


def long_talk(number: int, state: State, script: str, notes: int, signs: int) -> Talk:
    """A talk with so many notes of so many signs, and a card."""
    said = (SCRIPTS[script] * signs)[:signs].strip() or "x"
    card = Card(
        email=f"guest{number}@work.example",
        phone="+49 170 1234567",
        phone_link="tel:+491701234567",
        link=f"https://people.example/{number}",
    )
    name = (f"{number} {said}")[:120].strip()
    return Talk(
        id=f"t{number}",
        event="day26",
        state=state,
        with_=With(f"p{number}", name, name, None, card if state == "mutual" else None, left=False),
        began_at=AT,
        mutual_at=AT if state == "mutual" else None,
        card_shown=True,
        questions=[Question(f"q{at}", said, AT, said if at % 2 else None) for at in range(notes)],
        promises=[Promise(f"m{at}", said, None, "open") for at in range(notes)],
        reminded_of=said,
    )


def built(kind: str, language: str, talks: list[Talk]) -> Letter:
    """The whole letter."""
    given, whole = TO[language][1], follow_up_of(event_in(language), talks, language)
    content: Content
    if kind == "follow-up":
        content = letters.follow_up_content(language, given, whole, BASE_URL)
    elif kind == "reminder":
        content = letters.reminder_content(language, given, whole, still_open(whole), BASE_URL)
    else:
        content = letters.before_erasure_content(
            language, given, whole, "a day", BASE_URL, account_too=True
        )
    letterhead = Letterhead(
        sender="w@talk.example",
        name="Jonas",
        address="jonas@example.org",
        language=language,
        message_id="<1@talk.example>",
        at=0,
        unsubscribe_url=STOP,
    )
    return letter_of(content, letterhead)


def sizes(made: Letter) -> tuple[int, int]:
    """Of the HTML in the built mail: as it is sent, and as it is read."""
    mail = message_from_bytes(message_of(made, "x").message, policy=policy.default)
    (html,) = (part for part in mail.walk() if part.get_content_type() == "text/html")
    sent = html.get_payload()
    assert isinstance(sent, str)
    return len(sent), len(html.get_content().encode())


@pytest.mark.parametrize("kind", ["follow-up", "reminder", "before-erasure"])
@pytest.mark.parametrize("script", list(SCRIPTS))
@pytest.mark.parametrize(
    ("talks", "notes", "signs"), [(100, 20, 1_000), (60, 1, 60), (2_000, 1, 1_000), (3, 20, 1_000)]
)
def test_a_mail_is_never_clipped(
    kind: str, script: str, talks: int, notes: int, signs: int
) -> None:
    states: tuple[State, ...] = ("mutual", "mutual", "waiting_for_you", "waiting_for_them")
    many = [long_talk(at, states[at % 4], script, notes, signs) for at in range(talks)]
    made = built(kind, "de", many)
    assert max(sizes(made)) < CLIPPED_FROM
    assert made.html.count(STOP) == 1
    assert STOP in made.text
    if kind != "before-erasure":
        assert f"{BASE_URL}/follow-up?event=" in made.html


def test_everybody_of_a_hundred_is_named_and_the_app_has_the_rest() -> None:
    many = [long_talk(at, "mutual", "umlauts", 20, 1_000) for at in range(100)]
    made = built("follow-up", "de", many)
    assert all(f">{at} Grüße" in made.html for at in range(100))
    assert "Hier steht das Kurze. Alles ist in der App:" in made.html
    (cards,) = made.files
    assert cards.text.count("BEGIN:VCARD") == 100


def test_an_ordinary_mail_says_it_all() -> None:
    made = built("follow-up", "en", [long_talk(at, "mutual", "ascii", 2, 80) for at in range(20)])
    assert "in short" not in made.html
    assert "…" not in made.text


def test_each_is_told_as_fully_as_the_others() -> None:
    many = [long_talk(7, "mutual", "ascii", 5, 400) for _ in range(50)]
    made = built("follow-up", "en", many)
    parts = made.text.split("7 word")[1:]
    assert len(set(parts[:-1])) <= 3


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("script", list(SCRIPTS))
def test_what_a_mail_will_take_is_foreseen(script: str, length: Length) -> None:
    many = [long_talk(at, "mutual", script, 3, 70) for at in range(20)]
    whole = follow_up_of(event_in("de"), many, "de")
    blocks = tuple(letters.people_blocks("de", whole.people, length))
    letterhead = Letterhead(
        sender="w@talk.example",
        name="Jonas",
        address="jonas@example.org",
        language="de",
        message_id="<1@talk.example>",
        at=0,
        unsubscribe_url=STOP,
    )
    made = letter_of(Content(subject="x", blocks=blocks), letterhead)
    sent, _ = sizes(made)
    assert 0.6 * weight(blocks) < sent < weight(blocks) + FRAME
