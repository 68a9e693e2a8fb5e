"""What the camera sees is told in one line while scanning goes on; no picture leaves the phone."""

import re
import statistics
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.camera import film_of, film_of_each
from browser.conftest import Phone
from browser.day import Day
from browser.scanning import (
    JONAS,
    MIRA,
    come_as_mira,
    day,
    open_camera,
    requests_of,
    take_back,
    talks_of,
)

__all__ = ["day"]  # a fixture

pytestmark = pytest.mark.browser
NOTED = "Noted. Jonas has yet to say yes."
SCANS = 5
MARKS = ("scan: frame taken", "scan: code read", "scan: name on screen")
# Notes, apart from the app's own marks, when a heading first names the person.
NOTE_NAME = """
name => new MutationObserver(() => {
  if (window.named || !document.querySelector("h1")?.textContent.includes(name)) return;
  requestAnimationFrame(() => { window.named = performance.now(); });
}).observe(document.body, { childList: true, subtree: true, characterData: true })
"""
COUNT_TONES = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) {
  window.tones++;
  return start.apply(this, at);
};
"""


def test_what_is_no_badge_of_here_gets_one_line_and_the_right_badge_is_read_after_it(
    day: Day, phone: Phone, tmp_path: Path
) -> None:
    seen = {
        "WIFI:T:WPA;S:hall;P:secret;;": 5.0,
        "HTTPS://ELSEWHERE.EXAMPLE/B/7KQ2M4XZ": 3.0,
        f"{day.url}/B/00000000".upper(): 3.0,
        day.address(MIRA): 3.0,
        day.address(JONAS): 3.0,
    }
    page = phone(film=film_of_each(seen, tmp_path / "all.mjpeg"))
    come_as_mira(page, day)
    open_camera(page)
    for line in (
        "That is not one of our badges. Still looking.",
        "That badge belongs to another place. Still looking.",
        "This badge is not known here.",
        "That is your own badge.",
        NOTED,
    ):
        expect(page.get_by_text(line)).to_be_visible(timeout=20_000)


def test_the_same_badge_twice_is_there_already(day: Day, phone: Phone, tmp_path: Path) -> None:
    page = phone(film=film_of(day.address(JONAS), tmp_path / "jonas.mjpeg"))
    come_as_mira(page, day)
    open_camera(page)
    expect(page.get_by_text(NOTED)).to_be_visible()
    page.goto(day.url)
    page.get_by_role("link", name="We talked", exact=True).click()
    expect(page.get_by_text("You had said so already.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("Jonas"))).to_be_visible()
    assert len(talks_of(page, day)) == 1


def test_that_a_code_was_found_is_spoken_and_outlives_the_view(
    day: Day, phone: Phone, tmp_path: Path
) -> None:
    page = phone(film=film_of(day.address(JONAS), tmp_path / "jonas.mjpeg"))
    come_as_mira(page, day)
    open_camera(page)
    expect(page.get_by_role("heading", name=re.compile("Jonas"))).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Code found.")).to_be_attached()


def test_no_picture_leaves_the_phone(day: Day, phone: Phone, tmp_path: Path) -> None:
    seen = {"WIFI:S:hall;;": 4.0, day.address(JONAS): 3.0}
    page = phone(film=film_of_each(seen, tmp_path / "two.mjpeg"))
    come_as_mira(page, day)
    asked = requests_of(page)
    open_camera(page)
    expect(page.get_by_text(NOTED)).to_be_visible(timeout=20_000)
    sent = [request for request in asked if request.post_data_buffer]
    assert any(request.url.endswith(".wasm") for request in asked), "the worker's are seen too"
    assert {request.url for request in sent} == {f"{day.url}/api/v1/sync"}
    assert all(request.post_data_json for request in sent)
    assert any(day.guests[JONAS]["badge"] in (request.post_data or "") for request in sent)
    assert max(len(request.post_data or "") for request in sent) < 500
    assert all(request.url.startswith((day.url, f"blob:{day.url}")) for request in asked)
    assert max(len(request.url) for request in asked) < 200


def test_a_sound_is_made_only_once_it_is_switched_on_and_never_in_quiet_mode(
    day: Day, phone: Phone, tmp_path: Path
) -> None:
    page = phone(film=film_of(day.address(JONAS), tmp_path / "jonas.mjpeg"))
    page.add_init_script(COUNT_TONES)
    come_as_mira(page, day)
    assert tones_of_a_scan(page, day) == 0
    box(page, day, "Sound").check()
    assert tones_of_a_scan(page, day) == 2
    set_quiet(page, day, quiet=True)
    assert tones_of_a_scan(page, day) == 0
    set_quiet(page, day, quiet=False)


def tones_of_a_scan(page: Page, day: Day) -> int:
    """How many tones began while a badge was scanned."""
    page.goto(day.url)
    page.get_by_role("link", name="We talked", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Jonas"))).to_be_visible()
    page.wait_for_timeout(400)
    return int(page.evaluate("window.tones"))


def box(page: Page, day: Day, name: str) -> Locator:
    """A box to tick in Me."""
    page.goto(f"{day.url}/me")
    return page.get_by_role("checkbox", name=re.compile(f"^{name}"))


def set_quiet(page: Page, day: Day, *, quiet: bool) -> None:
    switch = box(page, day, "Quiet mode")
    expect(switch).to_be_checked(checked=not quiet)
    with page.expect_response("**/api/v1/me"):
        switch.click()


def test_a_scan_leaves_marks_that_tell_how_long_it_took(
    day: Day, phone: Phone, tmp_path: Path
) -> None:
    page = phone(film=film_of(day.address(JONAS), tmp_path / "jonas.mjpeg"))
    come_as_mira(page, day)
    times = [times_of_a_scan(page, day) for _ in range(SCANS)]
    report(times)
    assert all(0 < read <= named for read, named, _ in times)
    assert all(observed > 0 for _, _, observed in times)


def times_of_a_scan(page: Page, day: Day) -> tuple[float, float, float]:
    """Milliseconds from the frame to the code, to the name as the app and as the page tells it."""
    page.goto(day.url)
    page.evaluate(NOTE_NAME, "Jonas")
    open_camera(page)
    expect(page.get_by_text(NOTED)).to_be_visible()
    page.wait_for_timeout(200)
    frame, code, name = (
        float(page.evaluate("name => performance.getEntriesByName(name).at(-1).startTime", mark))
        for mark in MARKS
    )
    take_back(page, day, page.url.rsplit("/", 1)[1])
    return code - frame, name - frame, float(page.evaluate("window.named")) - frame


def report(times: list[tuple[float, float, float]]) -> None:
    read, named, observed = (statistics.median(column) for column in zip(*times, strict=True))
    print(  # noqa: T201 — the test's log
        f"\ncamera frame to code {read:.0f} ms, to name on screen {named:.0f} ms "
        f"(seen from outside: {observed:.0f} ms), median of {len(times)} scans"
    )
