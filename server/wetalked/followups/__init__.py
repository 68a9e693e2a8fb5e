"""The list a participant gets after the event."""
