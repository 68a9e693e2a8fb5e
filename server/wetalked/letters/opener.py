"""The first sentence of a message to somebody one talked with, and the link that begins it."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Protocol
from urllib.parse import quote

from wetalked.core.i18n import text

LONGEST = 160
# What `quote` makes of each octet where nothing is safe: a look here takes a third of its time.
_QUOTED = tuple(quote(bytes([octet]), safe="") for octet in range(256))

# They would speak about the reader to the reader, so the words of such a promise are left out.
_THIRD_PERSON = re.compile(
    r"\b(ihr|ihre[mnrs]?|ihm|ihn|ihnen|sie|seine[mnrs]?|her|hers|him|his|she|he)\b", re.IGNORECASE
)


class PromiseLike(Protocol):
    """What the sentence needs to know of a promise."""

    @property
    def text(self) -> str: ...
    @property
    def state(self) -> str: ...


class QuestionLike(Protocol):
    """What the sentence needs to know of a question."""

    @property
    def text(self) -> str: ...
    @property
    def answer(self) -> str | None: ...


def opener(
    language: str,
    given: str,
    event: str,
    *,
    reminded_of: str | None = None,
    promises: Sequence[PromiseLike] = (),
    questions: Sequence[QuestionLike] = (),
) -> str:
    """A sentence from this very talk: the first of what it reminded of, promises and questions.

    `given` is how the other one is called, `event` the event's name.
    """
    candidates = chain(
        _from_memory(language, reminded_of),
        _from_promises(promises),
        _from_questions(questions),
    )
    key, what = next(candidates, ("opener.nothing", ""))
    return text(language, key, given=given, event=event, what=what)


def _from_memory(language: str, reminded_of: str | None) -> Iterator[tuple[str, str]]:
    phrase = speakable(reminded_of or "")
    if language == "de":
        phrase = re.sub(r"^an\s+", "", phrase, flags=re.IGNORECASE)
    if phrase:
        yield "opener.reminded_of", _after_colon(phrase)


def _from_promises(promises: Sequence[PromiseLike]) -> Iterator[tuple[str, str]]:
    for state in ("open", "kept", "let_go"):
        texts = [promise.text for promise in promises if promise.state == state]
        sayable = [
            phrase
            for phrase in map(speakable, texts)
            if phrase and not _THIRD_PERSON.search(phrase)
        ]
        if texts:
            yield f"opener.promise.{state}", _after_colon(sayable[0]) if sayable else "."


def _from_questions(questions: Sequence[QuestionLike]) -> Iterator[tuple[str, str]]:
    asked = [(question.answer, speakable(question.text)) for question in questions]
    yield from (
        ("opener.question.unanswered", note) for answer, note in asked if note and not answer
    )
    yield from (("opener.question.answered", note) for answer, note in asked if note and answer)


def _after_colon(phrase: str) -> str:
    return f": {phrase}" if phrase[-1] in "?!…" else f": {phrase}."


def speakable(note: str) -> str:
    """A note as part of a sentence: one line, no full stop at its end, cut at a word."""
    line = " ".join(note.split()).rstrip(" .…")
    if len(line) <= LONGEST:
        return line
    whole_words, space, _ = line[:LONGEST].rpartition(" ")
    return (whole_words if space else line[: LONGEST - 1]).rstrip(" ,;:.…–-") + "…"


def write_url(email: str | None, opener: str, subject: str | None = None) -> str | None:
    """The link that opens a mail program with the sentence (RFC 6068); None without an address."""
    if not email:
        return None
    fields = {"subject": subject, "body": opener}
    asked = "&".join(f"{name}={_quoted(phrase)}" for name, phrase in fields.items() if phrase)
    return f"{mail_url(email)}?{asked}"


def mail_url(email: str) -> str:
    """The link that begins a mail to this address, and says nothing else (RFC 6068).

    An address may hold `?` and `&`: as they are, they would add recipients.
    """
    local, _, domain = email.rpartition("@")
    return f"mailto:{_quoted(local)}@{_quoted(domain)}"


def _quoted(phrase: str) -> str:
    return "".join([_QUOTED[octet] for octet in phrase.encode()])
