"""Finds the updates a part states."""

from ingest.records.record import Action, Update
from ingest.records.source import Source


def find_updates(source: Source, actions: tuple[Action, ...], first: int) -> list[Update]:
    """Return the updates of a part, in reading order."""
    return []
