"""The open-question hint; the sentences are shared with the app's own rule."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.notes.deck import STANDARD, TO_ONESELF
from wetalked.notes.hint import judge

SENTENCES = json.loads(
    (Path(__file__).parents[1] / "data" / "questions.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"])
def test_a_sentence_is_judged_in_its_language_and_when_that_is_unknown(
    sentence: dict[str, str],
) -> None:
    assert judge(sentence["text"], sentence["language"]) == sentence["result"]
    assert judge(sentence["text"]) == sentence["result"]


def test_the_shared_sentences_show_every_result_in_both_languages() -> None:
    shown = Counter((one["language"], one["result"]) for one in SENTENCES)
    assert len(shown) == 8
    assert min(shown.values()) >= 6


@pytest.mark.parametrize("question", [*STANDARD, *TO_ONESELF], ids=lambda one: one.en)
def test_what_the_deck_offers_is_open(question: object) -> None:
    for language in ("de", "en"):
        said = getattr(question, language)
        assert judge(said, language) == judge(said) == "open"


def test_one_open_question_makes_a_text_open_and_a_statement_changes_nothing() -> None:
    assert judge("Ich mag deinen Vortrag. Arbeitest du im Vertrieb?") == "closed"
    assert judge("I liked your talk. What do you do? Do you like it here?") == "role"
    assert judge("Arbeitest du im Vertrieb?\nWas machst du so?\nWie kam das?") == "open"


def test_case_quotes_and_composition_do_not_matter() -> None:
    assert judge("»WOHNST DU IN LEIPZIG?«") == "closed"
    assert judge("“didn’t you give a talk?”") == "closed"
    assert judge("Worüber".replace("ü", "u\u0308") + " hast du gelacht?") == "open"


@given(st.text(max_size=200), st.sampled_from(["de", "en", None]))
def test_any_text_is_judged(text: str, language: str | None) -> None:
    assert judge(text, language) in {"open", "closed", "role", "none"}
