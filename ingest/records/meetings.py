"""Finds the meetings a part states."""

from ingest.records.record import Meeting
from ingest.records.source import Source


def find_meetings(source: Source) -> list[Meeting]:
    """Return the meetings of a part, in reading order."""
    return []
