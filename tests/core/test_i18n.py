"""The texts the server says, and dates as a reader says them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from wetalked.core.i18n import LANGUAGES, MissingText, keys, text
from wetalked.core.i18n.dates import day, day_and_time, listing, span


def test_german_and_english_have_the_same_keys_and_placeholders() -> None:
    assert LANGUAGES == ("de", "en")
    assert keys("de") == keys("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_filled_by_its_placeholders_and_reads_as_typeset(language: str) -> None:
    for key, names in keys(language).items():
        said = text(language, key, **dict.fromkeys(names, "X"))
        assert said == said.strip() != ""
        assert not re.search(r"[{}\"]|  |\.\.", said), key
        assert "'" not in said, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_but_a_term_holds_a_number(language: str) -> None:
    counting = [key for key in keys(language) if re.search(r"\d", _raw(language, key))]
    assert counting == ["mail.sign_in.valid", "mail.new_address.valid"]


def _raw(language: str, key: str) -> str:
    return text(language, key, **dict.fromkeys(keys(language)[key], ""))


def test_values_are_put_in_as_they_are() -> None:
    said = text("de", "mail.follow_up.subject", event="{given} & <b>{0}</b>")
    assert said == "{given} & <b>{0}</b>: deine Gespräche"


@pytest.mark.parametrize(
    ("language", "key", "values"),
    [
        ("fr", "mail.footer.why", {"event": "X"}),
        ("de", "mail.no_such_text", {}),
        ("de", "mail.follow_up.subject", {"name": "X"}),
    ],
)
def test_what_is_missing_is_told_and_no_other_language_steps_in(
    language: str, key: str, values: dict[str, str]
) -> None:
    with pytest.raises(MissingText, match=key):
        text(language, key, **values)


NINE = datetime(2026, 12, 5, 8, 0, tzinfo=UTC)


def test_a_moment_is_said_in_the_zone_of_the_event() -> None:
    assert day_and_time(NINE, "Europe/Berlin", "de") == "Samstag, 5. Dezember 2026, 9:00 Uhr"
    assert day_and_time(NINE, "Europe/Berlin", "en") == "Saturday, 5 December 2026, 9:00"
    assert day_and_time(NINE, "Pacific/Auckland", "en") == "Saturday, 5 December 2026, 21:00"
    elsewhere = NINE.astimezone(timezone(timedelta(hours=-11)))
    assert day_and_time(elsewhere, "Europe/Berlin", "de") == "Samstag, 5. Dezember 2026, 9:00 Uhr"


def test_a_span_says_its_day_once_unless_it_ends_on_another() -> None:
    evening = NINE + timedelta(hours=9, minutes=30)
    assert span(NINE, evening, "Europe/Berlin", "de") == (
        "Samstag, 5. Dezember 2026, 9:00 bis 18:30 Uhr"
    )
    assert span(NINE, evening, "Europe/Berlin", "en") == (
        "Saturday, 5 December 2026, 9:00 to 18:30"
    )
    assert span(NINE, evening, "Pacific/Auckland", "de") == (
        "Samstag, 5. Dezember 2026, 21:00 Uhr, bis Sonntag, 6. Dezember 2026, 6:30 Uhr"
    )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        day_and_time(NINE.replace(tzinfo=None), "Europe/Berlin", "de")


def test_days_and_enumerations_are_said_as_people_do() -> None:
    assert day(date(2026, 12, 5), "de") == "5. Dezember 2026"
    assert day(date(2026, 12, 5), "en") == "5 December 2026"
    assert listing(["Mira", "Kim", "Zoë"], "de") == "Mira, Kim und Zoë"
    assert listing(["Mira", "Kim"], "en") == "Mira and Kim"
