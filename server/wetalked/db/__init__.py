"""The door to SQLite and PostgreSQL: typed reads, and writes that are data."""

from wetalked.db.cache import Cache
from wetalked.db.change import CHANGED, changed
from wetalked.db.database import (
    CannotOpen,
    Database,
    PreconditionFailed,
    Row,
    UniqueViolation,
    as_kind,
)
from wetalked.db.migrate import open_database
from wetalked.db.statement import Statement, Value, required, statement
from wetalked.db.watch import watch

__all__ = [
    "CHANGED",
    "Cache",
    "CannotOpen",
    "Database",
    "PreconditionFailed",
    "Row",
    "Statement",
    "UniqueViolation",
    "Value",
    "as_kind",
    "changed",
    "open_database",
    "required",
    "statement",
    "watch",
]
