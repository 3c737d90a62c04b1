"""Finds the decisions a part states."""

from ingest.records.record import Decision
from ingest.records.source import Source


def find_decisions(source: Source) -> list[Decision]:
    """Return the decisions of a part, in reading order."""
    return []
