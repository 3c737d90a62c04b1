"""A figure from a table: the cell where the row and the column that were asked for meet."""

import re

from assistant.compose.citing import Citations, as_number, as_of, in_brackets
from assistant.evidence import Candidate
from assistant.question import Plan
from assistant.timing import quarter_of_statement
from assistant.words import matches, stems
from ingest.periods import Period, find_periods, find_quarters

_TARGET = re.compile(r"\btarget\b|\bgoal\b|\bplan(?:ned)?\b", re.I)
_YEAR = re.compile(r"\b(?:year|total|annual|full[- ]year|outturn)\b", re.I)
_LABELS = re.compile(r"action|item|ref|measure|indicator|description|number", re.I)
_FIGURE = re.compile(r"\d|\b(?:nil|none|zero|red|amber|green)\b", re.I)


def compose_figure(plan: Plan, good: list[Candidate], citations: Citations) -> str:
    """Return the cell a figure question asks for, with its row, column, period and target; "" where no table says."""
    top = max((c.cover for c in good), default=0.0)
    rows = [c for c in good[:15] if len(c.statement.cells) > 1 and c.cover >= top - 0.2 and _row_fits(plan, c)]
    best = max((c.score for c in rows), default=0.0)
    rows.sort(key=lambda c: (c.score < best - 0.3, *_exact(plan, c), -as_number(c.passage), -c.score))
    for candidate in rows:
        text = _cell(plan, candidate, citations)
        if text:
            return text
    return ""


def _row_fits(plan: Plan, candidate: Candidate) -> bool:
    """The row's own label, its column heads or its headings must say what is counted."""
    label = " ".join(filter(None, [_label(candidate), *(name for name, _ in candidate.statement.cells)]))
    near = stems(f"{label} {' '.join(candidate.passage.path[-1:])} {candidate.passage.part_title}")
    needed = [t.word for t in plan.terms if t.needed]
    return not needed or sum(matches(w, near) for w in needed) * 2 >= len(needed)


def _exact(plan: Plan, candidate: Candidate) -> tuple[bool, float]:
    """Sorts first: the paper of the very period asked for, then the row whose label says least beside the question."""
    own = candidate.passage.period
    said = stems(_label(candidate)) - stems("the of to in and for a by")
    asked = stems(plan.question)
    share = len([s for s in said if s in asked]) / len(said) if said else 0.0
    return not (own and plan.period and own == plan.period), -round(3 * share)


def _label(candidate: Candidate) -> str:
    name, cell = candidate.statement.cells[0]
    return cell if not _FIGURE.fullmatch(cell) else name


def _cell(plan: Plan, candidate: Candidate, citations: Citations) -> str:
    cells = candidate.statement.cells[1:]
    label = _label(candidate).rstrip(":")
    if len(plan.quarters) > 1:
        return _several(plan, candidate, cells, citations)
    if plan.quarter:
        found = [(n, v) for n, v in cells if any(q == plan.quarter for _, _, q in find_quarters(n))]
        if plan.period and len(found) > 1:
            found = [(n, v) for n, v in found if any(p.overlaps(plan.period) for p in find_periods(n))] or found
        if not found:
            return _whole(candidate, citations) if not any(find_quarters(n) for n, _ in cells) else ""
    else:
        found = _asked_columns(plan, cells)
    if not found:
        return _whole(candidate, citations)
    mark = citations.cite(candidate.passage, candidate.statement)
    name, value = found[0]
    if not value.strip():
        return ""
    period = quarter_of_statement(plan.quarter, candidate.passage, candidate.statement) if plan.quarter else None
    when = _named(name, period) or as_of(candidate.passage)
    text = f"{label}, {when}: {value} {mark}" if plan.quarter else f"{label}, {name}: {value} {mark}"
    return text + _beside(plan, candidate, name) + _dated(candidate, period)


def _several(plan: Plan, candidate: Candidate, cells: tuple[tuple[str, str], ...], citations: Citations) -> str:
    """The cells of several quarters from one row."""
    found = [(n, v) for n, v in cells if v and any(q in plan.quarters for _, _, q in find_quarters(n))]
    if len(found) < len(plan.quarters):
        return ""
    values = "; ".join(f"{n}: {v}" for n, v in found)
    mark = citations.cite(candidate.passage, candidate.statement)
    return f"{_label(candidate).rstrip(':')}: {values} {mark}{in_brackets(as_of(candidate.passage))}"


def _asked_columns(plan: Plan, cells: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The columns that the question names ("target", "total")."""
    asked = stems(plan.question)
    named = [
        (n, v)
        for n, v in cells
        if n and not find_quarters(n) and stems(n) and stems(n) <= asked and not _LABELS.fullmatch(n)
    ]
    year = plan.period and 360 <= (plan.period.end - plan.period.start).days <= 366
    return named or [(n, v) for n, v in cells if year and _YEAR.search(n)]


def _named(column: str, period: Period | None) -> str:
    extra = re.sub(r"^\W*Q[1-4]\W*", "", column).strip()
    note = f" ({extra.strip('() ')})" if extra and not find_periods(column) and len(extra) < 30 else ""
    return (period.label if period else column) + note


def _beside(plan: Plan, candidate: Candidate, column: str) -> str:
    target = [(n, v) for n, v in candidate.statement.cells[1:] if _TARGET.search(n) and v]
    if plan.quarter and target and target[0][0] != column:
        return f" Target: {target[0][1]}."
    return ""


def _dated(candidate: Candidate, period: Period | None) -> str:
    when = as_of(candidate.passage)
    return f" (from the paper of {when})" if when and period and when != period.label else ""


def _whole(candidate: Candidate, citations: Citations) -> str:
    """The row as it stands, where the question names no column."""
    cells = [(n, v) for n, v in candidate.statement.cells[1:] if v]
    if len(cells) > 6 or sum(len(v.split()) for _, v in cells) > 60:
        return ""
    label = _label(candidate).rstrip(":")
    values = "; ".join(f"{n}: {v}" if n else v for n, v in cells)
    mark = citations.cite(candidate.passage, candidate.statement)
    return f"{label}: {values} {mark}{in_brackets(as_of(candidate.passage))}"
