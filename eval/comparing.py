"""Two runs, question by question: what got better, what worse, and which differences are more than chance."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from eval.examples import Example
from eval.rows import Row
from eval.runs import Run
from eval.scoring import METRICS

Scores = dict[str, float]
_ANSWERED = ("right", "completeness", "correct")
_SEARCHED = ("facts_in_context",)
_SIGNS = 3_000_000  # drawn for a test: about a second, however many questions there are


@dataclass(frozen=True, slots=True)
class Change:
    """A question that got better or worse: its rows without what was retrieved, and their scores."""

    before: Row
    after: Row
    before_scores: Scores
    after_scores: Scores


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric over the questions where both runs define it, `n` of them.

    `higher` counts the questions where it went up, `lower` where it went down. `p` is how often chance alone would make
    a difference of the means as large as this: by the exact McNemar test where every value is 0 or 1, else by a paired
    permutation test.
    """

    metric: str
    before: float
    after: float
    n: int
    higher: int
    lower: int
    p: float

    @property
    def significant(self) -> bool:
        """Tell whether chance alone would do this in fewer than one of twenty comparisons."""
        return self.p < 0.05


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a run against another, earlier one.

    `missing` and `added` are the ids that only the other and only this run asked; `changed` those that both asked with
    another question or another expectation, which are left out of everything else.
    """

    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    same: int
    missing: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    differences: tuple[Difference, ...]


def compare(run: Run, other: Run) -> Comparison:
    """Return what got better and worse in a run against another. Both have to be scored."""
    before, after = dict(_read(other)), dict(_read(run))
    shared = [identity for identity in after if identity in before]
    changed = {i for i in shared if _asked(before[i][0].example) != _asked(after[i][0].example)}
    pairs = [(before[i], after[i]) for i in shared if i not in changed]
    changes = [(_direction(old[1], new[1]), Change(old[0], new[0], old[1], new[1])) for old, new in pairs]
    return Comparison(
        better=tuple(change for direction, change in changes if direction > 0),
        worse=tuple(change for direction, change in changes if direction < 0),
        same=sum(direction == 0 for direction, _ in changes),
        missing=tuple(i for i in before if i not in after),
        added=tuple(i for i in after if i not in before),
        changed=tuple(i for i in shared if i in changed),
        differences=tuple(differences([(old[1], new[1]) for old, new in pairs])),
    )


def _read(run: Run) -> Iterator[tuple[str, tuple[Row, Scores]]]:
    scores = run.scores()
    for row in run.rows():
        yield row.example.id, (replace(row, retrieved=(), context=()), scores.get(row.example.id, {}))


def _asked(example: Example) -> Example:
    """What must be equal for two answers to be comparable."""
    return replace(example, kind="", same_as="", tags=())


def _direction(before: Scores, after: Scores) -> int:
    """Return 1 for better, -1 for worse: by the first of what matters most that differs."""
    for metric in _ANSWERED if _defined("right", before, after) else _SEARCHED:
        if _defined(metric, before, after) and before[metric] != after[metric]:
            return 1 if after[metric] > before[metric] else -1
    return 0


def _defined(metric: str, *scores: Mapping[str, float]) -> bool:
    return not any(math.isnan(score.get(metric, math.nan)) for score in scores)


def differences(pairs: Sequence[tuple[Mapping[str, float], Mapping[str, float]]]) -> Iterator[Difference]:
    """Yield the difference of each metric over pairs of scores, before and after, where any pair defines it."""
    for metric in METRICS:
        values = np.array([(b[metric], a[metric]) for b, a in pairs if _defined(metric, b, a)]).reshape(-1, 2)
        if len(values):
            change = values[:, 1] - values[:, 0]
            binary = bool(np.isin(values, (0, 1)).all())
            higher, lower = int((change > 0).sum()), int((change < 0).sum())
            p = mcnemar(higher, lower) if binary else permutation(change)
            before, after = map(float, values.mean(axis=0))
            yield Difference(metric, before, after, len(values), higher, lower, p)


def mcnemar(higher: int, lower: int) -> float:
    """Return the two-sided p of the exact McNemar test: that as many rise as fall."""
    return float(stats.binomtest(higher, higher + lower).pvalue) if higher + lower else 1.0


def permutation(change: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    """Return the two-sided p of paired differences having a mean of 0, by turning their signs; the same every time."""
    moved = change[change != 0]
    if len(moved) < 2:
        return 1.0
    test = stats.permutation_test(
        (moved, np.zeros_like(moved)),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=min(9_999, max(999, _SIGNS // len(moved))),
        batch=max(1, _SIGNS // len(moved)),
        rng=np.random.default_rng(0),
    )
    return float(test.pvalue)
