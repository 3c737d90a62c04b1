"""When an action is due, as its words say: "by 3 May", "to the next meeting", "within two weeks"."""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass

from ingest.dates import DAY, MONTH, find_dates, month_number

_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?"
_YEAR = r"(?:,?\s+(?:of\s+)?((?:19|20)\d\d)\b)?"
_DAY_OF_MONTH = rf"{DAY}(?:\s+of)?\s+({MONTH})(?![a-z]){_YEAR}"
_MONTH_DAY = rf"({MONTH})\s+{DAY}(?![\d:.]){_YEAR}"
_FIGURES = r"\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
_BY = r"(?:by|before|no later than|not later than|on or before|until|due(?:\s+(?:by|on))?|deadline:?)\s+(?:the\s+)?"
_END = r"(?:the\s+)?(?:end|close)\s+(?:of\s+)?"
_DATED = re.compile(rf"\b{_BY}{_WEEKDAY}(?:{_DAY_OF_MONTH}|{_MONTH_DAY}|({_FIGURES}))", re.I)
_MONTH_END = re.compile(rf"\bby\s+{_END}(?:the\s+)?({MONTH})(?![a-z]){_YEAR}", re.I)
_WORDS = re.compile(
    rf"\b(?:by|before)\s+{_END}(?:the\s+)?(?:month|year|week|quarter|financial year|summer|play|(?:19|20)\d\d)\b"
    rf"|\b(?:by|before)\s+(?:early|mid|late|the beginning of|the start of)?[\s-]*{MONTH}(?![a-z])(?:\s+(?:19|20)\d\d)?"
    r"|\b(?:by|before)\s+(?:early |late )?(?:spring|summer|autumn|winter|easter|christmas)\b(?:\s+(?:19|20)\d\d)?"
    r"|\bwithin\s+(?:the\s+)?(?:next\s+)?(?:\w+\s+)?(?:days?|weeks?|months?|fortnight)\b(?: of [^.,;]{3,40})?"
    r"|\b(?:by|before|at|to|for|in time for|ahead of|prior to|until|on)\s+(?:the\s+|our\s+|its\s+)?"
    r"(?:(?:next|following|subsequent)\s+(?:[\w’']+\s+){0,4}?(?:meeting|agenda|month|week|quarter|AGM)"
    rf"|{MONTH}(?:\s+(?:19|20)\d\d)?\s+(?:\w+\s+)?meeting)\b"
    rf"|(?:\b(?:to|at|for|by)\s+)?the meeting (?:on|in|of) {_WEEKDAY}"
    rf"(?:{DAY}\s+(?:of\s+)?{MONTH}|{MONTH}\s+{DAY}|{MONTH})(?:,?\s*(?:19|20)\d\d)?"
    rf"|(?<=report )(?:back )?in {MONTH}\b|(?<=reported )(?:back )?in {MONTH}\b|(?<=again )in {MONTH}\b"
    r"|\b(?:as soon as possible|a\.?s\.?a\.?p\b\.?|as a matter of urgency)"
    r"|^(?:the\s+)?next meeting\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Due:
    """A due time in the paper's words, its day where that is sure, and why it is not."""

    words: str = ""
    day: datetime.date | None = None
    doubt: str = ""


def due_of(text: str, meeting: datetime.date | None) -> Due:
    """Return when the words of an action say that it is due; the year is the meeting's or the next one's."""
    for pattern in (_DATED, _MONTH_END):
        match = pattern.search(text)
        if match:
            return _on_day(match, meeting)
    match = _WORDS.search(text)
    if not match:
        return Due()
    days = find_dates(match[0])
    return Due(match[0].strip(" .,"), days[0][2] if days else None)


def due_cell(text: str, meeting: datetime.date | None) -> Due:
    """Return the due time that a cell of a column of due dates holds."""
    words = text.strip(" .")
    if not re.search(r"\w", words):
        return Due()
    found = due_of(words if re.match(r"(?:by|before|due)\b", words, re.I) else f"by {words}", meeting)
    return Due(words, found.day, found.doubt)


def _on_day(match: re.Match[str], meeting: datetime.date | None) -> Due:
    words = match[0].strip(" .,")
    if match.re is _MONTH_END:
        month, year, day = month_number(match[1]), match[2], 0
    elif match[7]:
        days = find_dates(match[7])
        return _checked(words, days[0][2], meeting) if days else Due(words, doubt=f"{match[7]} is no date that can be")
    elif match[1]:
        month, year, day = month_number(match[2]), match[3], int(match[1])
    else:
        month, year, day = month_number(match[4]), match[6], int(match[5])
    if not year and meeting is None:
        return Due(words)
    numbers = [int(year)] if year else [meeting.year, meeting.year + 1] if meeting else []
    try:
        made = [datetime.date(y, month, day or monthrange(y, month)[1]) for y in numbers]
    except ValueError:
        return Due(words, doubt=f"{re.sub(_BY, '', words, flags=re.I)} is no date that can be")
    if year:
        return _checked(words, made[0], meeting)
    return Due(words, next((d for d in made if meeting and d >= meeting), None))


def _checked(words: str, day: datetime.date, meeting: datetime.date | None) -> Due:
    early = meeting is not None and day < meeting
    return Due(words, day, "this day is before the meeting" if early else "")
