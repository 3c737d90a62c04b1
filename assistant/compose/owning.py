"""Owners and states of actions in words."""

import datetime
import re
from collections.abc import Iterable

from index.register.actions import ActionRecord, ActionStatement
from ingest.dates import spoken
from ingest.records.record import Owner, Status

STATES: dict[Status, str] = {"open": "open", "done": "complete", "superseded": "superseded", "unknown": "not recorded"}
_LONG_ROLE = 80


def who(owners: Iterable[Owner], roles: bool = True) -> str:
    """Return owners as an answer names them, with what is unsure about them; "" for none."""
    named = list(dict.fromkeys(_one(owner, roles) for owner in owners))
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))


def _one(owner: Owner, roles: bool) -> str:
    if owner.kind == "everyone":
        return "all members"
    name = owner.name or owner.stated
    notes = []
    role = owner.role.strip(" ()")
    if owner.kind == "role" and owner.name and fold_apart(owner.name, owner.stated):
        name, role = owner.stated, owner.name
    if roles and role and len(role) < _LONG_ROLE and role.lower() not in name.lower():
        notes.append(role)
    if owner.doubt:
        notes.append(owner.doubt)
    return f"{name} ({'; '.join(notes)})" if notes else name


def fold_apart(one: str, other: str) -> bool:
    """Tell whether two names share no word."""
    return not set(re.findall(r"\w+", one.lower())) & set(re.findall(r"\w+", other.lower()))


def same(first: Iterable[Owner], second: Iterable[Owner]) -> bool:
    """Tell whether two papers name the same owners, however they write them."""
    return {(o.name or o.stated).lower() for o in first} == {(o.name or o.stated).lower() for o in second}


def opening(action: ActionRecord) -> tuple[ActionStatement, list[ActionStatement]]:
    """Return the statement that sets an action, and those that report on it, oldest first.

    Only statements count that surely are about the action. Where none sets it, the first that reports on it does.
    """
    sure = [s for s in action.history if not s.doubtful and not s.wrong] or list(action.history[:1])
    first = next((s for s in sure if s.kind != "update"), sure[0])
    return first, [s for s in sure if s.kind == "update" and s.text != action.text]


def due_said(due: str) -> str:
    """Return ", due by 30 June 2024", or "" for nothing."""
    words = re.sub(r"^to (?=the\b)", "at ", due.strip(" .;"))
    led = re.match(r"(?:by|in|before|within|at|on|for|after|asap|next|end)\b", words, re.I)
    return f", due {words}" if led else f", due: {words}" if words else ""


def agreed(action: ActionRecord, first: ActionStatement) -> str:
    """Return "agreed on 19 December 2017", or when it was first listed or reported on."""
    if action.meeting:
        return f"agreed{on(action.meeting)}"
    return f"{'first reported' if first.kind == 'update' else 'listed'}{on(first.date) or ' without a date'}"


def cut(words: str, most: int) -> str:
    """Return words as they stand; at most so many, with an ellipsis for the rest."""
    pieces = words.split()
    return words if len(pieces) <= most else " ".join(pieces[:most]) + " …"


def corrected(action: ActionRecord) -> list[str]:
    """Return what people have put right, each in a sentence."""
    said = []
    for c in action.corrections:
        by = f"{c.by or 'somebody'} on {spoken(c.at.date())}"
        if c.kind == "status":
            said.append(f"Marked {c.value} by {by}; that is a correction, not in the papers.")
        elif c.kind == "owner":
            said.append(f"Put down to {c.value} by {by}; that is a correction, not in the papers.")
        elif c.kind == "note":
            said.append(f"Note by {by}: “{c.value}”")
        elif c.kind == "link":
            said.append(f"A statement was marked as not about this action by {by}.")
    return said


def as_reported(status: Status, day: datetime.date | None) -> str:
    """Return " on 26 March 2018" of what was open then, " by 26 March 2018" of what had been done before it."""
    return on(day).replace(" on ", " by ", 1) if status in ("done", "superseded") else on(day)


def on(day: datetime.date | None) -> str:
    """Return " on 26 March 2018", or "" for no day."""
    return f" on {spoken(day)}" if day else ""
