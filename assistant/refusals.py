"""A refusal is an answer: why, what was looked at, what came nearest."""

import re

from assistant.answer import Coverage, Reason
from assistant.question import Plan
from assistant.snapshot import Snapshot
from assistant.vocabulary import DOMAIN
from assistant.words import matches, stems
from index.search import Filters, Passage
from ingest.dates import spoken
from ingest.periods import Period, quarter_of

_DOMAIN = stems(DOMAIN)

_GENERAL = re.compile(
    r"\b(?:capital (?:city )?of|population of|weather|forecast for|recipe|joke|poem|song|lyrics|prime minister"
    r"|president of|world cup|football score|translate"
    r"|who won the .{0,30}(?:cup|league|election|war|match|prize)|who invented"
    r"|how (?:do|can) (?:i|you) (?:cook|make|bake|fix)|python|javascript"
    r"|write (?:me )?(?:a|an)|meaning of life|tallest|fastest|stock price)\b"
    r"|^\W*(?:what is|what's|calculate)?\s*\d+\s*[-+*/x×]\s*\d+",
    re.I,
)


def is_general(plan: Plan) -> bool:
    """Tell whether a question asks for general knowledge or for a service this is not."""
    return bool(_GENERAL.search(plan.question))


def reason_for(plan: Plan, snapshot: Snapshot, covered: bool, near: float, filters: Filters) -> Reason:
    """Return why nothing answers.

    `covered` tells whether the papers speak of the subject, in whatever period; `near` how much of the question the
    best statement carries.
    """
    if plan.elsewhere:
        return "partnership_not_covered"
    if _GENERAL.search(plan.question) or (near < 0.5 and _is_off_topic(plan, snapshot)):
        return "off_topic"
    if plan.kind in ("role", "attendance") and plan.meeting_day and _papers_of(plan, snapshot, filters):
        return "not_in_documents"
    if (plan.quarter or plan.period) and (covered or not _papers_of(plan, snapshot, filters)):
        return "period_not_covered"
    return "not_in_documents"


def _papers_of(plan: Plan, snapshot: Snapshot, filters: Filters) -> bool:
    """Tell whether any paper is from, or about, the period that was asked for."""
    for row in snapshot.documents:
        if filters.boards and row.board not in filters.boards:
            continue
        own = Period(row.period_start, row.period_end) if row.period_start else None
        if plan.period and ((own and own.overlaps(plan.period)) or (row.date and plan.period.holds(row.date))):
            return True
        if plan.quarter and not plan.period and own and _quarter(own) == plan.quarter:
            return True
    return bool(
        plan.period and any(plan.period.holds(day) for day in snapshot.days_of(Filters())) and not filters.boards
    )


def _quarter(own: Period) -> int:
    """The quarter a paper covers, 0 where it covers more."""
    return quarter_of(own.start)[0] if (own.end - own.start).days < 100 else 0


def _is_off_topic(plan: Plan, snapshot: Snapshot) -> bool:
    """General knowledge: no word of the question belongs to community safety, and hardly one to these papers."""
    asked = stems(plan.question)
    if asked & _DOMAIN or plan.partnerships or re.search(r"\b[A-Z]{2,6}\b", plan.question):
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
