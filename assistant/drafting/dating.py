"""Whether a statement is about a quarter: by the days it names, by its paper's period, by its paper's day."""

import datetime
import re

from ingest.dates import MONTHS, find_days
from ingest.periods import Period, find_periods, find_quarters, last_quarter

SHORT = datetime.timedelta(days=100)
"""A period no longer than this is a quarter's or less: a paper of such a period reports on that quarter alone."""
SOON = datetime.timedelta(days=100)
"""So long after a quarter papers still report on it."""
_MONTH_ALONE = re.compile(rf"\b(?:in|since|during|until|by|of|early|late)\s+({'|'.join(MONTHS)})\b(?!\s+\d)", re.I)


def mostly(own: Period, period: Period) -> bool:
    """Tell whether most days of one period are in another."""
    shared = min(own.end, period.end) - max(own.start, period.start)
    return shared.days + 1 > ((own.end - own.start).days + 1) / 2


def named_in_quarter(text: str, day: datetime.date | None, period: Period) -> bool | None:
    """Tell whether the days that a text names are of the quarter, None where it names none."""
    named = find_periods(text)
    if any(p.overlaps(period) for p in named if p.end - p.start <= SHORT):
        return True
    named = [p for p in named if not p.overlaps(period)]
    loose = []
    if day:
        loose = [_last(month, number, day) for _, _, month, number in find_days(text)]
        quarters = [last_quarter(number, day) for _, _, number in find_quarters(text)] if not named else []
        if any(q.overlaps(period) for q in quarters):
            return True
        loose += [q.start for q in quarters]
        loose += [_last(MONTHS.index(m[1].lower()) + 1, 1, day) for m in _MONTH_ALONE.finditer(text)]
    if any(period.holds(d) for d in loose if d):
        return True
    return False if named or loose else None


def _last(month: int, number: int, until: datetime.date) -> datetime.date | None:
    """Return the newest such day of a month up to a day, a week ahead at most."""
    for year in (until.year, until.year - 1):
        try:
            found = datetime.date(year, month, number)
        except ValueError:
            return None
        if found <= until + datetime.timedelta(days=7):
            return found
    return None


def counts(text: str, own: Period | None, day: datetime.date | None, period: Period) -> bool:
    """Tell whether a statement of a paper (of a period of its own, or of a day) is about the quarter."""
    said = named_in_quarter(text, day, period)
    if own and own.end - own.start <= SHORT and mostly(own, period):
        return True
    if own or day is None:
        return said is True
    if period.holds(day):
        return said is not False
    return said is True and period.end < day <= period.end + SOON
