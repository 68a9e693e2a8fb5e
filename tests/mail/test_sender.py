"""Who mails are from, as the settings say it."""

import pytest

from wetalked.core.network_settings import WrongSetting
from wetalked.core.settings import read_settings


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a@b.example", "a@b.example"),
        ("Open Day <a@b.example>", "Open Day <a@b.example>"),
        ("Dr. Ott <a@b.example>", '"Dr. Ott" <a@b.example>'),
        ('"Verein, Leipzig" <a@b.example>', '"Verein, Leipzig" <a@b.example>'),
        ('"Acme: \\"X\\" (Team)" <a@b.example>', '"Acme: \\"X\\" (Team)" <a@b.example>'),
        ("Büro Möller <a@b.example>", "Büro Möller <a@b.example>"),
    ],
)
def test_a_sender_is_one_address_with_or_without_a_name(said: str, kept: str) -> None:
    assert read_settings({"WETALKED_MAIL_FROM": said}).mail_from == kept


@pytest.mark.parametrize("variable", ["WETALKED_MAIL_FROM", "WETALKED_MAIL_FROM_SIGN_IN"])
@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ("Verein, Leipzig <a@b.example>", ","),
        ("Acme: Tickets <a@b.example>", ":"),
        ("Acme; X <a@b.example>", ";"),
        ("Ann (Team) <a@b.example>", "("),
        ("[Acme] Team <a@b.example>", "["),
        ("Team @ Acme <a@b.example>", "@"),
        ("a@b.example, c@d.example", None),
        ("a@b.example c@d.example", None),
        ("a@b.example\nBcc: c@d.example", None),
    ],
)
def test_a_name_that_would_be_read_as_another_address_has_to_be_quoted(
    variable: str, said: str, mark: str | None
) -> None:
    with pytest.raises(WrongSetting) as wrong:
        read_settings({variable: said})
    told = str(wrong.value)
    assert told.startswith(f"{variable}: read ")
    assert "an address, or NAME <ADDRESS>" in told
    assert (f"a name with {mark} in it in quotation marks" in told) == (mark is not None)
