"""Statements that state a count of the very thing a question counts: "how many departments" - "ten departments"."""

import re

from assistant.evidence import Candidate, Evidence, figures_in
from assistant.question import Plan
from assistant.timing import named_times
from assistant.vocabulary import STOP
from assistant.words import alternatives, stem

_ASKED = re.compile(
    r"\b(?:how many|(?:number|count) of)\s+((?:(?!(?:did|do|does|has|have|had|was|were|are|is|will|would|can|could|in"
    r"|at|on|by|from|to|of|for|with|that|who|which|and)\b)[\w'’-]+\s*){1,3})",
    re.I,
)
_NUMBER = (
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|no|one(?! of))"
)
_COUNTED = re.compile(rf"(?<![\w£$€.,/-]){_NUMBER}(?=\s+(?P<what>(?:[\w'’-]+\s+){{0,2}}[\w'’-]+))", re.I)
_LEAST = 0.5
_NEAR = 0.3
_FULL = 0.8


def counted_in(plan: Plan, good: list[Candidate], evidence: Evidence) -> list[Candidate]:
    """Return those of the candidates that count what is asked for, or else others that do and say enough of the rest.

    Where none does, or the question counts nothing, the candidates are returned as they are.
    """
    things = _things(plan.question)
    if not things:
        return good
    exact = [c for c in good if _counts(things, c)]
    if exact or (good and good[0].statement.cells):
        return exact or good
    fair = [
        c for c in evidence.candidates if c.timely and c.names and c.cover >= _LEAST and figures_in(c.statement.text)
    ]
    if not good:
        return [c for n, c in enumerate(fair) if (n == 0 or c.cover >= _FULL) and _counts(things, c)]
    top = max((c.own for c in fair), default=0.0)
    return [c for c in fair if c.own >= top - _NEAR and _counts(things, c)] or good


def _things(question: str) -> frozenset[str]:
    """The stems of what a question counts, in the ways papers put it; "data sets" also as one word."""
    found = _ASKED.search(question)
    words = re.split(r"\b\w+ly\b", found[1].lower())[0].split() if found else []
    words = [w for w in words if w not in STOP]
    said = [words[-1], "".join(words[-2:])] if words else []
    return frozenset(form[0] for word in said for form in alternatives(word) if len(form) == 1)


def _counts(things: frozenset[str], candidate: Candidate) -> bool:
    counted = (m["what"] for m in _COUNTED.finditer(candidate.statement.text))
    return any(stem(word) in things for words in counted for word in words.split())


def of_its_time(plan: Plan, good: list[Candidate]) -> list[Candidate]:
    """Return the candidates that name the month or day asked for, where any does, else all."""
    asked = plan.period
    if asked is None or (asked.end - asked.start).days > 31:
        return good
    return [c for c in good if any(p.within(asked) for p in named_times(c.passage, c.statement))] or good
