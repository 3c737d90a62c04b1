"""A run as it is reported, and one beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from eval.aggregates import Summary
from eval.comparing import Comparison
from eval.reporting.outcomes import Outcome, outcome_of
from eval.rows import Row


@dataclass(frozen=True)
class Scored:
    """A run with its scores, one for each row and in their order. `about` is what run.json holds."""

    name: str
    about: Mapping[str, Any]
    rows: Sequence[Row]
    scores: Sequence[Mapping[str, float]]
    summary: Summary

    @property
    def system(self) -> str:
        """What was asked: "partnership" or "naive-llamaindex"."""
        return str((self.about.get("identity") or {}).get("system", ""))

    @property
    def label(self) -> str:
        """What it is called beside others."""
        return "Plain LlamaIndex" if self.system == "naive-llamaindex" else self.name

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What became of each question."""
        return list(map(outcome_of, self.rows, self.scores))

    @property
    def answers(self) -> bool:
        """Tell whether the system answers, or only searches."""
        return any(row.answered or row.error for row in self.rows)


@dataclass(frozen=True, slots=True)
class Beside:
    """Another run that this one is set against, with the comparison of the two."""

    run: Scored
    comparison: Comparison
