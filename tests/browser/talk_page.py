"""The page of a talk: where what stands, and how a promise is written and a tap undone."""

from playwright.sync_api import Locator, Page, expect

from browser.pair import Pair

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


def promise(page: Page, text: str) -> None:
    """One promise, written and done by its own button: it comes once the first letter is kept."""
    promises(page).get_by_role("textbox").last.fill(text)
    promises(page).get_by_role("button", name="Done").click()
    expect(promises(page).get_by_role("article").filter(has_text=text)).to_be_visible()


def promise_of(pair: Pair, text: str) -> None:
    promise(pair.mira, text)
