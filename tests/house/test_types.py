"""The app's types of the API are those that the server publishes."""

import asyncio

from house.schema import TYPES, api_document, generated


def test_the_generated_types_are_fresh() -> None:
    fresh = generated(asyncio.run(api_document()))
    assert TYPES.read_text(encoding="utf-8") == fresh, (
        "the API has changed: `uv run python tests/house/schema.py` writes its types anew"
    )
