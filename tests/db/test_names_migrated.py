"""What a database of before had of names is kept as it was known."""

import pytest

from wetalked.db import migrate, open_database, statement
from wetalked.talks.blocks import blocks_of

OF_BEFORE = 10
PERSON = """
INSERT INTO person (id, name, given_name, language, made_at) VALUES (:id, :name, :name, 'en', 0)
"""
BLOCK = "INSERT INTO block (id, person, other, made_at) VALUES ('b', 'me', 'them', 0)"
RENAME = "UPDATE person SET name = 'Real Name', given_name = 'Real' WHERE id = 'them'"


async def test_a_block_of_before_keeps_the_name_that_was_known(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_ = migrate.migrations()
    with monkeypatch.context() as earlier:
        earlier.setattr(migrate, "migrations", lambda: [one for one in all_ if one[0] <= OF_BEFORE])
        database = await open_database(empty_database_url)
    people = [statement(PERSON, id=id_, name=id_.title()) for id_ in ("me", "them")]
    await database.write(*people, statement(BLOCK))
    await database.close()
    database = await open_database(empty_database_url)
    await database.write(statement(RENAME))
    (block,) = await blocks_of(database, "me")
    assert (block.name, block.given_name) == ("Them", "Them")
    await database.close()
