"""Organizers make an event, change it, and see how far it is."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.office_day import DESK, LAPTOP, Laptops, heading, sit_down
from browser.room import EVENT

pytestmark = pytest.mark.browser


@pytest.fixture
def page(phone: Phone, laptops: Laptops) -> Page:
    """An organizer's laptop."""
    page = phone(width=LAPTOP, base_url=laptops.url)
    sit_down(page, laptops)
    return page


def fill_in(page: Page, name: str) -> None:
    """The form of a new event."""
    page.goto("/new-event")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_label("Begins").fill("2027-12-04T09:00")


def test_whoever_organizes_and_takes_part_nowhere_begins_at_the_events(page: Page) -> None:
    expect(page).to_have_url(re.compile("/events$"))
    heading(page, "Events")
    expect(page.get_by_role("link", name=EVENT)).to_be_visible()


def test_a_new_event_says_when_its_mails_go_out_before_it_is_saved(
    page: Page, laptops: Laptops
) -> None:
    fill_in(page, "Fröhlicher Tag")
    expect(page.get_by_label("Ends")).to_have_value("2027-12-04T18:00")
    expect(page.get_by_text("Sun, 5 December 2027 at 09:00 (Europe/Berlin)")).to_be_visible()
    page.get_by_role("button", name="Create the event").click()
    heading(page, "Fröhlicher Tag")
    expect(page).to_have_url(re.compile("/events/froehlicher-tag$"))
    told = laptops.call("GET", "/events/froehlicher-tag")
    assert (told["starts_at"], told["follow_up_at"]) == (
        "2027-12-04T08:00:00Z",
        "2027-12-05T08:00:00Z",
    )


def test_what_was_typed_outlives_a_refusal_a_dead_network_and_a_reload(page: Page) -> None:
    fill_in(page, "Second")
    short = page.get_by_label("Short name in addresses")
    short.fill("day26")
    page.get_by_role("button", name="Create the event").click()
    expect(page.get_by_text("Another event has this short name.")).to_be_visible()
    expect(short).to_be_focused()
    page.route("**/api/v1/events", lambda route: route.abort())
    page.get_by_role("button", name="Create the event").click()
    expect(page.get_by_text("What you wrote is still here")).to_be_visible()
    page.unroute_all()
    page.reload()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Second")
    expect(short).to_have_value("day26")


def test_a_new_event_can_be_like_an_earlier_one(page: Page, laptops: Laptops) -> None:
    deck = {"deck": [{"en": "What did you bring along?"}], "erase_after_days": 30}
    laptops.call("PATCH", "/events/day26", deck)
    page.goto("/new-event")
    page.get_by_label("Like an earlier event").select_option(label=EVENT)
    expect(page.get_by_label("Days until all of it is erased")).to_have_value("30")
    page.get_by_label("Name", exact=True).fill("Again")
    page.get_by_label("Short name in addresses").fill("again")
    page.get_by_label("Begins").fill("2027-06-05T09:00")
    page.get_by_role("button", name="Create the event").click()
    heading(page, "Again")
    (question,) = laptops.call("GET", "/events/again/deck")["questions"]
    assert question["en"] == "What did you bring along?"
    laptops.call("PATCH", "/events/day26", {"deck": None, "erase_after_days": 180})


def test_a_change_sends_only_what_is_different(page: Page, laptops: Laptops) -> None:
    page.goto("/events/day26/settings")
    help_contact = page.get_by_label("Help on the spot")
    help_contact.fill("Olga, room 3")
    laptops.call("PATCH", "/events/day26", {"in_house": True})
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    told = laptops.call("GET", "/events/day26")
    assert (told["help_contact"], told["in_house"]) == ("Olga, room 3", True)
    help_contact.fill("Nobody")
    page.get_by_role("button", name="Discard changes").click()
    expect(help_contact).to_have_value("Olga, room 3")


def test_a_wrong_time_is_told_at_its_field(page: Page) -> None:
    page.goto("/events/day26/settings")
    page.get_by_label("Begins").fill("2027-06-05T09:00")
    page.get_by_label("Ends").evaluate("one => one.removeAttribute('min')")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The end must be later than the beginning.")).to_be_visible()
    expect(page.get_by_label("Ends")).to_be_focused()
    page.get_by_role("button", name="Discard changes").click()


def test_the_steps_say_how_far_they_are_and_that_no_mail_leaves(page: Page) -> None:
    page.goto("/events/day26")
    steps = page.get_by_role("listitem")
    expect(steps.filter(has_text="People")).to_contain_text("3 people are on the list.Done")
    expect(steps.filter(has_text="Badges")).to_contain_text("3 badges are not printed yet.To do")
    expect(steps.filter(has_text="Follow-up")).to_contain_text("Comes later")
    expect(page.get_by_text("No mail leaves this machine")).to_be_visible()
    expect(page.get_by_text("a figure appears only where at least five people")).to_be_visible()


def test_an_unused_event_is_deleted_at_once(page: Page, laptops: Laptops) -> None:
    event = laptops.call("GET", "/events/day26")
    wanted = ("starts_at", "ends_at", "time_zone", "language")
    more = {name: event[name] for name in wanted}
    laptops.call("POST", "/events", {"slug": "unused", "name": "Unused", **more})
    page.goto("/events/unused/settings")
    page.get_by_role("button", name="Delete the event").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    heading(page, "Events")
    expect(page.get_by_text("“Unused” is deleted.")).to_be_visible()
    expect(page.get_by_role("link", name="Unused")).to_have_count(0)


def test_the_desk_sees_people_and_nothing_of_the_rest(phone: Phone, laptops: Laptops) -> None:
    page = phone(width=LAPTOP, base_url=laptops.url)
    sit_down(page, laptops, DESK)
    page.get_by_role("link", name="Me", exact=True).click()
    page.get_by_role("link", name="Events I run").click()
    page.get_by_role("link", name=EVENT).click()
    expect(page.get_by_role("link", name="People")).to_be_visible()
    for word in ("Badges", "Invitations", "Follow-up", "Settings", "Team"):
        expect(page.get_by_role("link", name=word)).to_have_count(0)
    for part in ("follow-up", "settings", "deck", "team", "badges", "invitations"):
        page.goto(f"/events/day26/{part}")
        expect(page.get_by_text("This page is for the event’s organizers.")).to_be_visible()
    page.goto("/new-event")
    expect(page.get_by_text("This page is for the event’s organizers.")).to_be_visible()


def test_guests_find_no_way_in(phone: Phone, laptops: Laptops) -> None:
    page = phone(base_url=laptops.url)
    sit_down(page, laptops, "mira@example.org")
    page.get_by_role("link", name="Me", exact=True).click()
    heading(page, "Me")
    expect(page.get_by_role("link", name="Events I run")).to_have_count(0)
    page.goto("/events/day26")
    expect(page.get_by_text("That is not here (any more).")).to_be_visible()


def test_no_phone_keeps_the_office_before_it_is_opened_there(
    phone: Phone, laptops: Laptops
) -> None:
    kept = """async () => {
      const names = await caches.keys();
      const caches_ = await Promise.all(names.map((name) => caches.open(name)));
      const keys = await Promise.all(caches_.map((one) => one.keys()));
      return keys.flat().map(({url}) => url).filter((url) => url.includes("/assets/office")).length;
    }"""
    page = phone(base_url=laptops.url)
    sit_down(page, laptops, "mira@example.org")
    page.get_by_role("link", name="Me", exact=True).click()
    expect(page.get_by_text("Ready without a network.")).to_be_visible()
    assert page.evaluate(kept) == 0
    page.goto("/events")
    heading(page, "Events")
    assert page.evaluate(kept) == 3  # script, style, and the texts of one language
