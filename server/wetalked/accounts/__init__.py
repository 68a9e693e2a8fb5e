"""Persons: signing in, sessions, leaving."""
