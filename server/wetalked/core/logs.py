"""The log: lines for people, or JSON for machines; never an address, a token or a name."""

import json
import logging
import logging.config
import re
from datetime import UTC, datetime
from typing import Any

# Names cannot be told from other words; whatever else could be somebody's is masked, also where
# a library says it: in the message of a fault, in the path of a request.
_NOT_FOR_THE_LOG = (
    (re.compile(r"[^\s@<>()\"'=:,;]+@[^\s@<>()\"',;]+"), "***@***"),
    (re.compile(r"\b(wt[po]|whsec)_[\w+/=-]+"), r"\1_***"),
    (re.compile(r"/(join|unsubscribe|yes|later|b|q)/[^\s\"'?]+", re.IGNORECASE), r"/\1/***"),
)


def without_secrets(text: str) -> str:
    """The text without mail addresses, tokens and codes."""
    for pattern, instead in _NOT_FOR_THE_LOG:
        text = pattern.sub(instead, text)
    return text


def tell(log: logging.Logger, level: int, what: str, **fields: Any) -> None:
    """A line that programs can read too: what happened, and the fields that say so."""
    known = {name: value for name, value in fields.items() if value is not None}
    log.log(level, what, extra={"fields": known})


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """The fields of a line that `tell` told."""
    return dict(getattr(record, "fields", {}))


class TextLines(logging.Formatter):
    """For people: the fields stand behind the message."""

    def __init__(self) -> None:
        """Time, level and logger in front."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 — logging's name
        """One line."""
        words = [f"{name}={value}" for name, value in fields_of(record).items()]
        return " ".join([super().formatMessage(record), *words])

    def format(self, record: logging.LogRecord) -> str:
        """The line and, where there is one, the traceback."""
        return without_secrets(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message, its fields and, where there is one, the traceback."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **fields_of(record),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return without_secrets(json.dumps(line, ensure_ascii=False, default=str))


def log_settings(style: str) -> dict[str, Any]:
    """The logging configuration (PEP 391) for `text` or `json`; everything goes to stderr."""
    formatters = {
        "text": {"()": "wetalked.core.logs.TextLines"},
        "json": {"()": "wetalked.core.logs.JsonLines"},
    }
    handler = {"class": "logging.StreamHandler", "formatter": style}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": {"stderr": handler},
        "root": {"level": "INFO", "handlers": ["stderr"]},
        "loggers": {
            "_granian": {"level": "WARNING", "handlers": ["stderr"], "propagate": False},
            "aiosmtplib": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
            "litestar": {"level": "WARNING"},
        },
    }
