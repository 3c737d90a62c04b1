"""Finds the actions a part states."""

from ingest.records.record import Action
from ingest.records.source import Source


def find_actions(source: Source) -> list[Action]:
    """Return the actions of a part, in reading order."""
    return []
