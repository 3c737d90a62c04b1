"""Records that stand in given stretches of papers: what a search found leads to what the papers record there."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, column, literal_column, or_, select, table

from index import schema
from index.catalogue import Catalogue
from index.register.asking import Stated, stated_where
from index.register.deriving import derive_stale
from index.register.text import fold

Stretch = tuple[str, int, int]
"""A document's id with the first character and the one after the last."""


def stated_in(catalogue: Catalogue, kind: str, stretches: Iterable[Stretch]) -> list[Stated[Any]]:
    """Return the records of a kind that touch any of the stretches, newest first."""
    touched = _touching(stretches)
    return stated_where(catalogue, kind, or_(*touched)) if touched else []


def actions_in(catalogue: Catalogue, stretches: Iterable[Stretch]) -> dict[str, str]:
    """Return the actions that the stretches state or report on, by id, each with all that is said about it."""
    s, r = schema.action_statements.c, schema.records.c
    touched = _touching(stretches)
    if not touched:
        return {}
    derive_stale(catalogue)
    return _told(catalogue, select(s.action).join(schema.records, r.row == s.record).where(or_(*touched)))


def actions_saying(
    catalogue: Catalogue, words: Iterable[str], boards: frozenset[str], most: int = 40
) -> dict[str, str]:
    """Return the actions of some boards (of all where none is named) whose own words begin with any of some words,
    those that say most of the rarest, by id, each with all that is said about it."""
    a = schema.actions.c
    bare = {piece for word in words for piece in re.findall(r"\w+", fold(word))}
    if not bare:
        return {}
    derive_stale(catalogue)
    match = "text : (" + " OR ".join(f'"{word}" *' for word in sorted(bare)) + ")"
    full = table("actions_text", column("rowid"), column("rank"))
    query = select(a.row).join(full, full.c.rowid == a.row).where(literal_column("actions_text").op("MATCH")(match))
    if boards:
        query = query.where(a.board.in_(sorted(boards)))
    return _told(catalogue, query.order_by(full.c.rank).limit(most))


def _told(catalogue: Catalogue, found: Any) -> dict[str, str]:
    a, s, r = schema.actions.c, schema.action_statements.c, schema.records.c
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
