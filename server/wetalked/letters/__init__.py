"""What is written to people: sign-in, invitation, follow-up, reminder, the end."""
