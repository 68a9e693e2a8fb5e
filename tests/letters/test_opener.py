"""The first sentence of a message, from this very talk."""

from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.letters.opener import mail_url, opener, speakable, write_url


class Promised(NamedTuple):
    text: str
    state: str = "open"


class Asked(NamedTuple):
    text: str
    answer: str | None = None


MEMORY = "an meinen ersten Chor."
ARTICLE = "send the article"
BEGIN = "How did it begin?"


@pytest.mark.parametrize(
    ("reminded_of", "promises", "questions", "sentence"),
    [
        (MEMORY, [], [], "unser Gespräch hat bei mir etwas wachgerufen: meinen ersten Chor."),
        (None, [(ARTICLE,)], [], f"ich weiß noch, was ich für dich tun wollte: {ARTICLE}."),
        (None, [(ARTICLE, "kept")], [], f"erledigt, was ich für dich tun wollte: {ARTICLE}."),
        (
            *(None, [(ARTICLE, "let_go")], []),
            f"ehrlich gesagt schaffe ich es nicht: {ARTICLE}. Ich wollte dich nicht warten lassen.",
        ),
        (
            *(None, [], [(BEGIN,)]),
            f"eine Frage ist bei mir offen geblieben: „{BEGIN}“ Magst du erzählen?",
        ),
        (
            *(None, [], [(BEGIN, "by chance")]),
            f"ich hatte dich gefragt: „{BEGIN}“ Deine Antwort geht mir noch nach.",
        ),
        (None, [], [], "schön, dass wir bei „Day 26“ ins Gespräch kamen."),
        (None, [("ihr schreiben",)], [], "ich weiß noch, was ich für dich tun wollte."),
        (None, [("ask Him", "kept")], [], "erledigt, was ich für dich tun wollte."),
        (
            *(None, [("ihn anrufen", "let_go")], []),
            "ehrlich gesagt schaffe ich es nicht. Ich wollte dich nicht warten lassen.",
        ),
    ],
)
def test_the_german_sentence_says_what_was_noted(
    reminded_of: str | None, promises: list[Any], questions: list[Any], sentence: str
) -> None:
    notes = [Promised(*one) for one in promises], [Asked(*one) for one in questions]
    said = opener(
        *("de", "Mira", "Day 26"), reminded_of=reminded_of, promises=notes[0], questions=notes[1]
    )
    assert said == f"Hallo Mira, {sentence}"


@pytest.mark.parametrize(
    ("reminded_of", "promises", "questions", "sentence"),
    [
        ("my first choir..", [], [], "our talk brought something back: my first choir."),
        (None, [(ARTICLE,)], [], f"I still know what I wanted to do for you: {ARTICLE}."),
        (None, [(ARTICLE, "kept")], [], f"what I wanted to do for you is done: {ARTICLE}."),
        (
            *(None, [(ARTICLE, "let_go")], []),
            f"to be honest I cannot manage this: {ARTICLE}. I did not want to keep you waiting.",
        ),
        (
            *(None, [], [(BEGIN,)]),
            f"one question stayed open for me: “{BEGIN}” I’d love to hear more.",
        ),
        (
            *(None, [], [(BEGIN, "by chance")]),
            f"I asked you: “{BEGIN}” Your answer has stayed with me.",
        ),
        (None, [], [], "I’m glad we got talking at “Day 26”."),
        (None, [("send HER a card",)], [], "I still know what I wanted to do for you."),
        (None, [("ask him", "kept")], [], "what I wanted to do for you is done."),
        (
            *(None, [("call her", "let_go")], []),
            "to be honest I cannot manage this. I did not want to keep you waiting.",
        ),
    ],
)
def test_the_english_sentence_says_what_was_noted(
    reminded_of: str | None, promises: list[Any], questions: list[Any], sentence: str
) -> None:
    notes = [Promised(*one) for one in promises], [Asked(*one) for one in questions]
    said = opener(
        *("en", "Mira", "Day 26"), reminded_of=reminded_of, promises=notes[0], questions=notes[1]
    )
    assert said == f"Hello Mira, {sentence}"


def test_a_promise_that_can_be_said_to_the_other_is_preferred() -> None:
    promises = [Promised("ihn anrufen"), Promised("die Lehrerin fragen"), Promised("x", "kept")]
    assert opener("de", "M", "E", promises=promises).endswith("tun wollte: die Lehrerin fragen.")


def test_each_kind_of_note_comes_before_the_next() -> None:
    promises = [Promised(state, state) for state in ("let_go", "kept", "open")]
    questions = [Asked("answered?", "yes"), Asked("waiting?")]
    heard = [opener("en", "M", "E", reminded_of="rain", promises=promises, questions=questions)]
    while promises:
        heard.append(opener("en", "M", "E", promises=promises, questions=questions))
        promises.pop()
    while questions:
        heard.append(opener("en", "M", "E", questions=questions))
        questions.pop()
    heard.append(opener("en", "M", "E"))
    wanted = ["rain", "open", "kept", "let_go", "waiting?", "answered?", "at “E”"]
    assert [want in said for want, said in zip(wanted, heard, strict=True)] == [True] * 7


@pytest.mark.parametrize(
    ("note", "ending"),
    [
        ("the rain...", "back: the rain."),
        ("the rain …", "back: the rain."),
        ("  the\n rain. ", "back: the rain."),
        ("why not?", "back: why not?"),
        ("what a day!", "back: what a day!"),
        ("what a day!..", "back: what a day!"),
    ],
)
def test_free_text_ends_once(note: str, ending: str) -> None:
    assert opener("en", "M", "E", reminded_of=note).endswith(ending)


def test_a_note_without_words_is_no_note() -> None:
    said = opener(
        "de",
        "M",
        "E",
        reminded_of=" … ",
        promises=[Promised(".", "done")],
        questions=[Asked(" . ")],
    )
    assert said == opener("de", "M", "E")


def test_only_german_drops_the_preposition_and_only_as_a_word() -> None:
    for note, said in [("An Riga", ": Riga."), ("ans Meer", ": ans Meer."), ("Anna", ": Anna.")]:
        assert opener("de", "M", "E", reminded_of=note).endswith(said)
    assert opener("en", "M", "E", reminded_of="an old song").endswith(": an old song.")


def test_long_text_is_cut_at_a_word_and_says_so() -> None:
    said = opener("en", "M", "E", reminded_of="word, " * 40)
    assert said.endswith("word, word…")
    assert len(speakable("word, " * 40)) <= 160
    assert speakable("x" * 160) == "x" * 160
    assert speakable("x" * 161) == "x" * 159 + "…"
    assert speakable("x" * 159 + " yes") == "x" * 159 + "…"


@given(st.text(max_size=400))
def test_what_is_spoken_is_one_line_of_at_most_160_characters(note: str) -> None:
    said = speakable(note)
    assert len(said) <= 160
    assert "\n" not in said
    assert not said.endswith(".")


@pytest.mark.parametrize(
    "email", ["mira@example.org", "o'brien+a&b=c%/?#@example.org", "jörg@bücher.example"]
)
def test_a_link_to_write_holds_address_subject_and_sentence(email: str) -> None:
    sentence = "Hallo Zoë & Co, „50 % mehr?“ + gut\r\nx=y#z"
    url = write_url(email, sentence, subject="Day 26: a+b")
    assert url is not None
    assert url.isascii()
    parts = urlsplit(url)
    assert (parts.scheme, unquote(parts.path), parts.fragment) == ("mailto", email, "")
    assert parse_qs(parts.query) == {"subject": ["Day 26: a+b"], "body": [sentence]}
    assert "+" not in parts.query


def test_a_link_to_write_needs_an_address_and_no_subject() -> None:
    assert write_url(None, "Hello") is None
    assert write_url("", "Hello") is None
    assert write_url("m@example.org", "Hello you") == "mailto:m@example.org?body=Hello%20you"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_in_a_link_to_write_every_sign_with_a_meaning_of_its_own_is_a_percent_sign(
    said: str,
) -> None:
    nothing_safe = quote(said, safe="")
    url = write_url(f"{said}@example.org", said, subject=said)
    asked = f"subject={nothing_safe}&body={nothing_safe}"
    assert url == f"mailto:{nothing_safe}@example.org?{asked}"


@pytest.mark.parametrize("email", ["a?bcc=x@b.example", "a&cc=x%40y@b.example", "a#b@b.example"])
def test_a_link_to_an_address_names_that_address_and_nobody_else(email: str) -> None:
    parts = urlsplit(mail_url(email))
    assert (parts.scheme, unquote(parts.path)) == ("mailto", email)
    assert (parts.query, parts.fragment) == ("", "")
