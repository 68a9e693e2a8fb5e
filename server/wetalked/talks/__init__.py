"""Talks: scans, the merge of two words, sync."""
