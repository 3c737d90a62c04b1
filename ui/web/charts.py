"""A figure over time, drawn as SVG that keeps its letters at one size however wide the window is."""

import datetime
import itertools
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.outgoing.charts import ticks
from ui.web.words import safe

_HEIGHT = 336
_TOP, _BOTTOM = 34, 268  # of the space the points stand in, in pixels
_LEFT, _RIGHT = 12.0, 92.0  # of the first and the last point, in percent of the width
_GAP = 1.6  # times the usual step: further apart, something is missing between two points


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of one period: `shown` is as printed, `address` (HTML already, or "") opens its source.

    `replaced` tells that a later paper gives another figure for the same period.
    """

    label: str
    when: datetime.date
    value: float
    shown: str
    address: str
    target: float | None = None
    target_shown: str = ""
    replaced: bool = False


def chart(title: str, points: Sequence[Point]) -> str:
    """Return the chart of figures in order of time; nothing where there are not two periods to compare."""
    periods = sorted({p.when for p in points})
    if len(periods) < 2:
        return ""
    marked = ticks([p.value for p in points] + [p.target for p in points if p.target is not None])
    across, down = _Across(periods), _Down(marked[0], marked[-1])
    newest = sorted((p for p in points if not p.replaced), key=lambda p: p.when)
    grid = "".join(
        f'<line class="grid" x1="0" x2="100%" y1="{down(t):.1f}" y2="{down(t):.1f}"/>'
        f'<text class="tick" x="0" y="{down(t) - 5:.1f}">{safe(_number(t))}</text>'
        for t in marked
    )
    marks = "".join(_mark(p, across, down) for p in sorted(points, key=lambda p: (p.when, not p.replaced)))
    size = "long" if across.steps > 12 else "middle" if across.steps > 5 else "short"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Chart: {safe(title)}">'
        f'<svg class="chart {size}" height="{_HEIGHT}" role="group" aria-label="{safe(title)}, by period">'
        f"{grid}{_targets(newest, across, down)}{_line(newest, across, down)}{marks}"
        f"{_labels(points, across)}</svg></div>{_legend(points)}"
    )


class _Across:
    """Where a period stands from left to right, in percent."""

    def __init__(self, periods: Sequence[datetime.date]) -> None:
        self._first, self._days = periods[0], (periods[-1] - periods[0]).days
        steps = sorted((b - a).days for a, b in itertools.pairwise(periods))
        self._step = steps[len(steps) // 2]

    def __call__(self, when: datetime.date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (when - self._first).days / self._days

    @property
    def steps(self) -> float:
        """How many usual steps there are from the first to the last."""
        return self._days / self._step

    def far(self, before: datetime.date, after: datetime.date) -> bool:
        """Tell whether a period is missing between two."""
        return (after - before).days > _GAP * self._step

    @property
    def half(self) -> float:
        """Half of the usual step, in percent."""
        return (_RIGHT - _LEFT) * self._step / self._days / 2


class _Down:
    """Where a value stands from top to bottom, in pixels."""

    def __init__(self, least: float, most: float) -> None:
        self._least, self._span = least, most - least

    def __call__(self, value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (value - self._least) / self._span


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def _line(points: Sequence[Point], across: _Across, down: _Down) -> str:
    return "".join(
        f'<line class="{"apart" if across.far(a.when, b.when) else "line"}" x1="{across(a.when):.2f}%"'
        f' y1="{down(a.value):.1f}" x2="{across(b.when):.2f}%" y2="{down(b.value):.1f}"/>'
        for a, b in itertools.pairwise(points)
    )


def _targets(points: Sequence[Point], across: _Across, down: _Down) -> str:
    """Return each period's target as a stroke across the period."""
    out = []
    for p in points:
        if p.target is not None:
            x, y = across(p.when), down(p.target)
            first, last = max(0.0, x - across.half), min(100.0, x + across.half)
            out.append(f'<line class="target" x1="{first:.2f}%" x2="{last:.2f}%"')
            out.append(f' y1="{y:.1f}" y2="{y:.1f}"/>')
    return "".join(out)


def _mark(p: Point, across: _Across, down: _Down) -> str:
    """Return a point as a link to its source, with its figure beside it; a replaced one hollow, its figure below."""
    words = f"{p.label}: {p.shown}"
    words += f", target {p.target_shown}" if p.target_shown else ""
    words += ", replaced by a later paper" if p.replaced else ""
    x, y = f"{across(p.when):.2f}%", down(p.value)
    name, lift = ("was", 22) if p.replaced else ("now", -13)
    drawn = (
        f'<title>{safe(words)}</title><circle class="reach" cx="{x}" cy="{y:.1f}" r="18"/>'
        f'<circle class="{name}" cx="{x}" cy="{y:.1f}" r="6"/>'
        f'<text class="{name}" x="{x}" y="{y + lift:.1f}">{"was " * p.replaced}{safe(p.shown)}</text>'
    )
    if not p.address:
        return f"<g>{drawn}</g>"
    spoken = f"{safe(words)}, opens in a new tab"
    return f'<a href="{p.address}" target="_blank" rel="noopener" aria-label="{spoken}">{drawn}</a>'


def _labels(points: Sequence[Point], across: _Across) -> str:
    """Return the name of each period under the line, folded."""
    out = []
    for when, label in sorted({p.when: p.label for p in points}.items()):
        folds = textwrap.wrap(label, 9, max_lines=3, placeholder="…")
        lines = "".join(
            f'<tspan x="{across(when):.2f}%" dy="{18 if n else 0}">{safe(fold)}</tspan>' for n, fold in enumerate(folds)
        )
        out.append(f'<text class="period" y="{_BOTTOM + 24}">{lines}</text>')
    return "".join(out)


def _legend(points: Sequence[Point]) -> str:
    keys = ['<span class="key now">As the newest paper gives it</span>']
    if any(p.target is not None for p in points):
        keys.append('<span class="key target">Target as printed</span>')
    if any(p.replaced for p in points):
        keys.append('<span class="key was">As an earlier paper gave it, replaced since</span>')
    return f'<p class="legend" aria-hidden="true">{"".join(keys)}</p>'
