"""Periods as British board papers write them.

A financial year runs from 1 April to 31 March and is written "2023/24". Its quarters: Q1 April-June, Q2 July-September,
Q3 October-December, Q4 January-March.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.dates import DAY, MONTH, MONTHS, find_dates, month_number, spoken

_YEAR = r"((?:19|20)\d\d)"
_FINANCIAL = re.compile(rf"(?:\bFY\s*)?(?<!\d){_YEAR}\s*[/\-–_]\s*((?:19|20)?\d\d)(?!\d)", re.I)
_SHORT_FINANCIAL = re.compile(r"(?<![\d/.\-])(\d\d)\s*[/\-–_]\s*(\d\d)(?![\d/.\-])")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "one": 1, "two": 2, "three": 3, "four": 4}
_QUARTER = re.compile(
    r"\b(?:Q\s?([1-4])|(?:quarter|qtr)\.?\s*([1-4]|one|two|three|four)\b"
    r"|(first|second|third|fourth|final|1st|2nd|3rd|4th)\s+(?:quarter|qtr))(?!\d)",
    re.I,
)
_TO = r"\s*(?:-|–|—|to|and|until|through)\s*"
_MONTH_RANGE = re.compile(rf"\b({MONTH})\s*(?:{_YEAR})?{_TO}({MONTH})\s*{_YEAR}\b", re.I)
_DAY_RANGE = re.compile(
    rf"(?:\b(between|from)\s+)?\b{DAY}(?:\s+of)?[\s,]+({MONTH})(?:[\s,]+{_YEAR})?\s*(-|–|—|to|and|until)\s*"
    rf"{DAY}(?:\s+of)?[\s,]+({MONTH})[\s,]+{_YEAR}\b",
    re.I,
)
_UP_TO = re.compile(
    rf"\b(?:(\d{{1,2}}|three|six|nine|twelve)[\s-]months?|(half)[\s-]year|(year))\s+(?:up\s+)?"
    rf"(?:to|ended|ending)\s+(?:the\s+end\s+of\s+)?(?:{DAY}\s+(?:of\s+)?)?({MONTH})[\s,]+{_YEAR}\b",
    re.I,
)
_HALF = re.compile(
    rf"\b(?:H([12])|(first|second|1st|2nd)\s+half|half[\s-]year(?:ly)?)\s*(?:of\s+|,\s*|\()?\s*(?:FY\s*)?{_YEAR}"
    r"\s*[/\-–]\s*((?:19|20)?\d\d)(?!\d)",
    re.I,
)
_SO_FAR = re.compile(r"\b(?:year[\s-]to[\s-]date|YTD)\b", re.I)
_MONTH_YEAR = re.compile(rf"\b({MONTH})\s*,?\s+{_YEAR}\b", re.I)
_FINANCIAL_RANGE = re.compile(rf"{_FINANCIAL.pattern}\s*(?:-|–|—|to|until)\s*{_FINANCIAL.pattern}", re.I)
_YEAR_RANGE = re.compile(rf"(?<!\d){_YEAR}\s*(?:-|–|—|to|/)\s*{_YEAR}(?!\d)")
_SHORT_RANGE = re.compile(rf"(?<![\d-]){_YEAR}[-–—](\d\d)(?![\d-]|[.,/]\d)")
_YEAR_ALONE = re.compile(rf"(?<![\d/\-.£$]){_YEAR}(?![\d/]|-\d|,\d)")
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_LONGEST = 25
"""No strategy of a board runs longer, in years; what looks longer is something else."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time, both days included, with the name people use for it."""

    start: date
    end: date
    label: str = ""

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def holds(self, day: date) -> bool:
        """Tell whether a day falls inside."""
        return self.start <= day <= self.end

    def within(self, other: "Period") -> bool:
        """Tell whether this period lies wholly inside another."""
        return other.start <= self.start and self.end <= other.end


def quarter(number: int, year: int) -> Period:
    """Return quarter 1 to 4 of the UK financial year that begins in April of `year`."""
    first = 3 * number + 1 if number < 4 else 1
    calendar_year = year if number < 4 else year + 1
    start = date(calendar_year, first, 1)
    end = _month_end(calendar_year, first + 2)
    months = f"{MONTHS[first - 1].title()}–{MONTHS[first + 1].title()}"
    return Period(start, end, f"Q{number} {year}/{(year + 1) % 100:02d} ({months} {calendar_year})")


def financial_year(year: int) -> Period:
    """Return the UK financial year that begins in April of `year`."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31), f"{year}/{(year + 1) % 100:02d}")


def quarter_of(day: date) -> tuple[int, int]:
    """Return (quarter, first year of the financial year) of a day."""
    return ((day.month - 4) % 12) // 3 + 1, day.year if day.month >= 4 else day.year - 1


def last_quarter(number: int, until: date) -> Period:
    """Return the newest quarter of that number that had ended by a day, or by the end of the day's own month."""
    year = until.year if until.month >= 4 else until.year - 1
    for candidate in (year, year - 1):
        found = quarter(number, candidate)
        if found.end <= _month_end(until.year, until.month):
            return found
    return quarter(number, year - 2)


def find_quarters(text: str) -> list[tuple[int, int, int]]:
    """Return (start, end, 1 to 4) of each quarter named in the text, with or without a year."""
    found = []
    for match in _QUARTER.finditer(text):
        word = next(g for g in match.groups() if g).lower()
        found.append((match.start(), match.end(), int(word[0]) if word[0].isdigit() else _ORDINALS[word]))
    return found


def find_periods(text: str) -> list[Period]:
    """Return the periods the text names, the most exact reading of each: "Q2 2023/24", "March 2018", "2020-2023"."""
    found, rest = _taken(text, _UP_TO, _up_to)
    if found:
        return found
    found = _dated_quarters(text)
    if found:
        return found
    for pattern, make in (
        (_HALF, _half),
        (_DAY_RANGE, _day_range),
        (_MONTH_RANGE, _month_range),
        (_FINANCIAL_RANGE, _financial_range),
    ):
        more, rest = _taken(rest, pattern, make)
        found += more
    days = find_dates(rest)
    found += [Period(day, day, spoken(day)) for _, _, day in days]
    for start, end, _ in reversed(days):
        rest = rest[:start] + " " + rest[end:]
    for pattern, make in (
        (_MONTH_YEAR, lambda m: _month(month_number(m[1]), int(m[2]))),
        (_FINANCIAL, lambda m: financial_year(int(m[1])) if _follow(m[1], m[2]) else None),
        (_YEAR_RANGE, lambda m: _years(int(m[1]), int(m[2]))),
        (_SHORT_RANGE, lambda m: _years(int(m[1]), int(m[1]) // 100 * 100 + int(m[2]))),
        (_YEAR_ALONE, lambda m: Period(date(int(m[1]), 1, 1), date(int(m[1]), 12, 31), m[1])),
    ):
        more, rest = _taken(rest, pattern, make)
        found += more
    return found


def _taken(
    text: str, pattern: re.Pattern[str], make: Callable[[re.Match[str]], Period | None]
) -> tuple[list[Period], str]:
    """The periods a pattern finds, and the text without the words that named them."""
    found: list[Period] = []

    def take(match: re.Match[str]) -> str:
        period = make(match)
        if period is None:
            return match[0]
        found.append(period)
        return " "

    rest = pattern.sub(take, text)
    return found, rest


def _dated_quarters(text: str) -> list[Period]:
    """The quarters that stand beside their year, or beside the months that tell it."""
    found: list[Period] = []
    years = [(m.start(), m.end(), int(m[1])) for m in _FINANCIAL.finditer(text) if _follow(m[1], m[2])]
    short = [(m.start(), m.end(), 2000 + int(m[1])) for m in _SHORT_FINANCIAL.finditer(text) if _follow(m[1], m[2])]
    for start, end, number in find_quarters(text):
        near = [y for y in years if 0 <= y[0] - end <= 12 or 0 <= start - y[1] <= 12]
        near = near or [y for y in short if 0 <= y[0] - end <= 2 or 0 <= start - y[1] <= 2]
        ranges = [m for m in _MONTH_RANGE.finditer(text) if 0 <= m.start() - end <= 5]
        alone = re.match(rf"\s*(?:of\s+|in\s+|,\s*)?{_YEAR}(?![\d/])", text[end:])
        if near:
            one = quarter(number, near[0][2])
        elif ranges:
            last = date(int(ranges[0][4]), month_number(ranges[0][3]), 1)
            one = quarter(number, quarter_of(last)[1])
        elif alone:
            one = quarter(number, int(alone[1]))
        else:
            continue
        so_far = any(0 <= start - m.end() <= 25 or 0 <= m.start() - end <= 25 for m in _SO_FAR.finditer(text))
        found.append(_span(financial_year(quarter_of(one.start)[1]).start, one.end) if so_far else one)
    return found


def _follow(first: str, second: str) -> bool:
    """Tell whether the second year is the one after the first, as the two halves of a financial year are."""
    return int(second[-2:]) == (int(first[-2:]) + 1) % 100


def _up_to(match: re.Match[str]) -> Period | None:
    count, half, _, day, month, year = match.groups()
    months = 6 if half else _COUNTS.get((count or "twelve").lower()) or int(count)
    last = _month_end(int(year), month_number(month))
    if not 0 < months <= 60 or (day and not 0 < int(day) <= last.day):
        return None
    end = last.replace(day=int(day)) if day else last
    before = (end.year * 12 + end.month - 1) - months
    start = _month_end(before // 12, before % 12 + 1)
    start = start if end == last else start.replace(day=min(end.day, start.day))
    return _span(start + timedelta(days=1), end)


def _half(match: re.Match[str]) -> Period | None:
    number, word, first, second = match.groups()
    if not _follow(first, second):
        return None
    year = int(first)
    last = number == "2" or (word or "").lower() in ("second", "2nd")
    return _span(date(year, 10, 1), date(year + 1, 3, 31)) if last else _span(date(year, 4, 1), date(year, 9, 30))


def _day_range(match: re.Match[str]) -> Period | None:
    opening, day, month, year, to, last_day, last_month, last_year = match.groups()
    if to.lower() == "and" and not opening:
        return None
    first, last = month_number(month), month_number(last_month)
    try:
        end = date(int(last_year), last, int(last_day))
        start = date(int(year) if year else end.year - (first > last), first, int(day))
    except ValueError:
        return None
    return _span(start, end) if start <= end else None


def _month_range(match: re.Match[str]) -> Period | None:
    first, last, end_year = month_number(match[1]), month_number(match[3]), int(match[4])
    start_year = int(match[2]) if match[2] else (end_year - 1 if first > last else end_year)
    if (start_year, first) > (end_year, last):
        return None
    return _span(date(start_year, first, 1), _month_end(end_year, last))


def _financial_range(match: re.Match[str]) -> Period | None:
    first, second, third, fourth = match.groups()
    if not (_follow(first, second) and _follow(third, fourth) and 0 < int(third) - int(first) <= _LONGEST):
        return None
    begins, ends = financial_year(int(first)), financial_year(int(third))
    return Period(begins.start, ends.end, f"{begins.label}–{ends.label}")


def _years(first: int, last: int) -> Period | None:
    if not 0 <= last - first <= _LONGEST:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), f"{first}–{last}")


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month(number: int, year: int) -> Period:
    return Period(date(year, number, 1), _month_end(year, number), f"{MONTHS[number - 1].title()} {year}")


def _span(start: date, end: date) -> Period:
    """A period under the best name it has: a quarter, a financial year, a month, months, or its days."""
    if start == end:
        return Period(start, end, spoken(start))
    exact = quarter(*quarter_of(start))
    year = financial_year(quarter_of(start)[1])
    for known in (exact, year, _month(start.month, start.year)):
        if (known.start, known.end) == (start, end):
            return known
    if start.day == 1 and end == _month_end(end.year, end.month):
        first, last = MONTHS[start.month - 1].title(), f"{MONTHS[end.month - 1].title()} {end.year}"
        return Period(start, end, f"{first} – {last}" if start.year == end.year else f"{first} {start.year} – {last}")
    return Period(start, end, f"{spoken(start)} – {spoken(end)}")
