"""Figures over time: those with at least three points of one length of period, with a chart each."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.briefing.parts import Entry, Part
from assistant.briefing.scope import Marks, Scope
from assistant.outgoing.paper import Chart, Line
from index.register.measures import Point, Series, series

_LEAST = 3
_MOST_CHARTS = 6


def lines_of(one: Series) -> list[Point]:
    """Return the points of the length of period of which there are most, if there are enough for a trend."""
    numbered = [p for p in one.points if p.number is not None and p.length in ("month", "quarter", "half-year", "year")]
    if not numbered:
        return []
    length, count = Counter(p.length for p in numbered).most_common(1)[0]
    return [p for p in numbered if p.length == length] if count >= _LEAST else []


def figures_part(scope: Scope) -> Part:
    """Return the figures that show a trend, the longest first, with charts of the first."""
    found = [(one, points) for one in series(scope.catalogue, scope.asked) if (points := lines_of(one))]
    found = _once(found)
    found.sort(key=lambda f: (-len(f[1]), -f[1][-1].period.end.toordinal(), f[0].name))
    entries, charts = [], []
    for place, (one, points) in enumerate(found):
        marks = tuple(dict.fromkeys(n for p in points for n in scope.cite_figure(p.stated)))
        entries.append(Entry((moved_line(one, points[0], points[-1], scope),), float(place)))
        if place < _MOST_CHARTS:
            charts.append(_chart(one, points, marks))
    return Part("Figures over time", tuple(entries), charts=tuple(charts), called="figures", weight=2)


def _once(found: Sequence[tuple[Series, list[Point]]]) -> list[tuple[Series, list[Point]]]:
    """Leave out a figure that is another under a shorter or longer name: the same values in the same periods."""
    kept: list[tuple[Series, list[Point]]] = []
    for one, points in sorted(found, key=lambda f: (-len(f[1]), any(p.stated.record.prose for p in f[1]))):
        own = {(p.period.start, p.period.end): p.number for p in points}
        others = [{(p.period.start, p.period.end): p.number for p in other} for _, other in kept]
        if not any(own.items() <= other.items() for other in others):
            kept.append((one, points))
    return kept


def moved_line(one: Series, first: Point, last: Point, scope: Scope) -> Line:
    """Return how a figure went from one period to another, in a line."""
    name = one.name.strip(" :")
    target = f"; target {last.target}" if last.target else ""
    text = f"from {shown(one, first)} to {shown(one, last)}{target}."
    marks = tuple(dict.fromkeys((*scope.cite_figure(first.stated), *scope.cite_figure(last.stated))))
    assumed = "the year is that of the paper" if _guessed(first) or _guessed(last) else ""
    return Line(
        text,
        marks,
        "; ".join(filter(None, (direction(first, last), assumed))),
        f"{name[:1].upper()}{name[1:]}, {label(first)} to {label(last)}",
    )


def shown(one: Series, point: Point) -> str:
    """Return a value with its unit; a number in words as a number."""
    if not re.search(r"\d", point.value) and point.number is not None:
        return f"{point.number:,g}"
    if one.unit == "£" and "£" not in point.value:
        return f"£{point.value}"
    return (
        point.value
        if not one.unit or one.unit in point.value
        else f"{point.value}{one.unit if one.unit == '%' else ' ' + one.unit}"
    )


def label(point: Point) -> str:
    """Return the short name of a point's period, "Q2 2023/24"; "Q2" where its paper does not tell the year."""
    if _guessed(point):
        return point.stated.record.stated_period
    return point.period.label.partition(" (")[0]


def _guessed(point: Point) -> bool:
    return any("year is taken from" in doubt for doubt in point.stated.record.doubts)


def direction(first: Point, last: Point) -> str:
    """Return "up", "down" or "unchanged"."""
    if first.number is None or last.number is None:
        return ""
    return "up" if last.number > first.number else "down" if last.number < first.number else "unchanged"


def _chart(one: Series, points: list[Point], marks: Marks) -> Chart:
    values = tuple((label(p), p.number, p.target_number) for p in points if p.number is not None)
    return Chart(one.name.strip(" :"), one.unit, values, marks)
