"""Looking goes on whatever happens to it; without a camera the typed path opens by itself."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from browser.camera import film_of, film_of_each, film_of_two
from browser.conftest import Phone
from browser.day import Day, Host, open_event
from browser.scanning import JONAS, MIRA, come_as_mira, day, open_camera, requests_of
from servers import free_port, server

__all__ = ["day"]  # a fixture

pytestmark = pytest.mark.browser
NOTED = "Noted. Jonas has yet to say yes."
FOREIGN = "That is not one of our badges. Still looking."
DENIED = "The camera is not allowed for this page."
LENS = "document.querySelector('video').srcObject?.getVideoTracks()[0].getSettings().deviceId"
END_CAMERA = "document.querySelector('video').srcObject.getVideoTracks()[0].stop()"
STATE = "document.querySelector('video').srcObject.getVideoTracks()[0].readyState"
BREAK = "() => { self.postMessage = () => { throw new Error('out of memory'); }; }"
HIDE = """
hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}
"""
# What such a phone's browser tells; that there is such a camera cannot be had here.
ABLE = """
window.wishes = [];
const able = MediaStreamTrack.prototype.getCapabilities;
MediaStreamTrack.prototype.getCapabilities = function () {
  return { ...able.call(this), torch: true, zoom: { min: 1, max: 2.5, step: 0.1 } };
};
MediaStreamTrack.prototype.applyConstraints = async function (wish) {
  window.wishes.push(wish.advanced[0]);
};
"""


@pytest.fixture
def film(day: Day, tmp_path: Path) -> Path:
    """Something foreign first, then the badge, for as long as it takes to break things."""
    seen = {"WIFI:S:hall;;": 6.0, day.address(JONAS): 6.0}
    return film_of_each(seen, tmp_path / "two.mjpeg")


def begin(page: Page, day: Day) -> None:
    """The camera is open, the decoder reads."""
    come_as_mira(page, day)
    open_camera(page)
    expect(page.get_by_text(FOREIGN)).to_be_visible(timeout=20_000)


def test_a_decoder_that_dies_without_a_word_is_replaced(day: Day, phone: Phone, film: Path) -> None:
    page = phone(film=film)
    begin(page, day)
    page.workers[0].evaluate("self.close()")
    expect(page.get_by_text(NOTED)).to_be_visible(timeout=30_000)


def test_a_decoder_that_breaks_is_replaced(day: Day, phone: Phone, film: Path) -> None:
    page = phone(film=film)
    begin(page, day)
    page.workers[0].evaluate(BREAK)
    expect(page.get_by_text(NOTED)).to_be_visible(timeout=30_000)


def test_a_camera_that_ends_is_opened_again(day: Day, phone: Phone, film: Path) -> None:
    page = phone(film=film)
    begin(page, day)
    page.evaluate(END_CAMERA)
    expect(page.get_by_text(NOTED)).to_be_visible(timeout=30_000)


def test_a_camera_that_ends_behind_a_hidden_page_is_opened_when_it_is_shown(
    day: Day, phone: Phone, film: Path
) -> None:
    page = phone(film=film)
    begin(page, day)
    page.evaluate(HIDE, True)
    page.evaluate(END_CAMERA)
    page.wait_for_timeout(1_500)
    assert page.evaluate(STATE) == "ended"
    page.evaluate(HIDE, False)
    expect(page.get_by_text(NOTED)).to_be_visible(timeout=30_000)


def test_leaving_the_view_switches_the_camera_off(day: Day, phone: Phone, film: Path) -> None:
    page = phone(film=film)
    begin(page, day)
    page.evaluate("window.track = document.querySelector('video').srcObject.getVideoTracks()[0]")
    with page.workers[0].expect_event("close"):
        page.get_by_role("link", name="Close").click()
    expect(page.get_by_role("navigation")).to_be_visible()
    assert page.evaluate("window.track.readyState") == "ended"
    assert page.workers == []


def test_badges_are_read_where_the_browser_has_no_webassembly(
    day: Day, phone: Phone, tmp_path: Path
) -> None:
    page = phone(film=film_of(day.address(JONAS), tmp_path / "jonas.mjpeg"))
    page.context.route("**/decode.worker-*.js", without_webassembly)
    come_as_mira(page, day)
    asked = requests_of(page)
    page.get_by_role("link", name="We talked", exact=True).click()
    expect(page.get_by_text(NOTED)).to_be_visible(timeout=20_000)
    assert any("/assets/plain-" in request.url for request in asked)
    assert not any(request.url.endswith(".wasm") for request in asked)


def without_webassembly(route: Route) -> None:
    """The shipped decoder, in a browser that has no WebAssembly."""
    shipped = route.fetch()
    route.fulfill(response=shipped, body=f"delete self.WebAssembly;\n{shipped.text()}")


def test_another_lens_can_be_chosen_and_is_remembered(day: Day, phone: Phone) -> None:
    page = phone(flags=["--use-fake-device-for-media-stream=device-count=3"])
    come_as_mira(page, day)
    open_camera(page)
    other = page.get_by_role("button", name="Other camera")
    other.wait_for()
    first = page.evaluate(LENS)
    other.click()
    page.wait_for_timeout(1_000)
    second = page.evaluate(LENS)
    assert second not in {first, None}
    page.reload()
    expect(other).to_be_visible()
    assert page.evaluate(LENS) == second


def test_light_and_zoom_are_offered_where_the_camera_has_them(day: Day, phone: Phone) -> None:
    page = phone(flags=["--lang=en"])
    page.add_init_script(ABLE)
    come_as_mira(page, day)
    open_camera(page)
    page.get_by_role("button", name="Light").click()
    expect(page.get_by_role("button", name="Light", pressed=True)).to_be_visible()
    zoom = page.get_by_role("group", name="Zoom")
    assert zoom.get_by_role("button").all_inner_texts() == ["1×", "2×"]
    zoom.get_by_role("button", name="2×").click()
    expect(zoom.get_by_role("button", name="2×", pressed=True)).to_be_visible()
    assert page.evaluate("window.wishes") == [{"torch": True}, {"zoom": 2}]


def test_a_camera_that_is_not_allowed_opens_the_typed_path_with_the_reason(
    day: Day, phone: Phone
) -> None:
    page = phone(allowed=False)
    come_as_mira(page, day)
    page.get_by_role("link", name="We talked", exact=True).click()
    expect(page.get_by_text(DENIED)).to_be_visible()
    expect(page.get_by_role("textbox", name="Code on the badge")).to_be_visible()
    page.get_by_role("link", name="Back").click()
    page.context.grant_permissions(["camera"])
    page.get_by_role("link", name="We talked", exact=True).click()
    expect(page.get_by_text("Hold the badge inside the frame.")).to_be_visible()


def test_a_no_is_not_asked_about_again_until_it_is_wished(day: Day, phone: Phone) -> None:
    page = phone(allowed=False)
    page.add_init_script("""
        window.asked = 0;
        const ask = MediaDevices.prototype.getUserMedia;
        MediaDevices.prototype.getUserMedia = function (wish) {
          window.asked++;
          return ask.call(this, wish);
        };
    """)
    come_as_mira(page, day)
    for _ in range(2):
        page.get_by_role("link", name="We talked", exact=True).click()
        expect(page.get_by_text(DENIED)).to_be_visible()
        page.get_by_role("link", name="Back").click()
    assert page.evaluate("window.asked") == 1
    page.get_by_role("link", name="We talked", exact=True).click()
    page.get_by_role("link", name="Try the camera again").click()
    expect(page.get_by_text(DENIED)).to_be_visible()
    assert page.evaluate("window.asked") == 2


def test_without_https_the_typed_path_opens_and_says_so(phone: Phone, tmp_path: Path) -> None:
    port = free_port()
    plain = f"http://talk.test:{port}"
    with server(tmp_path, {"BASE_URL": plain}, port=port):
        guests = open_event(Host(f"http://127.0.0.1:{port}", tmp_path)).guests
        page = phone(flags=["--host-resolver-rules=MAP talk.test 127.0.0.1"])
        page.goto(guests[MIRA]["join_url"])
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("link", name="We talked", exact=True).click()
        expect(page.get_by_text(re.compile("Without https"))).to_be_visible()
        expect(page.get_by_role("textbox", name="Code on the badge")).to_be_visible()
        expect(page.get_by_role("link", name="Try the camera again")).to_have_count(0)


NEVER_ANSWERS = """
window.asked = 0;
const { getUserMedia } = MediaDevices.prototype;
MediaDevices.prototype.getUserMedia = function (wish) {
  window.asked += 1;
  return window.answers ? getUserMedia.call(this, wish) : new Promise(() => {});
};
"""


def test_a_camera_that_never_answers_is_told_and_asked_anew_when_the_page_is_shown(
    day: Day, phone: Phone, tmp_path: Path
) -> None:
    page = phone(film=film_of(day.address(MIRA), tmp_path / "own.mjpeg"))
    page.add_init_script(NEVER_ANSWERS)
    come_as_mira(page, day)
    open_camera(page)
    expect(page.get_by_text("No picture yet.")).to_be_visible()
    expect(page.get_by_role("link", name="Type the code")).to_be_visible()
    page.evaluate("answers = true; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("That is your own badge.")).to_be_visible()
    assert page.evaluate("asked") == 2


def test_beside_my_own_badge_in_the_middle_the_other_one_is_read(
    day: Day, phone: Phone, tmp_path: Path
) -> None:
    film = film_of_two(day.address(MIRA), day.address(JONAS), tmp_path / "beside.mjpeg")
    page = phone(film=film)
    come_as_mira(page, day)
    open_camera(page)
    expect(page.get_by_role("heading", name=JONAS)).to_be_visible()
