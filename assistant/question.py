"""A question becomes a Plan: what kind it is, which partnership, period and dates it is about, what it must find."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.days import as_of, meeting_day, since
from assistant.kinds import Kind, kind_of
from assistant.partnerships import Partnership, elsewhere, named_in
from assistant.subject import Term, names_of, terms_of
from ingest.dates import MONTH, find_dates
from ingest.periods import Period, find_periods, find_quarters

_LATEST = re.compile(r"\b(?:latest|newest|most recent|current|currently|now|nowadays|today|at present)\b", re.I)
_MEETING_DAY = re.compile(r"\b(?:meeting|minutes|board|panel|group|pack|agenda|papers)\b", re.I)
_QUOTED = re.compile(r"[\"“‘][^\"”’]{12,}[\"”’]")
_MONTH_OF = re.compile(rf"\b(?:the )?(?P<month>{MONTH}) of (?P<year>(?:19|20)\d\d)\b", re.I)
_COUNTS = re.compile(r"\bhow many\b|\b(?:number|count) of\b", re.I)
_HISTORY = re.compile(
    r"\b(?:histor(?:y|ies)|how (?:has|have|did|was|were) .{2,90} (?:chang\w*|develop\w*|progress\w*|move[ds]?)"
    r"|what (?:has |have )?(?:happened|became|become) (?:to|with|of)\b|before (?:it|that|him|her|them)\b|changed hands"
    r"|(?:first|originally) (?:given|agreed|owned|planned|due)|who owned .{2,90} before|over time)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a question asks for.

    `quarters` holds 1 to 4 for each quarter named; `reported` is when the paper is from, where a question names that
    beside a quarter ("the Q2 figure reported in December"); `period` is set where the question names it with its year,
    or names a date, month or year. `elsewhere` is a body or place without papers here; `acts_elsewhere` tells whether
    the question is about its own acts and figures. `names` are proper names and acronyms that the evidence must hold.
    `as_of` is the last day whose papers count, `since` the first.
    """

    question: str
    kind: Kind
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    partnerships: tuple[Partnership, ...] = ()
    elsewhere: str = ""
    acts_elsewhere: bool = False
    quarters: tuple[int, ...] = ()
    period: Period | None = None
    reported: Period | None = None
    meeting_day: datetime.date | None = None
    latest: bool = False
    as_of: datetime.date | None = None
    since: datetime.date | None = None

    @property
    def counts(self) -> bool:
        """Tell whether a number of records is asked for."""
        return bool(_COUNTS.search(self.question))

    @property
    def history(self) -> bool:
        """Tell whether it is asked how something went on from paper to paper."""
        return bool(_HISTORY.search(self.question))

    @property
    def plural(self) -> bool:
        """Tell whether several people or things are asked for."""
        return bool(re.search(r"\b(?:who|what|which) (?:are|were)\b", self.question, re.I))

    @property
    def sitting(self) -> Period | None:
        """The day or month of the meeting a question is about, where it names one."""
        if self.meeting_day:
            return Period(self.meeting_day, self.meeting_day)
        month = self.reported or self.period
        return month if month and (month.end - month.start).days <= 31 else None

    @property
    def quarter(self) -> int:
        """The first quarter named, 0 for none."""
        return self.quarters[0] if self.quarters else 0

    @property
    def topic(self) -> str:
        """The words that say what the question is about."""
        return " ".join(t.word for t in self.terms)


def plan(question: str, partnerships: list[Partnership], meetings: Iterable[datetime.date] = ()) -> Plan:
    """Return the plan of a stand-alone question; `meetings` are the days that "the December meeting" may mean."""
    named = named_in(question, partnerships)
    outside = _QUOTED.sub(" ", question)  # what is quoted is the subject, not the time
    outside = _MONTH_OF.sub(r"\g<month> \g<year>", outside)
    quarters = find_quarters(outside)
    days = find_dates(outside)
    period = next(iter(find_periods(outside)), None)
    apart = bool(quarters) and period is not None and _is_month(period)
    kind = kind_of(question)
    other, acts = elsewhere(question, named, partnerships, areas())
    day = days[0][2] if days and _MEETING_DAY.search(question) else meeting_day(outside, meetings)
    return Plan(
        question=question,
        kind=kind,
        terms=terms_of(question, kind, named),
        names=names_of(question, named),
        partnerships=tuple(named),
        elsewhere=other,
        acts_elsewhere=acts,
        quarters=tuple(dict.fromkeys(q for _, _, q in quarters)),
        period=None if apart else period,
        reported=period if apart else None,
        meeting_day=day,
        latest=bool(_LATEST.search(question)),
        as_of=as_of(outside, kind in ("actions", "owner", "status"), meetings),
        since=since(outside),
    )


def _is_month(period: Period) -> bool:
    return not period.label.startswith("Q") and (period.end - period.start).days < 40


@cache
def areas() -> frozenset[str]:
    """Return the names of British council areas, in lower case."""
    return frozenset((Path(__file__).parent / "areas.txt").read_text("utf-8").split("\n")) - {""}
