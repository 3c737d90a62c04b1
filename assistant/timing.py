"""Which period a statement is about, as far as the question asks, and whether it is the one asked for."""

import re

from assistant.question import Plan
from index.search import Passage
from ingest.dates import MONTH, MONTHS, month_number
from ingest.documents import Statement
from ingest.periods import Period, find_periods, find_quarters, last_quarter, quarter

_BARE_MONTH = re.compile(
    rf"\b(?:[Ii]n|[Dd]uring|[Ff]or|[Oo]f|[Ss]ince) (?=[A-Z])((?i:{MONTH}))\b(?!,?\s+(?:19|20)\d\d)"
)


def period_fit(plan: Plan, passage: Passage, statement: Statement) -> tuple[Period | None, bool]:
    """Return the period a statement is about, as far as the question asks, and whether it is the one asked for."""
    if plan.meeting_day and plan.period and plan.period.start == plan.period.end:
        told = plan.period in find_periods(statement.text)
        return plan.period, told or plan.meeting_day in (passage.date, passage.paper_date)
    if plan.reported and not any(day and plan.reported.holds(day) for day in (passage.date, passage.paper_date)):
        return None, False
    if plan.quarter:
        found = quarter_of_statement(plan.quarter, passage, statement)
        if found is None:
            return None, False
        return found, plan.period is None or found.overlaps(plan.period)
    if plan.period is None:
        return None, True
    own = passage.period
    if own and (own.within(plan.period) or (plan.period.within(own) and _as_exact(own, plan.period))):
        return own, True
    of_another = own and own.label.startswith("Q") and plan.period.label.startswith("Q")  # it came out in the next
    if not of_another and any(day and plan.period.holds(day) for day in (passage.date, passage.paper_date)):
        return plan.period, True
    paper = find_periods(f"{' '.join(passage.path)} {re.sub('[_-]', ' ', passage.name)}")
    said = [*paper, *named_times(passage, statement)]
    return plan.period, any(p.overlaps(plan.period) and _as_exact(p, plan.period) for p in said)


def named_times(passage: Passage, statement: Statement) -> list[Period]:
    """Return the times a statement names; a month without its year is the last such month by the paper's day."""
    words, day = f"{statement.lead} {statement.text}", passage.date
    months = [month_number(m[1]) for m in _BARE_MONTH.finditer(words)] if day else []
    last = [find_periods(f"{MONTHS[n - 1]} {day.year - (n > day.month)}")[0] for n in months if day]
    return [*find_periods(words), *last]


def _as_exact(said: Period, asked: Period) -> bool:
    """A statement about a year does not answer for one of its months."""
    return (said.end - said.start).days <= 2 * (asked.end - asked.start).days + 31


def quarter_of_statement(number: int, passage: Passage, statement: Statement) -> Period | None:
    """Return the quarter of that number a statement is about, with its year, or None where it is about none such."""
    columns = [name for name, _ in statement.cells if name]
    for source in (*columns, statement.text, statement.lead, *reversed(passage.path)):
        if any(q == number for _, _, q in find_quarters(source)):
            return _dated(number, source, passage)
    if passage.period and passage.period.label.startswith(f"Q{number}"):
        return passage.period
    return None


def _dated(number: int, source: str, passage: Passage) -> Period | None:
    for said in find_periods(source):
        if said.label.startswith(f"Q{number}"):
            return said
    if passage.period:
        period = passage.period
        if period.label.startswith("Q"):
            return quarter(number, period.start.year if period.start.month >= 4 else period.start.year - 1)
        years = [quarter(number, y) for y in range(period.start.year - 1, period.end.year + 1)]
        inside = [q for q in years if q.within(period)]
        if len(inside) == 1:
            return inside[0]
    day = passage.date or (passage.period.end if passage.period else None)
    return last_quarter(number, day) if day else None
