"""Who is listening, and telling them."""
