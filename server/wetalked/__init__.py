"""wetalked: remember conversations, not contacts."""

__version__ = "0.1.0"
