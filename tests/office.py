"""An organizer's end of the API, for tests."""

from typing import Any

import httpx

from cast import Happening, Someone, make_event, make_organizer
from wetalked.db.context import Context


class Office:
    """Somebody who runs an event, or helps at its desk, and what they call."""

    def __init__(self, client: httpx.AsyncClient, event: Happening, who: Someone) -> None:
        """At this event, by this person's session."""
        self.client, self.event, self.who = client, event, who
        self.path = f"/api/v1/events/{event.slug}"
        self.people_path = f"{self.path}/participants"

    async def get(self, path: str, **query: str) -> httpx.Response:
        """Read something of the event."""
        return await self.client.get(f"{self.path}/{path}", params=query, headers=self.who.headers)

    async def call(self, method: str, path: str, **body: Any) -> httpx.Response:
        """Change something of the event; without a body where there is nothing in it."""
        return await self.client.request(
            method, f"{self.path}/{path}", json=body or None, headers=self.who.headers
        )

    async def send_list(self, data: bytes | str, **query: str) -> httpx.Response:
        """A list as a file."""
        headers = {**self.who.headers, "content-type": "text/csv"}
        body = data.encode() if isinstance(data, str) else data
        return await self.client.post(self.people_path, content=body, headers=headers, params=query)

    async def import_list(self, data: bytes | str, **query: str) -> dict[str, Any]:
        """The report of a list that is taken."""
        return taken(await self.send_list(data, **query))

    async def add(self, *people: dict[str, Any]) -> dict[str, Any]:
        """The report of people told as JSON."""
        return taken(await self.call("POST", "participants", participants=people))

    async def people(self) -> list[dict[str, Any]]:
        """All participants, page by page."""
        found: list[dict[str, Any]] = []
        after: dict[str, str] = {}
        while True:
            page = taken(await self.get("participants", limit="37", **after))
            found += page["items"]
            if page["next"] is None:
                return found
            after = {"after": page["next"]}

    async def find(self, words: str, **query: str) -> list[str]:
        """The names of those who are found."""
        page = taken(await self.get("participants", q=words, **query))
        return [one["name"] for one in page["items"]]

    async def change(self, id_: str, **fields: Any) -> httpx.Response:
        """Correct a participant."""
        return await self.client.patch(
            f"{self.people_path}/{id_}", json=fields, headers=self.who.headers
        )

    async def remove(self, id_: str) -> httpx.Response:
        """Take a participant off."""
        return await self.call("DELETE", f"participants/{id_}")

    async def reissue(self, id_: str) -> dict[str, Any]:
        """A participant with a new badge."""
        return taken(await self.call("POST", f"participants/{id_}/badge"))


async def make_office(context: Context, client: httpx.AsyncClient, slug: str = "day26") -> Office:
    """An event, and an organizer of it."""
    event = await make_event(context, slug)
    return Office(client, event, await make_organizer(context, event))


def taken(answer: httpx.Response) -> dict[str, Any]:
    """The body of an answer that is 200."""
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def refused(answer: httpx.Response, field: str) -> bool:
    """Whether this field, and no other, was refused."""
    errors = answer.json().get("errors", [])
    return answer.status_code == 422 and [one["field"] for one in errors] == [field]
