"""Lists of people: read, matched with who is there, and brought in."""
