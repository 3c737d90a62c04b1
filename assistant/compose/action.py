"""One action of the register in words: who owns it, how it stands, how it went; the newest with what it replaced."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.citing import Citations
from assistant.compose.owning import agreed, as_reported, corrected, cut, due_said, opening, same, who
from assistant.leaving import leavers
from assistant.question import Plan
from assistant.which import Meant
from index.register.actions import ActionRecord, ActionStatement
from index.search import Filters, Search
from ingest.dates import spoken
from ingest.records.record import Owner

_LEADS = {
    "open": "The action is still open",
    "done": "The action is complete",
    "superseded": "The action has been superseded",
    "unknown": "The papers do not say how the action stands",
}
_NOW = {
    "open": "It was still open",
    "done": "It was complete",
    "superseded": "It was superseded",
    "unknown": "The newest word on it was",
}
_MOST = 3


def compose_action(plan: Plan, meant: Meant, search: Search, kept: Filters, citations: Citations) -> str:
    """Return what was asked of the action that a question means; "" where it means none of the register's.

    Where several are equally near, the one of which the newest paper speaks comes first.
    """
    if plan.history and meant.actions:
        return _history(meant.actions, citations)
    if not meant.actions:
        return ""
    newest, *others = sorted(meant.actions, key=_newest)
    left = leavers(meant.actions, search, kept, citations)
    text = _told(plan, newest, left, citations)
    if others:
        told = [f"- {_told(plan, action, left, citations)}" for action in others[: _MOST - 1]]
        text = "\n".join([text, "", f"{len(others)} more of the register fit as well:", *told])
    if meant.before:
        last = max(meant.before, key=lambda a: a.meeting.toordinal() if a.meeting else 0)
        text += f"\n\nEarlier, in the same words: {_set(last, citations)}"
    return text


def _told(plan: Plan, action: ActionRecord, left: dict[str, str], citations: Citations) -> str:
    return _owned(action, left, citations) if plan.kind == "owner" else _stands(action, left, citations)


def _owned(action: ActionRecord, left: dict[str, str], citations: Citations) -> str:
    """Who owns it, what it is, and the newest word on it."""
    first, later = opening(action)
    owner = who(_beyond_doubt(action)) or "No owner is recorded"
    taken = [s for s in later if same(s.moved_to or s.owners, action.owners)]
    taken = taken or [s for s in later if (s.moved_to or s.owners) and not same(s.moved_to or s.owners, first.owners)]
    if taken and first.owners and not same(action.owners, first.owners):
        owner = f"{owner} now {_mark(action, taken[0], citations)}; it was first given to {who(first.owners)}"
    gone = _gone(action, left)
    if len(gone) == len(action.owners) == 1:
        owner, gone = f"It was given to {owner}, who {left[action.owners[0].name]}; who has it now is not recorded", []
    told = _wording(action, first)
    named = _named_at(action, told, citations)
    mark = _mark(action, told, citations)
    text = f"{owner}{named}. Action: “{cut(told.text, 45)}” {mark}, {agreed(action, first)}{due_said(action.due)}."
    if later:
        newest = later[-1]
        state = f"{_NOW[action.status]}{as_reported(action.status, newest.date)}"
        text += f" {state}: “{cut(newest.text, 60)}” {_mark(action, newest, citations)}."
    return " ".join([text, *gone, *_unsure(action), *corrected(action)])


def _stands(action: ActionRecord, left: dict[str, str], citations: Citations) -> str:
    """How it stands, by the newest word on it, and what was agreed."""
    later = opening(action)[1]
    if not later:
        return " ".join(
            [
                f"No paper here tells how it went on. {_set(action, citations)}",
                *_gone(action, left),
                *_unsure(action),
                *corrected(action),
            ]
        )
    newest = later[-1]
    lead = f"{_LEADS[action.status]}, as of {spoken(newest.date)}" if newest.date else _LEADS[action.status]
    text = f"{lead}: “{cut(newest.text, 60)}” {_mark(action, newest, citations)}"
    return " ".join([f"{text}. {_set(action, citations)}", *_gone(action, left), *_unsure(action), *corrected(action)])


def _set(action: ActionRecord, citations: Citations) -> str:
    first = opening(action)[0]
    owner = who(first.owners or _beyond_doubt(action))
    lead = agreed(action, first)
    text = f"{lead[0].upper()}{lead[1:]}: “{cut(action.text, 45)}” {_mark(action, first, citations)}"
    named = _named_at(action, first, citations)
    return f"{text} (owner: {owner}{named})." if owner else f"{text}."


def _history(actions: Sequence[ActionRecord], citations: Citations) -> str:
    """Every statement about the actions that may be meant, oldest first, the doubtful ones as such."""
    said = {(s.place.document, s.place.start): (a, s) for a in actions for s in reversed(a.history)}
    lines: list[str] = []
    owner = due = ""
    for action, statement in sorted(said.values(), key=lambda f: (_day(f[1]), f[1].kind == "update")):
        owners = who(statement.moved_to or statement.owners)
        notes = [f"owner: {owners}"] if owners and owners != owner else []
        notes += [due_said(statement.due).strip(" ,")] if statement.due and statement.due != due else []
        owner, due = owners or owner, statement.due or due
        if statement.doubtful:
            notes.append(f"perhaps about it: {statement.basis}" if statement.basis else "perhaps about it")
        if statement.wrong:
            notes.append("marked as not about it")
        when = spoken(statement.date) if statement.date else "No date"
        told = f"- {when}, {_step(statement)}: “{cut(statement.text, 45)}” {_mark(action, statement, citations)}"
        lines.append(f"{told} ({'; '.join(notes)})" if notes else told)
    lead = (
        f"{len(actions)} actions of the register fit that; in order of time:"
        if len(actions) > 1
        else "In order of time:"
    )
    after = [note for action in actions for note in (*_unsure(action), *corrected(action))]
    return "\n".join([lead, *lines, *dict.fromkeys(after)])


def _beyond_doubt(action: ActionRecord) -> list[Owner]:
    """The owners, without the doubt about one whom the words of the action name in full."""
    return [replace(o, doubt="") if o.name and o.name in action.text else o for o in action.owners]


def _wording(action: ActionRecord, first: ActionStatement) -> ActionStatement:
    """The statement that words an action: the first, unless only a later log's row names who has it."""
    named = [o.name for o in action.owners if o.name]
    if any(name in first.text for name in named):
        return first
    listed = [s for s in action.history if s.kind == "listed" and not s.doubtful and not s.wrong]
    return next((s for s in reversed(listed) if any(name in s.text for name in named)), first)


def _step(statement: ActionStatement) -> str:
    if statement.kind != "update":
        return "listed" if statement.kind == "listed" else "agreed"
    return {"open": "still open", "done": "done", "superseded": "superseded"}.get(statement.status, "update")


def _day(statement: ActionStatement) -> int:
    return statement.date.toordinal() if statement.date else 0


def _newest(action: ActionRecord) -> int:
    """Sorts the action first about which the newest paper speaks."""
    return -max((_day(s) for s in action.history), default=0)


def _gone(action: ActionRecord, left: dict[str, str]) -> list[str]:
    if action.status in ("done", "superseded"):
        return []
    return [f"{o.name} {left[o.name]}." for o in action.owners if o.name in left]


def _unsure(action: ActionRecord) -> list[str]:
    return [f"Unsure: {'; '.join(action.doubts)}."] if action.doubts else []


def _mark(action: ActionRecord, statement: ActionStatement, citations: Citations) -> str:
    return citations.cite_record(statement.place, action.board, statement.date)


def _named_at(action: ActionRecord, statement: ActionStatement, citations: Citations) -> str:
    """Where the paper of a statement names in full the owners it has by initials or post, as marks."""
    owners = (*statement.owners, *action.owners)
    roles = {o.name: o.role for o in owners if o.name and o.name not in statement.text}
    place, board, day = statement.place, action.board, statement.date
    marks = [citations.cite_name(place, board, day, name, role) for name, role in roles.items()]
    return "".join(f" {mark}" for mark in marks if mark)
