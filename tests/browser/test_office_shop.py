"""Organizers name their ticket shop, have it asked, and stop; and let another one send."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.office_day import DESK, LAPTOP, Laptops, heading, sit_down
from shops.pretix_server import TOKEN, Pretix, position, pretix

pytestmark = pytest.mark.browser


@pytest.fixture
def shop() -> Iterator[Pretix]:
    """A small pretix with a ticket that is good, one without a name, and one with a bad address."""
    with pretix() as running:
        running.order("AAA", position(1, "Mira Haas", "mira.haas@example.org"), position(2, None))
        running.order("BBB", position(3, "Otto Lang", "otto at home"))
        yield running


@pytest.fixture
def page(phone: Phone, laptops: Laptops) -> Iterator[Page]:
    """An organizer's laptop at the shop's page; afterwards no shop is set."""
    page = phone(width=LAPTOP, base_url=laptops.url)
    sit_down(page, laptops)
    page.goto("/events/day26")
    page.get_by_role("link", name="Ticket shop").click()
    heading(page, "Ticket shop")
    yield page
    laptops.call("DELETE", "/events/day26/shop")
    laptops.call("DELETE", "/events/day26/shop/hook/secret")


def save(page: Page, url: str, token: str) -> None:
    """Fill in both and press Save."""
    page.get_by_label("Address of the event").fill(url)
    page.get_by_label("API token of pretix").fill(token)
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_shop_is_set_asked_and_no_longer_used(page: Page, laptops: Laptops, shop: Pretix) -> None:
    address, token = page.get_by_label("Address of the event"), page.get_by_label("API token")
    save(page, "https://tickets.example/", TOKEN)
    expect(page.get_by_text("This is no event in pretix.")).to_be_visible()
    expect(address).to_be_focused()
    expect(token).to_have_value(TOKEN)
    save(page, shop.url, "wrong")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("The shop has not been asked yet.")).to_be_visible()
    page.get_by_role("button", name="Ask the shop now").click()
    expect(page.get_by_text("The shop does not know this API token.")).to_be_visible()
    token.fill(TOKEN)
    page.get_by_label("Pending orders count").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("There is one, kept encrypted.")).to_be_visible()
    expect(token).to_have_value("")
    page.get_by_role("button", name="Ask the shop now").click()
    expect(page.get_by_text("1 person was added.")).to_be_visible()
    expect(page.get_by_text("1 ticket says nobody’s name.")).to_be_visible()
    expect(page.get_by_role("heading", name="Could not be taken")).to_be_visible()
    page.get_by_label("How often").select_option("Every hour")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Asked next on")).to_be_visible()
    kept = laptops.call("GET", "/events/day26/shop")
    assert (kept["every_minutes"], kept["pending"], kept["problem"]) == (60, True, None)
    page.get_by_role("button", name="Stop using this shop").click()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(address).to_have_value("")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert laptops.call("GET", "/events/day26/shop")["state"] == "none"


def test_why_a_shop_could_not_be_asked_is_told_in_the_reader_s_language(
    phone: Phone, laptops: Laptops, shop: Pretix
) -> None:
    body = {"url": shop.url, "token": "wrong"}
    laptops.call("PUT", "/events/day26/shop", body)
    page = phone(width=LAPTOP, base_url=laptops.url)
    sit_down(page, laptops)
    headers = {"origin": laptops.url}
    page.request.patch("/api/v1/me", data={"language": "de"}, headers=headers)
    page.goto("/events/day26/shop")
    page.get_by_role("button", name="Jetzt fragen").click()
    expect(page.get_by_text("Der Shop kennt diesen API-Token nicht.")).to_be_visible()
    expect(page.get_by_text("The shop does not know this API token.")).to_be_visible()
    page.request.patch("/api/v1/me", data={"language": "en"}, headers=headers)
    laptops.call("DELETE", "/events/day26/shop")


def test_what_a_program_set_stays_when_the_page_saves(page: Page, laptops: Laptops) -> None:
    body = {"url": "https://pretix.example/acme/day26/", "token": TOKEN, "subevent": 7}
    laptops.call("PUT", "/events/day26/shop", {**body, "every_minutes": 30})
    page.reload()
    expect(page.get_by_label("How often")).to_have_value("30")
    page.get_by_label("Pending orders count").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    kept = laptops.call("GET", "/events/day26/shop")
    assert (kept["pending"], kept["subevent"], kept["every_minutes"]) == (True, 7, 30)


def test_the_secret_of_the_hook_is_shown_once_and_ends(page: Page, laptops: Laptops) -> None:
    page.get_by_role("button", name="Make a secret").click()
    secret = page.get_by_text("whsec_").text_content()
    assert secret is not None
    expect(page.get_by_text("/api/v1/events/day26/shop/hook")).to_be_visible()
    page.reload()
    expect(page.get_by_text("/api/v1/events/day26/shop/hook")).to_be_visible()
    expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("button", name="Make a new secret").click()
    page.get_by_role("button", name="Make a new secret").click()
    expect(page.get_by_text("whsec_")).not_to_have_text(secret)
    expect(page.get_by_role("button", name="Make a new secret")).to_have_count(0)
    page.get_by_role("button", name="Take no more messages").click()
    page.get_by_role("button", name="Take no more messages").click()
    expect(page.get_by_role("button", name="Make a secret")).to_be_visible()
    assert laptops.call("GET", "/events/day26/shop")["hook"] is None


def test_the_desk_sees_nothing_of_the_shop(phone: Phone, laptops: Laptops) -> None:
    page = phone(width=LAPTOP, base_url=laptops.url)
    sit_down(page, laptops, DESK)
    page.goto("/events/day26/people")
    expect(page.get_by_role("link", name="Walk-in desk")).to_be_visible()
    expect(page.get_by_role("link", name="Ticket shop")).to_have_count(0)
    page.goto("/events/day26/shop")
    expect(page.get_by_text("This page is for the event’s organizers.")).to_be_visible()
    expect(page.get_by_label("API token")).to_have_count(0)
