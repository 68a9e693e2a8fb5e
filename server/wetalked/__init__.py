"""wetalked: remember conversations, not contacts."""
