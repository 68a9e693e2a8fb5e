"""One picture of all views, in both themes and languages.

`uv run python tests/browser/contact_sheet.py [FILE]`

Runs the demo, walks through it on a phone of 390 by 844, and writes `contact-sheet.png` (or the
file that is named) into the working folder.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from browser.chromium import FLAGS, find_chromium
from servers import WETALKED, environment, free_port, wait_until_healthy

SIZE = {"width": 390, "height": 844}
SCALE = 0.5
GAP = 12
STYLES = [("light", "en"), ("dark", "en"), ("light", "de"), ("dark", "de")]
Step = Callable[[Page, str], None]


def goes_to(path: str) -> Step:
    """Opens a path of the app."""

    def go(page: Page, base: str) -> None:
        page.goto(base + path)

    return go


def opens_talk_with(name: str) -> Step:
    """Opens the talk with somebody from the list."""

    def go(page: Page, base: str) -> None:
        page.goto(f"{base}/talks")
        page.get_by_text(name).first.click()
        first = re.compile(name.split(maxsplit=1)[0])
        expect(page.get_by_role("heading", name=first)).to_be_visible()

    return go


VIEWS: list[tuple[str, Step]] = [
    ("badge", goes_to("/")),
    ("scan", goes_to("/scan")),
    ("typed code", goes_to("/scan/code")),
    ("talks", goes_to("/talks")),
    ("mutual talk", opens_talk_with("Amélie Müller-Lüdenscheidt")),
    ("waits for them", opens_talk_with("Zoë Østergård")),
    ("follow-up", goes_to("/follow-up")),
    ("me", goes_to("/me")),
    ("card", goes_to("/me/card")),
    ("devices", goes_to("/me/devices")),
    ("found badge", goes_to("/b/7K3M9QXT")),
]


def main(file: Path) -> None:
    """Run the demo, take every picture, lay them side by side."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("no Chromium found")
    process, base, links = start_demo()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            rows = [row(browser, base, links[1], theme, language) for theme, language in STYLES]
    finally:
        process.terminate()
        process.wait()
    lay_out(rows).save(file, optimize=True)
    print(file)  # noqa: T201 — a command's answer


def start_demo() -> "tuple[subprocess.Popen[str], str, list[str]]":
    """The process, its base URL, and the links it prints."""
    port = free_port()
    process = subprocess.Popen(
        [str(WETALKED), "demo"],
        env=environment({"BIND": f"127.0.0.1:{port}"}),
        stdout=subprocess.PIPE,
        stderr=Path(os.devnull).open("w"),  # noqa: SIM115 — as long as the process
        text=True,
    )
    assert process.stdout
    links = [process.stdout.readline().strip() for _ in range(3)]
    base = f"http://localhost:{port}"
    wait_until_healthy(base, process, Path(os.devnull))  # type: ignore[arg-type]  # text or bytes, only polled
    return process, base, links


def row(
    browser: Browser, base: str, link: str, theme: str, language: str
) -> list[tuple[str, Image.Image]]:
    """Every view in one theme and language; the first two before signing in."""
    context = browser.new_context(
        locale=language,
        viewport=SIZE,  # type: ignore[arg-type]  # a TypedDict of the same keys
        color_scheme="dark" if theme == "dark" else "light",
        permissions=["camera"],
    )
    page = context.new_page()
    pictures = [taken(page, "sign in", goes_to("/"), base)]
    pictures.append(taken(page, "link", goes_to(link.removeprefix(base)), base))
    page.get_by_role("button", name=re.compile("^(Sign in|Anmelden|Einloggen)$")).click()
    expect(page.get_by_role("navigation")).to_be_visible()
    set_language(context, base, language)
    pictures += [taken(page, f"{name}", step, base) for name, step in VIEWS]
    context.close()
    return pictures


def set_language(context: BrowserContext, base: str, language: str) -> None:
    """The person's own language comes before the browser's."""
    headers = {"origin": base, "content-type": "application/json"}
    answer = context.request.patch(
        f"{base}/api/v1/me", data={"language": language}, headers=headers
    )
    assert answer.ok, answer.text()


def taken(page: Page, name: str, step: Step, base: str) -> tuple[str, Image.Image]:
    """One picture, once the view stands still."""
    step(page, base)
    page.wait_for_load_state("load")
    time.sleep(0.7)
    return name, Image.open(BytesIO(page.screenshot()))


def lay_out(rows: list[list[tuple[str, Image.Image]]]) -> Image.Image:
    """A row for each style, a column for each view."""
    width, height = round(SIZE["width"] * SCALE), round(SIZE["height"] * SCALE)
    columns = max(len(pictures) for pictures in rows)
    size = (columns * (width + GAP) + GAP, len(rows) * (height + GAP + 20) + GAP)
    sheet = Image.new("RGB", size, "#888888")
    draw = ImageDraw.Draw(sheet)
    for down, pictures in enumerate(rows):
        for across, (name, picture) in enumerate(pictures):
            place = (GAP + across * (width + GAP), GAP + down * (height + GAP + 20))
            draw.text(place, name, fill="white")
            sheet.paste(
                picture.resize((width, height), Image.Resampling.LANCZOS), (place[0], place[1] + 18)
            )
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "contact-sheet.png"))
