"""The boards whose register of actions has to be worked out anew: noted in the step that changes their papers."""

import json

from sqlalchemy import Connection, delete, insert, select, union

from index import schema

STALE = "stale boards"


def mark_stale(connection: Connection, documents: set[str]) -> None:
    """Note the boards of some documents, within the transaction that changes them."""
    d, r = schema.documents.c, schema.records.c
    held = sorted(documents)
    query = union(
        select(d.board).where(d.id.in_(held)),
        select(r.board).where(r.document.in_(held), r.kind.in_(("actions", "updates", "meetings"))),
    )
    boards = {row.board for row in connection.execute(query)}
    boards |= taken_stale(connection)
    connection.execute(insert(schema.state), {"key": STALE, "value": json.dumps(sorted(boards))})


def taken_stale(connection: Connection) -> set[str]:
    """Return the boards that are noted and forget them; holds off other writers until the transaction ends."""
    s = schema.state.c
    value = connection.execute(delete(schema.state).where(s.key == STALE).returning(s.value)).scalar()
    return set(json.loads(value)) if value else set()
