"""Charts as shares of a width: the template draws them, so that every word in them is escaped where all others are."""

import bisect
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.reporting.wording import counted, percent

_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Piece:
    """A length of a bar, in percent of its full width: `name` gives its colour, `words` what it stands for."""

    name: str
    start: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart. `low` and `high` are the ends of an interval, in percent, where there is one."""

    label: str
    note: str
    pieces: tuple[Piece, ...]
    low: float | None = None
    high: float | None = None

    @property
    def words(self) -> str:
        """Return the whole row in words, for those who hear it."""
        return f"{self.label}: " + "; ".join(piece.words for piece in self.pieces)


def stacked(
    label: str,
    counts: Mapping[str, int],
    names: Mapping[str, str],
    note: str = "",
    interval: tuple[float, float] | None = None,
) -> Bar:
    """Return a bar of the full width, divided as the counts are, in the order of `names`."""
    total = sum(counts.values()) or 1
    pieces, start = [], 0.0
    for name, words in names.items():
        if count := counts.get(name, 0):
            told = f"{words}: {count:,} of {total:,} ({percent(count / total)})"
            pieces.append(Piece(name, round(start, 3), round(100 * count / total, 3), told))
            start += 100 * count / total
    low, high = (round(100 * end, 2) for end in interval) if interval else (None, None)
    return Bar(label, note, tuple(pieces), low, high)


def counts_bars(counts: Sequence[tuple[str, int]], colour: str) -> list[Bar]:
    """Return a bar for each count, the longest for the largest."""
    most, total = max((count for _, count in counts), default=1) or 1, sum(count for _, count in counts)
    bars = []
    for label, count in counts:
        words = f"{counted(count, 'question')} ({percent(count / total)})" if count else "none"
        pieces = (Piece(colour, 0.0, round(100 * count / most, 3), words),) if count else ()
        bars.append(Bar(label, words, pieces))
    return bars


def times(values: Sequence[float]) -> list[Bar]:
    """Return a bar for each span of time that answers took, from the quickest to the slowest, none left out between."""
    found = Counter(bisect.bisect_right(_STEPS, value) for value in values if not math.isnan(value))
    spans = range(min(found), max(found) + 1) if found else range(0)
    return counts_bars([(_span(n), found[n]) for n in spans], "plain")


def _span(step: int) -> str:
    if step == len(_STEPS):
        return f"{_STEPS[-1]:g} seconds or more"
    unit = f"second{'s' * (_STEPS[step] != 1)}"
    return f"{_STEPS[step - 1]:g} to {_STEPS[step]:g} {unit}" if step else f"under {_STEPS[0]:g} {unit}"
