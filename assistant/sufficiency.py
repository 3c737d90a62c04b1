"""Does a statement carry the question? Its parts (who, what, when, where) must be there; likeness is not enough."""

import re

from assistant.evidence import Candidate, figures_in, has_date
from assistant.question import Plan
from index.search import Filters, Search

_NEEDED_COVER = {"actions": 0.55, "date": 0.64, "term": 0.7, "role": 0.66, "attendance": 0.5, "place": 0.64}
_USUAL_COVER = 0.62
_MINUTED = re.compile(
    r"\b(?:approved?|agreed?|resolved?|decided?|discussed|reported|noted|awarded|appointed|elected|raised"
    r"|considered)\b",
    re.I,
)
_MONEY_ASKED = re.compile(
    r"\bhow much\b.{0,60}\b(?:cost|pay|paid|spen[dt]|award\w*|grant\w*|money|funding|fund|budget|fee|price|charge)\b"
    r"|\bhow much (?:is|was) .{2,60} (?:worth|a year)\b|\bat what cost\b",
    re.I,
)
_MONEY = re.compile(
    r"[£$€]\s?\d|\bGBP\s?\d|\b\d[\d,.]*\s?(?:k|m|bn|million|thousand|pounds|pence)\b|\bno (?:cost|charge)\b|\bfree\b",
    re.I,
)
_PAYMENT_ASKED = re.compile(
    r"\b(?:what|which|how much)\b(?: \w+){0,2} (?:fees?|subscription|salary|price|costs?|charge)\b"
    r"|\b(?:what|how much) (?:did|does|do|will|would|is|was) .{2,70} (?:pay|paid|cost|charged?)\b",
    re.I,
)
_REASON_ASKED = re.compile(r"\W*(?:and |but )?why\b", re.I)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|result\w*|reasons?|in order|so that|so as|since|therefore|thus|given|cannot"
    r"|could not|unable|no longer|concern\w*|lack\w*|need\w*|prevent\w*|following|despite|until|too|less|only"
    r"|issues?|problems?|difficult\w*|delay\w*|as (?:it|they|he|she|there|the|this|that|a|an|no|not|some|many|most)"
    r"|to (?:help|avoid|ensure|enable|allow|improve|reduce|make|support|give|be able))\b",
    re.I,
)
_SHARE_ASKED = re.compile(r"\bwhat (?:share|percentage|proportion)\b", re.I)
_SHARE = re.compile(
    r"\d\s?%|\bper ?cent\b|\b(?:half|third|quarter|fifth|tenth)s?\b|\b(?:out of|in) \d|\bone in\b", re.I
)
_MOST_MISSING = 0.4
_MOST_MISSING_OF_A_FIGURE = 0.2
_MEANT = 0.5
_MEANT_COVER = 0.45


def carries(plan: Plan, candidate: Candidate) -> bool:
    """Tell whether a candidate holds every name, the period, and enough of the words that were asked about.

    Fewer words will do where the passage is close in meaning.
    """
    if not candidate.names or not candidate.timely:
        return False
    if not plan.terms:
        return bool(plan.meeting_day or plan.period or plan.quarter or plan.partnerships)
    bare = not any(t.needed for t in plan.terms)
    if bare and candidate.own < 0.75 and not (plan.meeting_day or plan.names or plan.partnerships):
        return False
    if candidate.missing > (_MOST_MISSING_OF_A_FIGURE if plan.kind == "figure" else _MOST_MISSING):
        return False
    if not has_shape(plan, candidate):
        return False
    if candidate.cover >= _NEEDED_COVER.get(plan.kind, _USUAL_COVER):
        return True
    return candidate.passage.meaning_score >= _MEANT and candidate.cover >= _MEANT_COVER


def has_shape(plan: Plan, candidate: Candidate) -> bool:
    """Tell whether a statement holds the kind of thing that is asked for: a sum of money, a reason, a count, a day."""
    said = candidate.statement.text
    if _PAYMENT_ASKED.search(plan.question):
        return bool(_MONEY.search(said))
    if _REASON_ASKED.match(plan.question):
        return bool(_REASON.search(f"{candidate.statement.lead} {said}"))
    if plan.kind == "figure":
        if _MONEY_ASKED.search(plan.question):
            return bool(_MONEY.search(said))
        if _SHARE_ASKED.search(plan.question):
            return bool(_SHARE.search(said))
        counted = re.search(r"\bhow many\b", plan.question, re.I)
        return bool(figures_in(re.sub(r"\d[\d.,]*\s?%", " ", said) if counted else said))
    if plan.kind == "date":
        minuted = candidate.passage.date and _MINUTED.search(plan.question)
        return bool(minuted) or has_date(said)
    return True


def speaks_of(plan: Plan, search: Search, filters: Filters) -> bool:
    """Tell whether papers of others say enough about a place that has no papers of its own here.

    "What are X's priorities?" is about X's own papers; "what did the panel say about X?" may be answered by others.
    """
    if plan.kind in ("list", "owner", "actions", "role", "attendance") or re.search("['’]s", plan.question):
        return False
    place = plan.elsewhere.lower()
    return any(place in p.text.lower() for p in search.words(plan.question, 5, filters))
