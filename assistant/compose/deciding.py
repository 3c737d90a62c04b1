"""The decision that a question means which puts it in other words: by words shared and by meaning."""

import re
from dataclasses import dataclass, replace

from assistant.compose.citing import Citations, as_of
from assistant.evidence import Candidate, Evidence
from assistant.question import Plan
from assistant.shares import share, weights_of
from assistant.snapshot import Snapshot
from assistant.vocabulary import INTENT
from assistant.words import says_most, stems
from index.catalogue import Catalogue
from index.register.asking import Asked, Stated, stated
from index.register.nearby import stated_in
from index.search import Filters
from ingest.dates import spoken
from ingest.records.record import Decision

_KINDS = ("decision", "fact", "status", "date")
_ASKS = re.compile(
    r"\b(?:agree[ds]?|decid\w+|resolv\w+|approv\w+|endors\w+|accept\w*|adopt\w*|reject\w*|back(?:ed)?|support(?:ed)?"
    r"|settled?|permission|turn(?:ed)? down|sign(?:ed)? off|t[ao]ke? on|wanted|object(?:ed)?|outcome|c[oa]me of"
    r"|go live|launch\w*)\b",
    re.I,
)
_DECIDED = re.compile(
    r"\b(?:resolved|agree[ds]?|approved|decided|endorsed?|adopt(?:ed)?|support(?:ed)?|accepted|rejected|proposed"
    r"|content (?:with|to|that)|could not|would not|carried|unanimous(?:ly)?|objected|no objections?)\b",
    re.I,
)
_UNSAID = stems(INTENT["decision"])
_LIKELY = 1.0  # of 2: the share of a question's words and the likeness of meaning together
_MEANT = 0.35
_NEAR = 0.05
_RECORDED = 0.1  # what a paper records as a decision goes before what only sounds like one
_LOOKED_AT = 40
_COMPARED = 8
_LONGEST = 60  # words


@dataclass(frozen=True, slots=True)
class _Told:
    heading: str
    text: str
    source: Stated[Decision] | Candidate


def asks_of_decision(plan: Plan) -> bool:
    """Tell whether a question asks what was decided, in whatever words."""
    return plan.kind == "decision" or (plan.kind in _KINDS and bool(_ASKS.search(plan.question)))


def nearest_decision(
    plan: Plan, evidence: Evidence, catalogue: Catalogue, snapshot: Snapshot, kept: Filters, citations: Citations
) -> str:
    """Return the decision that says most nearly what a question says, or two equally near; "" where none is near."""
    weights = weights_of(plan.terms, snapshot, _UNSAID)
    if sum(t.needed and not stems(t.word) <= _UNSAID for t in plan.terms) < 2:
        return ""
    told = [t for t in _recorded(plan, evidence, catalogue, kept) + _sounding(evidence) if _named(plan, t)]
    shares = [(share(weights, stems(f"{t.heading} {t.text}")), t) for t in told]
    best = sorted((s for s in shares if s[0]), key=lambda s: -s[0])[:_COMPARED]
    alike = snapshot.likeness(plan.question, [_short(t) for _, t in best])
    scored = [
        (said + meant + (_RECORDED if isinstance(t.source, Stated) else 0.0), t)
        for (said, t), meant in zip(best, alike, strict=True)
        if meant >= _MEANT
    ]
    top = max((score for score, _ in scored), default=0.0)
    near = [t for score, t in sorted(scored, key=lambda s: -s[0]) if score >= max(top - _NEAR, _LIKELY)]
    texts = {t.text: t for t in reversed(near[:2])}
    return "\n\n".join(_said(texts[text], citations) for text in reversed(texts))


def _recorded(plan: Plan, evidence: Evidence, catalogue: Catalogue, kept: Filters) -> list[_Told]:
    """The decisions recorded in the passages found, and those of the board or time that the question names."""
    when = plan.sitting or plan.period
    found = stated_in(catalogue, "decisions", [(p.document, p.start, p.end) for p in evidence.passages])
    if kept.boards or when:
        asked = Asked(boards=kept.boards, as_of=kept.until, limit=50)
        found += stated(catalogue, "decisions", replace(asked, since=when.start, as_of=when.end) if when else asked)
    once = {(d.place.document, d.place.start): d for d in found}
    return [
        _Told(d.record.heading, d.record.text, d)
        for d in once.values()
        if (not when or (d.date and when.holds(d.date))) and not (kept.until and d.date and d.date > kept.until)
    ]


def _sounding(evidence: Evidence) -> list[_Told]:
    """The statements found that tell of a decision in plain words."""
    return [
        _Told(" ".join(c.passage.path[-1:]), c.statement.text, c)
        for c in evidence.candidates[:_LOOKED_AT]
        if c.timely and c.statement.kind != "row" and _DECIDED.search(c.statement.text)
    ]


def _named(plan: Plan, told: _Told) -> bool:
    """Tell whether most words of every name stand in a decision, its heading, or the passage it stands in."""
    around = told.source.passage.text if isinstance(told.source, Candidate) else ""
    present = stems(f"{told.heading} {told.text} {around}")
    return all(says_most(name, present) for name in plan.names)


def _short(told: _Told) -> str:
    return " ".join(f"{told.heading}: {told.text}".split()[:_LONGEST])


def _said(told: _Told, citations: Citations) -> str:
    source = told.source
    if isinstance(source, Candidate):
        return f"{told.text} {citations.cite(source.passage, source.statement)} ({as_of(source.passage)})"
    when = ", ".join(filter(None, (source.board, spoken(source.date) if source.date else "")))
    return f"{when}: “{told.text}” {citations.cite_record(source.place, source.board, source.date)}"
