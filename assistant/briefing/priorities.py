"""A board's priorities: of every strategy that papers tell of, and what changed from one to the next."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.briefing.parts import Entry, Part
from assistant.briefing.scope import Scope
from assistant.briefing.wording import clean, trimmed
from assistant.outgoing.paper import Line
from assistant.vocabulary import STOP
from assistant.words import stem, tokens
from index.search import Passage

_KINDS = frozenset({"strategy", "quarterly update", "plan"})
_LABEL = re.compile(r"(?:strategic\s+)?(?:priority|objective|theme|outcome|goal)\s+(\d{1,2}|[A-Z])\b\W*(?=\w)", re.I)
_ABOVE = re.compile(r"\bpriorities\b", re.I)
_AIM = re.compile(r"^(?:aims?|objectives?)\s*:\s*", re.I)
_SPAN = re.compile(r"(?:strategy|plan|priorities)\D{0,20}((?:19|20)\d\d)\s*[-–/]\s*((?:20)?\d\d)\b", re.I)
_DIFFERENT = re.compile(r"\b(?:different|changed|changes from|new in)\b", re.I)
_NEAR = 0.5  # share of the words of two priorities that makes them one, reworded
_SHORT = 7  # words: a sentence of fewer says little by itself
_STRETCH = 3_000  # characters in which the headings of all priorities may stand
_TOLD = 5  # sentences of what the strategy itself says has changed


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority by name, with its aim as the paper words it, and where both stand."""

    name: str
    aim: str
    marks: tuple[int, ...]
    named: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """The priorities of the years that a strategy is for, in its order."""

    years: str
    start: datetime.date
    priorities: tuple[Priority, ...]
    passages: tuple[Passage, ...] = ()
    named: tuple[int, ...] = ()


def priorities_part(scope: Scope, short: bool = False) -> Part:
    """Return the priorities of the newest strategy, those before, and what changed; `short` without their aims."""
    found = strategies(scope)
    if not found:
        return Part("Priorities")
    now, *before = found
    became = _became(now, before[0]) if before else {}
    entries = [_names(now)] if short else []
    for place, priority in enumerate(() if short else now.priorities):
        old = became.get(priority.name)
        what = "" if not before else "New" if old is None else "Kept" if _same(old, priority) else f"Was “{old.name}”"
        marks = (*priority.marks, *(old.marks if old else ()))
        entries.append(Entry((Line(_worded(priority), marks, what),), 0.2 * place))
    for at, old_one in enumerate(before):
        entries.append(_before(old_one, [] if at else [p for p in became.values() if p], at))
    entries += _told(scope, now)
    title = f"Priorities {now.years}" + (f", and what changed from {before[0].years}" if before else "")
    return Part(title, tuple(entries), called="lines on priorities", weight=4)


def _became(now: Strategy, old: Strategy) -> dict[str, Priority | None]:
    """Return for each priority by name the one it was before, None where it is new."""
    left = list(old.priorities)
    found: dict[str, Priority | None] = {}
    for priority in now.priorities:
        near = max(left, key=lambda p: _likeness(p, priority), default=None)
        found[priority.name] = None
        if near and _likeness(near, priority) >= _NEAR:
            found[priority.name] = near
            left.remove(near)
    return found


def _before(old: Strategy, kept: Sequence[Priority], place: int) -> Entry:
    """The priorities of an older strategy, those that went apart from those that stayed."""
    gone = [p for p in old.priorities if p not in kept]
    marks = old.named if len(gone) > 1 else tuple(n for p in gone for n in p.named)
    names = "; ".join(p.name for p in gone or old.priorities)
    return Entry(
        (Line(f"{names}.", marks, "", f"In {old.years}, no longer named" if not place else f"In {old.years}"),),
        0.9 + place,
    )


def _names(now: Strategy) -> Entry:
    marks = now.named
    return Entry((Line(f"{'; '.join(priority.name for priority in now.priorities)}.", marks),))


def _told(scope: Scope, now: Strategy) -> list[Entry]:
    """What a strategy itself says it does differently."""
    own = [p for p in now.passages if p.path and _DIFFERENT.search(p.path[-1])]
    said = [(p, s) for p in own for s in p.statements if s.kind == "sentence" and len(s.text.split()) > _SHORT]
    return [
        Entry((Line(trimmed(clean(s.text)), scope.cite_words(p, s)),), 1.0 + 0.1 * place)
        for place, (p, s) in enumerate(said[:_TOLD])
    ]


def _same(one: Priority, other: Priority) -> bool:
    return one.name.casefold() == other.name.casefold()


def _worded(priority: Priority) -> str:
    aim = priority.aim.rstrip(".").removesuffix(":")
    return f"{priority.name}{f': {trimmed(aim, 30)}' if aim else ''}."


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
        span = _years(passages[0])
        own = _labelled(scope, passages) or _below(scope, passages) if span else []
        if span and own:
            found.setdefault(span[0], Strategy(span[0], span[1], tuple(own), tuple(passages), _all(scope, own)))
    return sorted(found.values(), key=lambda s: s.start, reverse=True)


def _years(first: Passage) -> tuple[str, datetime.date] | None:
    """The years that a strategy is for, as the title of it or of its update names them, and their first day."""
    named = _SPAN.search(first.title)
    if named:
        last = named[2] if len(named[2]) == 4 else f"{named[1][:2]}{named[2]}"
        return f"{named[1]}–{last}", datetime.date(int(named[1]), 1, 1)
    if first.kind == "strategy" and first.period:
        return first.period.label.partition(" (")[0], first.period.start
    return None


def _all(scope: Scope, own: Sequence[Priority]) -> tuple[int, ...]:
    """Return the mark of the stretch that names all priorities, or one for each where they stand far apart."""
    each = tuple(dict.fromkeys(n for priority in own for n in priority.named))
    return scope.cite_span(each, _STRETCH) or each


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
            told = [(clean(s.text).rstrip("."), scope.cite_words(passage, s)) for s in items]
            return [Priority(name, "", marks, marks) for name, marks in told]
    return []


def _priority(scope: Scope, name: str, passage: Passage, heading: str) -> Priority:
    first = next((s for s in passage.statements if s.kind != "row"), None)
    named = scope.cite_heading(passage, heading)
    if first is None or passage.path[-1] != heading:
        return Priority(name, "", named, named)
    return Priority(name, clean(_AIM.sub("", first.text)), scope.cite_below(passage, heading, first), named)


def _likeness(one: Priority, other: Priority) -> float:
    a, b = ({stem(w) for w in tokens(p.name) if w not in STOP} for p in (one, other))
    return len(a & b) / max(1, len(a | b))
