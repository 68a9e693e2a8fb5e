"""The standard deck, and what an organizer's own may hold."""

import pytest

from wetalked.core.problems import Problem
from wetalked.events.deck import STANDARD, TO_ONESELF, DeckQuestion, own_deck


def test_the_standard_deck_and_the_questions_to_oneself_are_in_both_languages() -> None:
    assert (len(STANDARD), len(TO_ONESELF)) == (12, 3)
    assert all(one.de and one.en for one in [*STANDARD, *TO_ONESELF])
    assert own_deck(STANDARD) == list(STANDARD)


def test_an_own_question_needs_one_language_and_is_trimmed() -> None:
    assert own_deck([DeckQuestion(de=" Was nun? "), DeckQuestion(en="x" * 1000)]) == [
        DeckQuestion(de="Was nun?"),
        DeckQuestion(en="x" * 1000),
    ]
    assert own_deck([]) == []


@pytest.mark.parametrize(
    ("question", "field", "said"),
    [
        (DeckQuestion(), "deck[1]", "No text"),
        (DeckQuestion(de=" "), "deck[1].de", "Nothing to read"),
        (DeckQuestion("Was nun?", "x" * 1001), "deck[1].en", "1001 characters; at most 1000"),
        (DeckQuestion(en="a\x00b"), "deck[1].en", "control character (U+0000)"),
    ],
)
def test_an_own_question_that_is_not_accepted_says_which_and_why(
    question: DeckQuestion, field: str, said: str
) -> None:
    with pytest.raises(Problem) as refused:
        own_deck([DeckQuestion("Gut?"), question])
    (error,) = refused.value.errors
    assert (refused.value.name, error.field) == ("invalid", field)
    assert said in error.message
