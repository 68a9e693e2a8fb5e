"""Organizers write the deck, name their team, make tokens, and look after the mail."""

import re
import sqlite3

import httpx
import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.office_day import DESK, LAPTOP, Laptops, sit_down

pytestmark = pytest.mark.browser


@pytest.fixture
def page(phone: Phone, laptops: Laptops) -> Page:
    """An organizer's laptop."""
    page = phone(width=LAPTOP, base_url=laptops.url)
    sit_down(page, laptops)
    return page


def deck(laptops: Laptops) -> list[str]:
    """The English questions in their order."""
    questions = laptops.call("GET", "/events/day26/deck")["questions"]
    return [one.get("en") for one in questions]


def test_the_deck_is_written_and_brought_in_order_by_keyboard(page: Page, laptops: Laptops) -> None:
    before = deck(laptops)
    page.goto("/events/day26/deck")
    page.get_by_role("button", name="Move question 2 up").focus()
    page.keyboard.press("Enter")
    moved = page.get_by_role("button", name="Move question 1 up")
    expect(moved).to_be_focused()
    page.get_by_role("button", name="Remove question 12").click()
    page.get_by_role("button", name="Add a question").click()
    words = page.get_by_label("Question 12, English")
    words.fill("Do you work in sales?")
    expect(page.get_by_text("This can end at yes or no.")).to_be_visible()
    words.fill("What keeps you curious?")
    expect(page.get_by_text("This can end at yes or no.")).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("This event has questions of its own.")).to_be_visible()
    assert deck(laptops) == [before[1], before[0], *before[2:11], "What keeps you curious?"]
    page.get_by_role("button", name="Back to the standard questions").click()
    page.get_by_role("button", name="Back to the standard questions").click()
    expect(page.get_by_text("These are the standard questions.")).to_be_visible()
    assert deck(laptops) == before


def test_a_question_is_dragged_to_its_place(page: Page) -> None:
    page.goto("/events/day26/deck")
    rows = page.locator(".question-row")
    third = page.get_by_label("Question 3, English").input_value()
    rows.nth(2).locator(".grip").drag_to(rows.nth(0))
    expect(page.get_by_label("Question 1, English")).to_have_value(third)
    page.get_by_role("button", name="Discard changes").click()
    expect(page.get_by_label("Question 3, English")).to_have_value(third)


def test_somebody_joins_the_team_and_leaves_it(page: Page, laptops: Laptops) -> None:
    page.goto("/events/day26/team")
    expect(page.get_by_text(DESK)).to_be_visible()
    email = page.get_by_label("Email")
    email.fill("nobody@nowhere")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("That is no email address.")).to_be_visible()
    expect(email).to_have_value("nobody@nowhere")
    email.fill("hanna@example.org")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("hanna@example.org is in the team.")).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text="hanna@example.org")
    expect(row).to_contain_text("Desk")
    row.get_by_role("button", name="Remove").click()
    row.get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    team = laptops.call("GET", "/events/day26/organizers")["items"]
    assert "hanna@example.org" not in [one["email"] for one in team]


def test_a_token_is_shown_once_works_and_ends(page: Page, laptops: Laptops) -> None:
    page.goto("/tokens")
    page.get_by_label("What it is for").fill("Ticket shop")
    page.get_by_role("button", name="Make a token").click()
    token = page.locator(".secret code").text_content()
    assert token is not None
    assert token.startswith("wto_")
    row = page.get_by_role("listitem").filter(has_text="Ticket shop")
    expect(row).to_contain_text("Never used")
    assert events(laptops, token) == 200
    page.reload()
    expect(row).to_contain_text("Last used")
    expect(page.get_by_text(token)).to_have_count(0)
    page.get_by_label("What it is for").fill("Ticket shop")
    page.get_by_role("button", name="Make a token").click()
    expect(page.get_by_text("There is one of this name already.")).to_be_visible()
    row.get_by_role("button", name="End it").click()
    row.get_by_role("button", name="End it").click()
    expect(row).to_have_count(0)
    assert events(laptops, token) == 401


def events(laptops: Laptops, token: str) -> int:
    """What a call with this token is answered."""
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{laptops.url}/api/v1/events", headers=headers).status_code


def test_the_follow_up_is_looked_at_and_sent(page: Page, laptops: Laptops) -> None:
    event = laptops.call("GET", "/events/day26")
    wanted = ("starts_at", "ends_at", "time_zone", "language")
    more = {name: event[name] for name in wanted}
    laptops.call("POST", "/events", {"slug": "sent", "name": "Sent", **more})
    page.goto("/events/sent/follow-up")
    expect(page.get_by_text("a mail for everybody with a talk is written")).to_be_visible()
    page.get_by_role("button", name="Show me one").click()
    expect(page.get_by_text("Once somebody is on the list")).to_be_visible()
    guests = {"participants": [{"name": "Mira Lang"}]}
    laptops.call("POST", "/events/sent/participants", guests)
    page.get_by_role("button", name="Show me one").click()
    expect(page.get_by_role("heading", name="Sent: your conversations")).to_be_visible()
    page.get_by_role("button", name="Send them now").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text(re.compile("The mails (went out|are on their way)"))).to_be_visible()
    assert laptops.call("GET", "/events/sent/follow-ups")["state"] != "scheduled"
    page.goto("/events/sent/settings")
    expect(page.get_by_text("their time cannot be changed any more")).to_be_visible()


FAILED = """
INSERT INTO mail (id, kind, event, person, sending, own, made_at, due_at, failed_at, problem)
SELECT 'failed', 'follow-up', x.event, x.person, 'first', 0, x.made_at, x.made_at, x.made_at,
       '550 no such user'
FROM participant x WHERE x.id = ?
"""


def test_a_mail_that_failed_is_named_with_its_reason_and_sent_again(
    page: Page, laptops: Laptops
) -> None:
    event = laptops.call("GET", "/events/day26")
    wanted = ("starts_at", "ends_at", "time_zone", "language")
    more = {name: event[name] for name in wanted}
    laptops.call("POST", "/events", {"slug": "failed", "name": "Failed", **more})
    guests = {"participants": [{"name": "Nora Falsch", "email": "nora@nowhere.example"}]}
    (nora,) = laptops.call("POST", "/events/failed/participants", guests)["created"]
    # Of who never signed in nobody is told whether they have a talk, and so a mail.
    link = {"token": nora["join_url"].rpartition("/")[2]}
    httpx.post(f"{laptops.url}/api/v1/sessions", json=link).raise_for_status()
    with sqlite3.connect(laptops.folder / "wetalked.db") as db:
        db.execute(FAILED, (nora["participant_id"],))
    page.goto("/events/failed")
    expect(page.get_by_text("1 mail could not be delivered.")).to_be_visible()
    page.get_by_role("link", name="Follow-up").click()
    row = page.get_by_role("listitem").filter(has_text="Nora Falsch")
    expect(row).to_contain_text("nora@nowhere.example550 no such user")
    row.get_by_role("button", name="Send again").click()
    expect(row).to_have_count(0)
