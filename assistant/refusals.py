"""A refusal is an answer: why, what was looked at, what came nearest."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Coverage, Reason
from assistant.evidence import Candidate
from assistant.question import Plan
from assistant.snapshot import Snapshot
from assistant.vocabulary import DOMAIN
from assistant.words import matches, stems
from index.search import Filters, Passage
from ingest.dates import spoken
from ingest.periods import Period, quarter_of

_DOMAIN = stems(DOMAIN)
_YEARS = 6 * 366  # a strategy of several years covers each of them, not their quarters
_TELLING = 5  # statements that show whether something is told by quarters

_GENERAL = re.compile(
    r"\b(?:capital (?:city )?of|population of|weather|forecast for|recipe|joke|poem|song|lyrics"
    r"|who (?:is|was) (?:the )?(?:\w+ )?(?:prime minister|president)\W*$|president of|world cup|football score"
    r"|translate"
    r"|who won the .{0,30}(?:cup|league|election|war|match|prize)|who invented"
    r"|how (?:do|can) (?:i|you) (?:cook|make|bake|fix)|python|javascript"
    r"|write (?:me )?(?:a|an)|meaning of life|tallest|fastest|stock price)\b"
    r"|^\W*(?:what is|what's|calculate)?\s*\d+\s*[-+*/x×]\s*\d+",
    re.I,
)


def is_general(plan: Plan) -> bool:
    """Tell whether a question asks for general knowledge or for a service this is not."""
    return bool(_GENERAL.search(plan.question))


def reason_for(plan: Plan, snapshot: Snapshot, told: Sequence[Candidate], near: float, filters: Filters) -> Reason:
    """Return why nothing answers.

    `told` are statements that say what was asked, of whatever period, best first; `near` how much of the question the
    best statement carries.
    """
    if plan.elsewhere:
        return "partnership_not_covered"
    if _GENERAL.search(plan.question) or (near < 0.5 and _is_off_topic(plan, snapshot)):
        return "off_topic"
    if plan.quarter or plan.period or plan.reported:
        return (
            "not_in_documents" if papers_of(plan, snapshot, filters, _by_quarter(plan, told)) else "period_not_covered"
        )
    return "not_in_documents"


def _by_quarter(plan: Plan, told: Sequence[Candidate]) -> bool:
    """Tell whether papers tell what was asked by quarters: then only a report on a quarter covers that quarter."""
    asked = plan.period or plan.reported
    if asked and not asked.label.startswith("Q"):
        return False
    return any(c.passage.period and c.passage.period.label.startswith("Q") for c in told[:_TELLING])


def papers_of(plan: Plan, snapshot: Snapshot, filters: Filters, by_quarter: bool = False) -> bool:
    """Tell whether any paper is about the period that was asked for, or, unless quarters are told, from it."""
    asked = plan.period or plan.reported
    kept = replace(filters, since=None, until=None)
    for row in snapshot.documents:
        own = Period(row.period_start, row.period_end) if row.period_start else None
        if own is None or (filters.boards and row.board not in filters.boards):
            continue
        if (
            asked
            and own.overlaps(asked)
            and _length(own) <= max(2 * _length(asked) + 31, _YEARS if _length(asked) > 300 else 0)
        ):
            return True
        if plan.quarter and not asked and _quarter(own) == plan.quarter:
            return True
    return bool(asked and not by_quarter and any(asked.holds(day) for day in snapshot.days_of(kept)))


def _length(period: Period) -> int:
    return (period.end - period.start).days


def _quarter(own: Period) -> int:
    """The quarter a paper covers, 0 where it covers more."""
    return quarter_of(own.start)[0] if (own.end - own.start).days < 100 else 0


def _is_off_topic(plan: Plan, snapshot: Snapshot) -> bool:
    """General knowledge: no word of the question belongs to community safety, and hardly one to these papers."""
    asked = stems(plan.question)
    if asked & _DOMAIN or plan.partnerships or re.search(r"\b[A-Z]{2,6}\b", plan.question):
        return False
    if any(" " in name and snapshot.documents_with(name) for name in plan.names):
        return False
    words = [t.word for t in plan.terms if t.needed]
    if not words:
        return not plan.terms and not (plan.quarter or plan.period)
    share = max(3, snapshot.chunk_count // 150)
    common = [w for w in words if snapshot.documents_with(w) >= share]
    return len(common) * 2 <= len(words)


def wording(reason: Reason, plan: Plan, coverage: Coverage, idle: str = "") -> str:
    """Return the refusal in plain words, with what was looked at; `idle` owns no action in these papers."""
    looked = looked_at(coverage)
    if reason == "off_topic":
        return f"That is outside what these papers are about, so I have not tried to answer it. {looked}"
    if reason == "partnership_not_covered":
        return f"There are no papers of {plan.elsewhere} here. {looked} The papers are of: {_listed(coverage.boards)}."
    if reason == "period_not_covered":
        return f"The papers here do not cover that for {_asked_period(plan)}. {looked}"
    if idle:
        return f"No action of {idle} is recorded in these papers. {looked}"
    return f"The papers here do not say. {looked}"


def _asked_period(plan: Plan) -> str:
    if plan.period:
        return plan.period.label
    return f"Q{plan.quarter}" if plan.quarter else "that time"


def looked_at(coverage: Coverage) -> str:
    """Return one sentence on what was searched."""
    if not coverage.documents:
        return "No papers have been put in yet."
    papers = f"{coverage.documents} paper{'s' if coverage.documents != 1 else ''}"
    many = len(coverage.boards) > 1
    of = f" of {len(coverage.boards)} boards" if many else "".join(f" of {board}" for board in coverage.boards)
    span = f", from {spoken(coverage.first)} to {spoken(coverage.last)}" if coverage.first and coverage.last else ""
    return f"I looked through {papers}{of}{span}."


def _listed(names: tuple[str, ...]) -> str:
    return "; ".join(names) if names else "none"


def nearest(plan: Plan, passages: list[Passage]) -> tuple[Passage, ...]:
    """Return up to three passages that came closest, best first, none that shares no word with the question."""
    words = [t.word for t in plan.terms]
    close = [p for p in passages if any(matches(w, stems(f"{p.text} {p.header}")) for w in words)]
    return tuple(close[:3])
