"""The register of activities: what was done, under which priority, in which period."""

import re
from dataclasses import replace

from index.catalogue import Catalogue
from index.register.asking import Asked, Listing, Stated, stated
from ingest.records.record import Activity


def list_activities(catalogue: Catalogue, asked: Asked) -> Listing[Stated[Activity]]:
    """Return the activities asked for, newest paper first; `priority` is a number or words of its heading."""
    found = stated(catalogue, "activities", replace(asked, limit=None, offset=0))
    kept = [one for one in found if _under(one.record.priority, asked.priority)]
    last = None if asked.limit is None else asked.offset + asked.limit
    return Listing(tuple(kept[asked.offset : last]), len(kept))


def _under(priority: str, asked: str) -> bool:
    said = set(re.findall(r"\w+", priority.lower()))
    return {word for word in re.findall(r"\w+", asked.lower()) if word != "priority"} <= said
