"""After the event: first sentences, promises ticked off, answers noted, and cards to keep."""

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import vobject
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.day import Host
from browser.pair import Pair, mutual

pytestmark = pytest.mark.browser
# Stands in for the one thing that no Chromium has: an app installed on iOS, with its share sheet.
IOS = """
Object.defineProperty(navigator, "standalone", { value: true });
navigator.canShare = ({ files }) => files.length === 1;
navigator.share = async ({ files }) => {
  document.title = `${files[0].name} ${files[0].type} ${(await files[0].text()).length > 0}`;
};
"""


def noted(pair: Pair) -> Page:
    """Mira noted a promise and a question, and opens the list."""
    page = pair.mira
    page.get_by_label("I promised to").fill("send the article")
    page.get_by_role("button", name="What has surprised you lately?").click()
    pair.until_kept(lambda talk: talk["promises"] and talk["questions"])
    page.goto(f"{pair.url}/follow-up")
    expect(page.get_by_role("heading", name="Still in your backpack")).to_be_visible()
    return page


def test_a_promise_is_ticked_off_an_answer_noted_and_the_first_sentence_follows(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        pair.jonas_shows(email="jonas@example.org")
        page = noted(pair)
        first = "Hello Jonas, I still know what I wanted to do for you: send the article."
        expect(page.get_by_role("blockquote")).to_have_text(first)
        link = page.get_by_role("link", name="Write to Jonas")
        address = urlsplit(link.get_attribute("href") or "")
        assert (address.scheme, unquote(address.path)) == ("mailto", "jonas@example.org")
        assert parse_qs(address.query)["body"][0].startswith(first)

        page.get_by_role("radio", name="Kept").check()
        page.get_by_role("button", name="Note the answer").click()
        page.keyboard.type("How quiet it is")
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_role("article").last).to_contain_text("How quiet it is")
        expect(page.get_by_role("blockquote")).to_contain_text("is done: send the article.")
        expect(page.get_by_role("heading", name="Still in your backpack")).to_be_visible()

        page.reload()
        expect(page.get_by_role("heading", name="Done")).to_be_visible()
        expect(page.get_by_role("heading", name="Still in your backpack")).to_be_hidden()
        expect(page.get_by_role("radio", name="Kept")).to_be_checked()


def test_without_an_address_the_sentence_can_be_copied(phone: Phone, host: Host) -> None:
    with mutual(phone, host) as pair:
        page = noted(pair)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        expect(page.get_by_role("link", name="Write to Jonas")).to_be_hidden()
        page.get_by_role("button", name="Copy the sentence").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.get_by_role("blockquote").inner_text()


def test_a_card_comes_as_a_file_that_an_address_book_reads(
    phone: Phone, host: Host, tmp_path: Path
) -> None:
    with mutual(phone, host) as pair:
        pair.jonas_shows(
            email="jonas@example.org", phone="+49 30 123456", link="https://jonas.example/a,b"
        )
        page = pair.mira
        with page.expect_download() as download:
            page.get_by_role("button", name="Add to my contacts").click()
        assert download.value.suggested_filename == "Jonas Weiß.vcf"
        download.value.save_as(tmp_path / "jonas.vcf")
        card = vobject.readOne((tmp_path / "jonas.vcf").read_text(encoding="utf-8"))
        assert (card.fn.value, card.n.value.family, card.n.value.given) == (
            "Jonas Weiß",
            "Weiß",
            "Jonas",
        )
        assert (card.email.value, card.tel.value) == ("jonas@example.org", "+49 30 123456")
        assert card.url.value == "https://jonas.example/a%2Cb"
        assert card.note.value == "Met at “Day”"


def test_all_cards_come_in_one_file(phone: Phone, host: Host, tmp_path: Path) -> None:
    with mutual(phone, host) as pair:
        pair.jonas_shows(email="jonas@example.org")
        otto_says_yes_and_shows_a_card(pair)
        page = pair.mira
        page.goto(f"{pair.url}/follow-up")
        with page.expect_download() as download:
            page.get_by_role("button", name="Add all cards to my contacts").click()
        download.value.save_as(tmp_path / "all.vcf")
        text = (tmp_path / "all.vcf").read_text(encoding="utf-8")
        names = {card.fn.value for card in vobject.readComponents(text)}
        assert names == {"Jonas Weiß", "Otto Außen"}


def test_in_an_app_installed_on_ios_the_card_goes_to_the_share_sheet(
    phone: Phone, host: Host
) -> None:
    with mutual(phone, host) as pair:
        pair.jonas_shows(email="jonas@example.org")
        pair.mira.add_init_script(IOS)
        page = pair.open_talk()
        page.get_by_role("button", name="Add to my contacts").click()
        expect(page).to_have_title(re.compile(r"^Jonas Weiß\.vcf text/vcard true$"))


def otto_says_yes_and_shows_a_card(pair: Pair) -> None:
    """A second talk of Mira's, with someone at the same event."""
    otto = pair.guests["Otto Außen"]
    token = otto["join_url"].rpartition("/")[2]
    session = pair.jonas.post("/sessions", json={"token": token}, headers={"Authorization": ""})
    headers = {"Authorization": f"Bearer {session.json()['token']}"}
    card = {"card": {"phone": "+49 341 7654321"}}
    path = f"/me/participations/{otto['participant_id']}"
    assert pair.jonas.patch(path, json=card, headers=headers).status_code == 200
    body = {
        "id": "0190a6d1-0000-7000-8000-000000000001",
        "badge": pair.guests["Mira Lang"]["badge"],
    }
    talk = pair.jonas.post("/scans", json=body, headers=headers).json()["id"]
    answer = pair.mira.request.post(
        f"{pair.url}/api/v1/talks/{talk}/confirm", data={}, headers={"origin": pair.url}
    )
    assert answer.ok, answer.text()
