"""The figures of a quarter: each measure beside its target and the value of the quarter before, under its priority."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.checking.naming import content
from assistant.compose.citing import Citations
from assistant.drafting.citing import cite
from assistant.drafting.model import Figure, Gap
from assistant.drafting.placing import place
from assistant.drafting.priorities import Priority
from assistant.drafting.wanted import Wanted
from index.library import Library
from index.register.asking import Asked
from index.register.measures import Point, Series, series
from ingest.periods import Period


@dataclass(frozen=True, slots=True)
class _Row:
    series: Series
    now: Point | None
    before: Point | None

    @property
    def target(self) -> str:
        """The target of the quarter, else the newest that an earlier quarter had."""
        points = [p for p in (self.now, self.before) if p and p.target]
        return points[0].target if points else ""


def figures_of(
    library: Library, asked: Wanted, priorities: Sequence[Priority], cited: Citations
) -> tuple[list[Figure], list[Gap]]:
    """Return the quarter's figures that have a target or an earlier value, and a gap for each that is missing."""
    names = frozenset(asked.names | {""} if asked.alone else asked.names)
    rows = [_row(s, asked) for s in series(library.catalogue, Asked(boards=names))]
    now = _distinct([r for r in rows if r.now and (r.target or r.before)])
    placed = place([r.series.name for r in now], [""] * len(now), priorities, library.embedder)
    found = [
        Figure(
            row.series.name,
            row.now.value if row.now else "",
            row.target,
            row.before.value if row.before else "",
            priorities[at.priority].heading if at.priority is not None else "",
            tuple(_cited(p, cited) for p in (row.now, row.before) if p),
        )
        for row, at in zip(now, placed, strict=True)
    ]
    return found, [_missing(r, asked.period, cited) for r in rows if r.before and not r.now and _is_tracked(r, now)]


def _row(one: Series, asked: Wanted) -> _Row:
    def of(period: Period) -> Point | None:
        return next((p for p in one.points if (p.period.start, p.period.end) == (period.start, period.end)), None)

    return _Row(one, of(asked.period), of(asked.before))


def _is_tracked(row: _Row, now: Sequence[_Row]) -> bool:
    """Tell whether a measure is reported quarter by quarter, and not under another name in this one."""
    quarters = [p for p in row.series.points if p.length == "quarter"]
    of_table = any(not p.stated.record.prose for p in quarters)
    return bool((row.target or len(quarters) > 1) and of_table) and not any(
        _alike(row.series.name, other.series.name) for other in now
    )


def _distinct(rows: list[_Row]) -> list[_Row]:
    """Leave out a figure that another has under a like name with the same value; the one with a target stays."""
    kept: list[_Row] = []
    for row in sorted(rows, key=lambda r: (not r.target, r.now is None or r.now.stated.record.prose)):
        assert row.now is not None
        number = row.now.number
        if not any(k.now and k.now.number == number and _alike(k.series.name, row.series.name) for k in kept):
            kept.append(row)
    return [row for row in rows if row in kept]


def _alike(one: str, other: str) -> bool:
    """Tell whether two names share most of the words of the shorter one."""
    a, b = content(one), content(other)
    return len(a & b) * 2 >= min(len(a), len(b)) if a and b else False


def _missing(row: _Row, period: Period, cited: Citations) -> Gap:
    assert row.before is not None
    quarter, before = period.label.split(" (")[0], row.before.value
    text = f"{row.series.name}: no figure for {quarter} (it was {before} the quarter before)."
    return Gap("measure", text, (_cited(row.before, cited),))


def _cited(point: Point, cited: Citations) -> Citation:
    one = point.stated
    return cite(cited, one.place, one.board, one.date or point.period.end)
