"""The scores of a run put together, with 95 % bootstrap intervals: overall and by kind, tag, reason and split."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from eval.examples import REASONS, Example
from eval.rows import Row
from eval.scoring import METRICS
from eval.values import states_any

_RESAMPLES = 1000
_FEW = 64
"""Up to so many different values a sample is resampled by their counts, which is quick for shares and yes or no."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean of the defined values, how many they are, and the 95 % interval; nan where there are too few."""

    mean: float = math.nan
    count: int = 0
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True, slots=True)
class Group:
    """How many rows a group has, and the estimate of each metric by its name."""

    rows: int
    metrics: dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class Refusals:
    """Precision: which share of what was refused was to be. Recall: which share of what was to be refused was."""

    precision: Estimate = field(default_factory=Estimate)
    recall: Estimate = field(default_factory=Estimate)


@dataclass(frozen=True, slots=True)
class Consistency:
    """Over groups of examples that put one question in other words.

    `same_outcome` is the share of groups that are all right or all wrong, `same_facts` of those whose answers state the
    same expected facts, or all refuse for the same reason.
    """

    groups: int = 0
    same_outcome: Estimate = field(default_factory=Estimate)
    same_facts: Estimate = field(default_factory=Estimate)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run comes to: `wrong_refusals` is the share of answerable questions refused, `p50` and `p95` seconds."""

    overall: Group
    by_kind: dict[str, Group]
    by_tag: dict[str, Group]
    by_reason: dict[str, Group]
    by_split: dict[str, Group]
    refusals: Refusals
    refusals_by_reason: dict[str, Refusals]
    wrong_refusals: Estimate
    consistency: Consistency
    p50: float
    p95: float

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as JSON holds it: nan is null."""
        plain: dict[str, Any] = _null(asdict(self))
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> "Summary":
        """Return the summary that `as_dict` made."""
        consistency = plain["consistency"]
        return cls(
            overall=_group(plain["overall"]),
            refusals=_refusals(plain["refusals"]),
            refusals_by_reason={reason: _refusals(of) for reason, of in plain["refusals_by_reason"].items()},
            wrong_refusals=_estimate(plain["wrong_refusals"]),
            consistency=Consistency(
                consistency["groups"], _estimate(consistency["same_outcome"]), _estimate(consistency["same_facts"])
            ),
            p50=_number(plain["p50"]),
            p95=_number(plain["p95"]),
            **{
                by: {name: _group(group) for name, group in plain[by].items()}
                for by in ("by_kind", "by_tag", "by_reason", "by_split")
            },
        )


def estimate(values: Iterable[float]) -> Estimate:
    """Return the mean of the values that are no nan, with its 95 % percentile bootstrap interval, always the same."""
    sample = np.array([value for value in values if not math.isnan(value)], dtype=float)
    if not len(sample):
        return Estimate()
    if len(sample) == 1:
        return Estimate(float(sample[0]), 1)
    random = np.random.default_rng(5)
    different, counts = np.unique(sample, return_counts=True)
    if len(different) <= _FEW:
        means = random.multinomial(len(sample), counts / len(sample), size=_RESAMPLES) @ different / len(sample)
    else:
        picks = (random.integers(0, len(sample), len(sample), dtype=np.int32) for _ in range(_RESAMPLES))
        means = np.array([sample.take(pick).mean() for pick in picks])
    low, high = np.percentile(means, [2.5, 97.5])
    return Estimate(float(sample.mean()), len(sample), float(low), float(high))


def aggregate(rows: Sequence[Row], scores: Sequence[dict[str, float]]) -> Summary:
    """Put the scores of rows together; `scores` are in the order of `rows`."""
    pairs = list(zip(rows, scores, strict=True))
    seconds = [s["seconds"] for s in scores if not math.isnan(s["seconds"])]
    p50, p95 = np.percentile(seconds, [50, 95]) if seconds else (math.nan, math.nan)
    judged = [row for row in rows if row.answered and not row.error]
    return Summary(
        overall=_metrics(scores),
        by_kind=_by(pairs, lambda example: (example.kind,)),
        by_tag=_by(pairs, lambda example: example.tags),
        by_reason=_by(pairs, lambda example: (example.expected_reason,) if example.expected_reason else ()),
        by_split=_by(pairs, lambda example: (example.split,)),
        refusals=_refused(judged, rows, None),
        refusals_by_reason={
            reason: _refused(judged, rows, reason)
            for reason in REASONS
            if any(reason in (row.reason, row.example.expected_reason) for row in rows)
        },
        wrong_refusals=estimate(float(row.refused) for row in judged if row.example.answerable),
        consistency=_consistency(pairs),
        p50=float(p50),
        p95=float(p95),
    )


def _metrics(scores: Sequence[dict[str, float]]) -> Group:
    return Group(len(scores), {name: estimate(s[name] for s in scores) for name in METRICS})


def _by(pairs: Sequence[tuple[Row, dict[str, float]]], names: Callable[[Example], Iterable[str]]) -> dict[str, Group]:
    groups: dict[str, list[dict[str, float]]] = {}
    for row, scores in pairs:
        for name in names(row.example):
            groups.setdefault(name, []).append(scores)
    return {name: _metrics(group) for name, group in sorted(groups.items())}


def _refused(judged: Sequence[Row], rows: Sequence[Row], reason: str | None) -> Refusals:
    """Precision and recall of refusing at all, or for one reason; a row that failed did not refuse."""
    if reason is None:
        given = [float(not row.example.answerable) for row in judged if row.refused]
        wanted = [float(row.refused) for row in rows if row.answered and not row.example.answerable]
    else:
        given = [float(row.example.expected_reason == reason) for row in judged if row.reason == reason]
        wanted = [float(row.reason == reason) for row in rows if row.answered and row.example.expected_reason == reason]
    return Refusals(estimate(given), estimate(wanted))


def _consistency(pairs: Sequence[tuple[Row, dict[str, float]]]) -> Consistency:
    groups: dict[str, list[tuple[Row, dict[str, float]]]] = {}
    for row, scores in pairs:
        if row.answered:
            groups.setdefault(row.example.same_as or row.example.id, []).append((row, scores))
    several = [group for group in groups.values() if len(group) > 1]
    outcomes = [float(len({scores["right"] for _, scores in group}) == 1) for group in several]
    facts = [float(len({_told(row, group[0][0].example) for row, _ in group}) == 1) for group in several]
    return Consistency(len(several), estimate(outcomes), estimate(facts))


def _told(row: Row, original: Example) -> tuple[object, ...]:
    """What an answer tells of a question: the reason of a refusal, an error, or which expected facts it states."""
    if row.error or row.refused:
        return (bool(row.error), row.reason)
    return tuple(states_any(fact, row.answer) for fact in original.expected_facts)


def _null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _null(of) for key, of in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _estimate(plain: dict[str, Any]) -> Estimate:
    return Estimate(_number(plain["mean"]), plain["count"], _number(plain["low"]), _number(plain["high"]))


def _group(plain: dict[str, Any]) -> Group:
    return Group(plain["rows"], {name: _estimate(of) for name, of in plain["metrics"].items()})


def _refusals(plain: dict[str, Any]) -> Refusals:
    return Refusals(_estimate(plain["precision"]), _estimate(plain["recall"]))
