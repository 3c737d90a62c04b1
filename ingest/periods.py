"""Dates and periods as British board papers write them.

A financial year runs from 1 April to 31 March and is written "2023/24". Its quarters: Q1 April-June, Q2 July-September,
Q3 October-December, Q4 January-March.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = tuple(_MONTH_NAMES.split())
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(\d{1,2})\s*(?:<sup>)?\s*(?:st|nd|rd|th)?\s*(?:</sup>)?"
_DATE = re.compile(
    rf"\b{_DAY}(?:\s+of)?[\s,]+({_MONTH})[\s,]+((?:19|20)\d\d)\b"
    rf"|\b({_MONTH})\s+{_DAY},?\s+((?:19|20)\d\d)\b"
    r"|\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"
    r"|\b(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)?\d\d)\b",
    re.I,
)
_YEAR = r"((?:19|20)\d\d)"
_FINANCIAL = re.compile(rf"(?:\bFY\s*)?(?<!\d){_YEAR}\s*[/\-–_]\s*((?:19|20)?\d\d)(?!\d)", re.I)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "one": 1, "two": 2, "three": 3, "four": 4}
_QUARTER = re.compile(
    r"\b(?:Q\s?([1-4])|(?:quarter|qtr)\.?\s*([1-4]|one|two|three|four)\b"
    r"|(first|second|third|fourth|final|1st|2nd|3rd|4th)\s+quarter)(?!\d)",
    re.I,
)
_MONTH_RANGE = re.compile(rf"\b({_MONTH})\s*(?:{_YEAR})?\s*(?:-|–|—|to|and|until)\s*({_MONTH})\s*{_YEAR}\b", re.I)
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\s*,?\s+{_YEAR}\b", re.I)
_YEAR_RANGE = re.compile(rf"(?<!\d){_YEAR}\s*(?:-|–|—|to|/)\s*{_YEAR}(?!\d)")
_YEAR_ALONE = re.compile(rf"(?<![\d/\-.£$]){_YEAR}(?![\d/]|-\d|,\d)")


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


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's English name or its abbreviation."""
    return next(i for i, full in enumerate(_MONTHS, 1) if full.startswith(name.lower().strip(".")[:3]))


def quarter(number: int, year: int) -> Period:
    """Return quarter 1 to 4 of the UK financial year that begins in April of `year`."""
    first = 3 * number + 1 if number < 4 else 1
    calendar_year = year if number < 4 else year + 1
    start = date(calendar_year, first, 1)
    end = date(calendar_year, first + 2, monthrange(calendar_year, first + 2)[1])
    months = f"{_MONTHS[first - 1].title()}–{_MONTHS[first + 1].title()}"
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
        if found.end <= until.replace(day=monthrange(until.year, until.month)[1]):
            return found
    return quarter(number, year - 2)


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """Return (start, end, day) of each full date in the text; dates that cannot be are left out."""
    found = []
    for match in _DATE.finditer(text):
        g = match.groups()
        try:
            if g[0]:
                day = date(int(g[2]), month_number(g[1]), int(g[0]))
            elif g[3]:
                day = date(int(g[5]), month_number(g[3]), int(g[4]))
            elif g[6]:
                day = date(int(g[6]), int(g[7]), int(g[8]))
            else:
                year = int(g[11]) if len(g[11]) == 4 else 2000 + int(g[11])
                day = date(year, int(g[10]), int(g[9]))
        except ValueError:
            continue
        found.append((match.start(), match.end(), day))
    return found


def find_quarters(text: str) -> list[tuple[int, int, int]]:
    """Return (start, end, 1 to 4) of each quarter named in the text, with or without a year."""
    found = []
    for match in _QUARTER.finditer(text):
        word = next(g for g in match.groups() if g).lower()
        found.append((match.start(), match.end(), int(word[0]) if word[0].isdigit() else _ORDINALS[word]))
    return found


def _month(number: int, year: int) -> Period:
    return Period(
        date(year, number, 1), date(year, number, monthrange(year, number)[1]), f"{_MONTHS[number - 1].title()} {year}"
    )


def _financial_years(text: str) -> list[tuple[int, int, int]]:
    years = []
    for match in _FINANCIAL.finditer(text):
        first, second = int(match[1]), match[2]
        if int(second[-2:]) == (first + 1) % 100:
            years.append((match.start(), match.end(), first))
    return years


def _dated_quarters(text: str) -> list[Period]:
    """The quarters that stand beside their year, or beside the months that tell it."""
    found: list[Period] = []
    years = _financial_years(text)
    for start, end, number in find_quarters(text):
        near = [y for y in years if 0 <= y[0] - end <= 12 or 0 <= start - y[1] <= 12]
        ranges = [m for m in _MONTH_RANGE.finditer(text) if 0 <= m.start() - end <= 5]
        alone = re.match(rf"\s*(?:of\s+|in\s+|,\s*)?{_YEAR}(?![\d/])", text[end:])
        if near:
            found.append(quarter(number, near[0][2]))
        elif ranges:
            last = date(int(ranges[0][4]), month_number(ranges[0][3]), 1)
            found.append(quarter(number, quarter_of(last)[1]))
        elif alone:
            found.append(quarter(number, int(alone[1])))
    return found


def find_periods(text: str) -> list[Period]:
    """Return the periods the text names, the most exact reading of each: "Q2 2023/24", "March 2018", "2020-2023"."""
    found = _dated_quarters(text)
    if found:
        return found
    rest = text
    for match in _MONTH_RANGE.finditer(rest):
        first = month_number(match[1])
        last = month_number(match[3])
        end_year = int(match[4])
        start_year = int(match[2]) if match[2] else (end_year - 1 if first > last else end_year)
        if (start_year, first) <= (end_year, last):
            found.append(_span(_month(first, start_year), _month(last, end_year), match[0]))
    rest = _MONTH_RANGE.sub(" ", rest)
    days = find_dates(rest)
    found += [Period(day, day, f"{day.day} {_MONTHS[day.month - 1].title()} {day.year}") for _, _, day in days]
    for start, end, _ in reversed(days):
        rest = rest[:start] + " " + rest[end:]
    for match in _MONTH_YEAR.finditer(rest):
        found.append(_month(month_number(match[1]), int(match[2])))
    rest = _MONTH_YEAR.sub(" ", rest)
    for _, _, year in _financial_years(rest):
        found.append(financial_year(year))
    rest = _FINANCIAL.sub(lambda m: " " if int(m[2][-2:]) == (int(m[1]) + 1) % 100 else m[0], rest)
    for match in _YEAR_RANGE.finditer(rest):
        if int(match[1]) <= int(match[2]):
            found.append(Period(date(int(match[1]), 1, 1), date(int(match[2]), 12, 31), f"{match[1]}–{match[2]}"))
    rest = _YEAR_RANGE.sub(" ", rest)
    for match in _YEAR_ALONE.finditer(rest):
        found.append(Period(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31), match[1]))
    return found


def _span(first: Period, last: Period, label: str) -> Period:
    number, year = quarter_of(first.start)
    exact = quarter(number, year)
    if (exact.start, exact.end) == (first.start, last.end):
        return exact
    return Period(first.start, last.end, " ".join(label.split()))
