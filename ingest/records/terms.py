"""Finds the terms a part states."""

from ingest.records.record import Term
from ingest.records.source import Source


def find_terms(source: Source) -> list[Term]:
    """Return the terms of a part, in reading order."""
    return []
