"""Pictures of all views: a sheet for each size, theme and language.

`uv run python tests/browser/contact_sheet.py [FOLDER]`

Fills a room with everything the app can show, walks through all views, and writes the sheets into
`contact-sheets` (or the folder that is named).
"""

import itertools
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser.chromium import HOW, find_chromium
from browser.phones import Phones, open_phones
from browser.room import open_room
from browser.views import VIEWS
from browser.visits import LANGUAGES, PHONE, Visit

# On a picture of the whole page nothing sticks in the middle of it.
UNSTUCK = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(".top, .bar, .done { position: static !important }");
document.adoptedStyleSheets = [sheet];
"""
THEMES: list[Literal["light", "dark"]] = ["light", "dark"]
ACROSS, SHRINK, GAP, HEAD = 11, 0.5, 12, 18


class Size(NamedTuple):
    """A phone's width, and the text size that its owner has set."""

    width: int
    scale: float

    def __str__(self) -> str:
        """As it stands in a file's name."""
        return f"{self.width}px-{self.scale:.0%}".replace("%", "pc")


SIZES = [Size(390, 1), Size(320, 1), Size(390, 2)]
Picture = tuple[str, Image.Image]


def main(folder: Path) -> None:
    """Take every picture, and lay them out."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit(HOW)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as kept,
        open_room(Path(kept)) as room,
        sync_playwright() as playwright,
        open_phones(playwright, chromium, room) as phones,
    ):
        for language in LANGUAGES:
            for style, pictures in taken(phones, language).items():
                file = folder / f"{style}-{language}.png"
                laid_out(pictures).save(file)
                print(file)  # noqa: T201 — a command's answer


def taken(phones: Phones, language: str) -> dict[str, list[Picture]]:
    """Every view in one language, by size and theme; each is opened once."""
    sheets: dict[str, list[Picture]] = {}
    for view in VIEWS:
        visit = phones.go(view, language)
        for style, picture in pictures_of(visit):
            sheets.setdefault(style, []).append((view.name, picture))
    return sheets


def pictures_of(visit: Visit) -> Iterator[Picture]:
    """The whole page, however long, in each size and theme."""
    visit.page.evaluate(UNSTUCK)
    for size, theme in itertools.product(SIZES, THEMES):
        visit.page.emulate_media(color_scheme=theme)
        visit.page.set_viewport_size({"width": size.width, "height": PHONE["height"]})
        with visit.text_scaled(size.scale):
            shot = visit.page.screenshot(full_page=True)
        yield f"{size}-{theme}", Image.open(BytesIO(shot))
    visit.page.emulate_media(color_scheme="light")
    visit.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})


def laid_out(pictures: list[Picture]) -> Image.Image:
    """Rows of pictures, each with its name above it."""
    small = [(name, picture.reduce(round(1 / SHRINK))) for name, picture in pictures]
    rows = [small[start : start + ACROSS] for start in range(0, len(small), ACROSS)]
    heights = [max(picture.height for _, picture in row) + HEAD + GAP for row in rows]
    width = small[0][1].width + GAP
    sheet = Image.new("RGB", (ACROSS * width + GAP, sum(heights) + GAP), "#888888")
    draw = ImageDraw.Draw(sheet)
    for number, row in enumerate(rows):
        down = GAP + sum(heights[:number])
        for across, (name, picture) in enumerate(row):
            draw.text((GAP + across * width, down), name, fill="white")
            sheet.paste(picture, (GAP + across * width, down + HEAD))
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "contact-sheets"))
