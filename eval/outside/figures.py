"""What was measured, beside the figures of others and the aim, as one table."""

import json
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from eval.outside.corpora import BENCH, FOLDERS

_TAGS = {
    "dsf": "sections", "qmsum": "corpus-wide", "qmsum within": "within-meeting", "squad2": "full-index",
    "clapnq": "passages600",
}  # fmt: skip
_LABELS = {"hit@5": "hit@5", "nDCG@10": "ndcg@10"}
_KNOWN: dict[tuple[str, str], dict[str, float]] = {  # from the README of the outside sets, by name of the baseline
    # "threshold": a threshold on a score, that keeps 95 % of the answerable, refuses so many of the unanswerable
    ("qmsum within", "gold words in 1000"): {"dense": 0.44, "bm25": 0.50, "rrf": 0.50},
    ("qmsum within", "gold words in 2000"): {"dense": 0.55, "bm25": 0.62, "rrf": 0.61},
    ("qmsum", "gold words in 1500"): {"LlamaIndex": 0.20, "blend": 0.45},
    ("dsf", "nDCG@10"): {"blend": 0.702},
    ("qmsum", "nDCG@10"): {"blend": 0.449},
    ("squad2", "nDCG@10"): {"blend": 0.922},
    ("clapnq", "nDCG@10"): {"blend": 0.936},
    ("dsf", "unanswerable: refused"): {"threshold": 0.15},
    ("squad2 A", "unanswerable: refused"): {"threshold": 0.11},
    ("squad2 B", "unanswerable: refused"): {"threshold": 0.89},
    ("clapnq within", "sentence F1"): {"best 3 sentences": 0.622},
}
_AIMS = {
    ("qmsum", "gold words in 1500"): 0.50,
    ("dsf", "unanswerable: refused"): 0.70,
    ("dsf", "answerable: answered"): 0.95,
}


Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one protocol: ours, the baselines' by name, and what is aimed at (of retrieval: the best of them).

    The baselines of hit@5 and nDCG@10 are those of the same split where there are any, else of all questions.
    """

    set: str
    measure: str
    questions: int
    ours: float
    baselines: dict[str, float]
    aim: float | None

    @property
    def reached(self) -> bool | None:
        """Tell whether the aim is reached, if there is one; baselines are given to four places."""
        return None if self.aim is None else round(self.ours, 4) >= self.aim


def figures(protocol: str, asked: int, scores: Scores, split: str, bench: Path = BENCH) -> list[Figure]:
    """Return the scores of a protocol beside the baselines that are known for it."""
    ranked = _ranked(protocol, split, bench)
    found = []
    for measure, ours in scores.items():
        baselines = ranked.get(measure, {}) | _KNOWN.get((protocol, measure), {})
        aim = _AIMS.get((protocol, measure), max(ranked.get(measure, {}).values(), default=None))
        found.append(Figure(protocol, measure, asked, ours, baselines, aim))
    return found


def _ranked(protocol: str, split: str, bench: Path) -> dict[str, dict[str, float]]:
    """Return the baselines' retrieval measures."""
    if protocol not in _TAGS:
        return {}
    told = (bench / FOLDERS[protocol.split()[0]] / "baseline_results.jsonl").read_text("utf-8").splitlines()
    rows = {row["split"]: row["results"] for row in map(json.loads, told) if row["tag"] == _TAGS[protocol]}
    results = rows.get(split) or rows["all"]
    return {ours: {way: float(result[theirs]) for way, result in results.items()} for ours, theirs in _LABELS.items()}


def table(found: list[Figure], split: str) -> Table:
    """Return figures as a table."""
    shown = Table("set", "measure", "questions", "ours", "baselines", "aim", "", title=f"Outside sets, {split}")
    before = ""
    for figure in found:
        if before and figure.set != before:
            shown.add_section()
        shown.add_row(
            figure.set if figure.set != before else "",
            figure.measure,
            str(figure.questions),
            f"{figure.ours:.3f}",
            ", ".join(f"{name} {value:.3f}" for name, value in figure.baselines.items()),
            "" if figure.aim is None else f"{figure.aim:.3f}",
            {True: "reached", False: "missed", None: ""}[figure.reached],
        )
        before = figure.set
    return shown
