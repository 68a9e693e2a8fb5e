"""Me: what a person changes, takes along and leaves behind, on real phones."""

import io
import json
import re
import uuid
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.day import Host, open_event, sign_in
from inbox import LINK
from servers import Mailbox

pytestmark = pytest.mark.browser
MIRA, JONAS = "Mira Lang", "Jonas Weiß"


def says_yes(page: Page, url: str, badge: str) -> None:
    """Whoever holds this phone says "we talked" with the holder of a badge."""
    body = {"id": str(uuid.uuid4()), "badge": badge}
    answer = page.request.post(f"{url}/api/v1/scans", data=body, headers={"origin": url})
    assert answer.ok, answer.text()


def make_mutual(mira: Page, jonas: Page, url: str, guests: dict[str, Any]) -> None:
    """Both have said it, and Mira shows her address."""
    says_yes(mira, url, guests[JONAS]["badge"])
    says_yes(jonas, url, guests[MIRA]["badge"])
    mira.goto(f"{url}/me/card")
    mira.get_by_role("checkbox", name="Email", exact=True).check()
    mira.get_by_role("button", name="Show this").click()
    expect(mira.get_by_text("Your card is noted like this.")).to_be_visible()


def add_guest(host: Host, slug: str, guest: dict[str, str]) -> dict[str, Any]:
    """One more on the list."""
    with host.organizer() as api:
        report = api.post(f"/events/{slug}/participants", json={"participants": [guest]})
        assert report.status_code == 200, report.text
    return dict(report.json()["created"][0])


def open_second_event(host: Host, guest: dict[str, str]) -> None:
    """Another day next week, with this guest."""
    starts = datetime.now(UTC) + timedelta(days=7)
    event = {
        "slug": f"next-{uuid.uuid4().hex}",
        "name": "Next",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=5)).isoformat(),
        "time_zone": "Europe/Berlin",
        "language": "en",
    }
    with host.organizer() as api:
        assert api.post("/events", json=event).status_code == 201
    add_guest(host, event["slug"], guest)


def mail_to(mailbox: Mailbox, address: str, page: Page, says: str = "") -> EmailMessage:
    """The first mail to this address that says this, once it has come."""
    for _ in range(100):
        for recipient, mail in mailbox.mails():
            if recipient == address and says in words_of(mail):
                return mail
        page.wait_for_timeout(100)
    raise AssertionError(f"no mail to {address}")


def by_mail(host: Host, guest: dict[str, Any], page: Page) -> dict[str, Any]:
    """This guest with a link that was mailed: it may do what a handed-out one may not, twice."""
    asked = httpx.post(f"{host.url}/api/v1/sign-in", json={"email": guest["email"]})
    asked.raise_for_status()
    link = LINK.search(words_of(mail_to(host.mailbox, guest["email"], page)))
    assert link
    return {**guest, "join_url": link[0]}


def words_of(mail: EmailMessage) -> str:
    """Its plain text."""
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def code_in(mail: EmailMessage) -> str:
    """The code to type."""
    found = re.search(r"\b\d{6}\b", words_of(mail))
    assert found
    return found[0]


def test_a_new_address_is_taken_with_its_code_and_the_old_one_is_told(
    phone: Phone, host: Host
) -> None:
    guests = open_event(host).guests
    mira = phone()
    sign_in(mira, by_mail(host, guests[MIRA], mira))
    mira.get_by_role("link", name="Me", exact=True).click()
    mira.get_by_role("link", name="Email address").click()
    ask_for(mira, "new@example.org")
    code = code_in(mail_to(host.mailbox, "new@example.org", mira))
    type_code(mira, f"{(int(code) + 1) % 1_000_000:06}")
    expect(mira.get_by_text("This code does not fit, or is too old.")).to_be_visible()
    mira.reload()  # as a phone that ran short of memory while its owner read the mail
    type_code(mira, code)
    expect(mira.get_by_text("Your email address is now new@example.org.")).to_be_visible()
    told = words_of(mail_to(host.mailbox, guests[MIRA]["email"], mira, "another mail address"))
    assert "new@example.org" not in told

    mira.get_by_role("link", name="Email address").click()
    ask_for(mira, guests[JONAS]["email"])
    type_code(mira, code_in(mail_to(host.mailbox, guests[JONAS]["email"], mira)))
    expect(mira.get_by_text("Another account has this address.")).to_be_visible()


def test_whoever_has_no_address_is_told_so_and_may_give_one(phone: Phone, host: Host) -> None:
    slug = open_event(host).slug
    nora = phone()
    enter_with_own_code(nora, add_guest(host, slug, {"name": "Nora Neu"}))
    nora.get_by_role("link", name="Me", exact=True).click()
    expect(nora.get_by_role("checkbox", name="Mail after the event")).to_be_hidden()
    nora.get_by_role("link", name="Add an address").click()
    ask_for(nora, "nora@example.org")
    type_code(nora, code_in(mail_to(host.mailbox, "nora@example.org", nora)))
    expect(nora.get_by_role("checkbox", name="Mail after the event")).to_be_checked()


def enter_with_own_code(page: Page, guest: dict[str, Any]) -> None:
    """Sign in by the link without an address: the own code is shown before all else."""
    page.goto(guest["join_url"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Your own code")).to_be_visible()
    page.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_role("img", name=re.compile("Badge of"))).to_be_visible()


def ask_for(page: Page, address: str) -> None:
    """Have a code mailed to a new address."""
    page.get_by_label("New email address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text(f"A code is on its way to {address}.")).to_be_visible()


def type_code(page: Page, code: str) -> None:
    """Type a code and take the address with it."""
    page.get_by_label("Code from the mail").fill(code)
    page.get_by_role("button", name="Take this address").click()


def test_everything_is_taken_along_as_a_zip_that_opens(phone: Phone, host: Host) -> None:
    guests = open_event(host).guests
    mira = phone()
    sign_in(mira, guests[MIRA])
    mira.get_by_role("link", name="Me", exact=True).click()
    with mira.expect_download() as downloading:
        mira.get_by_role("button", name="Take everything along").click()
    assert downloading.value.suggested_filename == "wetalked.zip"
    zip_ = zipfile.ZipFile(io.BytesIO(Path(downloading.value.path()).read_bytes()))
    assert zip_.testzip() is None
    assert json.loads(zip_.read("wetalked.json"))["person"]["name"] == MIRA
    expect(mira.get_by_text("It lies with your downloads.")).to_be_visible()


@pytest.mark.parametrize("leave_card", [True, False])
def test_whoever_leaves_decides_what_stays_with_the_others(
    phone: Phone, host: Host, *, leave_card: bool
) -> None:
    url = host.url
    guests = open_event(host).guests
    mira, jonas = phone(), phone()
    for page, name in ((mira, MIRA), (jonas, JONAS)):
        sign_in(page, guests[name])
    make_mutual(mira, jonas, url, guests)
    mira.get_by_role("link", name="Say good-bye").click()
    for answer in mira.get_by_role("radio").all():
        expect(answer).not_to_be_checked()
    mira.get_by_role("button", name="Next").click()
    expect(mira.get_by_role("button", name="Leave for good")).to_be_hidden()
    mira.get_by_role("radio", name="Yes," if leave_card else "No,").check()
    mira.get_by_role("button", name="Next").click()
    mira.get_by_role("button", name="Leave for good").click()

    expect(mira.get_by_role("heading", name="All the best, Mira.")).to_be_visible()
    assert "wetalked." not in mira.evaluate("Object.keys(localStorage).join()")
    mira.goto(url)
    expect(mira.get_by_role("button", name="Send me a code")).to_be_visible()
    jonas.get_by_role("link", name="Talks").click()
    name = MIRA if leave_card else "Someone who left"
    jonas.get_by_role("link", name=name).click()
    expect(jonas.get_by_text(guests[MIRA]["email"])).to_be_visible(visible=leave_card)


def test_one_event_is_left_and_the_other_stays(phone: Phone, host: Host) -> None:
    url = host.url
    guests = open_event(host).guests
    open_second_event(host, {"name": MIRA, "email": guests[MIRA]["email"]})
    mira = phone()
    sign_in(mira, by_mail(host, guests[MIRA], mira))
    mira.goto(f"{url}/me/leave")
    mira.get_by_role("radio", name="Only “Day”").check()
    mira.get_by_role("radio", name="No,").check()
    mira.get_by_role("button", name="Next", exact=True).click()
    expect(mira.get_by_text("Your part in “Day” goes")).to_be_visible()
    mira.get_by_role("button", name="Leave for good").click()
    expect(mira.get_by_text("You have left “Day”.")).to_be_visible()
    mira.get_by_role("link", name="Badge").click()
    expect(mira.get_by_role("heading", name="Next")).to_be_visible()


def test_enough_for_today_stops_what_asks_and_tells_until_it_is_taken_back(
    phone: Phone, host: Host
) -> None:
    url = host.url
    guests = open_event(host).guests
    mira, jonas = phone(), phone()
    for page, name in ((mira, MIRA), (jonas, JONAS)):
        sign_in(page, guests[name])
    mira.get_by_role("link", name="Me", exact=True).click()
    mira.get_by_role("button", name="Enough for today").click()
    expect(mira.get_by_text("Enough for today. Nothing is asked here until")).to_be_visible()
    says_yes(jonas, url, guests[MIRA]["badge"])
    mira.reload()
    for place in ("Badge", "Talks"):
        mira.get_by_role("link", name=place, exact=True).click()
        expect(mira.get_by_text("Enough for today.")).to_be_visible()
        expect(mira.get_by_text("Jonas Weiß says you two talked.")).to_be_hidden()
    mira.get_by_role("button", name="Ask me again").click()
    expect(mira.get_by_text("Jonas Weiß says you two talked. Do you agree?")).to_be_visible()


def test_another_phone_is_signed_out_from_here(phone: Phone, host: Host) -> None:
    guests = open_event(host).guests
    here, lost = phone(), phone()
    mira = by_mail(host, guests[MIRA], here)
    for page in (here, lost):
        sign_in(page, mira)
    here.get_by_role("link", name="Me", exact=True).click()
    here.get_by_role("link", name="Signed-in devices").click()
    expect(here.get_by_role("listitem")).to_have_count(2)
    here.get_by_role("button", name="Sign out", exact=True).click()
    expect(here.get_by_role("listitem")).to_have_count(1)
    lost.reload()
    expect(lost.get_by_role("button", name="Send me a code")).to_be_visible()
    here.reload()
    expect(here.get_by_text("This device")).to_be_visible()


def test_all_other_phones_are_signed_out_at_once(phone: Phone, host: Host) -> None:
    url = host.url
    guests = open_event(host).guests
    here, lost, tablet = phone(), phone(), phone()
    mira = by_mail(host, guests[MIRA], here)
    for page in (here, lost, tablet):
        sign_in(page, mira)
    here.goto(f"{url}/me/devices")
    for _ in range(2):  # the first tap asks
        here.get_by_role("button", name="Sign out everywhere else").click()
    expect(here.get_by_role("listitem")).to_have_count(1)
    for page in (lost, tablet):
        page.reload()
        expect(page.get_by_role("button", name="Send me a code")).to_be_visible()


def test_the_symbol_fills_the_screen_and_gives_way_to_whoever_scans_it(
    phone: Phone, host: Host
) -> None:
    url = host.url
    guests = open_event(host).guests
    mira, jonas = phone(width=320), phone()
    for page, name in ((mira, MIRA), (jonas, JONAS)):
        sign_in(page, guests[name])
    mira.evaluate("document.documentElement.style.fontSize = '200%'")
    mira.get_by_role("button", name="Let them scan me").click()
    symbol = mira.get_by_role("dialog").get_by_role("img")
    expect(symbol).to_be_in_viewport(ratio=1)
    box = symbol.bounding_box()
    assert box
    assert box["width"] == 320
    says_yes(jonas, url, guests[MIRA]["badge"])
    expect(mira.get_by_text("Jonas Weiß says you two talked. Do you agree?")).to_be_visible()
    expect(mira.get_by_role("dialog")).to_be_hidden()
