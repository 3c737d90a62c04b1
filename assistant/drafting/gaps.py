"""What a draft lacks, so that its reader knows: nothing under a priority, agencies silent, actions due."""

import datetime
from collections.abc import Iterable

from assistant.answer import Citation
from assistant.compose.citing import Citations
from assistant.drafting.citing import cite
from assistant.drafting.model import Gap, Section
from assistant.drafting.wanted import Wanted
from index.library import Library
from index.register.actions import ActionRecord, list_actions
from index.register.activities import list_activities
from index.register.asking import Asked, Stated
from ingest.dates import spoken
from ingest.records.record import Activity

_MOST = 15
_LONGEST = 200


def empty_priorities(sections: Iterable[Section]) -> list[Gap]:
    """Return a gap for each priority with nothing to report."""
    return [Gap("priority", f"{s.priority}: nothing found for the period.") for s in sections if not s.bullets]


def silent_agencies(library: Library, asked: Wanted, now: Iterable[str], cited: Citations) -> list[Gap]:
    """Return a gap for each agency that the update of the quarter before names and this draft does not."""
    heard = {_plain(name) for name in now}
    listing = list_activities(library.catalogue, Asked(boards=asked.names, period=asked.before))
    before: dict[str, list[Stated[Activity]]] = {}
    for one in sorted(listing.rows, key=lambda o: o.place.start):
        if one.record.period and one.record.period.start == asked.before.start:
            for name in one.record.agencies:
                before.setdefault(name, []).append(one)
    found: list[Gap] = []
    for name in sorted(before, key=len):  # the general name ("Police") before those that have it in them
        if name[:1].isupper() and not any(_within(_plain(name), other) for other in heard):
            heard.add(_plain(name))
            told = before[name][0]
            times = "once" if len(before[name]) == 1 else f"{len(before[name])} times"
            text = f"{name}: named {times} in the update of the quarter before, not in this one."
            found.append(Gap("agency", text, (cite(cited, told.place, told.board, told.date or asked.before.end),)))
    return found


def _within(name: str, other: str) -> bool:
    """Tell whether one of two names has the other's words in it."""
    one, two = (set(words.split()) for words in (name, other))
    return one <= two or two <= one


def due_actions(library: Library, asked: Wanted, cited: Citations) -> list[Gap]:
    """Return a gap for each open action due in the quarter or overdue at its end; the others in one line."""
    period = asked.period
    rows = list_actions(library.catalogue, Asked(boards=asked.names, status="open", as_of=period.end)).rows
    due = sorted((a for a in rows if a.due_date and a.due_date <= period.end), key=_due, reverse=True)
    found = [_due_gap(action, period.start, cited) for action in due[:_MOST]]
    if len(due) > _MOST:
        found.append(Gap("action", f"{len(due) - _MOST} more actions are overdue: see the action register."))
    undated = len(rows) - len(due)
    if undated:
        more = "more " if due else ""
        were = f"1 {more}action was" if undated == 1 else f"{undated} {more}actions were"
        found.append(Gap("action", f"{were} open on {spoken(period.end)}, with no day named by then."))
    return found


def _due(action: ActionRecord) -> datetime.date:
    return action.due_date or datetime.date.min


def _due_gap(action: ActionRecord, start: datetime.date, cited: Citations) -> Gap:
    owners = ", ".join(o.name or o.stated for o in action.owners) or "nobody named"
    day = _due(action)
    when = f"due on {spoken(day)}" if day >= start else f"overdue since {spoken(day)}"
    last: tuple[Citation, ...] = ()
    if action.history:
        said = action.history[-1]
        last = (cite(cited, said.place, action.board, said.date),)
    words = action.text.rstrip(". ")
    words = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
    return Gap("action", f"{words} – {owners}, {when}.", last)


def _plain(name: str) -> str:
    words = name.lower().removeprefix("the ").replace("’", "'").split()
    return " ".join(w.removesuffix("s") if len(w) > 3 else w for w in words)
