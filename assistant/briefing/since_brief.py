"""What is new since a day or the last meeting: decisions, actions, figures, papers."""

import datetime
from collections.abc import Sequence
from typing import Any

from assistant.briefing.figures import moved_line
from assistant.briefing.parts import Entry, Part
from assistant.briefing.registers import actions_part, decisions, decisions_part
from assistant.briefing.scope import BriefError, Scope
from assistant.briefing.timeline import dated
from assistant.briefing.wording import agreed, clean, counted, sentences, trimmed, when
from assistant.outgoing.paper import Line
from index.register.actions import ActionRecord
from index.register.measures import Point, series
from index.register.meetings import covered
from ingest.dates import spoken
from ingest.periods import find_periods

LAST_MEETING = "last meeting"


def day_of(scope: Scope, since: str | datetime.date) -> datetime.date:
    """Return the day that words mean: a date, a period's first day, or the board's last meeting.

    Where no paper is newer than the last meeting it is the one before. Raises BriefError where the words are no date,
    or no such meeting is known.
    """
    if isinstance(since, datetime.date):
        return since
    words = since.strip().casefold().removeprefix("the ")
    if words == LAST_MEETING:
        scope.one_board()
        newest = scope.newest or datetime.date.max
        held = [m.date for m in covered(scope.catalogue, scope.asked).meetings if m.date <= newest]
        at = -1 if held and held[-1] < newest else -2
        if len(held) < -at:
            raise BriefError(f"the papers of {scope.name} tell of too few meetings: give a day")
        return held[at]
    found = find_periods(since)
    if len(found) != 1:
        forms = '2018-03-26, "March 2018", 2018, "Q2 2023/24" or "last meeting"'
        raise BriefError(f'"{since.strip()}" is not a date: write it as {forms}')
    return found[0].start


def since_parts(scope: Scope, since: datetime.date) -> list[Part]:
    """Return what is new since a day: everything that papers dated after it say."""
    actions = scope.actions
    opened = [a for a in actions if (d := a.meeting or a.history[0].date) and d > since]
    closed = [a for a in actions if a.status in ("done", "superseded") and a.since and a.since > since]
    still = [a for a in actions if a.status == "open"]
    overdue = [a for a in still if a.due_date and scope.newest and a.due_date < scope.newest]
    made = decisions(scope, since)
    papers = [
        d
        for d in scope.documents
        if (day := d.date or (d.period_end if d.kind != "strategy" else None)) and day > since
    ]
    parts = [
        decisions_part(scope, made, "New decisions", 4),
        Part("Actions closed", _closed(scope, closed), called="actions closed", weight=3),
        actions_part(scope, [a for a in opened if a.status == "open"], "Actions opened, and still open", 3, aged=False),
        Part("Overdue", _overdue(scope, overdue), called="overdue actions", weight=3.5),
        Part("Reported as done", _done(scope, since), called="things done", weight=2),
        Part("Figures that moved", _moved(scope, since), called="figures", weight=2),
        Part("New papers", _papers(papers), called="papers", weight=1),
    ]
    if all(part.empty or part.title == "Overdue" for part in parts):
        lead = f"No paper here is dated after {when(since)}; the newest is of {when(scope.newest)}."
        return [Part("Nothing new", (), (Line(lead),)), *parts]
    names = (
        "new decision",
        "action closed",
        "action opened",
        "overdue action",
        "thing done",
        "figure moved",
        "new paper",
    )
    several = (
        "new decisions",
        "actions closed",
        "actions opened",
        "overdue actions",
        "things done",
        "figures moved",
        "new papers",
    )
    told = zip(parts, names, several, strict=True)
    counts = ", ".join(counted(len(part.entries), one, more) for part, one, more in told)
    return [Part("", (), (Line(f"Since {when(since)}: {counts}."),)), *parts]


def _closed(scope: Scope, actions: Sequence[ActionRecord]) -> tuple[Entry, ...]:
    entries = []
    for place, action in enumerate(sorted(actions, key=lambda a: a.since or datetime.date.min, reverse=True)):
        told = [s for s in action.history if s.kind == "update" and not s.doubtful and not s.wrong]
        last = next((s for s in reversed(told) if s.status == action.status), action.history[0])
        first = action.history[0]
        marks = scope.cite_place(first.place, action.board, first.date)
        marks += scope.cite_place(last.place, action.board, last.date)
        said = sentences(last.text)
        text = trimmed(agreed(action.text), 30)
        ended = f" Then: “{trimmed(said[0], 24).rstrip('.')}”." if said and last is not first else ""
        entries.append(
            Entry((Line(f"{text}{ended}", tuple(dict.fromkeys(marks)), "", when(action.since)),), float(place))
        )
    return tuple(entries)


def _done(scope: Scope, since: datetime.date) -> tuple[Entry, ...]:
    """What updates of a period, or of a day, after the one asked about say was done."""
    entries: list[Entry] = []
    for one in scope.activities:
        day, time = dated("", one.date, one.record.period)
        said = sentences(one.record.text)
        if day and day > since and said:
            entries.append(Entry((Line(trimmed(said[0], 36), scope.cite(one), "", time),), float(len(entries))))
    return tuple(entries)


def _overdue(scope: Scope, actions: Sequence[ActionRecord]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for action in sorted(actions, key=lambda a: a.due_date or datetime.date.max):
        first = action.history[0]
        owner = ", ".join(o.name or o.stated for o in action.owners) or "no owner recorded"
        marks = scope.cite_place(first.place, action.board, first.date)
        strong = f"Due {spoken(action.due_date)}" if action.due_date else "Due"
        entries.append(
            Entry((Line(trimmed(agreed(action.text)), marks, f"owner: {owner}", strong),), float(len(entries)))
        )
    return tuple(entries)


def _moved(scope: Scope, since: datetime.date) -> tuple[Entry, ...]:
    """The figures of which there is a newer one, beside the one before it of the same length of period."""
    found: list[tuple[float, Entry]] = []
    for one in series(scope.catalogue, scope.asked):
        pair = _pair(list(one.points), since)
        if pair:
            before, now = pair
            change = abs((now.number or 0) - (before.number or 0)) / max(abs(before.number or 0), 1)
            found.append((-change, Entry((moved_line(one, before, now, scope),))))
    found.sort(key=lambda f: f[0])
    return tuple(Entry(entry.cells, float(place)) for place, (_, entry) in enumerate(found))


def _pair(points: list[Point], since: datetime.date) -> tuple[Point, Point] | None:
    new = [p for p in points if p.number is not None and p.length != "day" and (p.stated.date or p.period.end) > since]
    for now in sorted(new, key=lambda p: p.period.end, reverse=True):
        older = [p for p in points if p.length == now.length and p.period.end < now.period.end and p.number is not None]
        if older and older[-1].number != now.number:
            return older[-1], now
    return None


def _papers(papers: Sequence[Any]) -> tuple[Entry, ...]:
    lines = []
    for place, d in enumerate(papers):
        when_ = when(d.date) if d.date else d.period_label.partition(" (")[0]
        lines.append(Entry((Line(clean(d.title), (), d.name, when_),), float(place)))
    return tuple(lines)
