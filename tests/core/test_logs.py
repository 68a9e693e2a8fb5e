"""Lines of the log hold their fields, and nothing that is somebody's."""

import json
import logging

import pytest

from wetalked.core.logs import JsonLines, TextLines, tell

SECRETS = (
    "ann@example.org",
    "wtp_Abc-d_ef",
    "wto_Abc-d_ef",
    "whsec_Abc/d+ef=",
    "/join/Abc-d_ef",
    "/unsubscribe/Abc-d_ef",
    "/B/7K3M9QXT",
)


class Lines(logging.Handler):
    """What is told, in a style."""

    def __init__(self, style: logging.Formatter) -> None:
        """Nothing yet."""
        super().__init__()
        self.setFormatter(style)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        self.told.append(self.format(record))


def line(style: logging.Formatter, message: str, **fields: object) -> str:
    """One line in this style."""
    log, lines = logging.getLogger("tests.logs"), Lines(style)
    log.addHandler(lines)
    tell(log, logging.WARNING, message, **fields)
    log.removeHandler(lines)
    return lines.told[0]


def test_fields_stand_behind_the_message_or_beside_it() -> None:
    text = line(TextLines(), "refused", status=429, person=None)
    assert text.endswith(" WARNING tests.logs: refused status=429")
    found = json.loads(line(JsonLines(), "refused", status=429, person=None))
    assert (found["level"], found["message"], found["status"]) == ("warning", "refused", 429)
    assert "person" not in found


@pytest.mark.parametrize("style", [TextLines(), JsonLines()], ids=["text", "json"])
@pytest.mark.parametrize("secret", SECRETS)
def test_what_could_be_somebodys_is_masked_also_in_a_fault(
    style: logging.Formatter, secret: str
) -> None:
    fault = ValueError(f"Key (email)=({secret}) already exists.")
    record = logging.LogRecord(
        "tests", logging.ERROR, "", 1, f"failed at {secret}", (), (ValueError, fault, None)
    )
    told = style.format(record)
    assert secret.rpartition("/")[2] not in told
    assert "already exists" in told
