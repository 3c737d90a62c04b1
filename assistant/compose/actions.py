"""Who owns an action, and where it stands: the newest statement about it with the older beside it."""

import re
from dataclasses import replace

from assistant.compose.citing import Citations, as_number, as_of, in_brackets
from assistant.evidence import Candidate
from assistant.owners import Owner, Owners
from assistant.question import Plan
from assistant.words import fold, matches, stems
from index.search import Filters, Passage, Search
from ingest.documents import Statement
from ingest.owners import is_owner

_OPEN = re.compile(
    r"\b(?:await\w*|outstanding|ongoing|on[- ]going|in progress|not (?:yet|been|received|confirmed)"
    r"|to be (?:arranged|confirmed|agreed|provided)|will be|still|pending|delayed|deferred|carried forward"
    r"|open|overdue|on track|plan in place)\b",
    re.I,
)
_CLOSED = re.compile(
    r"\b(?:complete[d]?|closed|done|discharged"
    r"|has been (?:provided|incorporated|circulated|sent|arranged|actioned)|was (?:provided|circulated|sent)"
    r"|resolved and closed|no further action)\b",
    re.I,
)
_UPDATE = re.compile(r"\b(?:update|progress|status|position|outcome|comment|rag|response)\b", re.I)
_OPEN_ONLY = re.compile(
    r"\b(?:outstanding|open|overdue|not (?:yet )?(?:done|complete\w*)|incomplete|remaining|still to do|unresolved)\b",
    re.I,
)
_LED = re.compile(r"[A-Z][a-z][\w .,&()'’-]{1,60}(?::\s|\s+to\s+[a-z])")
_TASKLIKE = re.compile(
    r"\b(?:resolved|agreed|undertook|action|asked|to (?!the\b|be\b)[a-z]+|would|will|should)\b", re.I
)


def _is_action(passage: Passage, statement: Statement) -> bool:
    """It has an owner, stands in a list of actions, or says who is to do what."""
    return bool(_TASKLIKE.search(statement.text)) or _owned_or_tabled(passage, statement)


def compose_owner(good: list[Candidate], owners: Owners, citations: Citations) -> str:
    """Return who owns the action, as agreed and as it stands now; "" where no statement names an owner."""
    actions = [c for c in good if _is_action(c.passage, c.statement)]
    if not actions:
        return ""
    top = max(c.cover for c in actions)
    same = [c for c in actions if c.cover >= top - 0.12]
    owned = [(c, owners.of(c.passage, c.statement)) for c in same[:10]]
    owned = [(c, found) for c, found in owned if found]
    if not owned:
        return ""
    newest = max(same, key=lambda c: (as_number(c.passage), c.score))
    first, named = _clearest(owned)
    moves = ((c, owners.moved_to(c.passage, c.statement)) for c in sorted(same, key=lambda c: -as_number(c.passage)))
    change, moved = next(((c, o) for c, o in moves if o), (None, None))
    mark = citations.cite(first.passage, first.statement)
    text = f"{_who(named, moved)} Action: {_task(first.statement)} {mark}{_when(first)}."
    if newest.key != first.key or _update_cell(newest.statement):
        text += _latest(newest, citations)
    if change and change.key not in (newest.key, first.key):
        told = _cut(_news(change.statement))
        text += f" It changed hands{_when(change)}: {told} {citations.cite(change.passage, change.statement)}"
    return text


def _clearest(owned: list[tuple[Candidate, list[Owner]]]) -> tuple[Candidate, list[Owner]]:
    """The statement whose owners are surest: every one known by name, then the best match."""
    return max(owned, key=lambda pair: (all(o.sure for o in pair[1]), any(o.name for o in pair[1]), pair[0].score))


def _who(named: list[Owner], moved: Owner | None) -> str:
    shown = " and ".join(o.shown for o in named)
    if moved and moved.name and moved.name not in [o.name for o in named]:
        return f"{moved.shown} now; it was first given to {shown}."
    return f"{shown}."


def _task(statement: Statement) -> str:
    if statement.cells:
        cells = [v for n, v in statement.cells if not _UPDATE.search(n)]
        words = max(cells or [statement.text], key=len)
    else:
        words = statement.text
    words = re.sub(r"\s[A-Z]{2,4}(?:/[A-Z]{2,4})+(?=\s[a-z])", "", words)  # owners' initials that reading left inside
    words = re.sub(r"^\W*(?:it was (?:also )?)?(?:resolved|agreed)\s*(?:that)?\s*[:-]?\s*", "", words, flags=re.I)
    return _cut(words.rstrip("."))


def _cut(words: str, most: int = 45) -> str:
    pieces = words.split()
    return words if len(pieces) <= most else " ".join(pieces[:most]) + " …"


def _when(candidate: Candidate) -> str:
    return in_brackets(as_of(candidate.passage))


def _update_cell(statement: Statement) -> str:
    cells = [v for n, v in statement.cells if _UPDATE.search(n) and v and len(v) > 1]
    return max(cells, key=len, default="")


def _news(statement: Statement) -> str:
    """What a statement tells of an action: its update, where it has a cell for that."""
    return _update_cell(statement) or statement.text


def state_of(statement: Statement) -> str:
    """Return "open", "closed" or "" for what an update says."""
    marks = [v for n, v in statement.cells if re.fullmatch(r"rag|status|state", n.strip(), re.I)]
    if any(re.match(r"(?:complete|closed|done|discharged)", v, re.I) for v in marks):
        return "closed"
    words = _news(statement)
    if _CLOSED.search(words) and not re.search(r"\b(?:not|awaiting|yet to)\b", words, re.I):
        return "closed"
    return "open" if _OPEN.search(words) else ""


def _latest(candidate: Candidate, citations: Citations) -> str:
    statement = candidate.statement
    state = {"open": "still open", "closed": "closed"}.get(state_of(statement), "state not recorded")
    when = as_of(candidate.passage)
    mark = citations.cite(candidate.passage, statement)
    return f" Latest{f', {when}' if when else ''} ({state}): {_cut(_news(statement), 60)} {mark}"


def compose_actions(plan: Plan, search: Search, owners: Owners, filters: Filters, citations: Citations) -> str:
    """Return the actions asked for (of a person, of a meeting, still open), complete over the papers; "" if none fit.

    Without a meeting or a person: those of the newest paper that reports on actions.
    """
    sitting = plan.sitting or plan.period
    kept = replace(filters, since=sitting.start, until=sitting.end) if sitting else filters
    person = next((n for n in plan.names if len(n.split()) >= 2 and owners.knows(n)), "") or owners.behind(plan.names)
    kinds = frozenset({"action log"}) if not (person or sitting) else frozenset({"action log", "minutes"})
    found = [(p, s) for p in search.of_kinds(kinds, kept) for s in p.statements if _owned_or_tabled(p, s)]
    if person:
        found = [(p, s) for p, s in found if fold(person) in {fold(o.name) for o in owners.of(p, s)}]
    if _OPEN_ONLY.search(plan.question):
        found = [(p, s) for p, s in found if state_of(s) != "closed"]
    needed = [t.word for t in plan.terms if t.needed and fold(t.word) not in fold(" ".join(plan.names))]
    if needed:
        found = [(p, s) for p, s in found if all(matches(w, stems(f"{s.text} {' '.join(p.path)}")) for w in needed)]
    if not found or (len({p.board for p, _ in found}) > 1 and not person):
        return ""
    if not (person or sitting):
        newest = max(as_number(p) for p, _ in found)
        found = [(p, s) for p, s in found if as_number(p) == newest]
    found.sort(key=lambda f: (-as_number(f[0]), f[0].document, f[1].start))
    return _listed(found, owners, citations)


def _owned_or_tabled(passage: Passage, statement: Statement) -> bool:
    if statement.owner or (len(statement.cells) > 2 and _update_cell(statement)):
        return True
    if any(is_owner(cell) for _, cell in statement.cells[1:]):
        return True
    under = any(re.search(r"\bactions?\b", h, re.I) for h in passage.path)
    if under and _LED.match(statement.text):
        return True
    return bool(re.match(r"action\b.{0,12}:", statement.text, re.I))


def _listed(found: list[tuple[Passage, Statement]], owners: Owners, citations: Citations) -> str:
    lines, place = [], ""
    for passage, statement in found[:60]:
        here = ", ".join(filter(None, (passage.board, passage.part_title, as_of(passage))))
        if here != place:
            lines.append(f"{here}:")
            place = here
        who = " and ".join(o.shown for o in owners.of(passage, statement))
        update = _update_cell(statement)
        told = f"{_task(statement).rstrip(' .')}. {_cut(update, 40)}" if update else statement.text
        named = who and not statement.text.startswith(who.split()[0])
        lines.append(f"- {told.rstrip()}{f' (Owner: {who})' if named else ''} {citations.cite(passage, statement)}")
    return "\n".join(lines)


def _is_about(plan: Plan, candidate: Candidate) -> bool:
    """An action, or a statement that the subject heads: a mention in passing says nothing of its state."""
    statement, passage = candidate.statement, candidate.passage
    opening = stems(f"{' '.join(passage.path[-1:])} {' '.join(statement.text.split()[:8])}")
    headed = all(matches(t.word, opening) for t in plan.terms if t.needed)
    return headed or bool(statement.owner or _update_cell(statement))


def compose_status(plan: Plan, good: list[Candidate], citations: Citations) -> str:
    """Return where an action stands: the newest update, then what was agreed; "" where no table or minute says."""
    top = max((c.cover for c in good), default=0.0)
    same = [c for c in good if c.cover >= top - 0.15 and (_is_action(c.passage, c.statement) or c.own >= 0.6)][:15]
    if not any(_update_cell(c.statement) or c.statement.owner for c in same):
        return ""
    about = [c for c in same if _is_about(plan, c)] or same
    newest = max(about, key=lambda c: (as_number(c.passage), bool(_update_cell(c.statement)), c.score))
    statement = newest.statement
    state = {"open": "still open", "closed": "done"}.get(state_of(statement), "")
    when = as_of(newest.passage)
    mark = citations.cite(newest.passage, statement)
    text = f"Latest{f', {when}' if when else ''}{in_brackets(state)}: {_cut(_news(statement), 60)} {mark}"
    older = [c for c in same if as_number(c.passage) < as_number(newest.passage) and c.statement.owner]
    if older:
        first = max(older, key=lambda c: c.score)
        mark = citations.cite(first.passage, first.statement)
        text += f"\n\nAgreed {as_of(first.passage)}: {_task(first.statement)} {mark}"
    return text
