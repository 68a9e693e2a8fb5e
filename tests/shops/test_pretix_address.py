"""Addresses of shops: as people copy them, and which machines they lead to."""

import pytest

from shops.pretix_desk import Desk
from shops.pretix_server import TOKEN
from wetalked.core.problems import Problem
from wetalked.shops.answers import ShopTrouble
from wetalked.shops.pretix_address import shop_address
from wetalked.shops.pretix_transport import Pretix, first_query
from wetalked.shops.public_address import is_public

DAY26 = "https://pretix.example/api/v1/organizers/acme/events/day26/"


@pytest.mark.parametrize(
    "text",
    [
        "https://pretix.example/acme/day26",
        "https://pretix.example/acme/day26/",
        "HTTPS://Pretix.Example/acme/day26/",
        "pretix.example/acme/day26",
        "https://pretix.example/acme/day26/?voucher=ABC#tab",
        "https://pretix.example/acme/day26/order/ABCDE/k24fiuwvu8kxz3y1/",
        "https://pretix.example/acme/day26/redeem?voucher=ABC",
        "https://pretix.example/acme/day26/widget/v1.css",
        "https://pretix.example/control/event/acme/day26",
        "https://pretix.example/control/event/acme/day26/orders/?status=p",
        "https://pretix.example/api/v1/organizers/acme/events/day26/orders/",
        " https://pretix.example/acme/day26/ (unser Ticketshop)",
        "https://pretix.example/acme/day26/ seit Montag",
        "https://pretix.example/acme/day26, danke",
        "Unser Shop: https://pretix.example/acme/day26/",
        "<https://pretix.example/acme/day26/>",
        "„https://pretix.example/acme/day26“.",
    ],
)
def test_an_address_is_understood_as_people_copy_it(text: str) -> None:
    assert shop_address(text) == (DAY26, None)


@pytest.mark.parametrize(
    "text",
    [
        "https://pretix.example/acme/day26/1234/",
        "pretix.example/acme/day26/1234/?x=1",
        "https://pretix.example/acme/day26/1234/redeem?voucher=ABC",
        "https://pretix.example/control/event/acme/day26/subevents/1234/",
        "https://pretix.example/api/v1/organizers/acme/events/day26/subevents/1234/",
    ],
)
def test_the_page_of_a_date_says_which_one_counts(text: str) -> None:
    assert shop_address(text) == (DAY26, 1234)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "nonsense",
            "acme/day26",
            "/acme/day26/",
            "//pretix.example/acme/day26/",
            "acme.example",
        ),
        *("https://", "https://pretix.example/", "https://pretix.example/acme/"),
        "https://user:pass@pretix.example/acme/day26/",
        "ftp://pretix.example/acme/day26/",
        "javascript://pretix.example/acme/day26/",
        "https://pretix.example/acme/../../x/",
        "https://pretix.example/acme/da y/",
        "https://pretix.example/acme/day 26",
        "https://[::1/acme/day26/",
        "https://pretix.example:0/acme/day26/",
        "https://tickets.example/day26/",
        "https://tickets.example/day26/order/ABCDE/k24fiuwvu8kxz3y1/",
        "https://pretix.example/control/organizer/acme/",
        "https://pretix.example/acme/day26/" + "x" * 1_000,
        "a " * 100_000,
    ],
)
def test_what_is_no_events_address_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(Problem) as refused:
        shop_address(text)
    (error,) = refused.value.errors
    assert error.field == "url"
    assert "https://pretix.eu/ORGANIZER/EVENT/" in error.message
    assert "domain of its own" in error.message


async def test_the_date_in_a_copied_address_is_kept_unless_another_is_given(desk: Desk) -> None:
    url = "https://pretix.example/acme/day26/1234/"
    kept = await desk.office.call("PUT", "shop", url=url, token=TOKEN)
    assert (kept.json()["url"], kept.json()["subevent"]) == (DAY26, 1234)
    kept = await desk.office.call("PUT", "shop", url=url, subevent=7)
    assert kept.json()["subevent"] == 7


@pytest.mark.parametrize(
    "url", ["http://pretix.example/acme/day26/", "https://pretix.example/acme/da y/"]
)
async def test_an_address_that_will_not_do_is_refused(desk: Desk, url: str) -> None:
    answer = await desk.office.call("PUT", "shop", url=url, token=TOKEN)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "url"), answer.text


INNER = [
    *(
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "192.0.2.1",
    ),
    *("::", "::1", "fe80::1%eth0", "fd00::1", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1"),
    *("::ffff:10.0.0.1", "::10.0.0.1", "::ffff:0:10.0.0.1"),
    *("64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::10.0.0.1", "64:ff9b:1::8.8.8.8"),
    *("2002:a00:1::", "2002:7f00:1::1", "2001::1", "2001:0:a00:1::1"),
    *("2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:10.0.0.1", "5f00::1", "100::1"),
]
PUBLIC = [
    *("8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"),
]


@pytest.mark.parametrize("address", INNER)
async def test_a_host_at_an_inner_address_in_whatever_form_is_not_asked(address: str) -> None:
    assert not is_public(address)

    async def resolve(host: str, port: int) -> list[str]:
        return ["8.8.8.8", address]

    shop = Pretix(DAY26, TOKEN, resolve=resolve)
    with pytest.raises(ShopTrouble) as trouble:
        await anext(shop.pages(first_query(None)))
    assert trouble.value.kind == "not-public"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_asked(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "127.1"])
async def test_an_inner_address_in_other_figures_is_not_asked(host: str) -> None:
    shop = Pretix(f"https://{host}/api/v1/organizers/acme/events/day26/", TOKEN)
    with pytest.raises(ShopTrouble) as trouble:
        await anext(shop.pages(first_query(None)))
    assert trouble.value.kind in {"not-public", "no-host"}
