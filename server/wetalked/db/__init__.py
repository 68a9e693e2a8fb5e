"""The door to SQLite and PostgreSQL: typed reads, and writes that are data."""

from wetalked.db.cache import Memory
from wetalked.db.change import CHANGED, changed
from wetalked.db.database import CannotOpen, Database, NotMet, Row, Taken, as_kind
from wetalked.db.migrate import open_database
from wetalked.db.statement import Statement, Value, do, must
from wetalked.db.step import Step, need, then
from wetalked.db.watch import watch

__all__ = [
    "CHANGED",
    "CannotOpen",
    "Database",
    "Memory",
    "NotMet",
    "Row",
    "Statement",
    "Step",
    "Taken",
    "Value",
    "as_kind",
    "changed",
    "do",
    "must",
    "need",
    "open_database",
    "then",
    "watch",
]
