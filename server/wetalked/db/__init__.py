"""The door to SQLite and PostgreSQL."""
