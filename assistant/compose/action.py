"""One action of the register in words: who owns it, how it stands, how it went; the newest with what it replaced."""

from assistant.compose.citing import Citations, spoken
from assistant.compose.owning import corrected, cut, on, opening, same, who
from assistant.question import Plan
from assistant.which import Meant
from index.register.actions import ActionRecord, ActionStatement

_LEADS = {
    "open": "The action is still open",
    "done": "The action is done",
    "superseded": "The action has been superseded",
    "unknown": "The papers do not say how the action stands",
}
_MOST = 5


def compose_action(plan: Plan, meant: Meant, citations: Citations) -> str:
    """Return what was asked of the action that a question means; "" where it means none of the register's.

    Where two are equally near, both are told.
    """
    if len(meant.actions) > 1:
        told = [f"- {_told(plan, action, citations)}" for action in meant.actions[:_MOST]]
        return f"{len(meant.actions)} actions fit that:\n" + "\n".join(told)
    if not meant.actions:
        return ""
    text = _told(plan, meant.actions[0], citations)
    if meant.before:
        newest = max(meant.before, key=lambda a: a.meeting.toordinal() if a.meeting else 0)
        text += f"\n\nEarlier, in the same words: {_agreed(newest, citations)}"
    return text


def _told(plan: Plan, action: ActionRecord, citations: Citations) -> str:
    if plan.history:
        return _history(action, citations)
    return _owned(action, citations) if plan.kind == "owner" else _stands(action, citations)


def _owned(action: ActionRecord, citations: Citations) -> str:
    """Who owns it, what it is, and the newest word on it."""
    first, later = opening(action)
    owner = who(action.owners) or "No owner is recorded"
    changed = [s for s in later if (s.moved_to or s.owners) and not same(s.moved_to or s.owners, first.owners)]
    if changed and first.owners and not same(action.owners, first.owners):
        owner = f"{owner} now {_mark(action, changed[-1], citations)}; it was first given to {who(first.owners)}"
    text = f"{owner}. Action: “{cut(action.text, 45)}” {_mark(action, first, citations)}{_agreed_on(action)}."
    if later:
        newest = later[-1]
        state = {"open": "Still open", "done": "Done", "superseded": "Superseded"}.get(action.status, "Latest")
        text += f" {state}{on(newest.date)}: “{cut(newest.text, 60)}” {_mark(action, newest, citations)}."
    return " ".join([text, *_unsure(action), *corrected(action)])


def _stands(action: ActionRecord, citations: Citations) -> str:
    """How it stands, by the newest word on it, and what was agreed."""
    later = opening(action)[1]
    agreed = _agreed(action, citations)
    if not later:
        return " ".join([f"No paper here tells how it went on. {agreed}", *_unsure(action), *corrected(action)])
    newest = later[-1]
    lead = f"{_LEADS[action.status]}, as of {spoken(newest.date)}" if newest.date else _LEADS[action.status]
    text = f"{lead}: “{cut(newest.text, 60)}” {_mark(action, newest, citations)}"
    return " ".join([f"{text}. {agreed}", *_unsure(action), *corrected(action)])


def _agreed(action: ActionRecord, citations: Citations) -> str:
    first = opening(action)[0]
    owner = who(first.owners or action.owners)
    text = f"Agreed{on(action.meeting or first.date)}: “{cut(action.text, 45)}” {_mark(action, first, citations)}"
    return f"{text} (owner: {owner})." if owner else f"{text}."


def _history(action: ActionRecord, citations: Citations) -> str:
    """Every statement about it, oldest first, the doubtful ones as such."""
    lines = [f"{cut(action.text, 30)}:"]
    before = ""
    for statement in action.history:
        state = {"agreed": "agreed", "listed": "listed again"}.get(statement.kind, "")
        if statement.kind == "update":
            state = {"open": "still open", "done": "done", "superseded": "superseded"}.get(statement.status, "update")
        owners = who(statement.moved_to or statement.owners)
        notes = [f"owner: {owners}"] if owners and owners != before else []
        before = owners or before
        if statement.doubtful:
            notes.append(f"perhaps about it: {statement.basis}" if statement.basis else "perhaps about it")
        if statement.wrong:
            notes.append("marked as not about it")
        when = spoken(statement.date) if statement.date else "No date"
        told = f"- {when}, {state}: “{cut(statement.text, 45)}” {_mark(action, statement, citations)}"
        lines.append(f"{told} ({'; '.join(notes)})" if notes else told)
    return "\n".join([*lines, *_unsure(action), *corrected(action)])


def _agreed_on(action: ActionRecord) -> str:
    agreed = f", agreed{on(action.meeting)}" if action.meeting else ""
    return f"{agreed}, due {action.due.rstrip('.')}" if action.due else agreed


def _unsure(action: ActionRecord) -> list[str]:
    return [f"Unsure: {'; '.join(action.doubts)}."] if action.doubts else []


def _mark(action: ActionRecord, statement: ActionStatement, citations: Citations) -> str:
    return citations.cite_record(statement.place, action.board, statement.date)
