"""Lists and numbers of actions, complete over the register."""

import datetime
from dataclasses import replace
from itertools import groupby

from assistant.compose.citing import Citations, coverage
from assistant.compose.owning import STATES, agreed, as_reported, corrected, cut, due_said, opening, who
from assistant.leaving import leavers
from assistant.question import Plan
from assistant.wanted import Wanted, fits, of_the_time, wanted
from index.catalogue import Catalogue
from index.register.actions import ActionRecord, ActionStatement, list_actions
from index.register.asking import Asked
from index.search import Filters, Search
from ingest.dates import spoken

MOST = 50


def compose_actions(plan: Plan, catalogue: Catalogue, search: Search, kept: Filters, citations: Citations) -> str:
    """Return the actions a question asks for, or how many there are with the list; "" where the register has none."""
    wants = wanted(plan, kept, catalogue)
    found, none = _found(wants, catalogue), ""
    if wants.colour:
        found = [action for action in found if _is_rated(action, wants.colour, search)]
    if not found and wants.asked.owner and wants.asked.status:
        none = f"No {_things(wants, 1)} is recorded. "
        wants = replace(wants, asked=replace(wants.asked, status=""), overdue=False)
        found = _found(wants, catalogue)
    if not found:
        return ""
    lines = [f"{none}{_counted(wants, found)}:"]
    left = leavers(found[:MOST], search, kept, citations)
    several = len({a.board for a in found}) > 1
    for (board, when), group in groupby(found[:MOST], key=lambda a: (a.board, agreed(a, opening(a)[0]))):
        lines.append(f"{board}, {when}:" if several else f"{when[0].upper()}{when[1:]}:")
        lines += [_line(action, wants, left, citations) for action in group]
    if len(found) > MOST:
        lines.append(
            f"These are the first {MOST} of {len(found):,}; `partnership actions` and the Register tab list all."
        )
    asked = wants.asked
    told = Asked(boards=frozenset(a.board for a in found), as_of=asked.as_of, since=asked.since, period=wants.agreed)
    return "\n".join(filter(None, [*lines, coverage(catalogue, told)]))


def _found(wants: Wanted, catalogue: Catalogue) -> list[ActionRecord]:
    listed = list_actions(catalogue, wants.asked).rows
    return of_the_time(wants, [action for action in listed if fits(wants, action, datetime.date.today())])


def _is_rated(action: ActionRecord, colour: str, search: Search) -> bool:
    """Tell whether the newest row about an action that has a rating has this one."""
    for said in reversed(action.history):
        passage = None if said.doubtful or said.wrong else search.at(said.place.document, said.place.start)
        rows = [s for s in passage.statements if s.start <= said.place.start < s.end] if passage else []
        ratings = [v.lower() for s in rows for _, v in s.cells if v.lower() in ("red", "amber", "green")]
        if ratings:
            return ratings[-1] == colour
    return False


def _things(wants: Wanted, number: int) -> str:
    state = f"{wants.colour} " if wants.colour else ""
    state += f"{wants.asked.status} " if wants.asked.status in ("open", "done", "superseded") else ""
    kind = f"{'overdue ' if wants.overdue else ''}{state}action{'' if number == 1 else 's'}"
    owner = wants.asked.owner or wants.holder
    return f"{kind} of {owner}" if owner else kind


def _counted(wants: Wanted, found: list[ActionRecord]) -> str:
    """ "3 open actions of Ann Bell as of 26 March 2018, Tallow Board"."""
    boards = list(dict.fromkeys(a.board for a in found))
    where = f", {boards[0]}" if len(boards) == 1 and boards[0] else ""
    when = f" as of {spoken(wants.asked.as_of)}" if wants.asked.as_of else ""
    if wants.agreed:
        alone = wants.agreed.start == wants.agreed.end
        verb = "agreed" if all(a.meeting and wants.agreed.holds(a.meeting) for a in found) else "reported on"
        when = f", {verb} {'on' if alone else 'in'} {wants.agreed.label or spoken(wants.agreed.start)}{when}"
    return f"{len(found):,} {_things(wants, len(found))}{when}{where}"


def _line(action: ActionRecord, wants: Wanted, left: dict[str, str], citations: Citations) -> str:
    first, later = opening(action)
    reference = f"{action.minute}: " if action.minute and action.minute.lower() not in action.text.lower() else ""
    owner = who(action.owners, roles=False) or "no owner recorded"
    owed = action.status not in ("done", "superseded")
    gone = [f"{o.name} {left[o.name]}" for o in action.owners if owed and o.name in left]
    owner += f" ({'; '.join(gone)})" if gone else ""
    told = f"- {reference}{cut(action.text, 80)} {_mark(action, first, citations)} – {owner}{due_said(action.due)}"
    state = STATES[action.status]
    if later and (newest := later[-1]):
        state += as_reported(action.status, newest.date)
        told += f"; {state}: “{cut(newest.text, 40)}” {_mark(action, newest, citations)}"
    elif not wants.asked.status:
        told += f"; {state if action.status != 'open' else 'open, no update recorded'}"
    notes = [*corrected(action), *([f"Unsure: {'; '.join(action.doubts)}."] if action.doubts else [])]
    return " ".join([told, *notes])


def _mark(action: ActionRecord, statement: ActionStatement, citations: Citations) -> str:
    return citations.cite_record(statement.place, action.board, statement.date)
