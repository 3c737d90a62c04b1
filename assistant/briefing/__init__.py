"""Briefs: catching up with a board, a topic, or what changed since a day."""
