"""How likely a statement answers a question that its words alone do not settle: "How big was the hole in the budget?".

A logistic model over how much of the question's words a statement holds and how near it is in meaning. Its weights were
fitted on the development halves of the question sets; eval/ANSWERS.md tells how.
"""

import math

from assistant.evidence import Candidate, Evidence
from assistant.question import Plan
from assistant.snapshot import Snapshot
from assistant.sufficiency import has_shape

_BIAS = -6.5
_LIKENESS, _OWN, _WORDS = 4.5, 1.3, 2.7
_LEAST = 0.15
_LEAST_FOR_ONE_THING = 0.3  # a wrong name, figure or date is worse than none
_ONE_THING = ("owner", "figure", "date", "role", "attendance", "place", "term")
_LEAST_COVER, _LEAST_OWN = 0.3, 0.15  # likeness alone finds something for any question
_WEIGHED = 20
_SHARE_OF_BEST = 0.6
_LONGEST = 500


def likely(plan: Plan, evidence: Evidence, snapshot: Snapshot) -> list[Candidate]:
    """Return the candidates that probably answer, the likeliest first.

    None does that is of another time, lacks a name the question gives, holds hardly a word of it, or has no figure or
    date where one is asked for.
    """
    fair = [c for c in evidence.candidates if c.timely and c.names and has_shape(plan, c) and _on_subject(c)][:_WEIGHED]
    if not fair:
        return []
    alike = snapshot.likeness(plan.question, map(_with_heading, fair))
    weighed = [(probability(c, likeness), c) for c, likeness in zip(fair, alike, strict=True)]
    weighed.sort(key=lambda pair: -pair[0])
    least = max(_LEAST_FOR_ONE_THING if plan.kind in _ONE_THING else _LEAST, _SHARE_OF_BEST * weighed[0][0])
    return [candidate for chance, candidate in weighed if chance >= least]


def _on_subject(candidate: Candidate) -> bool:
    return candidate.cover >= _LEAST_COVER and candidate.own >= _LEAST_OWN


def probability(candidate: Candidate, likeness: float) -> float:
    """Return how likely a candidate answers, 0 to 1; `likeness` is the cosine of its vector and the question's."""
    weight = _BIAS + _LIKENESS * likeness + _OWN * candidate.own + _WORDS * candidate.passage.words_score
    return 1 / (1 + math.exp(-weight))


def _with_heading(candidate: Candidate) -> str:
    statement = candidate.statement
    heading = candidate.passage.path[-1] if candidate.passage.path else ""
    return f"{heading}: {statement.lead} {statement.text}"[:_LONGEST]
