"""The register of actions worked out from what papers state: which statements are about the same action, and how it
stood from day to day. It holds nothing of its own: it can be made anew from the table `records` at any time."""

import datetime
import hashlib
from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from index import schema
from index.catalogue import Catalogue, bump, set_state
from index.register.boards import grouped
from index.register.heads import leads_in
from index.register.holders import Holders, holders_of
from index.register.leaving import Leavers
from index.register.linking import link
from index.register.said import said_of
from index.register.standing import (
    INSERT_TEXT,
    corrections_of,
    events_of,
    kept_corrections,
    owner_rows,
    state_rows,
    text_row,
)
from index.register.states import states_of
from index.register.threads import Link, Thread
from index.stale import STALE, taken_stale
from ingest.records.record import Action

DERIVING = "2"  # counts the changes to these rules: a new count has every board's register worked out again
_DERIVED = "derived by"


def derive_stale(catalogue: Catalogue) -> None:
    """Work out anew the actions of the boards whose papers, or all where the rules, have changed since they were."""
    other_rules = catalogue.get_state(_DERIVED) != DERIVING
    if other_rules or catalogue.get_state(STALE):
        with catalogue.transaction() as connection:
            boards = taken_stale(connection)
            derive(connection, boards | _bodies(connection).keys() if other_rules else boards)
            set_state(connection, _DERIVED, DERIVING)
            bump(connection)


def derive(connection: Connection, boards: set[str]) -> None:
    """Work out the actions of some boards anew, and of those that share a name with them, within a transaction."""
    before = {row.name: row.body for row in connection.execute(select(schema.boards))}
    now = _bodies(connection)
    names = boards | {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    bodies: set[str | None] = set()
    while more := {b for n in names for b in (before.get(n), now.get(n))} - bodies:
        bodies |= more
        names |= {n for n in before.keys() | now.keys() if {before.get(n), now.get(n)} & bodies - {None}}
    _forget(connection, {body for body in bodies if body is not None})
    connection.execute(delete(schema.boards).where(schema.boards.c.name.in_(sorted(names))))
    if held := sorted(names & now.keys()):
        connection.execute(insert(schema.boards), [{"name": n, "body": now[n]} for n in held])
    for body in sorted({now[name] for name in held}):
        _derive_body(connection, body, sorted(n for n in held if now[n] == body))


def _bodies(connection: Connection) -> dict[str, str]:
    """Return what body every board name that stands in papers is a name of."""
    d, r = schema.documents.c, schema.records.c
    counts: Counter[str] = Counter(row.board for row in connection.execute(select(d.board)))
    for row in connection.execute(select(r.board).where(r.kind.in_(("actions", "updates", "meetings"))).distinct()):
        counts[row.board] += 0
    unknown = counts.pop("", None)
    bodies = {name: min(group) for group in grouped(counts) for name in group}
    return bodies | ({} if unknown is None else {"": ""})


def _forget(connection: Connection, bodies: set[str]) -> None:
    a = schema.actions.c
    rows = [row.row for row in connection.execute(select(a.row).where(a.body.in_(sorted(bodies))))]
    for i in range(0, len(rows), 500):
        some = rows[i : i + 500]
        for table, column in (
            (schema.action_statements, schema.action_statements.c.action),
            (schema.action_states, schema.action_states.c.action),
            (schema.actions, a.row),
        ):
            connection.execute(delete(table).where(column.in_(some)))
        connection.execute(text("DELETE FROM actions_text WHERE rowid = :row"), [{"row": row} for row in some])


def _derive_body(connection: Connection, body: str, names: list[str]) -> None:
    said = said_of(connection, names)
    if not said:
        return
    holders = holders_of(connection, names)
    leavers = Leavers(said)
    corrections = kept_corrections(connection)
    a = schema.actions.c
    number = connection.execute(select(func.max(a.row))).scalar() or 0
    taken = {row.id for row in connection.execute(select(a.id))}
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for thread in link(said):
        number += 1
        identity = _free(thread.opening.alias, taken)
        nobodys = not any(said.owners or said.moved_to for said in thread.sure)
        statements = [_statement_row(number, one, holders, nobodys) for one in thread.links]
        events = events_of(statements, corrections_of(identity, statements, corrections))
        states = leavers.told(states_of(events, holders))
        rows["actions"].append(_action_row(number, identity, body, thread))
        rows["statements"] += statements
        rows["states"] += state_rows(number, body, _listed_under(thread), states)
        rows["text"].append(text_row(number, thread.opening.text + " " + _first(thread, "heading"), states))
    connection.execute(insert(schema.actions), rows["actions"])
    connection.execute(insert(schema.action_statements), rows["statements"])
    connection.execute(insert(schema.action_states), rows["states"])
    connection.execute(text(INSERT_TEXT), rows["text"])


def _free(alias: str, taken: set[str]) -> str:
    """Return the id of an action, which no other has."""
    identity, count = alias, 1
    while identity in taken:
        count += 1
        identity = hashlib.sha256(f"{alias} {count}".encode()).hexdigest()[:12]
    taken.add(identity)
    return identity


def _action_row(number: int, identity: str, body: str, thread: Thread) -> dict[str, Any]:
    first = thread.opening
    days = [said.day for said in thread.sure if said.day]
    return {
        "row": number,
        "id": identity,
        "board": first.board,
        "body": body,
        "text": first.record.text if isinstance(first.record, Action) else first.text,
        "minute": str(_first(thread, "minute"))[:40],
        "heading": _first(thread, "heading"),
        "meeting": thread.meeting,
        "due": _first(thread, "due"),
        "due_date": next((d for s in thread.sure if (d := getattr(s.record, "due_date", None))), None),
        "doubts": list(dict.fromkeys((*thread.doubts, *first.doubts))),
        "first": min(days, default=None),
    }


def _first(thread: Thread, name: str) -> str:
    """Return what the first statement that tells has."""
    return next((value for said in thread.sure if (value := getattr(said.record, name, ""))), "")


def _listed_under(thread: Thread) -> datetime.date:
    return thread.meeting or thread.opening.day or datetime.date.min


def _statement_row(number: int, one: Link, holders: Holders, nobodys: bool) -> dict[str, Any]:
    """The row of a statement; in a log, what is `nobodys` falls to the lead whom the heading names."""
    said = one.said
    lead = leads_in(getattr(said.record, "heading", "")) if nobodys and said.logged else ()
    kind = "update" if said.kind == "update" else "listed" if said.logged else "agreed"
    return {
        "action": number,
        "key": said.key,
        "alias": said.alias,
        "record": said.row,
        "source": said.title,
        "kind": kind,
        "date": said.day,
        "after": said.after,
        "status": said.status,
        "owners": owner_rows(holders.resolve(owner, said) for owner in said.owners or lead),
        "moved_to": owner_rows(holders.resolve(owner, said) for owner in said.moved_to),
        "score": one.score,
        "basis": one.basis,
        "doubtful": one.doubtful,
    }
