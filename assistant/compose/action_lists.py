"""Lists and numbers of actions, complete over the register."""

import datetime
from itertools import groupby

from assistant.compose.citing import Citations, spoken
from assistant.compose.owning import STATES, corrected, cut, on, opening, who
from assistant.question import Plan
from assistant.wanted import Wanted, fits, of_the_time, wanted
from index.catalogue import Catalogue
from index.register.actions import ActionRecord, ActionStatement, list_actions
from index.search import Filters

MOST = 50


def compose_actions(plan: Plan, catalogue: Catalogue, kept: Filters, citations: Citations) -> str:
    """Return the actions a question asks for, or how many there are with the list; "" where the register has none."""
    wants = wanted(plan, kept, catalogue)
    listing = list_actions(catalogue, wants.asked)
    found = of_the_time(wants, [a for a in listing.rows if fits(wants, a, datetime.date.today())])
    if not found:
        return ""
    lines = [f"{_counted(plan, wants, found)}:"]
    several = len({a.board for a in found}) > 1
    for (board, meeting), group in groupby(found[:MOST], key=lambda a: (a.board, a.meeting)):
        set_on = f"agreed{on(meeting)}" if meeting else "meeting not recorded"
        lines.append(f"{board}, {set_on}:" if several else f"{set_on[:1].upper()}{set_on[1:]}:")
        lines += [_line(action, wants, citations) for action in group]
    if len(found) > MOST:
        lines.append(
            f"These are the first {MOST} of {len(found):,}; `partnership actions` and the Register tab list all."
        )
    return "\n".join(lines)


def _counted(plan: Plan, wants: Wanted, found: list[ActionRecord]) -> str:
    """ "Ann Bell had 3 open actions on 26 March 2018"."""
    number = f"{len(found):,}"
    state = {"open": "open ", "done": "done ", "superseded": "superseded "}.get(wants.asked.status, "")
    state = f"overdue {state}" if wants.overdue else state
    things = f"{state}action{'' if len(found) == 1 else 's'}"
    whose = f" of {wants.asked.owner}" if wants.asked.owner else ""
    boards = list(dict.fromkeys(a.board for a in found))
    where = f", {boards[0]}" if len(boards) == 1 and boards[0] else ""
    when = f" as of {spoken(wants.asked.as_of)}" if wants.asked.as_of else ""
    agreed = f" agreed or reported on in {wants.agreed.label}" if wants.agreed else ""
    return f"{number} {things}{whose}{agreed}{when}{where}"


def _line(action: ActionRecord, wants: Wanted, citations: Citations) -> str:
    first, later = opening(action)
    reference = f"{action.minute}: " if action.minute and action.minute.lower() not in action.text.lower() else ""
    owner = who(action.owners) or "no owner recorded"
    due = f", due {action.due.rstrip('.')}" if action.due else ""
    told = f"- {reference}{cut(action.text, 45)} {_mark(action, first, citations)} – {owner}{due}"
    state = STATES[action.status]
    if later and (newest := later[-1]):
        told += f"; {state}{on(newest.date)}: “{cut(newest.text, 40)}” {_mark(action, newest, citations)}"
    elif not wants.asked.status:
        told += f"; {state if action.status != 'open' else 'open, no update recorded'}"
    notes = [*corrected(action), *([f"Unsure: {'; '.join(action.doubts)}."] if action.doubts else [])]
    return " ".join([told, *notes])


def _mark(action: ActionRecord, statement: ActionStatement, citations: Citations) -> str:
    return citations.cite_record(statement.place, action.board, statement.date)
