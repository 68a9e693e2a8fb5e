"""Why an attendee list is refused."""

from collections.abc import Sequence

from wetalked.core.problems import Problem

SAVE_AS = "Save it as CSV UTF-8 (in Excel: File, Save as, “CSV UTF-8”) and send that."
ACCEPTED = "A list is text in lines (CSV), its first line names the columns."


class NotAList(Problem):
    """What was sent is no attendee list; the message says what was read and what is accepted."""

    def __init__(self, detail: str, headings: Sequence[str] = ()) -> None:
        super().__init__("not-a-list", detail, headings=headings)


class ListTooLarge(Problem):
    """The list has more bytes or rows than are taken at once."""

    def __init__(self, detail: str) -> None:
        super().__init__("too-large", detail)


def no_text() -> NotAList:
    """The refusal of bytes that are no text."""
    return NotAList(
        "These bytes are no text in UTF-8, UTF-16 or Windows-1252, nor surely in another "
        f"encoding. {SAVE_AS} {ACCEPTED}"
    )
