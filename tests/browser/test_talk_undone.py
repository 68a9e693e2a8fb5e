"""Everything on the page of a talk can be undone."""

import pytest
from playwright.sync_api import expect

from browser.conftest import Phone
from browser.day import Host
from browser.pair import mutual, two_guests
from browser.talk_page import DECK_QUESTION, NO_HASTE, promise_of, promises, questions, undo

pytestmark = pytest.mark.browser


def test_a_promise_that_was_removed_comes_back_whole(phone: Phone, host: Host) -> None:
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
        what = (promise["text"], promise["due"], promise["state"])
        assert what == ("send the article", "2031-05-04", "let_go")


def test_a_promise_that_was_emptied_comes_back_whole(phone: Phone, host: Host) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        promise_of(pair, "send the article")
        pair.until_kept(lambda talk: talk["promises"])
        (promise,) = pair.kept()["promises"]
        promises(page).get_by_role("button", name="Change").click()
        promises(page).get_by_role("textbox").first.fill("")
        pair.until_kept(lambda talk: talk["promises"] == [])
        promises(page).get_by_role("button", name="Done").first.click()
        undo(page, "Removed.")
        pair.until_kept(lambda talk: talk["promises"] == [promise])


def test_a_question_taken_back_in_the_deck_comes_back_with_its_answer(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
        page.get_by_role("button", name=DECK_QUESTION).click()
        questions(page).get_by_role("button", name="Note the answer").click()
        page.keyboard.type("The quiet")
        questions(page).get_by_role("button", name="Done").click()
        page.wait_for_timeout(NO_HASTE)
        page.get_by_role("button", name=DECK_QUESTION).click()
        expect(questions(page).get_by_role("article")).to_have_count(0)
        undo(page, "Removed.")
        expect(questions(page).get_by_role("article")).to_contain_text("The quiet")


def test_what_it_reminded_of_comes_back_when_it_was_emptied(phone: Phone, host: Host) -> None:
    with mutual(phone, host) as pair:
        page = pair.mira
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
        # Only what the screen says is on the phone.
        expect(page.get_by_text("Not now. Jonas Weiß will not be told.")).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name="Day")).to_be_visible()
        pair.until_kept(lambda talk: not talk)
        expect(page.get_by_role("button", name="Yes, we did")).to_be_hidden()
