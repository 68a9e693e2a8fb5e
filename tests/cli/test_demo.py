"""The demo is an event that one can walk into at once."""

import subprocess
from pathlib import Path
from typing import Any

import httpx

from servers import WETALKED, environment, free_port, wait_until_healthy


def test_the_demo_prints_three_links_that_sign_in_again_and_again(tmp_path: Path) -> None:
    bind = f"127.0.0.1:{free_port()}"
    log = (tmp_path / "demo.log").open("wb")
    process = subprocess.Popen(
        [str(WETALKED), "demo"],
        env=environment({"BIND": bind}),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=log,
    )
    assert process.stdout
    try:
        links = [process.stdout.readline().decode().strip() for _ in range(3)]
        wait_until_healthy(f"http://{bind}", process, tmp_path / "demo.log")
        organizer, mira, jonas = (walk_in(bind, link) for link in links)
        walk_in(bind, links[1])
        assert organizer["person"]["organizer"] is True
        assert mira["person"]["name"] == "Mira Lang"
        assert jonas["participations"][0]["event"]["slug"] == "demo"
        headers = {"authorization": f"Bearer {mira['token']}"}
        talks = httpx.get(f"http://{bind}/api/v1/talks", headers=headers).json()["items"]
        states = {talk["state"] for talk in talks}
        assert states == {"mutual", "waiting_for_you", "waiting_for_them"}
        assert httpx.get(f"http://{bind}/mails").status_code == 200
    finally:
        process.terminate()
        assert process.wait(20) is not None
        process.stdout.close()
        log.close()
    assert list(tmp_path.iterdir()) == [tmp_path / "demo.log"], "it left something behind"


def walk_in(bind: str, link: str) -> Any:
    """What signing in by this link answers."""
    token = link.rpartition("/join/")[2]
    answer = httpx.post(f"http://{bind}/api/v1/sessions", json={"token": token})
    assert answer.status_code == 201, answer.text
    return answer.json()
