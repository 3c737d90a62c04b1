"""What is made of a run that was asked: scores, what it is beside others, and the report."""

from dataclasses import dataclass, replace
from pathlib import Path

from eval import report
from eval.comparing import compare
from eval.reporting.scored import Beside, Scored
from eval.runs import Run


@dataclass(frozen=True, slots=True)
class Finished:
    """A run with its scores, beside its baseline and another run where there are such, and its report's HTML file."""

    run: Scored
    baseline: Beside | None
    against: Beside | None
    report: Path


def finish(run: Run, against: Run | None = None) -> Finished:
    """Score a run and what it is set beside, all by the same measures, and write the report into its folder."""
    own = scored(run)
    baseline = _beside(run, run.baseline) if run.baseline else None
    other = _beside(run, against) if against else None
    pages = report.write(own, run.folder, [beside for beside in (other, baseline) if beside])
    return Finished(own, baseline, other, pages[0])


def _beside(run: Run, other: Run) -> Beside:
    return Beside(scored(other), compare(run, other))


def scored(run: Run) -> Scored:
    """Return a run scored by today's measures."""
    summary = run.score()
    scores = run.scores()
    rows = [replace(row, retrieved=(), context=()) for row in run.rows()]  # the report shows what was cited
    return Scored(run.name, run.about, rows, [scores[row.example.id] for row in rows], summary)
