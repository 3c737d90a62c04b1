"""The period a paper covers, as its title, its first lines or its file's name give it."""

import re

from ingest.documents import DocumentKind, Fact
from ingest.facts.lines import Line, fact, plain_name
from ingest.periods import Period, find_periods

_COVERING: tuple[DocumentKind, ...] = ("strategy", "quarterly update", "report", "other")
_LABEL = re.compile(
    r"(?:reporting |review )?period(?: covered| of report| under review)?\b|covering\b|time ?frame\b", re.I
)


def find_period(text: str, title: str, source: Line | None, lines: list[Line], kind: DocumentKind) -> list[Fact]:
    """Return the period a paper covers, where its title, a labelled line or (of an update) its first lines name one."""
    if kind not in _COVERING:
        return []
    top = Line(title, source.start, source.end) if source else None
    labelled = [line for line in lines if _LABEL.match(line.text) and line.size <= 20]
    first = [line for line in lines[:8] if line.size <= 40] if kind in ("quarterly update", "report") else []
    for found_in, exact in (([top], True), (labelled, True), (first, True), ([top], False), (labelled, False)):
        for line in found_in:
            named = [p for p in (find_periods(line.text) if line else []) if _fits(p, exact)]
            if line and named:
                period = max(named, key=lambda p: p.end - p.start) if kind == "strategy" else named[0]
                return [fact(text, "period", period.label, line, _words(line.text, period))]
    return []


def _fits(period: Period, exact: bool) -> bool:
    return period.label.startswith("Q") if exact else (period.end - period.start).days > 27


def _words(line: str, period: Period) -> str:
    """The shortest stretch of a line's words that names the period."""
    tokens = [m.span() for m in re.finditer(r"\S+", line)]
    best = line
    for i, (start, _) in enumerate(tokens):
        for _, end in tokens[i : i + 12]:
            if end - start < len(best) and period in find_periods(line[start:end]):
                best = line[start:end]
                break
    return best.strip("(),;:")


def period_in_name(name: str, kind: DocumentKind) -> list[Fact]:
    """Return the quarter, or span of years, that a file's name gives."""
    if kind not in _COVERING:
        return []
    plain = re.sub(r"(?<=\d\d) (?=\d\d(?!\d))", "/", plain_name(name))
    found = find_periods(plain)
    spans = [p for p in found if p.label.startswith("Q")] or [p for p in found if (p.end - p.start).days > 400]
    return [Fact("period", spans[0].label, "file name")] if spans else []
