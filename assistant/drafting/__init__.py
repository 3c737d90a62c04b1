"""Drafts of a quarterly update, from the papers."""
