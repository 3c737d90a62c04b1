"""Finds the measures a part states."""

from ingest.records.prose_measures import prose_measures
from ingest.records.record import Measure
from ingest.records.source import Source
from ingest.records.table_measures import table_measures


def find_measures(source: Source) -> list[Measure]:
    """Return the measures of a part, in reading order."""
    if source.part.kind == "terms of reference":
        return []
    return sorted([*table_measures(source), *prose_measures(source)], key=lambda m: m.start)
