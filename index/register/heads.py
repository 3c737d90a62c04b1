"""What the headings of a log say: who leads on a matter, and which matter a task is about."""

import re

from index.register.text import fold
from ingest.records.record import Owner

_WHO = r"[A-Z]{2,4}[a-z]?"
_LEAD = re.compile(
    rf"\s*[-–—,(:]\s*(?:[Ll]ead|LEAD)(?:s|ers?)?\b:?\s*(?P<who>{_WHO}(?:\s*(?:[/,&+]|and)\s*{_WHO})*)\)?\s*$"
)


def leads_in(heading: str) -> tuple[Owner, ...]:
    """Return whom a heading names as lead ("Vacant shops – Lead AB/CD")."""
    found = _LEAD.search(heading)
    return tuple(Owner(letters, role="lead") for letters in re.findall(_WHO, found["who"])) if found else ()


def matter(heading: str, text: str) -> str:
    """Return the words that tell which action a row of a log is: under a heading that names a lead, with the heading's,
    for the same task is set there for one matter after the other."""
    if not _LEAD.search(heading):
        return text
    return f"{fold(_LEAD.sub('', heading))}: {text}"
