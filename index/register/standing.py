"""How an action stands, as rows of the tables: from the rows of its statements and of people's corrections."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from index import schema
from index.register.states import Event, State
from index.register.text import fold
from ingest.records.record import Owner

INSERT_TEXT = "INSERT INTO actions_text (rowid, text, owners) VALUES (:row, :text, :owners)"


def kept_corrections(connection: Connection) -> dict[str, list[Any]]:
    """Return people's corrections that hold, by the id of the action they were made to, the oldest first."""
    c = schema.corrections.c
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(select(schema.corrections).where(c.withdrawn.is_(None)).order_by(c.row)):
        found[row.action].append(row)
    return found


def corrections_of(identity: str, statements: Iterable[Mapping[str, Any]], kept: Mapping[str, list[Any]]) -> list[Any]:
    """Return the corrections of an action: those made under its id, or under one it would have without some papers."""
    if not kept:
        return []
    aliases = {identity, *(s["alias"] for s in statements if s["kind"] != "update" and not s["doubtful"])}
    return sorted((row for alias in aliases for row in kept.get(alias, ())), key=lambda row: row.row)


def events_of(statements: Iterable[Mapping[str, Any]], corrections: Sequence[Any]) -> list[Event]:
    """Return what changes an action: its certain statements that nobody called wrong, and the corrections."""
    wrong = {row.statement for row in corrections if row.kind == "link"}
    events = [
        Event(
            day=s["date"],
            source=s["source"],
            status=None if s["status"] == "unknown" else s["status"],
            owners=tuple(Owner(**owner) for owner in s["owners"]),
            moved_to=tuple(Owner(**owner) for owner in s["moved_to"]),
            opens=s["kind"] != "update",
            after=s["after"],
        )
        for s in statements
        if not s["doubtful"] and s["key"] not in wrong
    ]
    for row in corrections:
        if row.kind in ("status", "owner"):
            status = row.value if row.kind == "status" else None
            owners = (Owner(row.value, row.value),) if row.kind == "owner" else ()
            events.append(Event(row.at.date(), f"{row.by}'s correction", status, owners, corrected=True))
    return events


def owner_rows(owners: Iterable[Owner]) -> list[dict[str, str]]:
    """Return owners as JSON holds them."""
    return [{name: getattr(owner, name) for name in Owner.__slots__} for owner in owners]


def state_rows(action: int, body: str, day: datetime.date, states: Iterable[State]) -> list[dict[str, Any]]:
    """Return the rows of the table `action_states` for an action."""
    return [
        {
            "action": action,
            "body": body,
            "status": state.status,
            "owners": owner_rows(state.owners),
            "owned_by": owned_by(state.owners),
            "doubts": list(state.doubts),
            "day": day,
            "since": state.since,
            "until": state.until,
        }
        for state in states
    ]


def text_row(action: int, words: str, states: Iterable[State]) -> dict[str, Any]:
    """Return the row of the full-text table for an action: its words, and everybody who ever owned it."""
    owners = " ".join(dict.fromkeys(owned_by(state.owners) for state in states))
    return {"row": action, "text": fold(words), "owners": owners}


def owned_by(owners: Iterable[Owner]) -> str:
    """Return what owners are found by: names, initials, how they are stated, roles; folded, with a bar between."""
    return " | ".join(f" {_known_as(owner)} " for owner in owners)


def _known_as(owner: Owner) -> str:
    name = fold(owner.name)
    initials = "".join(word[0] for word in name.split()) if owner.kind == "person" else ""
    return " , ".join(dict.fromkeys(word for word in (name, initials, fold(owner.stated), fold(owner.role)) if word))
