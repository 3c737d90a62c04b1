"""A board's priorities: of every strategy that papers tell of, and what changed from one to the next."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.briefing.parts import Entry, Part
from assistant.briefing.scope import Scope
from assistant.briefing.wording import clean, trimmed
from assistant.outgoing.paper import Line
from assistant.words import stems
from index.search import Passage
from ingest.periods import find_periods

_KINDS = frozenset({"strategy", "quarterly update", "plan"})
_LABEL = re.compile(r"(?:strategic\s+)?(?:priority|objective|theme|outcome|goal)\s+(\d{1,2}|[A-Z])\b\W*(?=\w)", re.I)
_ABOVE = re.compile(r"\bpriorities\b", re.I)
_AIM = re.compile(r"^(?:aims?|objectives?)\s*:\s*", re.I)
_SAME = 0.6  # share of the words of two priorities that makes them one, reworded
_NEAR = 0.34


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority by name, with its aim as the paper words it, and where both stand."""

    name: str
    aim: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """The priorities of the years that a strategy is for, in its order."""

    years: str
    start: datetime.date
    priorities: tuple[Priority, ...]


def priorities_part(scope: Scope) -> Part:
    """Return the priorities of the newest strategy, those before, and what changed."""
    found = strategies(scope)
    if not found:
        return Part("Priorities")
    now, *before = found
    entries = [_entry(p, f"{now.years}", 0.2 * i) for i, p in enumerate(now.priorities)]
    if before:
        entries += [_change(*row) for row in changes(now, before[0])]
    for old in before[1:]:
        names = tuple(n for p in old.priorities for n in p.marks)
        entries.append(Entry((Line(f"{'; '.join(p.name for p in old.priorities)}.", names, "", old.years),), 9))
    title = f"Priorities {now.years}" + (f", and what changed from {before[0].years}" if before else "")
    return Part(title, tuple(entries), called="lines on priorities", weight=6)


def changes(now: Strategy, old: Strategy) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return what became of priorities as (what happened, the names, the marks): kept, reworded, new, gone."""
    told = []
    left = list(old.priorities)
    for priority in now.priorities:
        near = max(left, key=lambda p: _likeness(p, priority), default=None)
        score = _likeness(near, priority) if near else 0.0
        if near and score >= _NEAR:
            left.remove(near)
            if near.name.casefold() == priority.name.casefold():
                told.append(("Kept", f"{priority.name}.", (*priority.marks, *near.marks)))
            else:
                words = f"“{priority.name}”, before that “{near.name}”."
                told.append(("Reworded", words, (*priority.marks, *near.marks)))
        else:
            told.append(("New", f"{priority.name}.", priority.marks))
    told += [("Gone", f"{p.name}.", p.marks) for p in left]
    order = ("Kept", "Reworded", "New", "Gone")
    return sorted(told, key=lambda t: order.index(t[0]))


def strategies(scope: Scope) -> list[Strategy]:
    """Return what the strategies of the board set as priorities, the newest first; each span of years once.

    Where the strategy itself is not here, its updates name its priorities.
    """
    papers: dict[str, list[Passage]] = {}
    for passage in scope.search.of_kinds(_KINDS, scope.filters):
        papers.setdefault(passage.document, []).append(passage)
    ranked = sorted(papers.values(), key=lambda p: p[0].kind != "strategy")
    found: dict[str, Strategy] = {}
    for passages in ranked:
        spans = [p for p in find_periods(passages[0].title) if (p.end - p.start).days > 400]
        spans += [p.period for p in passages[:1] if p.period and p.kind == "strategy"]
        own = _labelled(scope, passages) or _below(scope, passages)
        if spans and own:
            years = spans[0].label.partition(" (")[0]
            found.setdefault(years, Strategy(years, spans[0].start, tuple(own)))
    return sorted(found.values(), key=lambda s: s.start, reverse=True)


def _labelled(scope: Scope, passages: Sequence[Passage]) -> list[Priority]:
    """The priorities that headings number: "Priority 1 - ..."."""
    found: dict[str, tuple[str, Passage, str]] = {}
    for passage in passages:
        for heading in passage.path:
            label = _LABEL.match(heading)
            if label and len(heading) > label.end() + 3:
                found.setdefault(label[1], (heading[label.end() :].strip(), passage, heading))
    return [_priority(scope, *one) for one in found.values()] if len(found) > 1 else []


def _below(scope: Scope, passages: Sequence[Passage]) -> list[Priority]:
    """The headings, or the entries of a list, below a heading that says "priorities"."""
    under = [(p, i) for p in passages for i, h in enumerate(p.path) if _ABOVE.search(h) and len(h.split()) < 8]
    heads: dict[str, tuple[str, Passage, str]] = {}
    for passage, at in under:
        if len(passage.path) > at + 1:
            name = passage.path[at + 1]
            heads.setdefault(name, (name.title() if name.isupper() else name, passage, name))
    if len(heads) > 1:
        return [_priority(scope, *one) for one in heads.values()]
    own = [(p, i) for p, i in under if re.search(r"\b(?:our|current|strategic|the|its)\b", p.path[i], re.I)]
    for passage, _ in own[:1]:
        items = [s for s in passage.statements if s.kind == "item"]
        items = items or [s for s in passage.statements if not s.text.endswith(":")]
        if 2 <= len(items) <= 12:
            return [Priority(clean(s.text).rstrip("."), "", scope.cite_words(passage, s)) for s in items]
    return []


def _priority(scope: Scope, name: str, passage: Passage, heading: str) -> Priority:
    marks = scope.cite_heading(passage, heading)
    first = next((s for s in passage.statements if s.kind != "row"), None)
    aim = clean(_AIM.sub("", first.text)) if first and passage.path[-1] == heading else ""
    if aim and first:
        marks = tuple(dict.fromkeys((*marks, *scope.cite_words(passage, first))))
    return Priority(name, aim, marks)


def _likeness(one: Priority, other: Priority) -> float:
    a, b = stems(one.name), stems(other.name)
    return len(a & b) / max(1, min(len(a), len(b)))


def _entry(priority: Priority, years: str, rank: float) -> Entry:
    aim = priority.aim.rstrip(".").removesuffix(":")
    return Entry((Line(f"{priority.name}{f': {trimmed(aim, 30)}' if aim else ''}.", priority.marks),), rank)


def _change(what: str, names: str, marks: tuple[int, ...]) -> Entry:
    return Entry((Line(names, marks, "", what),), 1.0)
