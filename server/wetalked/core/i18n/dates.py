"""Dates, times and enumerations as a reader says them, in the zone of the event."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.lists import format_list

from wetalked.core.i18n import text


@lru_cache(maxsize=1_024)
def day(when: date, language: str) -> str:
    """A day without its weekday: "5. Dezember 2026"."""
    return format_date(when, text(language, "date.day"), text(language, "locale"))


def day_and_time(when: datetime, zone: str, language: str) -> str:
    """A moment in the zone: "Samstag, 5. Dezember 2026, 9:00 Uhr"."""
    there = _there(when, zone)
    return text(language, "date.moment", day=_weekday(there, language), time=_time(there, language))


def span(starts: datetime, ends: datetime, zone: str, language: str) -> str:
    """From when to when: the day is said once, unless the zone has another when it ends."""
    first, last = _there(starts, zone), _there(ends, zone)
    if first.date() != last.date():
        moments = [day_and_time(when, zone, language) for when in (starts, ends)]
        return text(language, "date.days", starts=moments[0], ends=moments[1])
    day_ = _weekday(first, language)
    hours = [_time(when, language) for when in (first, last)]
    return text(language, "date.hours", day=day_, starts=hours[0], ends=hours[1])


def listing(words: Sequence[str], language: str) -> str:
    """The words with commas, and "and" before the last one."""
    return format_list(words, locale=text(language, "locale"))


def _there(when: datetime, zone: str) -> datetime:
    if when.tzinfo is None:
        raise ValueError(f"{when} has no time zone; a moment with one is accepted.")
    return when.astimezone(ZoneInfo(zone))


def _weekday(when: datetime, language: str) -> str:
    return _said(when, "date.weekday", language)


def _time(when: datetime, language: str) -> str:
    return _said(when, "date.time", language)


def _said(when: datetime, pattern: str, language: str) -> str:
    return format_datetime(when, text(language, pattern), locale=text(language, "locale"))
