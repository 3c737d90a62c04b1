"""The time a label names: "Q3", "2017/18", "Apr-Jun", "Year"; what a label leaves out is completed from what stands
above it and from the labels beside it."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from ingest.dates import MONTH, MONTHS, month_number
from ingest.periods import Period, financial_year, find_periods, find_quarters, last_quarter, quarter, quarter_of

_FINANCIAL = r"(?:\bFY\s*)?(?<![\d/.])(?:(?:19|20)\d\d|\d\d)\s*[/–_-]\s*(?:(?:19|20)?\d\d)(?![\d/])"
_TO = r"\s*(?:-|–|—|to|and|until)\s*"
_QUARTER = (
    r"\b(?:Q\s?[1-4]|(?:quarter|qtr)\.?\s*[1-4]|(?:first|second|third|fourth|1st|2nd|3rd|4th)\s+(?:quarter|qtr))(?!\d)"
)
_LONG = (
    r"\b(?:rolling\s+)?(?:\d+|three|six|nine|twelve)[\s-]months?\s+(?:up\s+)?(?:to|ended|ending)"
    rf"\s+(?:\d+\s+)?{MONTH}\s+\d{{4}}"
)
_DAY = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?![a-z])(?:\s+(?:\d{{4}}|\d\d)\b)?"
    r"|\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b"
)
_MONTHLY = rf"\b{MONTH}(?![a-z])(?:[\s'’-]*(?:20\d\d|\d\d)\b)?"
_MONTHS = rf"\b{MONTH}(?![a-z])(?:\s+\d{{4}})?{_TO}{_MONTHLY}"
_YEAR = r"(?<![\d,.£])(?:19|20)\d\d(?!\d|,\d|\.\d)"
_WHOLE = r"\b(?:(?:grand |sub-?)?total|(?:full |whole )?year(?:[\s-]end)?|annual|outturn|cumulative)\b"
_SO_FAR = r"\b(?:year[\s-]to[\s-]date|YTD)\b"
_DAYS = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+{MONTH})?(?:\s+\d{{4}})?{_TO}\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\s+\d{{4}}\b"
)
_SAME_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?{_TO}(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH})\s+(\d{{4}})", re.I)
_PHRASE = re.compile(
    "|".join(
        [
            _LONG,
            _DAYS,
            _DAY,
            rf"{_QUARTER},?\s+(?:of|in)\s+(?:{_FINANCIAL}|{_YEAR})",
            _QUARTER,
            _FINANCIAL,
            _SO_FAR,
            _MONTHS,
            _MONTHLY,
            _YEAR,
            _WHOLE,
        ]
    ),
    re.I,
)
_TIMED = re.compile(rf"(?:\b(?:for|during|in|to|of|at|as at|from|since)\s+(?:the\s+)?)?(?:{_PHRASE.pattern})", re.I)
_SMALL = r"[\s\-–—:,/*]|\b(?:of|for|during|in|to|and|at|the|end|as|from)\b"
_BARE_MONTH = re.compile(rf"\b({MONTH})(?:{_TO}({MONTH}))?(?!\w)", re.I)
_SHORT_MONTH = re.compile(rf"\b({MONTH})[\s'’-]*(\d\d)(?!\d)", re.I)
_SHORT_YEAR = re.compile(r"(?<![\d/.])(\d\d)\s*[/–-]\s*(\d\d)(?![\d/])")


@dataclass(frozen=True, slots=True)
class Span:
    """The time a label names: `stated` its words for it, `rest` its other words, `whole` that it is a total or year."""

    period: Period | None = None
    stated: str = ""
    rest: str = ""
    whole: bool = False
    doubt: str = ""


def spans_of(labels: Sequence[str], filled: Sequence[bool], base: Period | None, day: date | None) -> list[Span]:
    """Return what each of some labels beside each other names, completed by the period above them or the paper's day.

    `filled` tells which of them have figures: the last of these had ended when the paper was written.
    """
    found = [span_of(label, base) for label in labels]
    for numbers, make, last in (
        ([_bare_quarter(s) for s in found], quarter, last_quarter),
        ([_bare_month(s) for s in found], month_of_year, _last_month),
    ):
        bare = [i for i, number in enumerate(numbers) if number]
        years = _years([numbers[i] for i in bare], [filled[i] for i in bare], base, day, last)
        for i, year in zip(bare, years, strict=False):
            doubt = "" if base and _year_of(base) is not None else "the year is taken from the day of the paper"
            doubts = "; ".join(filter(None, (found[i].doubt, doubt)))
            found[i] = replace(found[i], period=make(numbers[i], year), doubt=doubts)
    return found


@lru_cache(maxsize=4096)
def span_of(label: str, base: Period | None) -> Span:
    """Return what a label names by itself or within the period above it."""
    words = " ".join(label.split())
    phrases = [m[0] for m in _PHRASE.finditer(words)]
    if not phrases:
        return Span(rest=words)
    bare = re.sub(r"\(\W*\)", " ", _TIMED.sub(" ", words))
    rest = re.sub(rf"^(?:{_SMALL})+|(?:{_SMALL})+$", "", " ".join(bare.split()), flags=re.I)
    if rest.lower().strip("() ") == "only":
        return Span(_period(words, base), words, doubt=f"stated as {words!r}")
    stated = words if not rest else " ".join(phrases)
    whole = bool(re.search(_WHOLE, words, re.I))
    return Span(_period(words, base), stated, rest, whole)


def phrases_of(text: str) -> list[tuple[int, int]]:
    """Return where a text names times."""
    return [(m.start(), m.start() + len(m[0].rstrip(". "))) for m in _PHRASE.finditer(text)]


def month_of_year(number: int, year: int) -> Period:
    """Return the month of a financial year by its number in it: 1 is April."""
    month = (number + 2) % 12 + 1
    return _month(month, year if month >= 4 else year + 1)


def _period(words: str, base: Period | None) -> Period | None:
    quarters = find_quarters(words)
    if len(quarters) == 2 and re.fullmatch(_TO, words[quarters[0][1] : quarters[1][0]]):
        years = [p for p in find_periods(words[quarters[1][1] :] + " ") if _is_financial(p)]
        year = _year_of(years[0]) if years else _year_of(base) if base else None
        if year is None or quarters[0][2] >= quarters[1][2]:
            return None
        first, last = quarter(quarters[0][2], year), quarter(quarters[1][2], year)
        return Period(first.start, last.end, f"Q{quarters[0][2]}–Q{quarters[1][2]} {financial_year(year).label}")
    if re.search(r"\d\w*(?:\s+[A-Z][a-z]+)?\s+and\s+\d", words):
        return None  # two days, not the days between them
    if same := _SAME_MONTH.fullmatch(words):
        return _days(same)
    for pattern, make in ((_SHORT_MONTH, _short_month), (_SHORT_YEAR, _short_year)):
        match = pattern.search(words)
        if match and not quarters and (known := make(match)):
            return known
    found = find_periods(words)
    if found:
        return found[0] if len(found) == 1 else None
    if quarters or _BARE_MONTH.search(words):
        return _inside(words, base) if base and not quarters else None
    if re.search(_SO_FAR, words, re.I):
        return None
    if base and re.search(_WHOLE, words, re.I):
        yearly = (base.end - base.start).days > 360
        return base if yearly or re.search(r"\btotal\b", words, re.I) else None
    return None


def _inside(words: str, base: Period) -> Period | None:
    """Return the month or months that a label names, where the period above holds them once."""
    match = _BARE_MONTH.search(words)
    year = _year_of(base)
    if not match or year is None:
        return None
    first, last = month_number(match[1]), month_number(match[2] or match[1])
    begins = date(year if first >= 4 else year + 1, first, 1)
    ends = _month(last, year if last >= 4 else year + 1)
    if begins > ends.end:
        return None
    whole = Period(begins, ends.end, ends.label)
    if match[2]:
        names = f"{MONTHS[first - 1].title()} – {ends.label}"
        exact = quarter(*quarter_of(begins))
        whole = exact if (exact.start, exact.end) == (begins, ends.end) else replace(whole, label=names)
    return whole


def _bare_quarter(span: Span) -> int:
    """Return the number of the one quarter that a label names without its year, 0 where it names none so."""
    quarters = find_quarters(span.stated) if not span.period else []
    return quarters[0][2] if len(quarters) == 1 else 0


def _bare_month(span: Span) -> int:
    match = _BARE_MONTH.fullmatch(span.stated) if not span.period and not span.rest else None
    return (month_number(match[1]) - 4) % 12 + 1 if match and not match[2] else 0


def _years(
    numbers: list[int], filled: list[bool], base: Period | None, day: date | None, last: Callable[[int, date], Period]
) -> list[int]:
    """Return the year of each quarter or month in a row of them: it goes on by one where they begin anew."""
    falling = len(numbers) > 1 and all(b < a for a, b in pairwise(numbers))
    offsets = [0]
    for before, after in pairwise(numbers):
        offsets.append(offsets[-1] + (after < before and not falling))
    if not numbers:
        return []
    above = _year_of(base) if base else None
    if above is not None and offsets[-1] == 0:
        return [above] * len(numbers)
    had = [i for i, has in enumerate(filled) if has] or list(range(len(numbers)))
    newest = had[0] if falling else had[-1]
    until = base.end if base and above is not None else day
    if until is None:
        return []
    anchor = quarter_of(last(numbers[newest], until).start)[1]
    return [anchor - offsets[newest] + offset for offset in offsets]


def _last_month(number: int, until: date) -> Period:
    year = quarter_of(until)[1]
    found = month_of_year(number, year)
    return found if found.start <= until else month_of_year(number, year - 1)


def _year_of(period: Period) -> int | None:
    """Return the first year of the financial year that a period lies in, None where it lies in several."""
    first, last = quarter_of(period.start)[1], quarter_of(period.end)[1]
    return first if first == last else None


def _is_financial(period: Period) -> bool:
    return (period.start.month, period.start.day, period.end.month) == (4, 1, 3)


def _days(match: re.Match[str]) -> Period | None:
    month, year = month_number(match[3]), int(match[4])
    first, last = int(match[1]), int(match[2])
    if not 0 < first < last <= monthrange(year, month)[1]:
        return None
    return Period(
        date(year, month, first), date(year, month, last), f"{first}–{last} {MONTHS[month - 1].title()} {year}"
    )


def _short_month(match: re.Match[str]) -> Period | None:
    return _month(month_number(match[1]), 2000 + int(match[2]))


def _short_year(match: re.Match[str]) -> Period | None:
    first, second = int(match[1]), int(match[2])
    return financial_year(2000 + first) if second == (first + 1) % 100 else None


def _month(number: int, year: int) -> Period:
    return Period(
        date(year, number, 1), date(year, number, monthrange(year, number)[1]), f"{MONTHS[number - 1].title()} {year}"
    )
