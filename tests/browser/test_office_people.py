"""Organizers bring their people in: from an empty server to a printed sheet and invitations."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Phone
from browser.day import Host, open_event, sign_in
from browser.office_day import LAPTOP, heading
from servers import run_command, server, smtp_server

pytestmark = pytest.mark.browser
DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text("utf-8"))
ODD = [
    '=HYPERLINK("http://evil.example","x")',
    "<script>document.title='!'</script>",
    "#panic() *bold* $x$ @me <tag>",
    "Zero\u200bwidth Łukasz",
    ("Maximiliane " + "Wolfeschlegelsteinhausen" * 5)[:120],
]
# A browser without a window has no printer, and dies of the wish; like any that cannot show a PDF
# within a page it then gets the file.
NO_PRINTER = "Object.defineProperty(navigator, 'pdfViewerEnabled', {get: () => false})"
TURNED, TOO_LONG = "Mira \u202eaniM", "x" * 121


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """An empty server that nobody has used yet, with a mail server."""
    folder: Path = tmp_path_factory.mktemp("empty")
    with smtp_server() as (mail, mailbox), server(folder, {"MAIL": mail}) as url:
        yield Host(url, folder, mailbox)


Laptop = Callable[..., Page]


@pytest.fixture
def laptop(phone: Phone, office: Host) -> Laptop:
    """An organizer's laptop, signed in by the link that the command prints."""

    def sit(email: str = "org@example.org") -> Page:
        settings = {"DATABASE": f"sqlite:///{office.folder}/wetalked.db", "BASE_URL": office.url}
        made = run_command("organizer", email, settings=settings, cwd=office.folder)
        page = phone(width=LAPTOP, base_url=office.url)
        page.goto(made.stdout.strip())
        page.get_by_role("button", name="Sign in", exact=True).click()
        heading(page, "Events")
        return page

    return sit


def new_event(page: Page, office: Host) -> str:
    """An event that begins tomorrow; its slug."""
    slug = f"day-{uuid4().hex[:8]}"
    starts = datetime.now(UTC) + timedelta(days=1)
    event = {
        "slug": slug,
        "name": "Day",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=8)).isoformat(),
        "time_zone": "Europe/Berlin",
        "language": "en",
    }
    call(page, office, "POST", "/events", event)
    return slug


def call(page: Page, office: Host, method: str, path: str, body: Any = None) -> Any:
    """One call as whoever sits there."""
    answer = page.request.fetch(
        f"{office.url}/api/v1{path}", method=method, data=body, headers={"origin": office.url}
    )
    assert answer.ok, answer.text()
    return answer.json() if answer.body() else None


def drop(page: Page, slug: str, name: str, data: bytes | str) -> None:
    """Choose a list on the page of the people."""
    page.goto(f"/events/{slug}/people")
    file = {
        "name": name,
        "mimeType": "text/csv",
        "buffer": data.encode() if isinstance(data, str) else data,
    }
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # a TypedDict of the same keys


def saved(page: Page, button: str | re.Pattern[str]) -> bytes:
    """The file that a button saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def counted(number: int, words: str) -> re.Pattern[str]:
    return re.compile(rf"^{number} (people|person|row|rows) {words}")


@pytest.mark.parametrize("file", sorted(EXPECTED))
def test_from_an_empty_event_to_a_printed_sheet_and_queued_invitations(
    file: str, laptop: Laptop, office: Host
) -> None:
    page = laptop()
    slug = new_event(page, office)
    expected = EXPECTED[file]
    drop(page, slug, file, (DATA / file).read_bytes())
    expect(page.get_by_text(counted(expected["created"], "(are|is) added"))).to_be_visible()
    assert call(page, office, "GET", f"/events/{slug}/participants")["items"] == []
    if expected["rejected"]:
        expect(page.get_by_text(counted(expected["rejected"], "cannot"))).to_be_visible()
        rows = list(csv.reader(io.StringIO(saved(page, "Save these rows").decode("utf-8-sig"))))
        assert len(rows) == expected["rejected"] + 1
        assert not any(re.match(r"[=+\-@\t\r]", cell) for row in rows for cell in row)
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_text(counted(expected["created"], "w(ere|as) added"))).to_be_visible()
    page.get_by_role("link", name="On to the badges").click()
    expect(page.get_by_alt_text(re.compile("The badges with"))).to_be_visible()
    sheet = saved(page, re.compile("as a PDF"))
    expect(page.get_by_text("its badges count as printed")).to_be_visible()
    assert len(pypdfium2.PdfDocument(sheet)) >= expected["created"] / 4
    page.goto(f"/events/{slug}/invitations")
    page.get_by_role("button", name="Show me one").click()
    expect(page.get_by_text("/join/…")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Invite ")).click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text(re.compile("invitations? (is|are) on"))).to_be_visible()
    page.goto(f"/events/{slug}")
    expect(page.get_by_text("All badges are printed.")).to_be_visible()
    steps = call(page, office, "GET", f"/events/{slug}/steps")
    assert (steps["unprinted"], steps["uninvited"]) == (0, 0)


def test_noise_is_refused_and_names_are_looked_for_where_the_organizer_says(
    laptop: Laptop, office: Host
) -> None:
    page = laptop()
    slug = new_event(page, office)
    drop(page, slug, "noise.csv", (DATA / "not-a-list.csv").read_bytes())
    expect(page.get_by_text("Nothing was taken over.")).to_be_visible()
    drop(page, slug, "who.csv", "Wer;Wo\nAnna;Berlin\nOtto;Bonn\n")
    page.get_by_label("Whole name").select_option("Wer")
    expect(page.get_by_text("2 people are added.")).to_be_visible()
    page.get_by_label("Whole name").select_option("Wo")
    expect(page.get_by_label("Some of them")).to_contain_text("Bonn")


def test_odd_names_are_text_everywhere_and_names_that_turn_are_refused_with_their_line(
    laptop: Laptop, office: Host
) -> None:
    page = laptop()
    slug = new_event(page, office)
    made = io.StringIO()
    csv.writer(made).writerows([["Name"], *([name] for name in (*ODD, TURNED, TOO_LONG))])
    drop(page, slug, "odd.csv", made.getvalue())
    for line, reason in ((7, "turns the writing direction"), (8, "longer than 120")):
        expect(page.get_by_role("listitem").filter(has_text=f"Line {line}")).to_contain_text(reason)
    page.get_by_role("button", name="Take over").click()
    page.get_by_role("button", name="To the list of people").click()
    for place, name in enumerate(ODD):
        page.locator(".rows a").nth(place).click()
        shown = name.replace("\u200b", "")  # nobody sees it, and who is looked for is not found
        expect(page.get_by_role("heading", level=2, name=shown[:15])).to_be_visible()
        assert page.get_by_role("heading", level=2).first.inner_text() == shown
        page.go_back()
    assert "!" not in page.title()
    page.goto(f"/events/{slug}/badges")
    pages = pypdfium2.PdfDocument(saved(page, re.compile("as a PDF")))
    text = "".join("".join(one.get_textpage().get_text_range().split()) for one in pages)
    for name in ("=HYPERLINK(", ODD[1], ODD[2]):
        assert "".join(name.split()) in text


def test_people_are_found_while_typing_and_come_in_parts(laptop: Laptop, office: Host) -> None:
    page = laptop()
    slug = new_event(page, office)
    people = [{"name": f"Guest {number:03}"} for number in range(60)]
    body = {"participants": [*people, {"name": "Łukasz Żółć"}]}
    call(page, office, "POST", f"/events/{slug}/participants", body)
    page.goto(f"/events/{slug}/people")
    links = page.get_by_role("main").locator(".rows a")
    expect(links).to_have_count(50)
    page.get_by_role("button", name="Show more").click()
    expect(links).to_have_count(61)
    page.get_by_label("Find somebody").press_sequentially("lukasz zol")
    expect(links).to_have_count(1)
    expect(links).to_contain_text("Łukasz Żółć")
    page.get_by_label("Name", exact=True).fill("Anna Holm")
    page.get_by_label("Email").fill("anna@example")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("That is no email address.")).to_be_visible()
    page.get_by_label("Email").fill(f"anna@{slug}.example")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Anna Holm is on the list.").click()
    page.get_by_label("Name", exact=True).fill("Anna Helm")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("button", name="Take off the list").click()
    page.get_by_role("button", name="Remove").click()
    heading(page, "People")
    assert call(page, office, "GET", f"/events/{slug}/participants?q=Anna")["items"] == []


def test_a_walk_in_is_added_by_keyboard_once_and_the_next_name_follows(
    laptop: Laptop, office: Host
) -> None:
    page = laptop()
    slug = new_event(page, office)
    path = f"/events/{slug}/participants"
    page.add_init_script(NO_PRINTER)
    page.goto(f"/events/{slug}/walk-in")
    name = page.get_by_label("Name")
    expect(name).to_be_focused()
    page.keyboard.type("Kim Lee")
    page.route("**/api/v1/**", lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(page.get_by_text("What you wrote is still here")).to_be_visible()
    expect(name).to_have_value("Kim Lee")
    page.unroute_all()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_alt_text("Badge of Kim Lee")).to_be_visible()
    expect(page.get_by_text("PIN", exact=True)).to_be_visible()
    expect(name).to_be_focused()
    assert len(call(page, office, "GET", path)["items"]) == 1
    page.keyboard.type("kim  lee")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Yes, this one")).to_be_focused()
    page.get_by_role("button", name="No, one more of this name").press("Enter")
    expect(name).to_be_focused()
    assert len(call(page, office, "GET", path)["items"]) == 2
    with page.expect_download(), page.expect_response(re.compile("badges.pdf")) as printed:
        page.keyboard.press("Enter")
    assert "layout=roll62" in printed.value.url
    expect(page.get_by_text("goes to the printer")).to_have_count(0)


def test_a_lost_badge_stops_at_once_and_the_new_one_works(
    phone: Phone, laptop: Laptop, office: Host
) -> None:
    day = open_event(office)
    page = laptop()
    mira, jonas = day.guests["Mira Lang"], day.guests["Jonas Weiß"]
    theirs = phone(base_url=office.url)
    sign_in(theirs, jonas)
    page.goto(f"/events/{day.slug}/person/{mira['participant_id']}")
    page.get_by_role("button", name="The badge is lost").click()
    page.get_by_role("button", name="Make a new one").click()
    code = page.locator(".holder-card dd").first
    expect(code).not_to_have_text(f"{mira['badge'][:4]}-{mira['badge'][4:]}")
    new = code.inner_text().replace("-", "")
    theirs.goto("/scan/code")
    typed = theirs.get_by_role("textbox", name="Code on the badge")
    typed.press_sequentially(mira["badge"])
    theirs.get_by_role("button", name="We talked").click()
    expect(theirs.get_by_text("This badge is not known here.")).to_be_visible()
    typed.fill("")
    typed.press_sequentially(new)
    theirs.get_by_role("button", name="We talked").click()
    expect(theirs.get_by_role("heading", name="Mira Lang")).to_be_visible()
    expect(theirs.get_by_text("Noted. Mira has yet to say yes.")).to_be_visible()


def test_an_organizer_of_another_event_sees_nothing(laptop: Laptop, office: Host) -> None:
    page = laptop()
    slug = new_event(page, office)
    (kim,) = call(
        page, office, "POST", f"/events/{slug}/participants", {"participants": [{"name": "Kim"}]}
    )["created"]
    other = laptop("other@example.org")
    new_event(other, office)
    for part in ("people", "badges", "invitations", "walk-in", f"person/{kim['participant_id']}"):
        other.goto(f"/events/{slug}/{part}")
        expect(other.get_by_text("That is not here (any more).")).to_be_visible()
        expect(other.get_by_text("Kim")).to_have_count(0)
    answer = httpx.get(f"{office.url}/api/v1/events/{slug}/participants")
    assert answer.status_code == 401
