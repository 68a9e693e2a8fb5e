"""The texts the server says, in each language."""
