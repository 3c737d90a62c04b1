"""The table of all measures: each in words, with its interval, and beside it what other runs have."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from eval.aggregates import Estimate, Refusals, Summary
from eval.comparing import Difference
from eval.reporting import wording
from eval.reporting.scored import Beside, Scored
from eval.scoring import METRICS

_GROUPS = {
    "The answers": ("right", "focused", "completeness", "correct", "concision", "words"),
    "The sources": ("citation_precision", "citation_recall", "right_document", "right_page", "right_section"),
    "Refusals": ("right_reason", "refused"),
    "What the search found": (
        *("facts_in_context", "context_words", "facts_at_5", "recall@5", "recall@10", "precision@5", "mrr", "ndcg@10"),
    ),
    "Time and failures": ("seconds", "failed"),
}
_LOWER_IS_BETTER = frozenset({"seconds", "failed"})
_NEITHER = frozenset({"words", "context_words", "refused"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A measure of another run, and how the two differ, in words."""

    name: str
    value: str
    interval: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table."""

    label: str
    meaning: str
    value: str
    interval: str
    count: str
    others: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Some measures that belong together."""

    title: str
    rows: list[Line]

    @property
    def compared(self) -> list[bool]:
        """Tell of each run beside whether any difference from it is told."""
        return [any(cell.words for cell in cells) for cells in zip(*(line.others for line in self.rows), strict=True)]


def groups(run: Scored, beside: Sequence[Beside]) -> list[Table]:
    """Return all measures of a run that the set says anything about, those of the runs beside it next to them."""
    tables = [Table(title, [_metric(name, run, beside) for name in names]) for title, names in _GROUPS.items()]
    rest = [name for name in METRICS if not any(name in names for names in _GROUPS.values())]
    tables.append(Table("Others", [_metric(name, run, beside) for name in rest]))
    for title, more in (("Refusals", _refusals), ("The answers", _consistency), ("Time and failures", _times)):
        next(table for table in tables if table.title == title).rows.extend(more(run, beside))
    told = [Table(table.title, [line for line in table.rows if _says(line)]) for table in tables]
    return [table for table in told if table.rows]


def _says(line: Line) -> bool:
    return any(value != "–" for value in (line.value, *(cell.value for cell in line.others)))


def _metric(name: str, run: Scored, beside: Sequence[Beside]) -> Line:
    own = _of(run.summary, name)
    cells = []
    for other in beside:
        theirs = _of(other.run.summary, name)
        difference = next((d for d in other.comparison.differences if d.metric == name), None)
        words = difference_words(difference) if difference else ""
        cells.append(Cell(other.run.label, wording.value(name, theirs.mean), _interval(name, theirs), words))
    label, meaning = METRICS[name], wording.MEANINGS.get(name, "")
    label, _, rest = label.partition(": ")
    return _line(label, meaning or rest, name, own, cells)


def _of(summary: Summary, name: str) -> Estimate:
    return summary.overall.metrics.get(name, Estimate())


def _interval(name: str, estimate: Estimate) -> str:
    return wording.between(name, estimate.low, estimate.high) if estimate.low < estimate.high else ""


def _line(label: str, meaning: str, name: str, own: Estimate, cells: Sequence[Cell]) -> Line:
    count = f"of {own.count:,}" if own.count else ""
    return Line(label, meaning, wording.value(name, own.mean), _interval(name, own), count, tuple(cells))


def difference_words(difference: Difference) -> str:
    """Tell what changed from another run to this one: on how many questions, and whether chance would do it."""
    higher, lower, name = difference.higher, difference.lower, difference.metric
    if not higher + lower:
        return f"the same on all {difference.n:,}"
    if name in _NEITHER:
        counts = f"more on {higher:,}, less on {lower:,}"
    else:
        better, worse = (lower, higher) if name in _LOWER_IS_BETTER else (higher, lower)
        counts = f"better on {better:,}, worse on {worse:,}"
    same = difference.n - higher - lower
    return f"{counts}, the same on {same:,}. {chance(difference)}"


def chance(difference: Difference) -> str:
    """Tell in a sentence whether a difference may be chance."""
    return "More than chance." if difference.significant else "This may be chance."


def _refusals(run: Scored, beside: Sequence[Beside]) -> Iterator[Line]:
    share = partial(_share, run, beside)
    yield share(
        "Refused where it should",
        "of the questions that the papers do not answer, how many were refused",
        lambda summary: summary.refusals.recall,
    )
    yield share(
        "Refused only where it should",
        "of the questions that were refused, how many the papers indeed do not answer",
        lambda summary: summary.refusals.precision,
    )
    yield share(
        "Refused without need",
        "of the questions that the papers do answer, how many were refused; fewer is better",
        lambda summary: summary.wrong_refusals,
    )
    for reason in run.summary.refusals_by_reason:
        said = f"“{wording.reason(reason)}”"
        yield share(
            f"{said}: said where it should be",
            "of the questions to be refused for this reason, how many were",
            partial(_recall, reason),
        )
        yield share(
            f"{said}: said only where it should be",
            "of the questions refused for this reason, how many were to be",
            partial(_precision, reason),
        )


def _recall(reason: str, summary: Summary) -> Estimate:
    return summary.refusals_by_reason.get(reason, Refusals()).recall


def _precision(reason: str, summary: Summary) -> Estimate:
    return summary.refusals_by_reason.get(reason, Refusals()).precision


def _consistency(run: Scored, beside: Sequence[Beside]) -> Iterator[Line]:
    share = partial(_share, run, beside)
    yield share(
        "Other words, same outcome",
        "of the questions put in several wordings, how many are right in all of them or in none",
        lambda summary: summary.consistency.same_outcome,
    )
    yield share(
        "Other words, same facts",
        "of the same, how many are given the same facts whatever the wording",
        lambda summary: summary.consistency.same_facts,
    )


def _share(
    run: Scored, beside: Sequence[Beside], label: str, meaning: str, pick: Callable[[Summary], Estimate]
) -> Line:
    """Return the row of a share that the summary has and the scores have not."""
    picked = [(other.run.label, pick(other.run.summary)) for other in beside]
    cells = [Cell(name, wording.percent(found.mean), _interval("", found), "") for name, found in picked]
    return _line(label, meaning, "", pick(run.summary), cells)


def _times(run: Scored, beside: Sequence[Beside]) -> Iterator[Line]:
    for label, pick in (("Half of the answers come within", "p50"), ("95 of 100 answers come within", "p95")):
        cells = [Cell(o.run.label, wording.seconds(getattr(o.run.summary, pick)), "", "") for o in beside]
        yield Line(label, "", wording.seconds(getattr(run.summary, pick)), "", "", tuple(cells))
