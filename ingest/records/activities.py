"""Finds the activities a part states."""

from ingest.records.record import Activity
from ingest.records.source import Source


def find_activities(source: Source) -> list[Activity]:
    """Return the activities of a part, in reading order."""
    return []
