"""What is made of a run that was asked: scores, what it is beside others, and the report."""

from dataclasses import dataclass, replace
from pathlib import Path

from eval import report
from eval.comparing import Difference, compare, differences
from eval.reporting.scored import Beside, Scored
from eval.runs import Run


@dataclass(frozen=True, slots=True)
class Finished:
    """A run with its scores, beside its baseline and another run where there are such, and its report's HTML file."""

    run: Scored
    baseline: Beside | None
    against: Beside | None
    report: Path

    @property
    def readable(self) -> Difference | None:
        """How much stands before the reader, from the baseline to here, of questions whose papers the baseline reads.

        None where it reads all papers.
        """
        if self.baseline is None or not (unread := set(self.baseline.run.about.get("unread", ()))):
            return None
        other = self.baseline.run
        theirs = {row.example.id: scores for row, scores in zip(other.rows, other.scores, strict=True)}
        fair = [
            (theirs[row.example.id], scores)
            for row, scores in zip(self.run.rows, self.run.scores, strict=True)
            if row.example.id in theirs and unread.isdisjoint(row.example.expected_documents)
        ]
        return next((d for d in differences(fair) if d.metric == "facts_in_context"), None)


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
