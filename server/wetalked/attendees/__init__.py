"""Who takes part in an event: participants, their lists, invitations, what one is there."""
