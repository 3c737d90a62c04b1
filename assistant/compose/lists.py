"""A list as long as the list is: everything under the right heading, or every statement on the subject."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.compose.citing import Citations, as_of
from assistant.compose.sentences import as_number
from assistant.evidence import Candidate, Evidence
from assistant.question import Plan, Term
from assistant.words import STOP, matches, stem, stems, tokens
from index.search import Passage, Search
from ingest.documents import Statement
from ingest.periods import Period

_DONE = re.compile(
    r"\b(?:done|deliver|activit|carried out|undertaken|achiev|progress|did .{2,60} do\b|reported|happen|update)", re.I
)
_PLAIN = frozenset(
    stem(w)
    for w in ["our", "current", "main", "key", "the", "update", "section", "annual", "overall", "local", "area", "new", "list", "summary", "all", "set", "out"]
)
_MOST = 60
_WEAK = stems("the of and for service group london borough")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that covers the question: `depth` is its place in the path, `exact` how little else it says."""

    passage: Passage
    depth: int
    exact: float
    period: Period | None


def compose_list(plan: Plan, evidence: Evidence, good: list[Candidate], search: Search, citations: Citations) -> str:
    """Return the list under the heading that covers the question, else the statements that do, else ""."""
    labelled = labelled_headings(plan, evidence, search)
    headings = covering_headings(plan, evidence, good)
    exact = [h for h in headings if h.exact >= 0.99]
    if labelled and not (exact and as_number(exact[0].passage) > as_number(labelled[0])):
        return _headings_as_list(plan, labelled, citations)
    for heading in headings[:3]:
        text = _under(plan, heading, search, citations)
        if text:
            return text
    return _statements(plan, good, citations)


def under_its_heading(
    plan: Plan, evidence: Evidence, good: list[Candidate], search: Search, citations: Citations
) -> str:
    """Where a heading puts the question itself ("How will we know ...?"): what stands under it, if that is not long."""
    if re.match(r"(?:who|when|where|why|is|was|did|has)\b", plan.question, re.I):
        return ""
    for heading in covering_headings(plan, evidence, good)[:2]:
        if heading.exact >= 0.75:
            chunks = _below(heading, search)
            statements = [s for c in chunks for s in c.statements]
            if any(s.kind == "item" for s in statements) or sum(len(s.text.split()) for s in statements) <= 90:
                return _under(plan, heading, search, citations)
    return ""


def covering_headings(plan: Plan, evidence: Evidence, good: list[Candidate]) -> list[Heading]:
    """Return the headings that say every needed word of the question, the most exact and newest first."""
    timely = {c.passage.id: c for c in evidence.candidates if c.timely}
    found: dict[tuple[str, tuple[str, ...]], Heading] = {}
    for passage in evidence.passages:
        titled = stems(f"{passage.title} {passage.part_title}")
        needed = [t for t in plan.terms if t.needed]
        needed = [t for t in needed if not matches(t.word, titled)] or needed
        if passage.id not in timely or not needed:
            continue
        for depth in range(1, len(passage.path) + 1):
            present = stems(passage.path[depth - 1])
            if _covers(needed, present):
                key = (passage.document, passage.path[:depth])
                heading = Heading(passage, depth, _exact(plan, passage.path[depth - 1]), timely[passage.id].period)
                found.setdefault(key, heading)
                break
    asked = stems(plan.question)
    return sorted(
        found.values(),
        key=lambda h: (
            -_own_period(plan, h),
            -round(h.exact, 1),
            -len(asked & stems(" ".join(h.passage.path))),
            -as_number(h.passage),
            h.passage.id,
        ),
    )


def _own_period(plan: Plan, heading: Heading) -> int:
    """2 where the paper itself is an update of the quarter that was asked about, 1 where only a heading or column is."""
    own = heading.passage.period
    if not (plan.quarter or plan.period) or own is None:
        return 0
    return 2 if own == heading.period and own.label.startswith("Q") else 1


def _covers(needed: Iterable[Term], present: frozenset[str]) -> bool:
    return all(matches(t.word, present) for t in needed)


def _exact(plan: Plan, heading: str) -> float:
    """How much of a heading's own wording the question says; labels such as "Priority 4" do not count against it."""
    words = [
        w
        for w in tokens(
            re.sub(
                r"^\W*(?:priority|section|part|appendix|item|theme|objective)?\s*\d+[a-z]?(?:\.\d+)*\W*",
                "",
                heading,
                flags=re.I,
            )
        )
        if w not in STOP
    ]
    asked = stems(plan.question) | {s for p in plan.partnerships for o in p.own for s in (stem(o),)}
    rest = [w for w in words if stem(w) not in _PLAIN and not w.isdigit()]
    if not rest:
        return 0.0
    said = [w for w in rest if any(set(p) <= asked for p in [(stem(w),)]) or matches(w, asked)]
    return len(said) / len(rest)


def _under(plan: Plan, heading: Heading, search: Search, citations: Citations) -> str:
    """Everything under a heading: its items and rows, or its sentences where it has none."""
    path = heading.passage.path[: heading.depth]
    chunks = _below(heading, search)
    if not chunks:
        return ""
    shown = [(c, s) for c in chunks for s in c.statements]
    if plan.quarter or plan.period:
        named = [p for p in shown if _mentions_update(p[0].path)]
        shown = named or shown
    if _DONE.search(plan.question):
        updates = [p for p in shown if _mentions_update(p[0].path[heading.depth :])]
        shown = updates or [p for p in shown if not re.match(r"aims?\b", p[1].lead or p[1].text, re.I)]
    if not any(s.kind == "item" for _, s in shown):
        return _short_sections(plan, heading, shown, citations)
    items = [(c, s) for c, s in shown if s.kind != "sentence" or (len(s.text.split()) > 6 and not s.text.endswith(":"))]
    leads = {s.lead for _, s in items if s.kind == "item"}
    items = [(c, s) for c, s in items if s.text not in leads][:_MOST]
    if len(items) < 1:
        return ""
    return f"{_intro(heading, path)}\n{_bullets(items, citations, path)}"


def _mentions_update(path: tuple[str, ...]) -> bool:
    return any(re.search(r"\bupdate\b|\bactivit|\bprogress\b|\bachiev", p, re.I) for p in path)


def _below(heading: Heading, search: Search) -> list[Passage]:
    """The chunks under a heading, from the first section that carries it."""
    path = heading.passage.path[: heading.depth]
    return [p for p in search.under(heading.passage, path)]


def _intro(heading: Heading, path: tuple[str, ...]) -> str:
    passage = heading.passage
    where = path[-1].strip(" :")
    period = heading.period or passage.period
    when = period.label if period and period.label.startswith("Q") else as_of(passage)
    whose = passage.board or passage.title
    if when and when in where:
        when = ""
    return f"{whose}, {when}, {where}:" if when else f"{whose}, {where}:"


def _bullets(items: list[tuple[Passage, Statement]], citations: Citations, path: tuple[str, ...]) -> str:
    lines: list[str] = []
    sub: tuple[str, ...] = path
    for passage, statement in items:
        own = passage.path
        if (
            own != sub
            and len(own) > len(path)
            and not _mentions_update(own[-1:])
            and not stems(own[-1]) >= stems(path[-1])
        ):
            lines.append(f"{own[-1].strip(' :')}:")
        sub = own
        lines.append(f"{'  ' * min(statement.level, 2)}- {statement.text} {citations.cite(passage, statement)}")
    return "\n".join(lines)


def _short_sections(plan: Plan, heading: Heading, shown: list[tuple[Passage, Statement]], citations: Citations) -> str:
    """Sections of a sentence or two each ("PEOPLE: Protect people by ...") read as a list of their headings."""
    by_path: dict[tuple[str, ...], list[tuple[Passage, Statement]]] = {}
    for passage, statement in shown:
        by_path.setdefault(passage.path, []).append((passage, statement))
    path = heading.passage.path[: heading.depth]
    deeper = {p: ss for p, ss in by_path.items() if len(p) > len(path)}
    if len(deeper) >= 2:
        lines = [
            f"- {p[-1].strip(' :').capitalize() if p[-1].isupper() else p[-1].strip(' :')}: {ss[0][1].text} {citations.cite(*ss[0])}"
            for p, ss in deeper.items()
        ]
        return f"{_intro(heading, path)}\n" + "\n".join(lines[:_MOST])
    if heading.exact < 0.5 or len(shown) > 12:
        return ""
    if plan.kind != "list":
        shown = shown[:4]
    lines = [f"{s.text} {citations.cite(c, s)}" for c, s in shown[:12]]
    short = all(len(s.text.split()) <= 14 for _, s in shown)
    return f"{_intro(heading, path)}\n" + ("\n".join(f"- {line}" for line in lines) if short else " ".join(lines))


_LABEL = re.compile(r"(priority|objective|theme|outcome|aim|goal|strand|pillar)\s+(\d{1,2}|[A-Z])\b", re.I)


def labelled_headings(plan: Plan, evidence: Evidence, search: Search) -> list[Passage]:
    """Where a question asks for the priorities (themes, objectives) themselves: the headings "Priority 1 - ..." of a paper."""
    needed = [t.word for t in plan.terms if t.needed]
    if len(needed) != 1 or not _LABEL.match(f"{stemmed(needed[0])} 1"):
        return []
    by_paper: dict[str, dict[str, Passage]] = {}
    timely = {c.passage.document for c in evidence.candidates if c.timely}
    for passage in search.with_headings(timely & {p.document for p in evidence.passages}):
        for heading in passage.path:
            match = _LABEL.match(heading)
            if match and stem(match[1].lower()) == stem(needed[0]) and len(heading) > len(match[0]) + 3:
                by_paper.setdefault(passage.document, {}).setdefault(heading, passage)
    listed = [found for found in by_paper.values() if len(found) >= 2]
    if not listed:
        return []
    newest = max(listed, key=lambda found: as_number(next(iter(found.values()))))
    return [newest[h] for h in sorted(newest, key=lambda h: (len(_LABEL.match(h)[2]), _LABEL.match(h)[2]))]  # type: ignore[index]


def stemmed(word: str) -> str:
    """Return the label a plural asks for: "priorities" for "Priority 1"."""
    return {
        "prioriti": "priority",
        "object": "objective",
        "theme": "theme",
        "outcom": "outcome",
        "aim": "aim",
        "goal": "goal",
    }.get(stem(word), "")


def _headings_as_list(plan: Plan, passages: list[Passage], citations: Citations) -> str:
    lines, first = [], passages[0]
    for passage in passages:
        heading = next(h for h in passage.path if _LABEL.match(h) and (h not in "".join(lines)))
        lines.append(f"- {heading} {citations.cite_heading(passage, heading)}")
    whose = first.board or first.title
    return f"{whose} ({first.title}):\n" + "\n".join(lines)


def lines_after(plan: Plan, good: list[Candidate], citations: Citations) -> str:
    """Short lines that stand under a short line which the question names ("Statutory Partners"), up to the next of its kind."""
    for candidate in good[:6]:
        label = candidate.statement
        if len(label.text.split()) > 6 or "(" in label.text or candidate.own < 0.8 or label.kind != "sentence":
            continue
        lines = []
        for after in candidate.passage.statements[candidate.position + 1 :]:
            if (
                len(after.text.split()) > 9
                or after.text.endswith((".", ":"))
                or stems(after.text) & stems(label.text) - _WEAK
            ):
                break
            lines.append(f"- {after.text} {citations.cite(candidate.passage, after)}")
        if len(lines) >= 2:
            return f"{candidate.passage.board or candidate.passage.title}, {label.text.strip(' :')}:\n" + "\n".join(
                lines
            )
    return ""


def _statements(plan: Plan, good: list[Candidate], citations: Citations) -> str:
    """The statements that carry the question themselves, newest paper first, each paper in reading order."""
    top = max((c.cover for c in good), default=0.0)
    strong = [
        c for c in good if c.cover >= max(0.75, top - 0.15) and c.own >= 0.5 and len(c.statement.text.split()) > 3
    ]
    if not strong:
        return ""
    if plan.quarter and not plan.period:
        newest = max((c.period.end for c in strong if c.period), default=None)
        strong = [c for c in strong if c.period and c.period.end == newest]
    strong = sorted(strong[:12], key=lambda c: (-as_number(c.passage), c.passage.document, c.statement.start))
    if len(strong) == 1:
        return ""
    lines, last = [], ""
    for candidate in strong:
        place = _place(candidate)
        if place != last:
            lines.append(f"{place}:")
            last = place
        lines.append(f"- {candidate.statement.text} {citations.cite(candidate.passage, candidate.statement)}")
    return "\n".join(lines)


def _place(candidate: Candidate) -> str:
    passage = candidate.passage
    period = candidate.period if candidate.period and candidate.period.label.startswith("Q") else None
    when = period.label if period else as_of(passage)
    whose = passage.board or passage.title
    return f"{whose}, {when}" if when else whose
