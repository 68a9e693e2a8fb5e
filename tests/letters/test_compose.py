"""What a follow-up holds, and what its mail says: all of it, for its reader alone, no count."""

import re
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
import pytest
import vobject

from wetalked.events.model import Event
from wetalked.letters import event_letters as letters
from wetalked.letters.follow_up import follow_up_of, still_open
from wetalked.mail.message import message_of
from wetalked.mail.render import Letterhead, letter_of
from wetalked.talks.model import Card, Talk, With
from wetalked.talks.notes import Promise, Question

NOON = datetime(2026, 12, 5, 11, 0, tzinfo=UTC)
EVENT = Event(
    slug="day26",
    name="Sommertag",
    starts_at=NOON,
    ends_at=NOON + timedelta(hours=6),
    time_zone="Europe/Berlin",
    language="de",
    follow_up_at=NOON + timedelta(days=1),
    remind_after_days=21,
    erase_after_days=180,
    in_house=False,
    help_contact=None,
)
State = Literal["mutual", "waiting_for_them", "waiting_for_you"]


def talk(name: str | None = "Mira Klein", state: State = "mutual", **more: Any) -> Talk:
    card = more.pop("card", Card())
    given = name.split()[0] if name else None
    fields: dict[str, Any] = {"questions": [], "promises": [], "reminded_of": None} | more
    return Talk(
        id=f"talk with {name}",
        event="day26",
        state=state,
        with_=With(f"p-{name}", name, given, None, card if state == "mutual" else None, not name),
        began_at=NOON,
        mutual_at=NOON if state == "mutual" else None,
        card_shown=True,
        **fields,
    )


def question(text: str, answer: str | None = None) -> Question:
    return Question("q", text, NOON, answer)


def promise(
    text: str, state: Literal["open", "kept", "let_go"] = "open", due: date | None = None
) -> Promise:
    return Promise("p", text, due, state)


def mail(talks: list[Talk], language: str = "en") -> EmailMessage:
    content = letters.follow_up_content(
        language, "Lena", follow_up_of(EVENT, talks, language), "https://talk.example"
    )
    letterhead = Letterhead(
        sender="wetalked <no-reply@talk.example>",
        name="Lena Vogt",
        address="lena@example.org",
        language=language,
        message_id="<1@talk.example>",
        at=0,
        unsubscribe_url="https://talk.example/unsubscribe/x",
    )
    content_bytes = message_of(letter_of(content, letterhead), "x").message
    return message_from_bytes(content_bytes, policy=policy.default)


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


FULL = talk(
    card=Card(email="mira@example.org", phone="+49 170 1234567", link="https://mira.example"),
    questions=[question("What has surprised you?", "The <sea>"), question("What next?")],
    promises=[promise("send the article", due=date(2026, 12, 12)), promise("call", "kept")],
    reminded_of="my grandfather's workshop",
)


def test_who_is_mutual_stands_among_the_people_and_the_others_wait() -> None:
    whole = follow_up_of(
        EVENT, [FULL, talk("Otto Sider", "waiting_for_you"), talk("Liv", "waiting_for_them")], "en"
    )
    assert [one.name for one in whole.people] == ["Mira Klein"]
    assert [(one.name, one.state) for one in whole.waiting] == [
        ("Otto Sider", "waiting_for_you"),
        ("Liv", "waiting_for_them"),
    ]


def test_the_list_reads_as_the_contract_says() -> None:
    told = msgspec.to_builtins(follow_up_of(EVENT, [FULL, talk("Liv", "waiting_for_them")], "en"))
    assert set(told) == {"event", "people", "waiting"}
    assert {"talk", "name", "card", "questions", "promises", "reminded_of", "opener"} <= set(
        told["people"][0]
    )
    assert told["people"][0]["card"] == {
        "email": "mira@example.org",
        "phone": "+49 170 1234567",
        "link": "https://mira.example",
    }
    assert set(told["waiting"][0]) == {
        *("talk", "state", "name", "questions", "promises", "reminded_of")
    }


def test_the_button_opens_a_message_that_begins_with_this_very_talk() -> None:
    (one,) = follow_up_of(EVENT, [FULL], "en").people
    assert one.opener == "Hello Mira, our talk brought something back: my grandfather's workshop."
    link = urlsplit(str(one.write_url))
    assert unquote(link.path) == "mira@example.org"
    assert parse_qs(link.query) == {"subject": ["Sommertag"], "body": [one.opener]}


def test_the_first_sentence_is_in_the_language_of_who_will_write_it() -> None:
    (one,) = follow_up_of(EVENT, [talk()], "de").people
    assert one.opener == "Hallo Mira, schön, dass wir bei „Sommertag“ ins Gespräch kamen."


def test_without_an_address_there_is_nothing_to_open() -> None:
    (one,) = follow_up_of(EVENT, [talk(card=Card(phone="+49 30 1"))], "en").people
    assert one.write_url is None
    assert one.opener


def test_someone_who_left_is_named_so_and_nobody_is_asked_to_write() -> None:
    gone = talk(None, reminded_of="the sea")
    (one,) = follow_up_of(EVENT, [gone], "en").people
    assert (one.name, one.opener, one.write_url) == (None, "", None)
    text = body(mail([gone]), "plain")
    assert "Someone who left" in text
    assert "the sea" in text
    assert "sentence" not in text


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_text_and_html_both_say_everything(kind: str) -> None:
    said = body(mail([FULL, talk("Otto Sider", "waiting_for_you")]), kind).replace("&#39;", "'")
    for what in (
        "Mira Klein",
        "What has surprised you?",
        "What next?",
        "no answer yet",
        "send the article",
        "12 December 2026",
        "call",
        "my grandfather's workshop",
        "mira@example.org",
        "+49 170 1234567",
        "https://mira.example",
        "Otto Sider",
        "https://talk.example/follow-up?event=day26",
        "https://talk.example/unsubscribe/x",
    ):
        assert what in said, what


def test_what_was_promised_stands_before_what_was_asked() -> None:
    text = body(mail([FULL]), "plain")
    assert text.index("send the article") < text.index("What has surprised you?")


def test_what_people_wrote_is_text_in_html() -> None:
    nasty = talk("<b>Bo</b> & Co", reminded_of='<img src="https://evil.example/x.png">')
    html = body(mail([nasty]), "html")
    assert "<b>Bo" not in html
    assert "evil.example" not in re.sub(r"&lt;.*?&gt;", "", html)


def test_a_link_that_is_no_page_is_not_made_one_to_tap() -> None:
    html = body(mail([talk(card=Card(link="javascript:alert(1)"))]), "html")
    assert 'href="javascript' not in html


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_loaded_from_elsewhere_and_nothing_is_counted(language: str) -> None:
    people = [talk(f"{name} Person") for name in ("Ada", "Bea", "Cleo")]
    got = mail(people, language)
    html = body(got, "html")
    assert re.findall(r'(?:src|background)="([^"]*)"', html) == ["cid:mark"]
    assert not re.search(r"url\(|@import|<script|<link", html)
    assert not re.search(
        r"\b(3|three|drei)\b", body(got, "plain") + str(got["Subject"]), re.IGNORECASE
    )


def test_all_cards_come_as_one_file_and_are_read_by_another_library() -> None:
    names = ["Mira Klein", "山田 太郎", "مريم الحداد", "O'Neil; Pat, Jr."]
    people = [talk(name, card=Card(email=f"p{at}@example.org")) for at, name in enumerate(names)]
    got = mail([*people, talk("No Card"), talk("Otto", "waiting_for_you")])
    (file,) = got.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/vcard", "day26.vcf")
    cards = list(vobject.readComponents(file.get_content()))
    assert [card.fn.value for card in cards] == names
    assert [card.email.value for card in cards] == [f"p{at}@example.org" for at in range(4)]


def test_nobody_showed_a_card_and_no_file_hangs_there() -> None:
    assert list(mail([talk()]).iter_attachments()) == []


def test_only_waiting_ones_are_not_called_people_one_talked_with() -> None:
    text = body(mail([talk("Otto Sider", "waiting_for_you")]), "plain")
    assert "these are the people you talked with" not in text
    assert "Waiting for your yes" in text


def test_forty_talks_are_under_100_kilobytes() -> None:
    many = [msgspec.structs.replace(FULL, id=str(number)) for number in range(40)]
    assert len(mail(many).as_bytes()) < 100_000


def test_a_reminder_holds_only_what_is_still_open() -> None:
    done = talk("Done Person", promises=[promise("x", "kept")], questions=[question("y", "z")])
    (one,) = still_open(follow_up_of(EVENT, [FULL, done, talk("Otto", "waiting_for_you")], "en"))
    assert [note.text for note in one.promises] == ["send the article"]
    assert [note.text for note in one.questions] == ["What next?"]
    assert one.reminded_of is None
