"""Pictures of every mail's HTML as Chromium shows it.

`uv run python tests/letters/contact_sheet.py [FOLDER]` writes one sheet for each width, theme and
language: `mails-360-dark-de.png` and so on, into the folder (or the working folder).
"""

import base64
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser.chromium import FLAGS, find_chromium
from letters.samples import samples
from wetalked.mail.model import Letter

WIDTHS = (360, 800)
THEMES = ("light", "dark")
LANGUAGES = ("de", "en")
HIGHEST = 1_900
GAP = 16


def main(folder: Path) -> None:
    """Write the sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = find_chromium()
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for width in WIDTHS:
            for theme in THEMES:
                for language in LANGUAGES:
                    sheet = lay_out(pictures(browser, width, theme, language))
                    sheet.save(folder / f"mails-{width}-{theme}-{language}.png")
        browser.close()


def pictures(
    browser: Browser, width: int, theme: str, language: str
) -> list[tuple[str, Image.Image]]:
    """Every mail in this style; the long ones only as far as one scrolls a little."""
    context = browser.new_context(
        viewport={"width": width, "height": 700},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    found = []
    for name, letter in samples().items():
        if name.endswith(language):
            page.set_content(with_pictures(letter))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            picture = Image.open(BytesIO(page.screenshot(full_page=True)))
            found.append((name, picture.crop((0, 0, width, min(picture.height, HIGHEST)))))
    context.close()
    return found


def with_pictures(letter: Letter) -> str:
    """The HTML with its own pictures in place, as a mail program puts them there."""
    html = letter.html
    for picture in letter.pictures:
        data = base64.b64encode(picture.png).decode()
        html = html.replace(f"cid:{picture.name}", f"data:image/png;base64,{data}")
    return html


def lay_out(found: list[tuple[str, Image.Image]]) -> Image.Image:
    """Side by side, each with its name above."""
    width = sum(picture.width + GAP for _, picture in found) + GAP
    sheet = Image.new("RGB", (width, HIGHEST + 2 * GAP + 20), "#888888")
    draw, across = ImageDraw.Draw(sheet), GAP
    for name, picture in found:
        draw.text((across, GAP // 2), name, fill="white")
        sheet.paste(picture, (across, GAP + 12))
        across += picture.width + GAP
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
