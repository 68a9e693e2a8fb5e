"""A mail says the same about every talk, and nothing about how many there are or in which place."""

import pytest

from letters.samples import BASE_URL, CARDS, NOTED, PEOPLE, TO, event_in, talk
from wetalked.letters import event_letters as letters
from wetalked.letters.follow_up import follow_up_of, still_open
from wetalked.mail.model import Content
from wetalked.mail.render import Letterhead, letter_of
from wetalked.talks.model import State

STATES: tuple[State, ...] = ("mutual", "waiting_for_you", "waiting_for_them")


def of_so_many(kind: str, language: str, number: int) -> Content:
    """A mail about so many talks of each state, all alike."""
    talks = [
        talk(7, state, NOTED[language][0], PEOPLE[0], CARDS[0])
        for state in STATES
        for _ in range(number)
    ]
    given, whole = TO[language][1], follow_up_of(event_in(language), talks, language)
    if kind == "follow-up":
        return letters.follow_up_content(language, given, whole, BASE_URL)
    if kind == "reminder":
        return letters.reminder_content(language, given, whole, still_open(whole), BASE_URL)
    return letters.before_erasure_content(
        language, given, whole, "a day", BASE_URL, account_too=True
    )


def lines_of(content: Content, language: str) -> set[str]:
    """Every line of it, subject, text, HTML and files, once."""
    letterhead = Letterhead(
        sender="w@talk.example",
        name="",
        address="jonas@example.org",
        language=language,
        message_id="<1@talk.example>",
        at=0,
        unsubscribe_url=None,
    )
    made = letter_of(content, letterhead)
    files = "".join(file.text for file in made.files)
    return set(f"{made.subject}\n{made.text}\n{made.html}\n{files}".splitlines())


@pytest.mark.parametrize("language", list(TO))
@pytest.mark.parametrize("kind", ["follow-up", "reminder", "before-erasure"])
def test_a_mail_about_two_of_each_has_the_very_lines_of_one_about_thirty(
    kind: str, language: str
) -> None:
    two, thirty = (lines_of(of_so_many(kind, language, number), language) for number in (2, 30))
    assert two == thirty
    assert len(two) > 20
