"""Which actions are asked for, as conditions on the table `action_states`; every one is answered from an index."""

import re
from typing import Any

from sqlalchemy import Connection, column, false, literal_column, select, table

from index import schema
from index.register.asking import Asked
from index.register.holders import TITLES
from index.register.text import fold

_FEW = 3000  # actions: looked at one by one; of more, the whole table is looked at


def own_conditions(connection: Connection, asked: Asked) -> tuple[list[Any], bool]:
    """Return what a state has to meet, its days aside, and whether that leaves few actions, told by their numbers."""
    s, t, r = schema.action_states.c, schema.action_statements.c, schema.records.c
    wanted: list[Any] = []
    named: list[Any] = []
    if asked.board or asked.boards:
        wanted.append(s.body.in_(_bodies(connection, asked)))
    if asked.status:
        wanted.append(s.status == asked.status)
    if asked.since:
        wanted.append(s.day >= asked.since)
    if asked.period:
        wanted.append(s.day.between(asked.period.start, asked.period.end))
    if asked.document:
        named.append(select(t.action).join(schema.records, r.row == t.record).where(r.document == asked.document))
    if asked.text.strip():
        named.append(_matching(" AND ".join(f'text : "{word}" *' for word in fold(asked.text).split())))
    if asked.owner.strip():
        match, owned = _owned(asked.owner)
        named.append(_matching(match))
        wanted.append(s.owned_by.like(owned))
    few = False
    for query in named:
        numbers = [row[0] for row in connection.execute(query.limit(_FEW + 1))]
        few = few or len(numbers) <= _FEW
        wanted.append(s.action.in_(numbers if len(numbers) <= _FEW else query))
    return wanted, few


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


def _bodies(connection: Connection, asked: Asked) -> list[str]:
    """Return the bodies of which some name has all the words and is among the names asked for."""
    b = schema.boards.c
    wanted = [b.name.ilike(f"%{word}%") for word in asked.board.split()]
    if asked.boards:
        wanted.append(b.body.in_(select(b.body).where(b.name.in_(sorted(asked.boards)))))
    return [row.body for row in connection.execute(select(b.body).where(*wanted).distinct())]


def _matching(match: str) -> Any:
    """Return the query for the numbers of the actions that full text finds; nothing is found by signs alone."""
    words = table("actions_text", column("rowid"))
    found = literal_column("actions_text").op("MATCH")(match) if match else false()
    return select(words.c.rowid).where(found)


def _owned(owner: str) -> tuple[str, str]:
    """Return what an owner is found by in full text, and in a state: a name or role, its last word perhaps only begun;
    initials are whole."""
    words = [w for w in fold(owner).split() if w not in TITLES] or fold(owner).split()
    phrase = " ".join(words)
    if not phrase:
        return "", "%"
    if re.fullmatch(r"[A-Z]{2,4}", owner.strip()):
        return f'owners : "{phrase}"', f"% {phrase} %"
    return f'owners : "{phrase}" *', f"% {phrase}%"
