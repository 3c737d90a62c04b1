"""Puts another quarter into a title or a lead line, in the manner in which the old one stands there."""

import re

from ingest.dates import MONTH, MONTHS, month_number
from ingest.periods import Period, quarter_of

_WORDS = ("first", "second", "third", "fourth")
_NUMBERS = ("one", "two", "three", "four")
_YEARS = re.compile(r"\b((?:19|20)\d\d)(\s*[/\-–_]\s*)((?:19|20)?\d\d)(?!\d)")
_QUARTER = re.compile(r"\b(Q\s?|(?:quarter|qtr)\.?\s+)([1-4]|one|two|three|four)\b", re.I)
_ORDINAL = re.compile(r"\b(first|second|third|fourth|1st|2nd|3rd|4th)(?=\s+(?:quarter|qtr))", re.I)
_MONTHS = re.compile(rf"\b({MONTH})(\s+(?:19|20)\d\d)?(\s*(?:-|–|—|to|and)\s*)({MONTH})(\s+)((?:19|20)\d\d)\b", re.I)


def requartered(words: str, period: Period) -> str:
    """Return words with the quarter, its financial year and its months those of `period`; a strategy's years stay."""
    number, year = quarter_of(period.start)
    words = _MONTHS.sub(lambda m: _months(m, period), words)
    words = _QUARTER.sub(lambda m: m[1] + _like(m[2], str(number) if m[2].isdigit() else _NUMBERS[number - 1]), words)
    words = _ORDINAL.sub(lambda m: _like(m[1], _ordinal(m[1], number)), words)
    return _YEARS.sub(lambda m: _years(m, year), words)


def _years(match: re.Match[str], year: int) -> str:
    first, between, second = match.groups()
    if int(second[-2:]) != (int(first) + 1) % 100:
        return match[0]
    return f"{year}{between}{str(year + 1)[-len(second) :]}"


def _months(match: re.Match[str], period: Period) -> str:
    first, own_year, to, last, space, _ = match.groups()
    start = _like(first, _month(first, period.start.month))
    end = _like(last, _month(last, period.end.month))
    return f"{start}{f' {period.start.year}' if own_year else ''}{to}{end}{space}{period.end.year}"


def _month(old: str, number: int) -> str:
    """A month spelt out, or short where the old one is."""
    name = MONTHS[number - 1]
    whole = old.lower() == MONTHS[month_number(old) - 1]
    return name if whole and len(old) > 3 else name[:3]


def _ordinal(old: str, number: int) -> str:
    return ("1st", "2nd", "3rd", "4th")[number - 1] if old[0].isdigit() else _WORDS[number - 1]


def _like(old: str, new: str) -> str:
    """New words in the capitals of old ones."""
    if len(old) > 1 and old.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new
