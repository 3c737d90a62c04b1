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
from index.register.asking import Asked
from ingest.dates import spoken

_MOST = 15


def empty_priorities(sections: Iterable[Section]) -> list[Gap]:
    """Return a gap for each priority with nothing to report."""
    return [Gap("priority", f"{s.priority}: nothing found for the period.") for s in sections if not s.bullets]


def silent_agencies(library: Library, asked: Wanted, now: Iterable[str], cited: Citations) -> list[Gap]:
    """Return a gap for each agency that the update of the quarter before names and this draft does not."""
    heard = {_plain(name) for name in now}
    found: dict[str, Gap] = {}
    listing = list_activities(library.catalogue, Asked(boards=asked.names, period=asked.before))
    for one in reversed(listing.rows):
        if not one.record.period or one.record.period.start != asked.before.start:
            continue
        for name in one.record.agencies:
            plain = _plain(name)
            if name[:1].isupper() and plain not in found and not any(plain in h or h in plain for h in heard):
                text = f"{name} is named in the update of the quarter before and not in this one."
                found[plain] = Gap("agency", text, (cite(cited, one.place, one.board, one.date or asked.before.end),))
    return list(found.values())


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
        were = "1 more action was" if undated == 1 else f"{undated} more actions were"
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
    return Gap("action", f"{action.text.rstrip('. ')} – {owners}, {when}.", last)


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").replace("’", "'")
