"""Badges: the code, its QR symbol, one badge and the sheet."""
