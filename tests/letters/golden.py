"""The mails as they should read: `uv run python tests/letters/golden.py` writes them anew.

Look at the difference before you keep it.
"""

import re
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from letters.openers import openers
from letters.samples import samples
from wetalked.mail.message import message_of
from wetalked.mail.model import Letter

FOLDER = Path(__file__).parent / "golden"


def golden() -> Iterator[tuple[str, str]]:
    """Every file: its name, and what stands in it."""
    for name, letter in samples().items():
        yield f"{name}.txt", head(letter) + "\n" + letter.text
        yield f"{name}.html", letter.html
    yield "openers.txt", openers()


def head(letter: Letter) -> str:
    """The headers as a reader's program shows them, and the parts."""
    mail = message_from_bytes(message_of(letter, "x").message, policy=policy.default)
    headers = "".join(f"{name}: {value}\n" for name, value in mail.items())
    parts = "".join(
        f"[{part.get_content_type()} {part.get_filename() or ''}".rstrip() + "]\n"
        for part in mail.walk()
        if not part.is_multipart()
    )
    return re.sub(r'boundary="[^"]*"', 'boundary="…"', headers) + parts


def write_anew() -> None:
    """All of them, and no other."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, said in golden():
        (FOLDER / name).write_text(said, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_anew()
