"""Who has left: people of whom a paper says that they moved on, retired, or held their post formerly."""

import datetime
import re
from collections.abc import Iterable

from assistant.compose.citing import Citations, as_of
from index.register.actions import ActionRecord
from index.register.leaving import GONE
from index.search import Filters, Passage, Search
from ingest.documents import Statement

_WORDS = "former left moved on retired resigned stood stepped down"
_MOST = 40


def leavers(actions: Iterable[ActionRecord], search: Search, kept: Filters, citations: Citations) -> dict[str, str]:
    """Return which owners of actions not done have left since these were set: name -> since when, cited."""
    owed = [a for a in actions if a.status not in ("done", "superseded")]
    since = {o.name: a.meeting for a in owed for o in a.owners if o.kind == "person" and len(o.name.split()) > 1}
    if not since:
        return {}
    surnames = " ".join(dict.fromkeys(name.split()[-1] for name in since))
    passages = search.words(f"{surnames} {_WORDS}", _MOST, kept)
    found: dict[str, str] = {}
    for name, day in since.items():
        told = [
            (p, s) for p in passages if not (day and p.date and p.date < day) for s in p.statements if _says(name, s)
        ]
        if told:
            passage, statement = min(told, key=_day)
            found[name] = f"had left by {as_of(passage) or 'then'} {citations.cite(passage, statement)}"
    return found


def departure(
    name: str, since: datetime.date | None, search: Search, kept: Filters
) -> tuple[Passage, Statement] | None:
    """Return the first statement of a paper later than a day that somebody has left, None where there is none."""
    if since is None or len(name.split()) < 2:
        return None
    passages = search.words(f"{name.split()[-1]} {_WORDS}", _MOST, kept)
    told = [(p, s) for p in passages if p.date and p.date > since for s in p.statements if _says(name, s)]
    return min(told, key=_day, default=None)


def _says(name: str, statement: Statement) -> bool:
    first, last = re.escape(name.split()[-2]), re.escape(name.split()[-1])
    if not re.search(rf"\b{last}\b", statement.text):
        return False
    former = rf"\b(?:former|ex-)\s*(?:[\w&'’-]+\s+){{0,5}}?(?:{first}\s+)?{last}\b"
    gone = rf"\b{last}\b,?(?:\s+who)?\s+(?:has|have|had)\s+(?:now\s+|since\s+|recently\s+|also\s+)?{GONE}"
    return bool(re.search(f"{former}|{gone}", statement.text, re.I))


def _day(told: tuple[Passage, Statement]) -> tuple[bool, object, int]:
    passage, statement = told
    return passage.date is None, passage.date or 0, statement.start
