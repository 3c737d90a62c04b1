"""Example questions, made from what the library holds."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from index import schema
from index.library import Library
from ui.format import day

_TOPIC = re.compile(r"^priority\s+\w+\W+(?P<topic>[^\d\W].{3,50})$", re.IGNORECASE)
_QUARTER = re.compile(r"Q[1-4] \d{4}/\d\d")
_Maker = Callable[[Library, Any], str]


def examples(library: Library, most: int = 4) -> list[str]:
    """Return questions a person might ask of this library, one for each kind of paper; none if it is empty."""
    documents = library.catalogue.documents()
    questions: list[str] = []
    for kind, make in _MAKERS.items():
        made = (make(library, d) for d in documents if d.kind == kind)
        questions += filter(None, [next(filter(None, made), "")])
    return questions[:most]


def _priorities(_: Library, document: Any) -> str:
    return f"What are the {document.board}’s priorities?" if document.board else ""


def _activities(library: Library, document: Any) -> str:
    """Ask what was done on the last priority of a quarterly update."""
    c = schema.chunks.c
    rows = library.catalogue.rows(select(c.path).where(c.document == document.id).order_by(c.ordinal.desc()))
    quarter = _QUARTER.match(document.period_label or "")
    topics = [found["topic"] for row in rows for name in row.path if (found := _TOPIC.match(name))]
    return f"What was done under “{topics[0]}” in {quarter[0]}?" if topics and quarter else ""


def _chair(_: Library, document: Any) -> str:
    return f"Who chaired the meeting on {day(document.date)}?" if document.date else ""


def _decisions(_: Library, document: Any) -> str:
    return f"What was decided at the meeting on {day(document.date)}?" if document.date else ""


_MAKERS: dict[str, _Maker] = {
    "strategy": _priorities,
    "quarterly update": _activities,
    "action log": lambda _, document: "What actions are outstanding?",
    "minutes": _chair,
    "agenda pack": _decisions,
}
