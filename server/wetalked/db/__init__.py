"""The door to SQLite and PostgreSQL: typed reads, and writes that are data."""

from wetalked.db.door import Database, NotMet, Row, Statement, Taken, Value, do, must
from wetalked.db.opening import open_database

__all__ = [
    "Database",
    "NotMet",
    "Row",
    "Statement",
    "Taken",
    "Value",
    "do",
    "must",
    "open_database",
]
