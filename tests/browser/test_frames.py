"""Badges are read from pictures as bad as phones make them, by the decoder that is shipped."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

import wetalked
from browser.conftest import Phone
from browser.day import Host
from browser.frames import Frame, frames

pytestmark = pytest.mark.browser
STATIC = Path(wetalked.__file__).parent / "static"
COUNT, GOAL = 80, 75
TURNS = 2  # a badge that is held still is looked at from far and from near

# Starts the app's own worker and hands it each picture, as the scan view does with its camera's.
READ = """
async ([decoder, count, turns]) => {
  const worker = new Worker(decoder, { type: "module" });
  const told = () => new Promise((next) => worker.addEventListener(
    "message", ({ data }) => next(data), { once: true }));
  await told();
  const read = [];
  for (let number = 0; number < count; number++) {
    const jpeg = await (await fetch(`/frames/${number}`)).blob();
    const looks = [];
    for (let turn = 0; turn < turns; turn++) {
      const bitmap = await createImageBitmap(jpeg);
      const picture = new VideoFrame(bitmap, { timestamp: 0 });
      const begun = performance.now();
      worker.postMessage({ picture, turn }, [picture]);
      looks.push({ texts: await told(), took: performance.now() - begun });
    }
    read.push(looks);
  }
  worker.terminate();
  return read;
}
"""


def test_degraded_frames_are_read_and_none_is_read_wrongly(phone: Phone, host: Host) -> None:
    shown = frames(COUNT)
    page = phone()
    page.goto(host.url)
    looks = read(page, shown)
    texts = [{text for look in each for text in look["texts"]} for each in looks]
    right = [frame.text in found for frame, found in zip(shown, texts, strict=True)]
    report(looks, right)
    assert all(found <= {frame.text} for frame, found in zip(shown, texts, strict=True))
    assert sum(right) >= GOAL, f"missed: {[number for number, ok in enumerate(right) if not ok]}"


def read(page: Page, shown: list[Frame]) -> list[list[dict[str, Any]]]:
    """What the shipped decoder made of each frame, turn by turn."""

    def serve(route: Route) -> None:
        number = int(route.request.url.rsplit("/", 1)[1])
        route.fulfill(body=shown[number].jpeg, content_type="image/jpeg")

    page.route("**/frames/*", serve)
    (decoder,) = STATIC.glob("assets/decode.worker-*.js")
    looks: list[list[dict[str, Any]]] = page.evaluate(
        READ, [f"/assets/{decoder.name}", len(shown), TURNS]
    )
    return looks


def report(looks: list[list[dict[str, Any]]], right: list[bool]) -> None:
    """For whoever reads the log: how many, by which look, how fast."""
    by_turn = [sum(bool(each[turn]["texts"]) for each in looks) for turn in range(TURNS)]
    took = sorted(look["took"] for each in looks for look in each)
    print(  # noqa: T201 — the test's log
        f"\nframes read: {sum(right)} of {len(right)} (far {by_turn[0]}, near {by_turn[1]}); "
        f"a look takes {took[len(took) // 2]:.0f} ms (median)"
    )
