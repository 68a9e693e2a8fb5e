"""Every table says how long it keeps what it holds."""

from pathlib import Path

from stored import tables_in
from wetalked.db import open_database
from wetalked.retention import RULES


async def test_every_table_has_a_rule_of_how_long_it_keeps_its_rows(tmp_path: Path) -> None:
    db = await open_database(f"sqlite:///{tmp_path}/wetalked.db")
    tables = await tables_in(db)
    await db.close()
    assert sorted(RULES) == tables, "say in `retention.RULES` when its rows go"
    assert all(rule.goes for rule in RULES.values())
