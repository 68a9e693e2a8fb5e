"""The page of a talk: everything is kept as it is typed."""

import re
import uuid

import pytest
from playwright.sync_api import Locator, expect

from browser.conftest import Phone
from browser.day import Host
from browser.pair import mutual, two_guests
from browser.talk_page import (
    DECK_QUESTION,
    promise_of,
    promises,
    questions,
)

pytestmark = pytest.mark.browser


def above(one: Locator, other: Locator) -> bool:
    places = [
        locator.evaluate("(it) => it.getBoundingClientRect().top") for locator in (one, other)
    ]
    return bool(places[0] < places[1])


def test_notes_of_every_kind_are_kept_as_typed_and_stand_there_after_a_reload(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        page.get_by_label("I promised to").fill("send the article")
        page.get_by_label("By when?").fill("2031-05-04")
        page.get_by_label("My question").fill("How did the choir begin?")
        page.get_by_label("The answer").fill("With three people\nand a piano")
        page.get_by_label("That reminded me of").fill("my grandmother's garden")
        page.get_by_role("button", name=DECK_QUESTION).click()
        pair.until_kept(lambda talk: len(talk["questions"]) == 2 and talk["reminded_of"])

        (promise,) = pair.kept()["promises"]
        assert (promise["text"], promise["due"]) == ("send the article", "2031-05-04")
        own = next(one for one in pair.kept()["questions"] if one["answer"])
        assert own["answer"] == "With three people\nand a piano"

        pair.open_talk()
        expect(promises(page).get_by_role("article")).to_contain_text("send the article")
        expect(promises(page).get_by_role("article")).to_contain_text("By 4 May 2031")
        expect(questions(page).get_by_role("article")).to_have_count(2)
        expect(page.get_by_label("That reminded me of")).to_have_value("my grandmother's garden")
        asked = page.get_by_role("button", name=DECK_QUESTION)
        expect(asked).to_have_attribute("aria-pressed", "true")


def test_a_note_is_changed_and_gets_its_answer_without_a_button_to_keep_it(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        page.get_by_role("button", name=DECK_QUESTION).click()
        questions(page).get_by_role("button", name="Note the answer").click()
        expect(page.get_by_label("The answer")).to_be_focused()
        page.keyboard.type("The quiet")
        pair.until_kept(lambda talk: talk["questions"][0]["answer"] == "The quiet")

        promise_of(pair, "send the book")
        promises(page).get_by_role("button", name="Change").click()
        page.keyboard.type(" and the map")
        pair.until_kept(lambda talk: talk["promises"][0]["text"] == "send the book and the map")
        promises(page).get_by_role("button", name="Done").first.click()
        promises(page).get_by_role("radio", name="Kept").check()
        pair.until_kept(lambda talk: talk["promises"][0]["state"] == "kept")
        assert page.get_by_role("button", name=re.compile("^(Keep|Save)")).count() == 0


def test_what_arrives_meanwhile_moves_neither_words_nor_caret_nor_the_field(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        field = page.get_by_label("I promised to")
        field.press_sequentially("send the  article ")
        pair.until_kept(lambda talk: talk["promises"])
        for _ in range(8):
            page.keyboard.press("ArrowLeft")

        headers = {"origin": pair.url}
        another = f"{pair.url}/api/v1/talks/{pair.talk}/promises/{uuid.uuid4()}"
        page.request.put(another, data={"text": "from my other phone"}, headers=headers)
        expect(promises(page).get_by_role("article")).to_have_count(1)
        pair.jonas_shows(email="jonas@example.org")
        expect(page.get_by_text("jonas@example.org")).to_be_visible()

        expect(field).to_be_focused()
        expect(field).to_have_value("send the  article ")
        page.keyboard.type("good ")
        expect(field).to_have_value("send the  good article ")
        assert above(field, promises(page).get_by_role("article"))
        pair.until_kept(lambda talk: any("good" in one["text"] for one in talk["promises"]))


def test_enter_makes_room_for_the_next_note_and_a_hasty_finger_makes_no_second_one(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        page.get_by_label("I promised to").press_sequentially("send the article")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Another promise")).to_be_visible()
        page.get_by_label("Another promise").press_sequentially("bring the backpack")
        page.keyboard.press("Enter")
        expect(promises(page).get_by_role("article")).to_have_count(2)
        expect(page.get_by_label("Another promise")).to_be_focused()

        page.get_by_role("button", name=DECK_QUESTION).dblclick()
        expect(questions(page).get_by_role("article")).to_have_count(1)
        pair.until_kept(lambda talk: len(talk["promises"]) == 2 and len(talk["questions"]) == 1)
        texts = [one["text"] for one in pair.kept()["promises"]]
        assert texts == ["send the article", "bring the backpack"]


def test_a_question_that_can_end_at_yes_or_asks_for_the_job_gets_a_hint_and_is_kept(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        field = page.get_by_label("My question")
        field.fill("Do you work in sales?")
        expect(page.get_by_text("This can end at yes or no.")).to_be_visible()
        field.fill("So what do you do?")
        expect(page.get_by_text("This asks about the job.")).to_be_visible()
        field.fill("What do you do when you get stuck?")
        expect(page.get_by_text("This asks about the job.")).to_be_hidden()
        field.fill("Bist du neu hier")
        expect(page.get_by_text("This can end at yes or no.")).to_be_visible()
        pair.until_kept(
            lambda talk: [one["text"] for one in talk["questions"]] == ["Bist du neu hier"]
        )


def test_notes_end_at_a_thousand_characters_and_at_twenty_of_a_kind(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        field = page.get_by_label("That reminded me of")
        field.fill("x" * 950)
        expect(page.get_by_text("It is nearly full.")).to_be_visible()
        page.keyboard.insert_text("y" * 100)
        expect(page.get_by_text("Now it is full.")).to_be_visible()
        expect(field).to_have_value("x" * 950 + "y" * 50)

        headers = {"origin": pair.url}
        for number in range(19):
            one = f"{pair.url}/api/v1/talks/{pair.talk}/promises/{uuid.uuid4()}"
            page.request.put(one, data={"text": f"promise {number}"}, headers=headers)
        expect(promises(page).get_by_role("article")).to_have_count(19)
        promise_of(pair, "the twentieth")
        expect(promises(page).get_by_text("Twenty fit on a talk")).to_be_visible()
        expect(promises(page).get_by_role("textbox")).to_have_count(0)
        pair.until_kept(lambda talk: len(talk["promises"]) == 20)


def test_the_names_come_together_once_and_only_fade_in_where_motion_is_unwanted(
    phone: Phone, host: Host
) -> None:
    with two_guests(phone, host) as pair:
        page = pair.mira
        body = {"id": str(uuid.uuid4()), "badge": pair.guests["Jonas Weiß"]["badge"]}
        answer = page.request.post(
            f"{pair.url}/api/v1/scans", data=body, headers={"origin": pair.url}
        )
        pair.talk = answer.json()["id"]
        pair.open_talk()
        expect(page.get_by_text("Noted. Jonas has yet to say yes.")).to_be_visible()
        pair.jonas_says_yes()
        moment = page.locator(".moment")
        expect(moment).to_contain_text("Both of you.")
        expect(moment).to_have_class(re.compile("moving"))
        assert animations(moment) == ["none", "from-start", "fill-in", "from-end"]
        page.emulate_media(reduced_motion="reduce")
        assert animations(moment) == ["fade-in", "none", "none", "none"]

        pair.open_talk()
        expect(moment).to_contain_text("Both of you.")
        expect(moment).not_to_have_class(re.compile("moving"))


def animations(moment: Locator) -> list[str]:
    """Of the whole, my name, the bubbles, their name."""
    found: list[str] = moment.evaluate(
        """(whole) => [whole, ...whole.querySelectorAll(".mine, .icon, .theirs")].map(
            (one) => getComputedStyle(one).animationName)"""
    )
    return found
