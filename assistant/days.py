"""From which day a question looks back: "as of March 2018", "as at the December meeting", "were open in 2017"."""

import datetime
import re
from collections.abc import Iterable

from ingest.dates import MONTH, month_number
from ingest.periods import Period, find_periods

_AS_OF = re.compile(r"\bas (?:of|at|on)\b(?! (?:now|today|yet|present)\b)", re.I)
_BEFORE = re.compile(r"\b(?:before|prior to)\b(?! (?:it|that|he|she|they|him|her|them)\b)", re.I)
_OF_A_PAPER = re.compile(r"\d (?:\w+ )?(?:strateg|plan\b|report|survey|paper|log\b|code\b|act\b|polic)", re.I)
_SINCE = re.compile(r"\b(?:since|after|from)\b(?=[^?]*\d)", re.I)
_STOOD = re.compile(
    r"\b(?:was|were|had|did)\b.*\b(?:open|outstanding|overdue|done|completed?|closed|incomplete|unresolved|status"
    r"|position|own(?:s|ed|ers?)?|responsible|have|in charge|still)\b|\bwho owned\b|\bhad\b.*\bby\b",
    re.I,
)
_GIVEN = re.compile(r"\b(?:agreed|set|raised|given|assigned|made|asked|resolved|recorded|reported|taken|new)\b", re.I)
_MEETING = re.compile(rf"\bthe ({MONTH}) (?:board |group |panel )?(?:meeting|minutes|papers)\b", re.I)


def as_of(question: str, state: bool = True, days: Iterable[datetime.date] = ()) -> datetime.date | None:
    """Return the last day whose papers a question lets count, None where it sets none.

    `state` says that it asks how something stood, so that "were open in 2017" sets one. `days` are those of the
    meetings, for "as at the December meeting": the newest meeting of that month is meant.
    """
    said = _AS_OF.search(question)
    if said:
        rest = question[said.end() :]
        meeting = _MEETING.search(rest)
        named = find_periods(rest)
        if meeting and not named:
            return newest_in_month(month_number(meeting[1]), days)
        return named[0].end if named else None
    before = _BEFORE.search(question)
    named = find_periods(question[before.end() :]) if before and not _OF_A_PAPER.search(question, before.end()) else []
    if named:
        return named[0].start - datetime.timedelta(days=1)
    period = _only(find_periods(question))
    looks_back = state and period and _STOOD.search(question) and not _GIVEN.search(question)
    return period.end if period and looks_back else None


def since(question: str) -> datetime.date | None:
    """Return the first day that counts: of "since March 2018" the first of March."""
    said = _SINCE.search(question)
    if not said or find_periods(question[: said.start()]):
        return None
    named = find_periods(question[said.end() :])
    if len(named) != 1 or re.search(r"\b(?:to|until|and|till)\b", question[said.end() :], re.I):
        return None
    return named[0].end + datetime.timedelta(days=1) if said[0].lower() == "after" else named[0].start


def meeting_day(question: str, days: Iterable[datetime.date]) -> datetime.date | None:
    """Return the day of "the December meeting" where a question names it without its year: the newest such."""
    said = _MEETING.search(question)
    if not said or find_periods(question):
        return None
    return newest_in_month(month_number(said[1]), days)


def newest_in_month(month: int, days: Iterable[datetime.date]) -> datetime.date | None:
    """Return the newest of some days that falls in a month, 1 to 12, whatever its year."""
    return max((day for day in days if day.month == month), default=None)


def _only(periods: list[Period]) -> Period | None:
    return periods[0] if len(periods) == 1 else None
