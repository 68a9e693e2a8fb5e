"""Ticket shops: guests come in, and go, as their tickets do."""
