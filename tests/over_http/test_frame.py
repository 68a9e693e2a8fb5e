"""What every answer of the server has in common."""

import re
from pathlib import Path

import httpx
import pytest
from litestar import Litestar

from wetalked.app import create_app
from wetalked.cli.demo_server import mail_pages
from wetalked.core.problems import KINDS
from wetalked.db.context import Context

ELSEWHERE = Path(__file__).parents[2] / "web" / "src" / "rules" / "elsewhere.ts"
PAGE_ROUTES = {"", "{path:path}"}


async def test_health_says_ok_and_the_version(client: httpx.AsyncClient) -> None:
    answer = await client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


@pytest.mark.parametrize("path", ["/", "/join/abc", "/b/7K3M9QXT", "/talks"])
async def test_every_page_path_is_the_app_under_a_strict_policy(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_an_unknown_call_is_a_problem_with_a_page_of_its_own(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/api/v1/nothing-here")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/not-found"
    assert answer.headers["cache-control"] == "no-store"


def test_every_problem_has_a_title_and_an_explanation() -> None:
    assert all(kind.title and kind.explanation for kind in KINDS.values())


async def test_the_api_document_is_published_and_browsed_without_another_host(
    client: httpx.AsyncClient,
) -> None:
    document = (await client.get("/api/v1/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    page = await client.get("/docs")
    assert page.status_code == 200
    assert "//" not in page.text.replace("<!doctype", "")
    assert (await client.get("/docs/swagger-ui.css")).status_code == 200


async def test_no_page_of_the_server_names_another_host(
    app: Litestar, client: httpx.AsyncClient
) -> None:
    paths = {route.path for route in app.routes if "{" not in route.path}
    frameworks = ("", "/scalar", "/redoc", "/swagger", "/elements", "/rapidoc")
    paths |= {f"/api/reference{page}" for page in frameworks}
    for path in sorted(paths - {"/api/v1/live"}):
        page = await client.get(path)
        if "html" in page.headers.get("content-type", ""):
            assert not re.search(r"[\"'(=]\s*(https?:)?//", page.text), path


async def test_the_app_on_the_phone_leaves_to_the_server_what_is_the_servers(
    context: Context, tmp_path: Path
) -> None:
    app = create_app(context, more=mail_pages(tmp_path))
    heads = {route.path.strip("/").split("/")[0] for route in app.routes} - PAGE_ROUTES
    left = re.search(r"\(((?:\w+\|)+\w+)\)", ELSEWHERE.read_text(encoding="utf-8"))
    assert left
    assert {"api", "health", "mails"} <= heads
    assert {head for head in heads if "." not in head} <= set(left[1].split("|"))


async def test_a_page_loads_from_its_own_host_alone(client: httpx.AsyncClient) -> None:
    policy = (await client.get("/")).headers["content-security-policy"]
    sources = {
        source for rule in policy.split("; ") for source in rule.split(" ")[1:] if source != "data:"
    }
    assert "default-src 'self'" in policy
    assert sources <= {"'self'", "'none'", "'wasm-unsafe-eval'", "blob:"}
