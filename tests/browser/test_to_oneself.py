"""Questions to oneself after an in-house day: asked then, and kept nowhere."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.day import Host, change_event, open_event, sign_in

pytestmark = pytest.mark.browser
MIRA, JONAS = "Mira Lang", "Jonas Weiß"
KEPT_ANYWHERE = """async () => {
  const kept = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((then) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => then(opening.result);
    });
    for (const store of db.objectStoreNames) {
      const rows = db.transaction(store).objectStore(store).getAll();
      kept.push(JSON.stringify(await new Promise((then) => {
        rows.onsuccess = () => then(rows.result);
      })));
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      kept.push(request.url, await (await cache.match(request)).text());
  }
  return kept.join("\\n");
}"""


def test_answers_to_oneself_never_leave_the_page(phone: Phone, host: Host) -> None:
    day = open_event(host)
    guests = day.guests
    ends = datetime.now(UTC) + timedelta(minutes=30)
    change_event(day, in_house=True, ends_at=ends.isoformat())
    mira = phone()
    sign_in(mira, guests[MIRA])
    mira.get_by_role("link", name="Three questions to yourself").click()
    expect(mira.get_by_role("textbox")).to_have_count(3)
    mira.wait_for_timeout(3_000)  # what the app fetches ahead for later is there by now
    asked: list[str] = []
    mira.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    for question in mira.get_by_role("textbox").all():
        question.press_sequentially("Quittenbrot for nobody")
        question.blur()
    expect(mira.get_by_role("textbox").first).to_have_value("Quittenbrot for nobody")
    mira.wait_for_timeout(2_500)
    assert asked == []
    assert_kept_nowhere(mira)

    mira.get_by_role("link", name="Me", exact=True).click()
    mira.go_back()
    expect_empty(mira)
    mira.get_by_role("textbox").first.fill("Quittenbrot for nobody")
    mira.reload()
    expect_empty(mira)
    assert_kept_nowhere(mira)
    assert any("/assets/" in line for line in asked), "the reload's are seen"
    assert [line for line in asked if "Quittenbrot" in line] == []


def expect_empty(page: Page) -> None:
    """Nothing is written in any of the three fields."""
    expect(page.get_by_role("textbox")).to_have_count(3)
    for question in page.get_by_role("textbox").all():
        expect(question).to_have_value("")


def assert_kept_nowhere(page: Page) -> None:
    """No storage of the browser holds it; that it looks, the app's own things show."""
    kept = page.evaluate(KEPT_ANYWHERE)
    assert "/assets/index-" in kept
    assert "Quittenbrot" not in kept


def test_the_questions_to_oneself_are_for_the_end_of_in_house_days(
    phone: Phone, host: Host
) -> None:
    day = open_event(host)
    guests = day.guests
    change_event(day, in_house=True)
    mira = phone()
    sign_in(mira, guests[MIRA])
    mira.get_by_role("link", name="Me", exact=True).click()
    expect(mira.get_by_role("button", name="Enough for today")).to_be_visible()
    expect(mira.get_by_role("link", name="Three questions to yourself")).to_be_hidden()
