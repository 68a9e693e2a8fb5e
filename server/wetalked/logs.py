"""The log: lines for people, or JSON for machines; never an address, a token or a name."""

import json
import logging
import logging.config
from datetime import UTC, datetime
from typing import Any


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message and, where there is one, the traceback."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_settings(style: str) -> dict[str, Any]:
    """The logging configuration (PEP 391) for `text` or `json`; everything goes to stderr."""
    formatters = {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": "wetalked.logs.JsonLines"},
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
