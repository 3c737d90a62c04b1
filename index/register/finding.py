"""Which actions are asked for, as conditions on the table `action_states`; every one is answered from an index."""

import re
from typing import Any

from sqlalchemy import Connection, column, literal_column, select, table

from index import schema
from index.catalogue import Catalogue
from index.register.asking import Asked
from index.register.holders import TITLES
from index.register.text import fold


def own_conditions(catalogue: Catalogue, asked: Asked) -> list[Any]:
    """Return what a state has to meet, its days aside."""
    s, t, r = schema.action_states.c, schema.action_statements.c, schema.records.c
    wanted: list[Any] = []
    if asked.board or asked.boards:
        wanted.append(s.body.in_(_bodies(catalogue, asked)))
    if asked.status:
        wanted.append(s.status == asked.status)
    if asked.since:
        wanted.append(s.day >= asked.since)
    if asked.period:
        wanted.append(s.day.between(asked.period.start, asked.period.end))
    if asked.document:
        query = select(t.action).join(schema.records, r.row == t.record).where(r.document == asked.document)
        wanted.append(s.action.in_(query))
    words = [f'text : "{word}" *' for word in fold(asked.text).split()]
    if asked.text.strip():
        wanted.append(_said(" AND ".join(words)))
    if asked.owner.strip():
        wanted += _owned(asked.owner)
    return wanted


def found_under(connection: Connection, identity: str) -> int | None:
    """Return the number of the action with this id, or the one whose id begins so, or that had it with fewer papers."""
    a, t = schema.actions.c, schema.action_statements.c
    wanted = identity.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{1,12}", wanted):
        return None
    rows = list(connection.execute(select(a.row).where(a.id.between(wanted, wanted + "g")).limit(2)))
    if not rows and len(wanted) == 12:
        known = t.doubtful.is_(False), t.kind != "update"
        rows = list(connection.execute(select(t.action.label("row")).where(t.alias == wanted, *known).distinct()))
    return rows[0].row if len(rows) == 1 else None


def _bodies(catalogue: Catalogue, asked: Asked) -> list[str]:
    """Return the bodies of which some name has all the words and is among the names asked for."""
    b = schema.boards.c
    wanted = [b.name.ilike(f"%{word}%") for word in asked.board.split()]
    if asked.boards:
        named = select(b.body).where(b.name.in_(sorted(asked.boards)))
        wanted.append(b.body.in_(named))
    return [row.body for row in catalogue.rows(select(b.body).where(*wanted).distinct())]


def _said(match: str) -> Any:
    """Return the condition that an action's words match; of words that are all signs, that none does."""
    s = schema.action_states.c
    if not match:
        return s.action.in_([])
    words = table("actions_text", column("rowid"))
    return s.action.in_(select(words.c.rowid).where(literal_column("actions_text").op("MATCH")(match)))


def _owned(owner: str) -> list[Any]:
    """A name or role, its last word perhaps only begun; initials are whole."""
    s = schema.action_states.c
    words = [w for w in fold(owner).split() if w not in TITLES] or fold(owner).split()
    if not words:
        return [s.action.in_([])]
    phrase = " ".join(words)
    whole = bool(re.fullmatch(r"[A-Z]{2,4}", owner.strip()))
    found = _said(f'owners : "{phrase}"' + ("" if whole else " *"))
    return [found, s.owned_by.like(f"% {phrase} %" if whole else f"% {phrase}%")]
