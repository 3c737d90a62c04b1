"""What papers say of a topic, day by day: every statement once, with every paper that makes it."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from assistant.briefing.activities import Day, activities_about
from assistant.briefing.scope import Marks, Scope
from assistant.briefing.topics import Topic, about
from assistant.briefing.wording import clean, sentences, when
from index.register.actions import ActionRecord
from index.register.asking import Stated
from index.register.text import fold
from index.search import Passage
from ingest.dates import find_dates
from ingest.documents import Statement
from ingest.periods import Period
from ingest.records.record import Measure, Owner

Stretch = tuple[str, int, int]
_MOST_PASSAGES = 600
_ALIKE = 0.88  # share of words that two statements of the same thing have in common
_FORMAL = re.compile(r"^(?:Resolved that|It was (?:agreed|resolved|noted) that)\s", re.I)
_LISTED = re.compile(
    r"^(?:also )?(?:present|venue|in attendance|apologies|author|contact|report author|to|cc|members?)\b[^.]{0,20}:",
    re.I,
)
_FEW = 5  # words: fewer must be the very same


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence that papers say, with its day and its sources; `also` are the other days on which it is said.

    `sort` is what it comes from: "action", "update", "decision", "figure", "activity" or "passage"; `time` the words
    for its day, or the period of a paper that has no day.
    """

    day: datetime.date | None
    text: str
    sort: str
    marks: Marks
    stretch: Stretch
    note: str = ""
    also: tuple[str, ...] = ()
    time: str = ""


def timeline(scope: Scope, topic: Topic, actions: Iterable[ActionRecord]) -> list[Told]:
    """Return everything papers say of a topic, the newest first, what has no day last.

    Records come before passages: a passage whose words a record has is told once.
    """
    found: list[Told] = []
    taken: list[Stretch] = []
    for told in _records(scope, topic, actions):
        found.append(told)
        taken.append(told.stretch)
    for told in _passages(scope, topic):
        if not _LISTED.match(told.text) and not any(_overlap(told.stretch, other) for other in taken):
            found.append(told)
    order = sorted(_folded(found), key=lambda t: t.stretch)
    return sorted(order, key=lambda t: t.day or datetime.date.min, reverse=True)


def actions_about(scope: Scope, topic: Topic) -> list[ActionRecord]:
    """Return the actions that are about a topic: their own words, their heading or what was said of them name it."""
    actions = scope.actions
    return [
        a
        for a in actions
        if topic.named(a.text) or topic.named(a.heading) or any(topic.named(s.text) for s in a.history)
    ]


def owned(owners: Iterable[Owner]) -> str:
    """Return who owns an action, in words; "" for nobody."""
    return ", ".join(dict.fromkeys(owner.name or owner.stated for owner in owners))


def _records(scope: Scope, topic: Topic, actions: Iterable[ActionRecord]) -> Iterator[Told]:
    for action in actions:
        yield from _of_action(scope, topic, action)
    for one in scope.decisions:
        if topic.named(one.record.text) or topic.named(one.record.heading):
            yield from _stated(scope, one, "decision", one.record.text)
    for measure in scope.measures:
        record = measure.record
        if not record.prose and (topic.named(record.name) or topic.named(record.table)):
            day, time = dated("", measure.date, record.period)
            yield Told(day, figure_of(record), "figure", scope.cite_figure(measure), _stretch(measure), time=time)
    for done in activities_about(scope, topic):
        if isinstance(done, Day):
            yield _on_a_day(scope, done)
        else:
            yield from _stated(scope, done, "activity", done.record.text, done.record.period)


def _on_a_day(scope: Scope, done: Day) -> Told:
    day, time = dated(done.day, done.first.date, done.first.record.period)
    marks = scope.cite_place(done.place, done.first.board, done.first.date)
    stretch = (done.place.document, done.place.start, done.place.end)
    return Told(day, done.text, "activity", marks, stretch, time=time)


def _of_action(scope: Scope, topic: Topic, action: ActionRecord) -> Iterator[Told]:
    own = topic.named(action.text) or topic.named(action.heading)
    for said in action.history:
        if said.wrong or said.doubtful or not (own or topic.named(said.text)):
            continue
        marks = scope.cite_place(said.place, action.board, said.date)
        stretch = (said.place.document, said.place.start, said.place.end)
        note = f"owner {owned(said.owners)}" if said.kind == "agreed" and said.owners else ""
        sort = "update" if said.kind == "update" else "action"
        for text in sentences(said.text):
            yield Told(said.date, text, sort, marks, stretch, note, time=when(said.date))


def _stated(scope: Scope, one: Stated[Any], sort: str, text: str, period: Period | None = None) -> Iterator[Told]:
    for sentence in sentences(text):
        day, time = dated(sentence, one.date, period)
        yield Told(day, sentence, sort, scope.cite(one), _stretch(one), time=time)


def figure_of(record: Measure) -> str:
    """Return a figure in words: its name, period, value and target."""
    unit = record.unit if record.unit and record.unit not in record.value else ""
    value = f"{unit}{record.value}" if unit == "£" else f"{record.value}{unit if unit == '%' else f' {unit}'}".strip()
    period = record.period.label.partition(" (")[0] if record.period else record.stated_period
    target = f", target {record.target}" if record.target else ""
    return f"{record.name.strip(' :')}{f', {period}' if period else ''}: {value}{target}."


def _passages(scope: Scope, topic: Topic) -> Iterator[Told]:
    ways = [topic.words, *(" ".join(way) for way in topic.ways[1:]), *topic.letters]
    passages = scope.search.words(" ".join(ways), _MOST_PASSAGES, scope.filters)
    for passage in sorted(passages, key=lambda p: (p.document, p.start)):
        for group in _hung(about(topic, passage)):
            yield from _told(scope, passage, group)


def _told(scope: Scope, passage: Passage, group: list[Statement]) -> Iterator[Told]:
    first, *items = group
    marks = tuple(n for s in group for n in scope.cite_words(passage, s))
    stretch = (passage.document, first.start, group[-1].end)
    if items:
        text = f"{first.text.rstrip()} {'; '.join(s.text.strip(' .;-–—>•') for s in items)}"
        day, time = dated("", passage.date, passage.period)
        yield Told(day, clean(text), "passage", marks, stretch, time=time)
        return
    for text in sentences(first.text):
        if not text.endswith(":."):
            day, time = dated(text, passage.date, passage.period)
            yield Told(day, text, "passage", marks, stretch, time=time)


def _hung(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Put a line that opens a list together with its items."""
    found: list[list[Statement]] = []
    for statement in statements:
        opener = found[-1][0] if found else None
        if opener and opener.text.rstrip().endswith(":") and statement.kind == "item":
            found[-1].append(statement)
        else:
            found.append([statement])
    return found


def dated(text: str, day: datetime.date | None, period: Period | None) -> tuple[datetime.date | None, str]:
    """Return the day of a statement, and how it is told: the day it opens with, its paper's, or the paper's period.

    What a plan for several years says counts from their first day.
    """
    own = day_in(text) or day
    if own or not period:
        return own, when(own) if own else ""
    several = (period.end - period.start).days > 400
    return (period.start if several else period.end), period.label.partition(" (")[0]


def day_in(text: str) -> datetime.date | None:
    """Return the day with which a text opens, None where it opens with none."""
    days = find_dates(text[:60])
    return days[0][2] if days and not re.search(r"[A-Za-z]{3}", text[: days[0][0]].replace("On", "")) else None


def _folded(found: list[Told]) -> list[Told]:
    """Tell the same thing once, on the first day it was said, with every paper that says it."""
    kept: list[Told] = []
    words: list[frozenset[str]] = []
    for told in sorted(found, key=lambda t: (t.day or datetime.date.max, t.stretch)):
        own = frozenset(fold(_FORMAL.sub("", told.text)).split())
        same = next((i for i, other in enumerate(words) if _alike(own, other)), None)
        if same is None:
            kept.append(told)
            words.append(own)
            continue
        first = kept[same]
        also = first.also if told.time in ("", first.time, *first.also) else (*first.also, told.time)
        kept[same] = replace(first, marks=tuple(dict.fromkeys((*first.marks, *told.marks))), also=also)
    return kept


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if min(len(one), len(other)) < _FEW:
        return one == other
    numbers = {w for w in one ^ other if w.isdigit()}
    return not numbers and len(one & other) >= _ALIKE * len(one | other)


def _stretch(one: Stated[Any]) -> Stretch:
    return (one.place.document, one.place.start, one.place.end)


def _overlap(one: Stretch, other: Stretch) -> bool:
    """Tell whether two stretches of a paper share half of the shorter."""
    if one[0] != other[0]:
        return False
    shared = min(one[2], other[2]) - max(one[1], other[1])
    return shared > 0 and shared * 2 >= min(one[2] - one[1], other[2] - other[1])
