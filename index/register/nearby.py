"""Records that stand in given stretches of papers: what a search found leads to what the papers record there."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, or_, select

from index import schema
from index.catalogue import Catalogue
from index.register.asking import Stated, stated_where
from index.register.deriving import derive_stale

Stretch = tuple[str, int, int]
"""A document's id with the first character and the one after the last."""


def stated_in(catalogue: Catalogue, kind: str, stretches: Iterable[Stretch]) -> list[Stated[Any]]:
    """Return the records of a kind that touch any of the stretches, newest first."""
    touched = _touching(stretches)
    return stated_where(catalogue, kind, or_(*touched)) if touched else []


def actions_in(catalogue: Catalogue, stretches: Iterable[Stretch]) -> dict[str, str]:
    """Return the actions that the stretches state or report on, by id, each with all that is said about it."""
    a, s, r = schema.actions.c, schema.action_statements.c, schema.records.c
    touched = _touching(stretches)
    if not touched:
        return {}
    derive_stale(catalogue)
    found = select(s.action).join(schema.records, r.row == s.record).where(or_(*touched))
    query = (
        select(a.id, a.text, a.heading, a.minute, r.name)
        .join(schema.action_statements, s.action == a.row)
        .join(schema.records, r.row == s.record)
        .where(a.row.in_(found))
        .order_by(a.row, s.row)
    )
    words: dict[str, str] = {}
    for row in catalogue.rows(query):
        words[row.id] = f"{words.get(row.id) or ' '.join((row.minute, row.heading, row.text))} {row.name}"
    return words


def _touching(stretches: Iterable[Stretch]) -> list[Any]:
    r = schema.records.c
    return [and_(r.document == document, r.start < end, r.end > start) for document, start, end in stretches]
