"""How much a mail about many talks says of each: mail programs clip the end of a long one.

Gmail does so at 102 kB of HTML; with the end would go the way out of all mails.
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Literal

from wetalked.mail.model import Block, Button, Heading, NoteList, Paragraph, Quote, Reach

# All of it; long notes cut; one note, no first sentence; only how to reach them; only the name.
Length = Literal["whole", "brief", "short", "cards", "names"]
LENGTHS: tuple[Length, ...] = ("whole", "brief", "short", "cards", "names")
# Of a label: how many notes, and of each how many characters.
NOTES: dict[Length, tuple[int, int]] = {"brief": (3, 200), "short": (1, 120)}

# Bytes of HTML as it is sent; what of it is not about talks.
MOST, FRAME = 100_000, 5_000
# The signs of markup around a block of each kind, around a note, what became of it, and a way.
AROUND = {Heading: 58, Paragraph: 28, Button: 165, NoteList: 28, Reach: 60, Quote: 50}
AROUND_RULE, AROUND_NOTE, AROUND_STATE, AROUND_WAY = 34, 36, 28, 24
# The longest line that goes as it is, and what encoding makes of others at most.
LONG_LINE, ENCODED = 900, 1.2
BASE64 = 1.37


def fitting(make: Callable[[Length], Iterable[Block]]) -> tuple[Length, tuple[Block, ...]]:
    """The fullest that fits; where not even all names do, those that do."""
    for length in LENGTHS:
        blocks = tuple(make(length))
        if weight(blocks) <= MOST - FRAME:
            return length, blocks
    return "names", tuple(first_of(blocks))


def first_of(blocks: Iterable[Block]) -> Iterator[Block]:
    """As many as there is room for."""
    room = float(MOST - FRAME)
    for block in blocks:
        room -= weight((block,))
        if room < 0:
            return
        yield block


def weight(blocks: Iterable[Block]) -> float:
    """How many bytes they take in the HTML at most, whatever its encoding."""
    html = "".join(map(like_html, blocks))
    bare = len(html.encode("ascii", "xmlcharrefreplace"))
    longest = max(map(len, html.split("\n")))
    return min(bare * (ENCODED if longest > LONG_LINE else 1), len(html.encode()) * BASE64)


def like_html(block: Block) -> str:
    """As many signs as the block has as HTML, and as long lines."""
    around = AROUND.get(type(block), AROUND_RULE)
    if isinstance(block, NoteList):
        notes = [(line, AROUND_NOTE) for line, _ in block.lines]
        states = [(state, AROUND_STATE) for _, state in block.lines if state]
        return filled((block.label, around), *notes, *states)
    if isinstance(block, Reach):
        ways = [(shown + (url or ""), AROUND_WAY) for _, shown, url in block.ways]
        return filled((block.label, around), *ways)
    if isinstance(block, Button):
        return filled((block.text + block.url, around))
    if isinstance(block, Quote):
        return filled((block.label, around), (block.text, 0))
    return filled((block.text if isinstance(block, Heading | Paragraph) else "", around))


def filled(*parts: tuple[str, int]) -> str:
    """Words as HTML writes them, and as many signs as stand around them."""
    return "".join(f"{'x' * around}{escape(part)}\n" for part, around in parts)


def cut(note: str, length: Length) -> str:
    """A note as far as it is told, up to the end of a word."""
    _, most = NOTES.get(length, (0, len(note)))
    if len(note) <= most:
        return note
    start = note[: most - 1]
    return f"{start.rsplit(maxsplit=1)[0] if ' ' in start.strip() else start}…"
