"""How the figures of the register's bench are shown."""

from math import isnan
from typing import Any

from rich.table import Table

from eval.dsf_answers import Family
from eval.register_scores import Score

METRICS = (
    "actions",
    "owners",
    "resolved people",
    "updates",
    "row statuses",
    "statuses",
    "links",
    "measures",
    "targets",
    "attendance",
    "decisions",
)
Scores = dict[str, Score]


def _share(value: float) -> str:
    return "-" if isnan(value) else f"{value:.3f}"


def _cells(score: Score | None) -> list[str]:
    if score is None:
        return ["", "", "", ""]
    return [
        _share(score.precision),
        _share(score.recall),
        f"{score.right}/{score.given}",
        f"{score.found}/{score.true}",
    ]


def table(title: str, columns: dict[str, Scores]) -> Table:
    """Return scores as a table: for each column precision, recall and the counts behind them."""
    shown = Table("", title=title)
    for name in columns:
        for part in ("precision", "recall", "right/given", "found/true"):
            shown.add_column(f"{name} {part}" if part == "precision" else part, justify="right")
    for metric in METRICS:
        if any(metric in scores for scores in columns.values()):
            shown.add_row(metric, *[cell for scores in columns.values() for cell in _cells(scores.get(metric))])
    return shown


def answers_table(families: dict[str, Family], split: str) -> Table:
    """Return how questions of each kind were answered."""
    shown = Table("", title=f"Questions on a board's minutes, {split}")
    for column in ("questions", "score", "answered", "cited", "cited first", "stale"):
        shown.add_column(column, justify="right")
    for name, f in [*sorted(families.items()), ("all", _whole(families))]:
        share = f"{f.score / f.questions:.3f}" if f.questions else "-"
        shown.add_row(name, str(f.questions), share, *map(str, (f.answered, f.cited, f.first_cited, f.stale)))
    return shown


def _whole(families: dict[str, Family]) -> Family:
    whole = Family()
    for f in families.values():
        for count in ("questions", "score", "answered", "cited", "first_cited", "stale"):
            setattr(whole, count, getattr(whole, count) + getattr(f, count))
    return whole


def plain(scores: Scores) -> dict[str, Any]:
    """Return scores as plain values for JSON."""
    return {
        metric: {
            "precision": None if isnan(score.precision) else round(score.precision, 4),
            "recall": None if isnan(score.recall) else round(score.recall, 4),
            "right": score.right,
            "given": score.given,
            "found": score.found,
            "true": score.true,
        }
        for metric, score in scores.items()
    }
