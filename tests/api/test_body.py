"""Bodies are taken as they must be, or refused with the reason."""

import httpx
import msgspec
import pytest
from litestar import Litestar, post
from litestar.params import FromPath, JSONBody

from wetalked.answers import HANDLERS
from wetalked.body import StrictRequest


class Scan(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    times: int = 0


@post("/{name:str}", status_code=200)
async def take(name: FromPath[str], data: JSONBody[Scan]) -> Scan:
    return data


APP = Litestar([take], request_class=StrictRequest, exception_handlers=HANDLERS)


@pytest.mark.parametrize(
    ("body", "status", "name", "field"),
    [
        (b'{"id": "a", "times": 2}', 200, None, None),
        (b'{"id": "a", "times": "2"}', 422, "invalid", "times"),
        (b'{"id": "a", "more": 2}', 422, "invalid", "body"),
        (b"[]", 422, "invalid", "body"),
        (b"{", 400, "not-json", None),
        (b"", 400, "not-json", None),
        (b'{"id": "\xff"}', 400, "not-json", None),
    ],
)
async def test_a_body_is_taken_strictly(
    body: bytes, status: int, name: str | None, field: str | None
) -> None:
    transport = httpx.ASGITransport(app=APP, raise_app_exceptions=False)  # type: ignore[arg-type]  # two spellings of one protocol
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.post("/n", content=body)
    assert answer.status_code == status, answer.text
    if name:
        assert answer.json()["type"] == f"/problems/{name}"
    if field:
        assert answer.json()["errors"][0]["field"] == field
