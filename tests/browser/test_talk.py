"""The page of a talk: everything is kept as it is typed, and everything can be undone."""

import re
import uuid

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Phone
from browser.day import Host
from browser.pair import Pair, mutual, two_guests

pytestmark = pytest.mark.browser
DECK_QUESTION = "What has surprised you lately?"
# A second tap right after the first is taken for the same one.
NO_HASTE = 700


def section(page: Page, title: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=title, exact=True))


def promises(page: Page) -> Locator:
    return section(page, "What can I do for them?")


def questions(page: Page) -> Locator:
    return section(page, "What did I ask?")


def undo(page: Page, line: str) -> None:
    """Take back what the line tells."""
    expect(page.get_by_text(line)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("As it was before.")).to_be_visible()


def above(one: Locator, other: Locator) -> bool:
    places = [
        locator.evaluate("(it) => it.getBoundingClientRect().top") for locator in (one, other)
    ]
    return bool(places[0] < places[1])


def promise_of(pair: Pair, text: str) -> None:
    """One promise, written and done."""
    page = pair.mira
    promises(page).get_by_role("textbox").last.fill(text)
    promises(page).get_by_role("button", name="Done").click()
    expect(promises(page).get_by_role("article").filter(has_text=text)).to_be_visible()


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


def test_a_note_that_was_removed_or_emptied_comes_back_whole(phone: Phone, host: Host) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        page.get_by_label("I promised to").fill("send the article")
        page.get_by_label("By when?").fill("2031-05-04")
        promises(page).get_by_role("button", name="Done").click()
        promises(page).get_by_role("radio", name="Let go").check()
        promises(page).get_by_role("button", name="Change").click()
        promises(page).get_by_role("button", name="Remove").click()
        expect(promises(page).get_by_role("article")).to_have_count(0)
        pair.until_kept(lambda talk: talk["promises"] == [])
        undo(page, "Removed.")
        pair.until_kept(lambda talk: talk["promises"])
        (promise,) = pair.kept()["promises"]
        assert (promise["text"], promise["due"], promise["state"]) == (
            "send the article",
            "2031-05-04",
            "let_go",
        )

        promises(page).get_by_role("button", name="Change").click()
        promises(page).get_by_role("textbox").first.fill("")
        pair.until_kept(lambda talk: talk["promises"] == [])
        promises(page).get_by_role("button", name="Done").first.click()
        undo(page, "Removed.")
        pair.until_kept(lambda talk: talk["promises"] == [promise])

        page.get_by_role("button", name=DECK_QUESTION).click()
        questions(page).get_by_role("button", name="Note the answer").click()
        page.keyboard.type("The quiet")
        questions(page).get_by_role("button", name="Done").click()
        page.wait_for_timeout(NO_HASTE)
        page.get_by_role("button", name=DECK_QUESTION).click()
        expect(questions(page).get_by_role("article")).to_have_count(0)
        undo(page, "Removed.")
        expect(questions(page).get_by_role("article")).to_contain_text("The quiet")

        field = page.get_by_label("That reminded me of")
        field.fill("the sea")
        field.blur()
        field.fill("")
        field.blur()
        undo(page, "Removed.")
        expect(field).to_have_value("the sea")
        pair.until_kept(lambda talk: talk["reminded_of"] == "the sea")


def test_a_promises_state_and_what_of_my_card_they_see_can_be_undone(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        promise_of(pair, "send the article")
        promises(page).get_by_role("radio", name="Kept").check()
        expect(page.get_by_text("Noted: Kept.")).to_be_visible()
        undo(page, "Noted: Kept.")
        expect(promises(page).get_by_role("radio", name="Still to do")).to_be_checked()
        pair.until_kept(lambda talk: talk["promises"][0]["state"] == "open")

        page.get_by_role("checkbox", name="Email", exact=True).check()
        page.get_by_role("button", name="Show this").click()
        pair.until_kept(lambda _: pair.email_shown_to_jonas() == pair.guests["Mira Lang"]["email"])
        undo(page, "Your card is noted")
        pair.until_kept(lambda _: pair.email_shown_to_jonas() is None)

        page.get_by_role("link", name="Choose").click()
        page.get_by_role("checkbox", name="Email", exact=True).check()
        page.get_by_role("button", name="Show this").click()
        pair.until_kept(lambda _: pair.email_shown_to_jonas() == pair.guests["Mira Lang"]["email"])
        pair.open_talk()
        shown = page.get_by_role("checkbox", name="Jonas sees: Email")
        expect(shown).to_be_checked()  # what the phone kept from before is told a moment longer
        shown.uncheck()
        pair.until_kept(lambda _: pair.email_shown_to_jonas() is None)
        undo(page, "Jonas no longer sees")
        pair.until_kept(lambda _: pair.email_shown_to_jonas() == pair.guests["Mira Lang"]["email"])


def test_my_no_can_be_undone_with_all_my_notes_as_long_as_its_line_stands(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        promise_of(pair, "send the article")
        pair.until_kept(lambda talk: talk["promises"])
        for name, line in (
            ("Take back my yes", "Taken back."),
            ("Block Jonas", "Jonas can no longer reach you here."),
        ):
            pair.open_talk()
            page.get_by_role("button", name=name).click()
            page.get_by_role("button", name=name).click()
            expect(page.get_by_text("Nothing here yet.")).to_be_visible()
            undo(page, line)
            expect(page.get_by_role("link", name="Jonas Weiß")).to_be_visible()
            assert [one["text"] for one in pair.kept()["promises"]] == ["send the article"]

        pair.open_talk()
        page.get_by_role("button", name="Take back my yes").click()
        page.get_by_role("button", name="Take back my yes").click()
        page.get_by_role("link", name="Badge").click()
        pair.until_kept(lambda talk: not talk)


def test_a_declined_talk_can_be_asked_about_again_and_is_declined_for_good_afterwards(
    phone: Phone, host: Host
) -> None:
    with two_guests(phone, host) as pair:
        page = pair.mira
        pair.jonas_says_yes()
        page.get_by_role("button", name="Not now").click()
        expect(page.get_by_text("Not now. Jonas Weiß will not be told.")).to_be_visible()
        expect(page.get_by_role("button", name="Yes, we did")).to_be_hidden()
        undo(page, "Not now. Jonas")
        expect(page.get_by_role("button", name="Yes, we did")).to_be_visible()
        assert pair.kept()["state"] == "waiting_for_you"

        page.get_by_role("button", name="Not now").click()
        page.reload()
        expect(page.get_by_role("heading", name="Day")).to_be_visible()
        pair.until_kept(lambda talk: not talk)
        expect(page.get_by_role("button", name="Yes, we did")).to_be_hidden()


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
