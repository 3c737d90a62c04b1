"""A list as long as the list is: everything under the right heading, or every statement on the subject."""

import re
from itertools import groupby

from assistant.compose.citing import Citations, as_number, as_of
from assistant.compose.headings import LABEL, Heading, covering_headings, labelled_headings
from assistant.evidence import Candidate, Evidence
from assistant.question import Plan
from assistant.words import stems
from index.search import Passage, Search
from ingest.documents import Statement

Line = tuple[Passage, Statement]

_DONE = re.compile(
    r"\b(?:done|deliver|activit|carried out|undertaken|achiev|progress|did .{2,60} do\b|reported|happen|update)", re.I
)
_MOST = 60
_WEAK = stems("the of and for service group london borough")


def compose_list(plan: Plan, evidence: Evidence, good: list[Candidate], search: Search, citations: Citations) -> str:
    """Return the list under the heading that covers the question, else the statements that do, else ""."""
    labelled = labelled_headings(plan, evidence, search)
    headings = covering_headings(plan, evidence)
    exact = [h for h in headings if h.exact >= 0.99]
    if labelled and not (exact and as_number(exact[0].passage) > as_number(labelled[0])):
        return _headings_as_list(labelled, citations)
    for heading in headings[:3]:
        text = _under(plan, heading, search, citations)
        if text and labelled and heading is exact[0] and not plan.period:
            return f"{text}\n\nEarlier: {_headings_as_list(labelled, citations)}"
        if text:
            return text
    return _statements(plan, good, citations)


def under_its_heading(plan: Plan, evidence: Evidence, search: Search, citations: Citations) -> str:
    """Return what stands under a heading that puts the question itself ("How will we know ...?"), unless it is long."""
    if re.match(r"(?:who|when|where|why|is|was|did|has)\b", plan.question, re.I):
        return ""
    for heading in covering_headings(plan, evidence)[:2]:
        if heading.exact >= 0.75:
            statements = [s for c in search.under(heading.passage, heading.path) for s in c.statements]
            if any(s.kind == "item" for s in statements) or sum(len(s.text.split()) for s in statements) <= 90:
                return _under(plan, heading, search, citations)
    return ""


def _under(plan: Plan, heading: Heading, search: Search, citations: Citations) -> str:
    """Everything under a heading: its items and rows, or its sentences where it has none."""
    shown = [(c, s) for c in search.under(heading.passage, heading.path) for s in c.statements]
    if not shown:
        return ""
    if plan.quarter or plan.period:
        shown = [line for line in shown if _mentions_update(line[0].path)] or shown
    if _DONE.search(plan.question):
        updates = [line for line in shown if _mentions_update(line[0].path[heading.depth :])]
        shown = updates or [(c, s) for c, s in shown if not re.match(r"aims?\b", s.lead or s.text, re.I)]
    if not any(s.kind == "item" for _, s in shown):
        return _short_sections(plan, heading, shown, citations)
    items = [(c, s) for c, s in shown if s.kind != "sentence" or (len(s.text.split()) > 6 and not s.text.endswith(":"))]
    leads = {s.lead for _, s in items if s.kind == "item"}
    items = [(c, s) for c, s in items if s.text not in leads][:_MOST]
    return f"{_intro(heading)}\n{_bullets(items, citations, heading.path)}" if items else ""


def _mentions_update(path: tuple[str, ...]) -> bool:
    return any(re.search(r"\bupdate\b|\bactivit|\bprogress\b|\bachiev", p, re.I) for p in path)


def _intro(heading: Heading) -> str:
    passage = heading.passage
    where = heading.path[-1].strip(" :")
    period = heading.period or passage.period
    when = period.label if period and period.label.startswith("Q") else as_of(passage)
    whose = passage.board or passage.title
    return f"{whose}, {when}, {where}:" if when and when not in where else f"{whose}, {where}:"


def _bullets(items: list[Line], citations: Citations, path: tuple[str, ...]) -> str:
    lines: list[str] = []
    sub = path
    for passage, statement in items:
        own = passage.path
        deeper = own != sub and len(own) > len(path)
        if deeper and not _mentions_update(own[-1:]) and not stems(own[-1]) >= stems(path[-1]):
            lines.append(f"{own[-1].strip(' :')}:")
        sub = own
        lines.append(f"{'  ' * min(statement.level, 2)}- {statement.text} {citations.cite(passage, statement)}")
    return "\n".join(lines)


def _short_sections(plan: Plan, heading: Heading, shown: list[Line], citations: Citations) -> str:
    """Sections of a sentence or two each ("PEOPLE: Protect people by ...") read as a list of their headings."""
    first: dict[tuple[str, ...], Line] = {}
    for passage, statement in shown:
        first.setdefault(passage.path, (passage, statement))
    deeper = [line for path, line in first.items() if len(path) > len(heading.path)]
    if len(deeper) >= 2:
        lines = [f"- {_named(c.path[-1])}: {s.text} {citations.cite(c, s)}" for c, s in deeper]
        return f"{_intro(heading)}\n" + "\n".join(lines[:_MOST])
    if heading.exact < 0.5 or len(shown) > 12:
        return ""
    if plan.kind != "list":
        shown = shown[:4]
    lines = [f"{s.text} {citations.cite(c, s)}" for c, s in shown]
    short = all(len(s.text.split()) <= 14 for _, s in shown)
    return f"{_intro(heading)}\n" + ("\n".join(f"- {line}" for line in lines) if short else " ".join(lines))


def _named(heading: str) -> str:
    words = heading.strip(" :")
    return words.capitalize() if heading.isupper() else words


def _headings_as_list(passages: list[Passage], citations: Citations) -> str:
    lines: list[str] = []
    first = passages[0]
    for passage in passages:
        heading = next(h for h in passage.path if LABEL.match(h) and (h not in "".join(lines)))
        lines.append(f"- {heading} {citations.cite_heading(passage, heading)}")
    whose = first.board or first.title
    return f"{whose} ({first.title}):\n" + "\n".join(lines)


def _statements(plan: Plan, good: list[Candidate], citations: Citations) -> str:
    """The statements that carry the question themselves, newest paper first, each paper in reading order."""
    top = max((c.cover for c in good), default=0.0)
    least = max(0.75, top - 0.15)
    strong = [c for c in good if c.cover >= least and c.own >= 0.5 and len(c.statement.text.split()) > 3]
    if plan.quarter and not plan.period:
        newest = max((c.period.end for c in strong if c.period), default=None)
        strong = [c for c in strong if c.period and c.period.end == newest]
    if len(strong) < 2:
        return ""
    strong = sorted(strong[:12], key=lambda c: (-as_number(c.passage), c.passage.document, c.statement.start))
    lines: list[str] = []
    for place, group in groupby(strong, key=_place):
        lines.append(f"{place}:")
        lines += [f"- {c.statement.text} {citations.cite(c.passage, c.statement)}" for c in group]
    return "\n".join(lines)


def _place(candidate: Candidate) -> str:
    passage = candidate.passage
    period = candidate.period if candidate.period and candidate.period.label.startswith("Q") else None
    when = period.label if period else as_of(passage)
    whose = passage.board or passage.title
    return f"{whose}, {when}" if when else whose


def lines_after(good: list[Candidate], citations: Citations) -> str:
    """Return the lines under a short line which the question names ("Statutory Partners"), up to one of its kind."""
    for candidate in good[:6]:
        label, passage = candidate.statement, candidate.passage
        if len(label.text.split()) > 6 or "(" in label.text or candidate.own < 0.8 or label.kind != "sentence":
            continue
        lines = []
        for after in passage.statements[candidate.position + 1 :]:
            like = stems(after.text) & (stems(label.text) - _WEAK)
            if len(after.text.split()) > 9 or after.text.endswith((".", ":")) or like:
                break
            lines.append(f"- {after.text} {citations.cite(passage, after)}")
        if len(lines) >= 2:
            return f"{passage.board or passage.title}, {label.text.strip(' :')}:\n" + "\n".join(lines)
    return ""
