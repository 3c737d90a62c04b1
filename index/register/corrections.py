"""What people say against the papers: kept apart from them, with name and time, and never removed with a paper."""

import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from index import schema
from index.catalogue import Catalogue, bump
from index.register.actions import Correction, correction_of
from index.register.deriving import derive
from index.register.finding import found_under
from index.register.holders import holders_of
from index.register.leaving import Leavers
from index.register.said import said_of
from index.register.standing import corrections_of, events_of, kept_corrections, owned_by, state_rows
from index.register.states import states_of
from index.stale import taken_stale

KINDS = ("status", "owner", "link", "note")
STATUSES = ("open", "done", "superseded", "unknown")


def correct(catalogue: Catalogue, action: str, kind: str, value: str, by: str, statement: str = "") -> Correction:
    """Keep a correction and let it count at once. Raises ValueError, in words for the user, where it makes none.

    A status or an owner holds from today until a later paper tells otherwise; the link of a wrong `statement` counts
    for no day; a note changes nothing.
    """
    value, by, statement = value.strip(), by.strip(), statement.strip()
    if not by:
        raise ValueError("a correction needs the name of the person who makes it")
    if kind not in KINDS:
        raise ValueError(f"there is no correction of the kind “{kind}”: choose one of {', '.join(KINDS)}")
    if kind == "status" and value not in STATUSES:
        raise ValueError(f"“{value}” is no status: choose one of {', '.join(STATUSES)}")
    if kind in ("owner", "note") and not value:
        raise ValueError(f"a correction of the kind “{kind}” needs words")
    with catalogue.transaction() as connection:
        row = _action(connection, action)
        key = _linked(connection, row, statement) if kind == "link" else ""
        made = {"action": row.id, "kind": kind, "value": value, "statement": key, "by": by, "at": _now()}
        number = connection.execute(insert(schema.corrections).returning(schema.corrections.c.row), made).scalar_one()
        return _counted(connection, row, number)


def withdraw(catalogue: Catalogue, action: str, correction: int, by: str) -> Correction:
    """Let a correction, by its `row`, count no longer; that it was made stays kept. Raises ValueError as `correct`."""
    if not by.strip():
        raise ValueError("withdrawing a correction needs the name of the person who does it")
    with catalogue.transaction() as connection:
        row = _action(connection, action)
        if correction not in {one.row for one in _corrections(connection, row)}:
            raise ValueError(f"the action {row.id} has no correction {correction} that holds")
        gone = {"withdrawn": _now(), "withdrawn_by": by.strip()}
        connection.execute(update(schema.corrections).where(schema.corrections.c.row == correction).values(gone))
        return _counted(connection, row, correction)


def _action(connection: Connection, identity: str) -> Any:
    """Return an action's row, as fresh papers have it; nobody else changes the register until the transaction ends."""
    if stale := taken_stale(connection):
        derive(connection, stale)
    number = found_under(connection, identity)
    if number is None:
        raise ValueError(f"there is no action “{identity}”, or more than one begins so: give its whole id")
    return connection.execute(select(schema.actions).where(schema.actions.c.row == number)).one()


def _counted(connection: Connection, action: Any, correction: int) -> Correction:
    _restate(connection, action)
    bump(connection)
    return correction_of(
        connection.execute(select(schema.corrections).where(schema.corrections.c.row == correction)).one()
    )


def _linked(connection: Connection, action: Any, statement: str) -> str:
    """Return the key of the one statement of an action that begins so."""
    keys: list[str] = list(dict.fromkeys(s["key"] for s in _statements(connection, action)))
    found = [key for key in keys if statement and key.startswith(statement)]
    if len(found) != 1:
        raise ValueError(f"the action {action.id} has no statement “{statement}”: its history shows their keys")
    if found[0] == keys[0]:
        raise ValueError("this is the statement the action begins with: it cannot be linked to it by mistake")
    return found[0]


def _statements(connection: Connection, action: Any) -> list[Any]:
    t = schema.action_statements.c
    query = select(schema.action_statements).where(t.action == action.row).order_by(t.row)
    return list(connection.execute(query).mappings())


def _corrections(connection: Connection, action: Any) -> list[Any]:
    return corrections_of(action.id, _statements(connection, action), kept_corrections(connection))


def _restate(connection: Connection, action: Any) -> None:
    """Work out anew how one action stands."""
    s, b = schema.action_states.c, schema.boards.c
    names = [row.name for row in connection.execute(select(b.name).where(b.body == action.body))]
    events = events_of(_statements(connection, action), _corrections(connection, action))
    leavers = Leavers(said_of(connection, names))
    states = leavers.told(states_of(events, holders_of(connection, names)))
    day = connection.execute(select(s.day).where(s.action == action.row).limit(1)).scalar_one()
    connection.execute(delete(schema.action_states).where(s.action == action.row))
    connection.execute(insert(schema.action_states), state_rows(action.row, action.body, day, states))
    owners = " ".join(dict.fromkeys(owned_by(state.owners) for state in states))
    connection.execute(
        text("UPDATE actions_text SET owners = :owners WHERE rowid = :row"), {"owners": owners, "row": action.row}
    )


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)
